// policy: how are facts written down in a table, one word a fact?

#include <array>
#include <chrono>
#include <string>
#include <tuple>

#include <fmt/format.h>

#include "monitor/policy/words.hpp"

namespace monitor::policy {
namespace {

// A word for every value an enumeration has; the first is the zero nobody should rely on.
template <class Value, std::size_t count>
struct Fact {
    std::string_view name;
    Value Facts::*place;
    std::array<std::pair<Value, std::string_view>, count> words;
};

template <class Value, class... Words>
constexpr auto fact(std::string_view name, Value Facts::*place, Words... words) {
    return Fact<Value, sizeof...(Words)>{name, place, {std::pair<Value, std::string_view>{words}...}};
}

template <class Value>
constexpr std::pair<Value, std::string_view> as(Value value, std::string_view word) {
    return {value, word};
}

namespace chrono = std::chrono;

using Relation = std::optional<Basis>;
using End = std::optional<Instant>;

constexpr auto before_hours_end = std::tuple{
    fact("timekeeping", &Facts::timekeeping, as(Timekeeping::unknown, "unknown"), as(Timekeeping::sure, "sure"),
         as(Timekeeping::doubtful, "doubtful")),
    fact("directory", &Facts::directory, as(Directory::unknown, "unknown"), as(Directory::fresh, "fresh"),
         as(Directory::stale, "stale")),
    fact("employment", &Facts::employment, as(Employment::unknown, "unknown"), as(Employment::active, "active"),
         as(Employment::ended, "ended")),
    fact("schools", &Facts::schools, as(Schools::unknown, "unknown"), as(Schools::same, "same"),
         as(Schools::different, "different")),
    fact("relation", &Facts::relation, as(Relation{}, "none"), as(Relation{Basis::teaches_group}, "teaches_group"),
         as(Relation{Basis::replaces_teacher}, "replaces_teacher")),
    fact("objection", &Facts::objection, as(Objection::unknown, "unknown"), as(Objection::none, "none"),
         as(Objection::recorded, "recorded")),
    fact("hours", &Facts::hours, as(Hours::unknown, "unknown"), as(Hours::open, "open"), as(Hours::closed, "closed")),
    fact("viewer", &Facts::viewer, as(Whereabouts::unknown, "unknown"), as(Whereabouts::at_the_site, "at_the_site"),
         as(Whereabouts::elsewhere, "elsewhere")),
    fact("device_user", &Facts::device_user, as(DeviceUser::unknown, "unknown"), as(DeviceUser::this_pupil, "this_pupil"),
         as(DeviceUser::staff, "staff"), as(DeviceUser::another_pupil, "another_pupil"), as(DeviceUser::nobody, "nobody")),
    fact("device", &Facts::device, as(Whereabouts::unknown, "unknown"), as(Whereabouts::at_the_site, "at_the_site"),
         as(Whereabouts::elsewhere, "elsewhere")),
    fact("remote_lesson", &Facts::remote_lesson, as(RemoteLesson::none, "none"), as(RemoteLesson::in_force, "in_force")),
    fact("indicator", &Facts::indicator, as(Indicator::down, "down"), as(Indicator::first, "first"), as(Indicator::up, "up")),
};

std::optional<int> number(std::string_view digits) {
    int value{};
    for (const char digit : digits) {
        if (digit < '0' || digit > '9') return std::nullopt;
        value = value * 10 + (digit - '0');
    }
    return value;
}

// RFC 3339 in UTC, to the second: "2026-09-01T13:00:00Z".
std::optional<Instant> instant_from(std::string_view text) {
    if (text.size() != 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':' ||
        text[19] != 'Z') {
        return std::nullopt;
    }
    const auto years = number(text.substr(0, 4)), months = number(text.substr(5, 2)), days = number(text.substr(8, 2));
    const auto hour = number(text.substr(11, 2)), minute = number(text.substr(14, 2)), second = number(text.substr(17, 2));
    if (!years || !months || !days || !hour || !minute || !second) return std::nullopt;
    const chrono::year_month_day date{chrono::year{*years}, chrono::month{static_cast<unsigned>(*months)},
                                      chrono::day{static_cast<unsigned>(*days)}};
    if (!date.ok() || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
    return chrono::sys_days{date} + chrono::hours{*hour} + chrono::minutes{*minute} + chrono::seconds{*second};
}

std::string text_of(Instant instant) {
    const auto day = chrono::floor<chrono::days>(instant);
    const chrono::year_month_day date{day};
    const chrono::hh_mm_ss time{chrono::floor<chrono::seconds>(instant - day)};
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()), time.hours().count(), time.minutes().count(), time.seconds().count());
}

bool set_hours_end(Facts& facts, std::string_view value) {
    const auto instant = instant_from(value);
    if (!instant && value != "none") return false;
    facts.hours_end = instant;
    return true;
}

}  // namespace

bool set_fact(Facts& facts, std::string_view name, std::string_view value) {
    if (name == "hours_end") return set_hours_end(facts, value);
    const auto set = [&](const auto& fact) {
        if (fact.name != name) return false;
        for (const auto& [known, word] : fact.words) {
            if (word != value) continue;
            facts.*fact.place = known;
            return true;
        }
        return false;
    };
    return std::apply([&](const auto&... fact) { return (set(fact) || ...); }, before_hours_end);
}

void list_facts(const Facts& facts, void (*each)(void* to, std::string_view fact, std::string_view value), void* to) {
    const auto list = [&](const auto& fact) {
        std::string_view value = "unknown";
        for (const auto& [known, word] : fact.words) {
            if (facts.*fact.place == known) value = word;
        }
        each(to, fact.name, value);
    };
    std::apply([&](const auto&... fact) { (list(fact), ...); }, before_hours_end);
    each(to, "hours_end", facts.hours_end ? text_of(*facts.hours_end) : "none");
}

}  // namespace monitor::policy
