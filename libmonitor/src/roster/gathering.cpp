// roster: how do lines that come in any order become one snapshot, without doubles and without references to nothing?

#include "roster/gathering.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "roster/names.hpp"
#include "roster/wiping.hpp"
#include "roster/written.hpp"

namespace monitor::roster {
namespace {

constexpr std::size_t most_lines = 1'000'000;  // of one kind: no school is that large, and memory is not endless

Personal<std::string> personal(std::string_view text) {
    return Personal<std::string>{std::string{text}};
}

std::string_view first_word(std::string_view text) {
    return text.substr(0, text.find(' '));
}

// "AB" is "A.B."; what has points already is left as it is.
std::string pointed(std::string_view initials) {
    if (initials.find('.') != std::string_view::npos) return std::string{initials};
    std::string result;
    for (const char sign : initials) {
        if (!result.empty() && sign >= 'A' && sign <= 'Z') result += '.';
        if (sign != ' ') result += sign;
    }
    return result.empty() ? result : result + '.';
}

bool is_number(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// Without one of their own, the number of the administration is the key, where it is a number.
LinkClues clues_of(const Words& words) {
    const auto first = words.first.empty() ? first_word(words.given) : std::string_view{words.first};
    const auto number = !words.code.empty()    ? std::string_view{words.code}
                        : is_number(words.key) ? words.key
                                               : std::string_view{};
    return {personal(first), personal(words.infix), personal(words.surname), personal(words.email), personal(number)};
}

// As XPath counts.
std::string placed(std::string_view element, std::size_t number, std::string_view below) {
    return fmt::format("{}[{}]{}{}", element, number, below.empty() ? "" : "/", below);
}

}  // namespace

Words::Words() {
    // Room for the longest value a form takes: a text that grew would leave an old copy of itself behind.
    for (auto* text : {&key, &first, &given, &initials, &infix, &surname, &user, &email, &code, &site}) text->reserve(256);
}

void Words::clear() noexcept {
    for (auto* text : {&key, &first, &given, &initials, &infix, &surname, &user, &email, &code, &site}) wipe(*text);
    groups.clear();
    left.reset();
}

void Words::refer(std::string_view group, int at) {
    if (groups.size() <= most_groups) groups.push_back({std::string{group}, at});
}

std::string Words::place(std::string_view below) const {
    return placed(element, number, below);
}

Gathering::Gathering(Snapshot& snapshot, Findings& findings, std::chrono::year_month_day today)
    : snapshot_{snapshot},
      findings_{findings},
      today_{today},
      groups_{snapshot.groups},
      pupils_{snapshot.pupils},
      staff_{snapshot.staff} {}

bool Gathering::room(std::size_t listed, std::string_view element, int line) {
    if (listed < most_lines) return true;
    findings_.repeated(Severity::fatal, line, element, "comes more than a million times; this is no export of one school");
    return false;
}

void Gathering::site(std::string_view key, std::string_view name, int line) {
    if (!room(snapshot_.sites.size(), "vestiging", line)) return;
    if (key.empty()) return findings_.skipped(line, "vestiging", "has no key; left out");
    const auto next = static_cast<std::uint32_t>(sites_.size());
    const auto [seen, added] = sites_.try_emplace(std::string{key}, SiteSeen{next, 0});
    if (!added && seen->second.line == 0)
        return findings_.skipped(line, "vestiging", "has a key that came before; the first stays");
    seen->second.line = 0;
    if (name.empty()) findings_.note(line, "vestiging/naam", "is empty; its key is its name");
    snapshot_.sites.push_back({.key = std::string{key}, .name = std::string{name.empty() ? key : name}});
}

void Gathering::group(std::string_view key, std::string_view name, GroupKind kind, int line) {
    const std::string_view element = kind == GroupKind::base ? "groep" : "samengestelde_groep";
    if (!room(snapshot_.groups.size(), element, line)) return;
    if (key.empty()) return findings_.skipped(line, std::string{element}, "has no key; left out");
    if (groups_.find(key)) return findings_.skipped(line, std::string{element}, "has a key that came before; the first stays");
    if (name.empty()) findings_.note(line, fmt::format("{}/naam", element), "is empty; its key is its name");
    snapshot_.groups.push_back({std::string{key}, std::string{name.empty() ? key : name}, "", kind});
    groups_.add_last();
    pupils_at_.emplace_back();
}

// Says what is wrong where someone cannot be taken over.
bool Gathering::fit(const Words& words, std::string_view name) {
    if (words.key.empty()) {
        findings_.skipped(words.line, words.place(), "has no key; left out");
        return false;
    }
    if (name.empty()) {
        findings_.skipped(words.line, words.place(), "has no name at all; left out");
        return false;
    }
    if (words.key.front() == '#') {
        findings_.repeated(Severity::note, words.line, words.element,
                           "has a key that begins with #: the next file may give it to someone else");
    }
    return true;
}

void Gathering::pupil(const Words& words) {
    if (words.left && *words.left <= today_) return leaver();  // before a name is made of them
    auto first = words.first.empty() ? std::string{first_word(words.given)} : words.first;
    if (first.empty()) first = pointed(words.initials);
    auto name = short_name(first, words.infix, words.surname);
    if (!fit(words, name) || !room(snapshot_.pupils.size(), words.element, words.line)) return;
    if (pupils_.find(words.key))
        return findings_.skipped(words.line, words.place(), "has a key that came before; the first stays");
    snapshot_.pupils.push_back(
        {.key = Key{words.key}, .name = Personal{std::move(name)}, .user = Personal{words.user}, .clues = clues_of(words)});
    pupils_.add_last();
    refer(words, Who::pupil, snapshot_.pupils.back().groups, snapshot_.pupils.size() - 1);
}

void Gathering::staff(const Words& words) {
    auto first = words.first.empty() ? pointed(words.initials) : words.first;
    if (first.empty()) first = first_word(words.given);
    auto name = full_name(first, words.infix, words.surname);
    if (!fit(words, name) || !room(snapshot_.staff.size(), words.element, words.line)) return;
    if (staff_.find(words.key))
        return findings_.skipped(words.line, words.place(), "has a key that came before; the first stays");
    snapshot_.staff.push_back({.key = Key{words.key},
                               .name = Personal{std::move(name)},
                               .user = Personal{words.user},
                               .employment = school::Employment::active,
                               .clues = clues_of(words)});
    staff_.add_last();
    refer(words, Who::staff, snapshot_.staff.back().groups, snapshot_.staff.size() - 1);
}

std::uint32_t Gathering::site_number(const Words& words) {
    const auto next = static_cast<std::uint32_t>(sites_.size());
    const auto found = sites_.find(words.site);
    return found != sites_.end() ? found->second.number
                                 : sites_.emplace(words.site, SiteSeen{next, words.line}).first->second.number;
}

void Gathering::refer(const Words& words, Who who, std::vector<std::string>& groups, std::size_t person) {
    constexpr auto nowhere = static_cast<std::uint32_t>(-1);
    const auto site = words.site.empty() ? nowhere : site_number(words);
    if (words.groups.size() > Words::most_groups) {
        findings_.skipped(words.line, words.place(),
                          fmt::format("is in more than {} groups; the first of them stay", Words::most_groups));
    }
    const auto count = std::min(words.groups.size(), Words::most_groups);
    groups.reserve(count);
    for (std::size_t at = 0; at < count; ++at) {
        const auto& [key, line] = words.groups[at];
        if (const auto known = groups_.find(key)) {
            belongs(who, groups, key, *known, site);
        } else if (!elsewhere_.contains(key) && room(late_.size(), "groep", line)) {
            late_.push_back({who, person, words.number, site, line, words.element, key});
        }
    }
}

void Gathering::belongs(Who who, std::vector<std::string>& groups, std::string_view key, std::size_t group, std::uint32_t site) {
    if (std::ranges::find(groups, key) != groups.end()) return;  // said twice: once is enough
    groups.emplace_back(key);
    if (who == Who::pupil) ++pupils_at_[group][site];
}

void Gathering::resolve_late() {
    for (const auto& late : late_) {
        const auto known = groups_.find(late.key);
        if (!known && !elsewhere_.contains(late.key)) {
            findings_.skipped(late.line, placed(late.element, late.number, "groep"), "is a group that is not listed; left out");
        } else if (known) {
            auto& groups = late.who == Who::pupil ? snapshot_.pupils[late.person].groups : snapshot_.staff[late.person].groups;
            belongs(late.who, groups, late.key, *known, late.site);
        }
    }
    late_ = {};
}

// A group is where most of its pupils are.
void Gathering::settle_sites(const SiteLine& only) {
    std::map<std::uint32_t, std::string_view> listed;
    for (const auto& [key, seen] : sites_) {
        if (seen.line == 0)
            listed.emplace(seen.number, key);
        else
            findings_.skipped(seen.line, "vestiging", "is a site that is not listed; left out");
    }
    if (snapshot_.sites.empty()) snapshot_.sites.push_back(only);
    for (std::size_t group = 0; group < snapshot_.groups.size(); ++group) {
        auto& line = snapshot_.groups[group];
        line.site = snapshot_.sites.front().key;
        std::uint32_t most = 0;
        for (const auto& [site, pupils] : pupils_at_[group]) {
            const auto found = listed.find(site);
            if (found == listed.end() || pupils <= most) continue;
            most = pupils;
            line.site = found->second;
        }
    }
}

void Gathering::finish(const SiteLine& only) {
    resolve_late();
    settle_sites(only);
    if (leavers_ > 0) findings_.note(0, "uitstroomdatum", fmt::format("{} left the school by today; left out", leavers_));
}

}  // namespace monitor::roster
