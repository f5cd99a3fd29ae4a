#pragma once
// policy: how is a struct of facts written down, one word a fact? What the three structs have in common.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "monitor/base/rfc3339.hpp"
#include "monitor/base/clock.hpp"

namespace monitor::policy::written {

/// A word for every value an enumeration has; the first is the zero nobody should rely on.
template <class Facts, class Value, std::size_t count>
struct Fact {
    std::string_view name;
    Value Facts::*place;
    std::array<std::pair<Value, std::string_view>, count> words;
};

template <class Facts, class Value, class... Words>
constexpr auto fact(std::string_view name, Value Facts::*place, Words... words) {
    return Fact<Facts, Value, sizeof...(Words)>{name, place, {std::pair<Value, std::string_view>{words}...}};
}

template <class Value>
constexpr std::pair<Value, std::string_view> as(Value value, std::string_view word) {
    return {value, word};
}

/// A fact that is an instant; they stand behind those that are a word.
template <class Facts>
struct End {
    std::string_view name;
    std::optional<Instant> Facts::*place;
};

/// RFC 3339 in UTC, to the second: "2026-09-01T13:00:00Z".
[[nodiscard]] std::optional<Instant> instant_from(std::string_view text);

template <class Facts, class Enumerated, class Ends>
bool set(Facts& facts, std::string_view name, std::string_view value, const Enumerated& enumerated, const Ends& ends) {
    for (const auto& end : ends) {
        if (end.name != name) continue;
        const auto instant = instant_from(value);
        if (!instant && value != "none") return false;
        facts.*end.place = instant;
        return true;
    }
    const auto set_one = [&](const auto& fact) {
        if (fact.name != name) return false;
        for (const auto& [known, word] : fact.words) {
            if (word != value) continue;
            facts.*fact.place = known;
            return true;
        }
        return false;
    };
    return std::apply([&](const auto&... fact) { return (set_one(fact) || ...); }, enumerated);
}

template <class Facts, class Enumerated, class Ends>
void list(const Facts& facts, void (*each)(void* to, std::string_view fact, std::string_view value), void* to,
          const Enumerated& enumerated, const Ends& ends) {
    const auto list_one = [&](const auto& fact) {
        std::string_view value = "unknown";
        for (const auto& [known, word] : fact.words) {
            if (facts.*fact.place == known) value = word;
        }
        each(to, fact.name, value);
    };
    std::apply([&](const auto&... fact) { (list_one(fact), ...); }, enumerated);
    for (const auto& end : ends) each(to, end.name, facts.*end.place ? rfc3339(*(facts.*end.place)) : "none");
}

}  // namespace monitor::policy::written
