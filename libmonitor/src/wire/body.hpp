#pragma once
// wire: how is one struct described once, and both written and read by it?
//
// A struct has one function `members(io, struct)` that names its members with their limits. In reads them from JSON and is
// strict; Out writes them. `layout(io, struct)` is the same for the binary bodies, with LittleIn and LittleOut.

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

class Out {
public:
    static constexpr bool reads = false;
    [[nodiscard]] std::string finished() && { return std::move(json_) + '}'; }
    void require(bool) noexcept {}

    template <std::integral T>
    void number(std::string_view name, T value, std::int64_t, std::int64_t) {
        key(name);
        json_ += std::to_string(value);
    }
    template <class Enum>
    void choice(std::string_view name, Enum value, Enum, Enum) { number(name, static_cast<std::int64_t>(value), 0, 0); }
    void text(std::string_view name, const std::string& value, Range);
    void label(std::string_view name, const std::string& value, Range range) { text(name, tidy(value, range.most), range); }
    void id(std::string_view name, const std::string& value, std::size_t = 32) { text(name, value, {}); }
    void bytes(std::string_view name, BytesView value, Range) { text(name, base64url(value), {}); }
    template <class T, class Each>
    void list(std::string_view name, const std::vector<T>& items, Range range, Each each) {
        array(name, items, range, [&](const T& item) { each(*this, item); });
    }
    template <class T, class Each>
    void objects(std::string_view name, const std::vector<T>& items, Range range, Each each) {
        array(name, items, range, [&](const T& item) {
            key("");
            json_ += '{';
            first_ = true;
            each(*this, item);
            json_ += '}';
            first_ = false;
        });
    }

private:
    /// As many items as may be and as fit in text_limit: the rest is cut, at a whole item.
    template <class T, class Each>
    void array(std::string_view name, const std::vector<T>& items, Range range, Each each) {
        key(name);
        json_ += '[';
        first_ = true;
        for (std::size_t at = 0; at < items.size() && at < range.most; ++at) {
            const auto before = json_.size();
            each(items[at]);
            if (json_.size() > text_limit - 64) {
                json_.resize(before);
                break;
            }
        }
        json_ += ']';
        first_ = false;
    }
    void key(std::string_view name);
    std::string json_{"{"};
    bool first_{true};
};

/// Little-endian, in order.
class LittleIn {
public:
    static constexpr bool reads = true;
    explicit LittleIn(BytesView body) : left_{body} {}
    [[nodiscard]] bool good() const noexcept { return good_; }
    void require(bool holds) noexcept { good_ = good_ && holds; }
    template <class T>
    void number(T& into) {
        std::uint64_t value{};
        for (std::size_t at = 0; at < sizeof(T); ++at) value |= std::uint64_t{next()} << 8 * at;
        into = static_cast<T>(value);
    }
    void zeros(int count) {
        while (count-- > 0) require(next() == 0);
    }
    void rest(BytesView& into) { into = left_; }

private:
    std::uint8_t next() {
        if (left_.empty()) return good_ = false, std::uint8_t{0};
        const auto first = std::to_integer<std::uint8_t>(left_.front());
        left_ = left_.subspan(1);
        return first;
    }
    BytesView left_;
    bool good_{true};
};

class LittleOut {
public:
    static constexpr bool reads = false;
    [[nodiscard]] const Bytes& finished() const noexcept { return bytes_; }
    void require(bool) noexcept {}
    template <class T>
    void number(T value) {
        for (std::size_t at = 0; at < sizeof(T); ++at)
            bytes_.push_back(static_cast<std::byte>(static_cast<std::uint64_t>(value) >> 8 * at & 255));
    }
    void zeros(int count) { bytes_.resize(bytes_.size() + static_cast<std::size_t>(count)); }
    void rest(BytesView vp8) { bytes_.insert(bytes_.end(), vp8.begin(), vp8.end()); }

private:
    Bytes bytes_;
};

/// What `members` and `layout` are given: read into, or written from.
template <class Io, class Struct>
using Given = std::conditional_t<Io::reads, Struct, const Struct>;

}  // namespace monitor::wire
