// cli: how does a TOML file of invented people become the same snapshot that a real import gives?

#include "commands/people_toml.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "monitor/school/opening.hpp"

namespace monitor::cli {
namespace {

using roster::Finding;
using roster::Severity;

constexpr std::size_t largest_file = 4 << 20;
constexpr std::size_t most_entries = 5000;
constexpr std::array<std::string_view, 7> days{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"};

int line_of(const toml::node& node) {
    return static_cast<int>(node.source().begin.line);
}

/// One file being read: what was found wrong, and on which line each entry stands.
class Reader {
public:
    void wrong(int line, std::string place, std::string message, Severity severity = Severity::fatal) {
        findings_.push_back({severity, line, std::move(place), std::move(message)});
    }
    void stands(const std::string& place, int line) { lines_.emplace(place, line); }

    void only(const toml::table& table, const std::string& place, std::initializer_list<std::string_view> known) {
        for (const auto& [key, node] : table) {
            if (std::ranges::find(known, key.str()) != known.end()) continue;
            std::string all;
            for (const auto name : known) all += fmt::format("{}{}", all.empty() ? "" : ", ", name);
            wrong(line_of(node), join(place, key.str()), fmt::format("unknown key; known here: {}", all));
        }
    }

    /// A text that must be there and not be empty; "" when it is not.
    std::string text(const toml::table& table, const std::string& place, std::string_view key) {
        const auto* node = table.get(key);
        if (node == nullptr) {
            wrong(line_of(table), join(place, key), "is missing");
            return {};
        }
        const auto value = node->value_exact<std::string>();
        if (!value || value->empty()) wrong(line_of(*node), join(place, key), "must be a text that is not empty, in quotes");
        return value.value_or("");
    }

    std::vector<std::string> texts(const toml::table& table, const std::string& place, std::string_view key) {
        const auto* node = table.get(key);
        if (node == nullptr) return {};
        const auto* array = node->as_array();
        std::vector<std::string> all;
        if (array == nullptr) wrong(line_of(*node), join(place, key), "must be a list of texts: [\"…\", \"…\"]");
        for (std::size_t at = 0; array != nullptr && at < array->size(); ++at) {
            const auto value = (*array)[at].value_exact<std::string>();
            if (value)
                all.push_back(*value);
            else
                wrong(line_of((*array)[at]), fmt::format("{}[{}]", join(place, key), at), "must be a text, in quotes");
        }
        return all;
    }

    /// Calls `each(table, "pupil[3]")` for every [[pupil]].
    template <class Each>
    void entries(const toml::table& root, std::string_view name, Each each) {
        const auto* node = root.get(name);
        if (node == nullptr) return;
        const auto* array = node->as_array();
        if (array == nullptr || !array->is_array_of_tables()) {
            wrong(line_of(*node), std::string{name}, fmt::format("must be written as [[{}]], one for each", name));
            return;
        }
        if (array->size() > most_entries) {
            wrong(line_of(*node), std::string{name},
                  fmt::format("{} entries; at most {} in one file", array->size(), most_entries));
            return;
        }
        for (std::size_t at = 0; at < array->size(); ++at) {
            const auto place = fmt::format("{}[{}]", name, at);
            const auto& entry = *(*array)[at].as_table();
            stands(place, line_of(entry));
            each(entry, place);
        }
    }

    static std::string join(const std::string& place, std::string_view key) {
        return place.empty() ? std::string{key} : fmt::format("{}.{}", place, key);
    }

    /// roster::check knows places, not lines: "pupil[3].groups" stands where "pupil[3]" does.
    std::vector<Finding> findings(std::vector<Finding> checked) {
        for (auto& finding : checked) {
            const auto bracket = finding.place.find(']');
            const auto found = lines_.find(bracket == std::string::npos ? finding.place : finding.place.substr(0, bracket + 1));
            if (finding.line == 0 && found != lines_.end()) finding.line = found->second;
            const auto same = [&](const Finding& other) { return other.place == finding.place; };
            if (std::ranges::none_of(findings_, same)) findings_.push_back(std::move(finding));
        }
        std::ranges::stable_sort(findings_, {}, &Finding::line);
        return std::move(findings_);
    }

private:
    std::vector<Finding> findings_{};
    std::map<std::string, int, std::less<>> lines_{};
};

// A day as text or as a TOML date: "2026-12-19" or 2026-12-19.
std::optional<std::chrono::year_month_day> day(const toml::node* node) {
    using namespace std::chrono;
    if (node == nullptr) return std::nullopt;
    if (const auto written = node->value_exact<toml::date>()) {
        const year_month_day found{year{written->year}, month{written->month}, std::chrono::day{written->day}};
        return found.ok() ? std::optional{found} : std::nullopt;
    }
    return school::date(node->value_exact<std::string>().value_or(""));
}

void read_holidays(Reader& reader, const toml::table& table, const std::string& place, school::Hours& hours) {
    const auto* node = table.get("holidays");
    if (node == nullptr) return;
    const auto* array = node->as_array();
    if (array == nullptr) {
        reader.wrong(line_of(*node), place + ".holidays", "must be a list: [{first = \"2026-12-19\", last = \"2027-01-03\"}]");
        return;
    }
    for (std::size_t at = 0; at < array->size(); ++at) {
        const auto here = fmt::format("{}.holidays[{}]", place, at);
        const auto* entry = (*array)[at].as_table();
        const auto first = day(entry != nullptr ? entry->get("first") : nullptr);
        const auto last = day(entry != nullptr ? entry->get("last") : nullptr);
        if (entry != nullptr) reader.only(*entry, here, {"first", "last"});
        if (first && last && *first <= *last)
            hours.holidays.push_back({*first, *last});
        else
            reader.wrong(line_of((*array)[at]), here,
                         "must be {first = \"2026-12-19\", last = \"2027-01-03\"}, first not after last");
    }
}

school::Hours read_hours(Reader& reader, const toml::table& site, const std::string& place) {
    school::Hours hours;
    const auto* node = site.get("hours");
    const auto here = place + ".hours";
    if (node == nullptr || node->as_table() == nullptr) {
        reader.wrong(line_of(node != nullptr ? *node : site), here,
                     "no hours, so this site is never open and nobody can look along there; write [site.hours]",
                     node != nullptr ? Severity::fatal : Severity::note);
        return hours;
    }
    const auto& table = *node->as_table();
    reader.only(table, here, {days[0], days[1], days[2], days[3], days[4], days[5], days[6], "holidays"});
    for (std::size_t weekday = 0; weekday < days.size(); ++weekday) {
        std::size_t at = 0;
        for (const auto& text : reader.texts(table, here, days[weekday])) {
            const auto spot = fmt::format("{}.{}[{}]", here, days[weekday], at++);
            const auto found = school::window(text);
            auto& windows = hours.week[weekday];
            if (!found)
                reader.wrong(line_of(*table.get(days[weekday])), spot, "must be a window such as \"08:30-12:00\"");
            else if (!windows.empty() && windows.back().until > found->from)
                reader.wrong(line_of(*table.get(days[weekday])), spot, "begins before the one in front of it ends");
            else
                windows.push_back(*found);
        }
    }
    read_holidays(reader, table, here, hours);
    return hours;
}

roster::SiteLine read_site(Reader& reader, const toml::table& entry, const std::string& place) {
    reader.only(entry, place, {"key", "name", "networks", "hours"});
    roster::SiteLine site{.key = reader.text(entry, place, "key"), .name = reader.text(entry, place, "name")};
    std::size_t at = 0;
    for (const auto& text : reader.texts(entry, place, "networks")) {
        const auto network = school::Network::from_text(text);
        const auto spot = fmt::format("{}.networks[{}]", place, at++);
        if (network)
            site.networks.push_back(*network);
        else
            reader.wrong(line_of(*entry.get("networks")), spot,
                         "must be a block of addresses such as \"10.1.0.0/16\", no bits behind the prefix");
    }
    site.hours = read_hours(reader, entry, place);
    return site;
}

roster::PupilLine read_pupil(Reader& reader, const toml::table& entry, const std::string& place) {
    reader.only(entry, place, {"key", "name", "user", "groups"});
    return {.key = roster::Key{reader.text(entry, place, "key")},
            .name = Personal<std::string>{reader.text(entry, place, "name")},
            .user = Personal<std::string>{reader.text(entry, place, "user")},
            .groups = reader.texts(entry, place, "groups")};
}

std::optional<roster::AccountLine> read_account(Reader& reader, const toml::table& entry, const std::string& place) {
    const auto* node = entry.get("account");
    if (node == nullptr) return std::nullopt;
    const auto* table = node->as_table();
    if (table == nullptr) {
        reader.wrong(line_of(*node), place + ".account", "must be {tenant = \"…\", object = \"…\"}");
        return std::nullopt;
    }
    const auto here = place + ".account";
    reader.only(*table, here, {"tenant", "object"});
    return roster::AccountLine{.tenant = reader.text(*table, here, "tenant"),
                               .object = Personal<std::string>{reader.text(*table, here, "object")}};
}

roster::StaffLine read_staff(Reader& reader, const toml::table& entry, const std::string& place) {
    reader.only(entry, place, {"key", "name", "user", "employment", "account", "groups"});
    roster::StaffLine staff{.key = roster::Key{reader.text(entry, place, "key")},
                            .name = Personal<std::string>{reader.text(entry, place, "name")},
                            .user = Personal<std::string>{reader.text(entry, place, "user")}};
    const auto employment = reader.text(entry, place, "employment");
    if (employment == "active")
        staff.employment = school::Employment::active;
    else if (employment == "ended")
        staff.employment = school::Employment::ended;
    else if (!employment.empty())
        reader.wrong(line_of(*entry.get("employment")), place + ".employment", "must be \"active\" or \"ended\"");
    staff.account = read_account(reader, entry, place);
    staff.groups = reader.texts(entry, place, "groups");
    return staff;
}

void read_school(Reader& reader, const toml::table& root, roster::Snapshot& snapshot) {
    const auto year = reader.text(root, "", "year");
    if (const auto found = school::SchoolYear::from_text(year)) snapshot.year = *found;
    if (const auto* node = root.get("year")) reader.stands("year", line_of(*node));
    if (snapshot.year == school::SchoolYear{} && !year.empty())
        reader.wrong(line_of(*root.get("year")), "year", "must be a school year such as \"2026-2027\"");
    const auto* school = root.get("school");
    if (school == nullptr || school->as_table() == nullptr) {
        reader.wrong(school != nullptr ? line_of(*school) : 0, "school", "write [school] with brin and name");
        return;
    }
    reader.only(*school->as_table(), "school", {"brin", "name"});
    for (const auto* place : {"brin", "school_name"}) reader.stands(place, line_of(*school));
    snapshot.brin = reader.text(*school->as_table(), "school", "brin");
    snapshot.school_name = reader.text(*school->as_table(), "school", "name");
}

// Empty when the text is no TOML at all: then there is one finding and nothing else to say.
std::optional<toml::table> parsed(Reader& reader, std::string_view text) {
    try {
        return toml::parse(text);
    } catch (const toml::parse_error& error) {
        reader.wrong(static_cast<int>(error.source().begin.line), "", std::string{error.description()});
        return std::nullopt;
    }
}

}  // namespace

roster::Import read_people(std::string_view toml) {
    Reader reader;
    roster::Snapshot snapshot;
    if (toml.size() > largest_file) {
        reader.wrong(0, "", fmt::format("the file is larger than {} bytes", largest_file));
        return {snapshot, reader.findings({})};
    }
    const auto found = parsed(reader, toml);
    if (!found) return {snapshot, reader.findings({})};
    const toml::table& root = *found;
    reader.only(root, "", {"year", "school", "site", "group", "pupil", "staff"});
    read_school(reader, root, snapshot);
    reader.entries(root, "site",
                   [&](const auto& entry, const auto& place) { snapshot.sites.push_back(read_site(reader, entry, place)); });
    reader.entries(root, "group", [&](const auto& entry, const auto& place) {
        reader.only(entry, place, {"key", "name", "site"});
        snapshot.groups.push_back(
            {reader.text(entry, place, "key"), reader.text(entry, place, "name"), reader.text(entry, place, "site")});
    });
    reader.entries(root, "pupil",
                   [&](const auto& entry, const auto& place) { snapshot.pupils.push_back(read_pupil(reader, entry, place)); });
    reader.entries(root, "staff",
                   [&](const auto& entry, const auto& place) { snapshot.staff.push_back(read_staff(reader, entry, place)); });
    auto findings = reader.findings(roster::check(snapshot));
    return {std::move(snapshot), std::move(findings)};
}

}  // namespace monitor::cli
