// roster: what would change if this snapshot took the place of that one, and may that happen unasked?

#include "monitor/roster/difference.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "roster/key_index.hpp"

namespace monitor::roster {
namespace {

constexpr auto why = Purpose::match_account;

std::string_view key_of(const GuardianLine& line) {
    return line.key.reveal(why);
}
using roster::key_of;

// Lists that stand for sets: their order says nothing.
template <class Item, class By>
bool same_set(std::vector<Item> one, std::vector<Item> other, By by) {
    std::ranges::sort(one, by);
    std::ranges::sort(other, by);
    return one == other;
}
bool same_groups(const std::vector<std::string>& one, const std::vector<std::string>& other) {
    return one == other || same_set(one, other, std::less<>{});
}

// What is kept of a line; clues are not: nothing keeps them.
bool same(const SiteLine& one, const SiteLine& other) {
    return one.name == other.name && one.networks == other.networks && one.hours == other.hours;
}
bool same(const GroupLine& one, const GroupLine& other) {
    return one.name == other.name && one.site == other.site && one.kind == other.kind;
}
bool same(const PupilLine& one, const PupilLine& other) {
    return one.name == other.name && one.user == other.user && same_groups(one.groups, other.groups);
}
bool same(const StaffLine& one, const StaffLine& other) {
    const auto account = [](const StaffLine& line) {
        return line.account ? std::pair{line.account->tenant, line.account->object.reveal(why)}
                            : std::pair<std::string, std::string>{};
    };
    return one.name == other.name && one.user == other.user && one.employment == other.employment &&
           account(one) == account(other) && same_groups(one.groups, other.groups);
}
bool same(const GuardianLine& one, const GuardianLine& other) {
    std::vector<std::pair<std::string_view, Relation>> here, there;
    for (const auto& child : one.children) here.emplace_back(child.pupil.reveal(why), child.relation);
    for (const auto& child : other.children) there.emplace_back(child.pupil.reveal(why), child.relation);
    return one.name == other.name && one.email == other.email && one.phone == other.phone && same_set(here, there, std::less<>{});
}

/// The lines in the order of their keys; of a key that comes twice the last.
template <class Line>
std::vector<const Line*> in_order(const std::vector<Line>& lines) {
    std::vector<const Line*> sorted;
    sorted.reserve(lines.size());
    for (const auto& line : lines) sorted.push_back(&line);
    std::ranges::sort(sorted, {}, [](const Line* line) { return std::pair{key_of(*line), line}; });
    const auto later = [](const Line* one, const Line* next) { return key_of(*one) == key_of(*next); };
    const auto unique = std::ranges::unique(sorted.rbegin(), sorted.rend(), later);
    sorted.erase(sorted.begin(), unique.begin().base());
    return sorted;
}

template <class Line>
Tally compare(const std::vector<Line>& before, const std::vector<Line>& after, Part part, std::vector<Step>& steps) {
    Tally tally;
    const auto step = [&](Move move, const Line& line, std::uint64_t& count) {
        steps.push_back({move, part, Key{std::string{key_of(line)}}});
        ++count;
    };
    const auto old = in_order(before), now = in_order(after);
    auto was = old.begin();
    for (const auto* line : now) {
        for (; was != old.end() && key_of(**was) < key_of(*line); ++was) step(Move::removed, **was, tally.removed);
        if (was == old.end() || key_of(*line) < key_of(**was)) {
            step(Move::added, *line, tally.added);
            continue;
        }
        if (same(**was, *line))
            ++tally.unchanged;
        else
            step(Move::changed, *line, tally.changed);
        ++was;
    }
    for (; was != old.end(); ++was) step(Move::removed, **was, tally.removed);
    return tally;
}

bool too_many(const Tally& tally, Guard guard) {
    const auto before = static_cast<long double>(tally.removed) + static_cast<long double>(tally.changed) +
                        static_cast<long double>(tally.unchanged);
    return tally.removed >= guard.few && static_cast<long double>(tally.removed) * 100 > before * guard.percent;
}

}  // namespace

Difference difference(const Snapshot& before, const Snapshot& after) {
    Difference found;
    (void)compare(before.sites, after.sites, Part::site, found.steps);
    found.groups = compare(before.groups, after.groups, Part::group, found.steps);
    found.pupils = compare(before.pupils, after.pupils, Part::pupil, found.steps);
    found.staff = compare(before.staff, after.staff, Part::staff, found.steps);
    found.guardians = compare(before.guardians, after.guardians, Part::guardian, found.steps);
    return found;
}

Verdict verdict(const Tally& pupils, const Tally& staff, Guard guard) {
    return too_many(pupils, guard) || too_many(staff, guard) ? Verdict::hold : Verdict::go;
}

}  // namespace monitor::roster
