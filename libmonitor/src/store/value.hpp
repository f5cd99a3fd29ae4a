#pragma once
// store: what stands in one cell, on its way to or from a database? Private.

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "monitor/base/bytes.hpp"
#include "monitor/base/clock.hpp"
#include "monitor/base/error.hpp"
#include "monitor/base/ids.hpp"

namespace monitor::store {

/// Thrown inside the room, ends in answer(): what is wrong with a database or with what stands in it.
struct Failure {
    Error error{};
};
[[noreturn]] inline void fail(Remedy remedy, std::string place, int system_code = 0) {
    throw Failure{{remedy, {}, system_code, std::move(place)}};
}

using Value = std::variant<std::monostate, std::int64_t, std::string, Bytes>;

template <class Tag>
[[nodiscard]] Value cell(const Id<Tag>& id) {
    return Bytes{id.bytes().begin(), id.bytes().end()};
}
[[nodiscard]] inline Value cell(Instant at) {
    return std::int64_t{at.time_since_epoch().count()};
}
template <class Some>
[[nodiscard]] Value cell(const std::optional<Some>& some) {
    return some ? cell(*some) : Value{};
}

/// Stands before every id and hash. Not the empty blob: an adapter may take that for NULL.
[[nodiscard]] inline Bytes before_all() {
    return Bytes(1);
}

/// One line of an answer; reading a cell as something it is not is a Failure.
class Row {
public:
    explicit Row(std::vector<Value> cells) : cells_{std::move(cells)} {}

    [[nodiscard]] bool empty(std::size_t at) const { return std::holds_alternative<std::monostate>(cells_.at(at)); }
    [[nodiscard]] const Value& cell(std::size_t at) const { return cells_.at(at); }
    /// Also of an expression without a type, which comes as its digits.
    [[nodiscard]] std::int64_t number(std::size_t at) const {
        const auto* digits = std::get_if<std::string>(&cells_.at(at));
        if (digits == nullptr) return as<std::int64_t>(at);
        std::int64_t number{};
        const auto* end = digits->data() + digits->size();
        if (std::from_chars(digits->data(), end, number).ptr != end) fail(Remedy::ask_operator, "a cell that holds no number");
        return number;
    }
    [[nodiscard]] const std::string& text(std::size_t at) const { return as<std::string>(at); }
    [[nodiscard]] const Bytes& bytes(std::size_t at) const { return as<Bytes>(at); }
    [[nodiscard]] Instant instant(std::size_t at) const { return Instant{std::chrono::milliseconds{number(at)}}; }
    template <class SomeId>
    [[nodiscard]] SomeId id(std::size_t at) const {
        const auto id = SomeId::from_bytes(bytes(at));
        if (!id) fail(Remedy::ask_operator, "a cell that holds no id");
        return *id;
    }

private:
    template <class Kind>
    [[nodiscard]] const Kind& as(std::size_t at) const {
        const auto* value = std::get_if<Kind>(&cells_.at(at));
        if (value == nullptr) fail(Remedy::ask_operator, "a cell of another kind");
        return *value;
    }

    std::vector<Value> cells_;
};

}  // namespace monitor::store
