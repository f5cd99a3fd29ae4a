#pragma once
// wire: how is one struct described once, and both written and read by it?
//
// A struct has one function `members(io, struct)` that names its members with their limits. In reads them from JSON and is
// strict; Out (body_out.hpp) writes them. `layout(io, struct)` is the same for binary bodies, by little.hpp.

#include <concepts>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "monitor/base/bytes.hpp"
#include "monitor/wire/envelope.hpp"

namespace monitor::wire {

/// How many: bytes of a text, items of a list.
struct Range {
    std::size_t least{}, most{};
};
/// What JavaScript holds exactly, and no more: 2^53 − 1.
inline constexpr std::int64_t largest_number = 9'007'199'254'740'991;

/// At most `most` bytes of valid UTF-8 without control characters: what an honest sender makes of a window title.
[[nodiscard]] std::string tidy(std::string_view text, std::size_t most);

/// What `members` and `layout` are given: read into, or written from.
template <class Io, class Struct>
using Given = std::conditional_t<Io::reads, Struct, const Struct>;

/// The first flaw sticks; what was read after it means nothing.
class In {
public:
    static constexpr bool reads = true;
    explicit In(BytesView body);
    ~In();
    In(const In&) = delete;
    In& operator=(const In&) = delete;
    [[nodiscard]] bool good() const noexcept { return good_; }
    void require(bool holds) noexcept { good_ = good_ && holds; }

    template <std::integral T>
    void number(std::string_view name, T& into, std::int64_t least, std::int64_t most) {
        into = static_cast<T>(whole(name, least, most));
    }
    template <class Enum>
    void choice(std::string_view name, Enum& into, Enum first, Enum last) {
        into = static_cast<Enum>(whole(name, static_cast<std::int64_t>(first), static_cast<std::int64_t>(last)));
    }
    void text(std::string_view name, std::string& into, Range);
    void label(std::string_view name, std::string& into, Range range) { text(name, into, range); }
    /// 32 lower-case hexadecimal digits, as Id::text() writes them; "" too where `least` is 0.
    void id(std::string_view name, std::string& into, std::size_t least = 32);
    void bytes(std::string_view name, Bytes& into, Range);
    /// Items without a name: `each(io, item)` asks for the member "".
    template <class T, class Each>
    void list(std::string_view name, std::vector<T>& into, Range range, Each each) {
        into.resize(enter(name, range));
        for (std::size_t at = 0; good_ && at < into.size(); ++at) {
            pick(at);
            each(*this, into[at]);
        }
        leave();
    }
    template <class T, class Each>
    void objects(std::string_view name, std::vector<T>& into, Range range, Each each) { list(name, into, range, each); }

private:
    struct Inside;
    [[nodiscard]] std::int64_t whole(std::string_view name, std::int64_t least, std::int64_t most);
    [[nodiscard]] std::size_t enter(std::string_view name, Range);
    void pick(std::size_t at);
    void leave();
    std::unique_ptr<Inside> inside_;
    bool good_{true};
};

}  // namespace monitor::wire
