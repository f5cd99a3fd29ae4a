// roster: how does one school come together out of rows that stand in several files, in any order?

#include "roster/ledger.hpp"

#include <algorithm>
#include <utility>

namespace monitor::roster {
namespace {

constexpr auto why = Purpose::match_account;

std::size_t place(Membership as) {
    return as == Membership::learns ? 0 : 1;
}

}  // namespace

Ledger::Ledger(Snapshot before) {
    for (auto& line : before.groups) put(std::move(line));
    for (auto& line : before.pupils) {
        for (const auto& group : line.groups) join(line.key.reveal(why), Membership::learns, group);
        put(std::move(line));
    }
    for (auto& line : before.staff) {
        for (const auto& group : line.groups) join(line.key.reveal(why), Membership::teaches, group);
        put(std::move(line));
    }
    for (auto& line : before.guardians) put(std::move(line));
}

bool Ledger::put(GroupLine line) {
    auto key = line.key;
    return groups_.put(std::move(key), std::move(line));
}
bool Ledger::put(PupilLine line) {
    auto key = line.key.reveal(why);
    staff_.remove(key);
    guardians_.remove(key);
    return pupils_.put(std::move(key), std::move(line));
}
bool Ledger::put(StaffLine line) {
    auto key = line.key.reveal(why);
    pupils_.remove(key);
    guardians_.remove(key);
    return staff_.put(std::move(key), std::move(line));
}
bool Ledger::put(GuardianLine line) {
    auto key = line.key.reveal(why);
    return guardians_.put(std::move(key), std::move(line));
}

void Ledger::remove_person(const std::string& key) {
    pupils_.remove(key);
    staff_.remove(key);
    guardians_.remove(key);
}

void Ledger::forget_persons() {
    pupils_ = {};
    staff_ = {};
    guardians_ = {};
}

std::size_t Ledger::strangers() const {
    std::size_t count = 0;
    for (const auto& [key, groups] : members_[0]) count += groups.empty() || has_pupil(key) || has_staff(key) ? 0 : 1;
    for (const auto& [key, groups] : members_[1]) count += groups.empty() || has_pupil(key) || has_staff(key) ? 0 : 1;
    return count;
}

void Ledger::set_guardians(const Links& of_pupils) {
    for (auto& line : guardians_.lines()) {
        const auto relation = line.children.empty() ? Relation::unknown : line.children.front().relation;
        for (const auto& [pupil, guardians] : of_pupils) {
            const bool cares = std::ranges::find(guardians, line.key.reveal(why)) != guardians.end();
            const auto child =
                std::ranges::find(line.children, pupil, [](const ChildLine& one) { return one.pupil.reveal(why); });
            if (cares && child == line.children.end())
                line.children.push_back({Key{pupil}, relation});
            else if (!cares && child != line.children.end())
                line.children.erase(child);
        }
    }
}

void Ledger::join(std::string_view person, Membership as, std::string_view group) {
    auto& seats = members_[place(as)][std::string{person}];
    const auto seat = std::ranges::find(seats, group, &Seat::group);
    if (seat != seats.end())
        ++seat->rows;
    else
        seats.push_back({std::string{group}, 1});
}

void Ledger::leave(std::string_view person, Membership as, std::string_view group) {
    const auto found = members_[place(as)].find(std::string{person});
    if (found == members_[place(as)].end()) return;
    const auto seat = std::ranges::find(found->second, group, &Seat::group);
    if (seat != found->second.end() && --seat->rows == 0) found->second.erase(seat);
}

std::vector<std::string> Ledger::groups_of(const std::string& key, Membership as) {
    const auto found = members_[place(as)].find(key);
    if (found == members_[place(as)].end()) return {};
    std::vector<std::string> groups;
    for (auto& seat : found->second)
        if (has_group(seat.group)) groups.push_back(std::move(seat.group));
    return groups;
}

Snapshot Ledger::take(Snapshot begun) && {
    begun.pupils = pupils_.take();
    for (auto& line : begun.pupils) line.groups = groups_of(line.key.reveal(why), Membership::learns);
    begun.staff = staff_.take();
    for (auto& line : begun.staff) line.groups = groups_of(line.key.reveal(why), Membership::teaches);
    begun.guardians = guardians_.take();
    for (auto& line : begun.guardians)
        std::erase_if(line.children, [&](const ChildLine& child) { return !pupils_.has(child.pupil.reveal(why)); });
    std::erase_if(begun.guardians, [](const GuardianLine& line) { return line.children.empty(); });
    begun.groups = groups_.take();
    return begun;
}

}  // namespace monitor::roster
