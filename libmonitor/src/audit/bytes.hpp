#pragma once
// audit: how are numbers, ids and texts written behind each other, and read again without trusting a byte? Private.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "monitor/base/bytes.hpp"
#include "monitor/base/ids.hpp"

namespace monitor::audit {

/// Numbers big-endian, runs of bytes behind their length, an optional value behind a 0 or 1.
class Writer {
public:
    template <class Number>
    void number(Number value) {
        const auto wide = static_cast<std::uint64_t>(value);
        for (int shift = static_cast<int>(sizeof value) * 8 - 8; shift >= 0; shift -= 8) {
            bytes_.push_back(static_cast<std::byte>(wide >> shift & 255));
        }
    }
    template <class Enum>
    void choice(Enum value) {
        number(static_cast<std::uint8_t>(value));
    }
    void run(BytesView bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }
    void text(std::string_view value) {
        number(static_cast<std::uint32_t>(value.size()));
        run(as_bytes(value));
    }
    template <class Tag>
    void id(const Id<Tag>& id) {
        run(id.bytes());
    }
    template <class Value, class Each>
    void maybe(const std::optional<Value>& value, Each each) {
        number(static_cast<std::uint8_t>(value ? 1 : 0));
        if (value) each(*value);
    }
    [[nodiscard]] Bytes take() { return std::move(bytes_); }

private:
    Bytes bytes_;
};

/// Reads on, until something is not as it should be; from then on everything it gives is zero and `wrong()` names the first
/// place.
class Reader {
public:
    explicit Reader(BytesView bytes) : rest_{bytes} {}

    template <class Number>
    Number number(const char* place) {
        const auto run = take(sizeof(Number), place);
        std::uint64_t value{};
        for (const auto byte : run) value = value << 8 | std::to_integer<std::uint64_t>(byte);
        return static_cast<Number>(value);
    }
    template <class Enum>
    Enum choice(Enum first, Enum last, const char* place) {
        const auto value = number<std::uint8_t>(place);
        if (value < static_cast<std::uint8_t>(first) || value > static_cast<std::uint8_t>(last)) stop(place);
        return wrong_ == nullptr ? static_cast<Enum>(value) : Enum{};
    }
    std::string text(std::size_t longest, const char* place) {
        const auto length = number<std::uint32_t>(place);
        if (length > longest) stop(place);
        return std::string{as_text(take(wrong_ == nullptr ? length : 0, place))};
    }
    template <class SomeId>
    SomeId id(const char* place) {
        return SomeId::from_bytes(take(SomeId::size, place)).value_or(SomeId{});
    }
    template <class Each>
    auto maybe(const char* place, Each each) -> std::optional<std::invoke_result_t<Each&>> {
        const auto there = number<std::uint8_t>(place);
        if (there > 1) stop(place);
        if (wrong_ != nullptr || there == 0) return std::nullopt;
        return each();
    }
    void stop(const char* place) {
        if (wrong_ == nullptr) wrong_ = place;
        rest_ = {};
    }
    [[nodiscard]] bool empty() const { return rest_.empty(); }
    /// Null while all is well.
    [[nodiscard]] const char* wrong() const { return wrong_; }

private:
    BytesView take(std::size_t count, const char* place) {
        if (rest_.size() < count) stop(place);
        if (wrong_ != nullptr) return {};
        const auto run = rest_.first(count);
        rest_ = rest_.subspan(count);
        return run;
    }

    BytesView rest_;
    const char* wrong_{};
};

}  // namespace monitor::audit
