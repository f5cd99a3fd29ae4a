#include "hub/rolls.hpp"

#include <algorithm>
#include <map>

#include "monitor/school/user.hpp"

namespace monitor::hub {
namespace {

using school::before_at;
using school::folded;

// A school that has left: nobody is in it, so that whatever is open about it ends.
constexpr std::uint64_t none = 0;
std::unique_ptr<const school::Roll> nobody(SchoolId school) {
    auto roll = std::make_unique<school::Roll>();
    roll->school.id = school;
    roll->revision = none;
    return roll;
}

template <class Map, class SomeId>
auto found(const Map& map, SomeId id) {
    const auto at = map.find(id);
    return at == map.end() ? nullptr : at->second;
}

}  // namespace

RollIndex::RollIndex(std::unique_ptr<const school::Roll> roll) : roll_{std::move(roll)} {
    for (const auto& site : roll_->sites) sites_.emplace(site.id, &site);
    for (const auto& group : roll_->groups) groups_.emplace(group.id, &group);
    for (const auto& pupil : roll_->pupils) {
        pupils_.emplace(pupil.id, &pupil);
        const auto user = folded(pupil.user.reveal(Purpose::match_account));
        // A name that two carry is nobody's: no one could say whose screen it is.
        if (const auto [at, first] = users_.emplace(user, &pupil); !first) at->second = {};
        if (const auto [at, first] = short_users_.emplace(before_at(user), &pupil); !first) at->second = {};
    }
    for (const auto& member : roll_->staff) {
        staff_.emplace(member.id, &member);
        // A name that both a pupil and a member of staff carry is a member of staff's: the cautious reading.
        const auto user = folded(member.user.reveal(Purpose::match_account));
        users_.insert_or_assign(user, &member);
        short_users_.insert_or_assign(before_at(user), &member);
    }
    users_.erase("");
    short_users_.erase("");
}

const school::Pupil* RollIndex::pupil(PupilId id) const { return found(pupils_, id); }
const school::Staff* RollIndex::staff(StaffId id) const { return found(staff_, id); }
const school::Group* RollIndex::group(GroupId id) const { return found(groups_, id); }
const school::Site* RollIndex::site(SiteId id) const { return found(sites_, id); }

std::vector<const school::Pupil*> RollIndex::members(GroupId id) const {
    std::vector<const school::Pupil*> members;
    for (const auto& pupil : roll_->pupils)
        if (std::ranges::find(pupil.groups, id) != pupil.groups.end()) members.push_back(&pupil);
    std::ranges::sort(members, {}, [](const school::Pupil* pupil) { return pupil->name.reveal(Purpose::identify_to_teacher); });
    return members;
}

UserOwner RollIndex::owner(const std::string& user) const {
    const auto name = folded(user);
    if (const auto at = users_.find(name); at != users_.end()) return at->second;
    const auto at = short_users_.find(name);
    return at == short_users_.end() ? UserOwner{} : at->second;
}

const RollIndex* Rolls::known(SchoolId school) const {
    const auto at = indexes_.find(school);
    return at == indexes_.end() ? nullptr : at->second.get();
}

void Rolls::keep(SchoolId school, std::unique_ptr<const school::Roll> roll) {
    auto fresh = std::make_unique<RollIndex>(std::move(roll));
    // Whoever is not there any more leaves no picture behind.
    if (const auto* before = known(school))
        for (const auto& pupil : before->roll().pupils)
            if (fresh->pupil(pupil.id) == nullptr) parts_.stores.pictures->erase(school, pupil.id);
    indexes_.insert_or_assign(school, std::move(fresh));
}

void Rolls::load(SchoolId school, std::move_only_function<void(const RollIndex*)> then) {
    if (const auto* index = known(school)) return then(index);
    parts_.stores.people_thread->post(
        [parts = parts_, school, self = std::weak_ptr{self_}, then = std::move(then)]() mutable {
            auto roll = parts.stores.people->roll(school);
            parts.strand.post([school, self, roll = std::move(roll), then = std::move(then)]() mutable {
                const auto here = self.lock();
                if (!here) return;
                if (!roll) return then(nullptr);
                (*here)->keep(school, std::move(*roll));
                then((*here)->known(school));
            });
        });
}

void Rolls::refresh(std::move_only_function<void(std::vector<SchoolId>)> then) {
    std::map<SchoolId, std::uint64_t> held;
    for (const auto& [school, index] : indexes_) held.emplace(school, index->roll().revision);
    parts_.stores.people_thread->post(
        [parts = parts_, held = std::move(held), self = std::weak_ptr{self_}, then = std::move(then)]() mutable {
            using Fresh = std::vector<std::unique_ptr<const school::Roll>>;
            Fresh fresh;
            if (auto now = parts.stores.changes->now()) {
                for (const auto& [school, revision] : *now) {
                    const auto at = held.find(school);
                    if (at == held.end()) continue;
                    const bool same = at->second == revision;
                    held.erase(at);
                    if (same) continue;
                    if (auto roll = parts.stores.people->roll(school)) fresh.push_back(std::move(*roll));
                }
                for (const auto& [school, revision] : held)
                    if (revision != none) fresh.push_back(nobody(school));
            }
            parts.strand.post([self, fresh = std::move(fresh), then = std::move(then)]() mutable {
                const auto here = self.lock();
                if (!here) return;
                std::vector<SchoolId> moved;
                for (auto& roll : fresh) {
                    moved.push_back(roll->school.id);
                    (*here)->keep(moved.back(), std::move(roll));
                }
                then(std::move(moved));
            });
        });
}

}  // namespace monitor::hub
