// roster: which school of this delivery is meant, and which school year?

#include "roster/orgs.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "roster/day.hpp"

namespace monitor::roster {
namespace {

std::string choices(const std::vector<Org>& schools) {
    constexpr std::size_t most = 20;
    std::string all;
    for (std::size_t at = 0; at < std::min(schools.size(), most); ++at) {
        const auto& org = schools[at];
        all += fmt::format("{}{} \"{}\"", all.empty() ? "" : ", ",
                           org.brin ? org.brin->brin + org.brin->location : "(no BRIN) " + org.key, org.name);
    }
    if (schools.size() > most) all += fmt::format(" and {} more", schools.size() - most);
    return all;
}

bool same_school(const std::vector<Org>& orgs) {
    const auto first = orgs.front().brin.value_or(BrinNumber{}).brin;
    return std::ranges::all_of(orgs, [&](const Org& org) { return org.brin && org.brin->brin == first; });
}

std::optional<Chosen> whole(std::vector<Org> orgs, std::string brin) {
    for (auto& org : orgs) org.name = org.name.empty() ? org.key : org.name;
    const auto order = [](const Org& org) { return std::pair{org.brin ? org.brin->location : std::string{"00"}, org.key}; };
    std::ranges::sort(orgs, {}, order);
    return Chosen{std::move(brin), std::move(orgs)};
}

}  // namespace

std::optional<BrinNumber> first_brin(std::initializer_list<std::string_view> texts) {
    for (const auto text : texts) {
        if (auto brin = brin_number(text)) return brin;
    }
    return std::nullopt;
}

std::optional<Chosen> choose(std::vector<Org> schools, std::string_view expected, std::string_view file, Findings& findings) {
    const auto place = std::string{file};
    if (schools.empty()) {
        findings.fatal(0, place, "names no school");
        return std::nullopt;
    }
    if (trimmed(expected).empty()) {
        auto brin = schools.front().brin.value_or(BrinNumber{}).brin;
        if (schools.size() == 1 || same_school(schools)) return whole(std::move(schools), std::move(brin));
        findings.fatal(0, place,
                       fmt::format("holds {} schools; say by its BRIN which one is meant: {}", schools.size(), choices(schools)));
        return std::nullopt;
    }
    const auto equals = std::min(expected.find('='), expected.size());
    const auto wanted = brin_number(expected.substr(0, equals));
    if (!wanted) {
        findings.fatal(0, place,
                       "the school that is asked for is no BRIN; a BRIN is two digits and two letters, as 99XX or 99XX01");
        return std::nullopt;
    }
    if (equals < expected.size()) std::erase_if(schools, [&](const Org& org) { return org.key != expected.substr(equals + 1); });
    std::vector<Org> matching;
    for (const auto& org : schools) {
        const bool any_location = trimmed(expected.substr(0, equals)).size() == 4;
        if (org.brin && org.brin->brin == wanted->brin && (any_location || org.brin->location == wanted->location))
            matching.push_back(org);
    }
    if (!matching.empty()) return whole(std::move(matching), wanted->brin);
    if (schools.size() == 1 && !schools.front().brin) {
        if (equals == expected.size())
            findings.note(0, place, "its one school carries no BRIN; taken as the school that is asked for");
        return whole(std::move(schools), wanted->brin);
    }
    findings.fatal(0, place, fmt::format("the school that is asked for is not among these: {}", choices(schools)));
    return std::nullopt;
}

void Terms::add(const Session& session, int line, Findings& findings) {
    Known known{{}, std::string{session.parent}};
    const auto first = sheet_day(session.first), last = sheet_day(session.last);
    int number{};
    const auto* begin = session.year.data();
    const auto* end = begin + session.year.size();
    const bool numbered = std::from_chars(begin, end, number).ptr == end && number > 1900 && number < 3000;
    if (first && last) {
        // A year belongs where its middle lies: so neither an early start nor a last day that is not in it any more matters.
        using std::chrono::sys_days;
        known.year = year_of(std::chrono::year_month_day{sys_days{*first} + (sys_days{*last} - sys_days{*first}) / 2});
    } else if (first || last) {
        known.year = year_of(first ? *first : *last);
    } else if (numbered) {
        known.year = school::SchoolYear{std::chrono::year{named_ == YearNamedBy::end ? number - 1 : number}};
    } else if (const auto written = written_year(session.year)) {
        known.year = written;
    }
    const int named = known.year ? static_cast<int>(known.year->begins) + (named_ == YearNamedBy::end ? 1 : 0) : number;
    if (numbered && number != named)
        findings.note(line, fmt::format("academicSessions.csv:{}.schoolYear", line),
                      "does not fit its dates; the dates are taken");
    known_.insert_or_assign(std::string{session.key}, std::move(known));
}

std::optional<school::SchoolYear> Terms::year(std::string_view key) const {
    for (int depth = 0; depth < 8; ++depth) {
        const auto found = known_.find(key);
        if (found == known_.end()) return std::nullopt;
        if (found->second.year) return found->second.year;
        key = found->second.parent;
    }
    return std::nullopt;
}

std::optional<school::SchoolYear> Terms::chosen(std::optional<school::SchoolYear> asked, Instant now) const {
    const auto running = school::school_year(now);
    std::optional<school::SchoolYear> next, last;
    for (const auto& [key, session] : known_) {
        if (!session.year) continue;
        if (session.year == asked) return asked;
        if (*session.year >= running && (!next || *session.year < *next)) next = session.year;
        if (!last || *session.year > *last) last = session.year;
    }
    return next ? next : last;
}

}  // namespace monitor::roster
