#pragma once
// roster: how does one school come together out of rows that stand in several files, in any order?

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "monitor/roster/snapshot.hpp"

namespace monitor::roster {

/// The lines of one kind, by key, in the order in which they came.
template <class Line>
class Shelf {
public:
    /// False: there was one with this key, which is replaced.
    bool put(std::string key, Line line) {
        const auto [place, added] = places_.try_emplace(std::move(key), lines_.size());
        if (added)
            lines_.push_back(std::move(line));
        else
            lines_[place->second] = std::move(line);
        return added;
    }
    [[nodiscard]] bool has(const std::string& key) const { return places_.contains(key); }
    [[nodiscard]] Line* find(const std::string& key) {
        const auto place = places_.find(key);
        return place == places_.end() ? nullptr : &lines_[place->second];
    }
    void remove(const std::string& key) {
        const auto place = places_.find(key);
        if (place == places_.end()) return;
        gone_.resize(lines_.size());
        gone_[place->second] = true;
        places_.erase(place);
    }
    [[nodiscard]] std::vector<Line>& lines() noexcept { return lines_; }
    [[nodiscard]] std::vector<Line> take() {
        gone_.resize(lines_.size());
        std::size_t kept = 0;
        for (std::size_t at = 0; at < lines_.size(); ++at) {
            if (gone_[at]) continue;
            if (kept != at) lines_[kept] = std::move(lines_[at]);
            ++kept;
        }
        lines_.resize(kept);
        return std::move(lines_);
    }

private:
    std::vector<Line> lines_{};
    std::vector<bool> gone_{};
    std::unordered_map<std::string, std::size_t> places_{};
};

/// In which way someone belongs to a group. Only who teaches it may look along, so the two are never mixed.
enum class Membership : std::uint8_t { learns = 1, teaches = 2 };

class Ledger {
public:
    /// Goes on from what was there: {} begins with nothing.
    explicit Ledger(Snapshot before);

    /// Each says false where there was one with this key, which is replaced.
    bool put(GroupLine);
    /// Nobody is both a pupil and staff: the last word counts. Staff may be a guardian too, put after.
    bool put(PupilLine);
    bool put(StaffLine);
    bool put(GuardianLine);
    void remove_group(const std::string& key) { groups_.remove(key); }
    void remove_person(const std::string& key);
    void remove_guardian(const std::string& key) { guardians_.remove(key); }
    [[nodiscard]] bool has_group(const std::string& key) const { return groups_.has(key); }
    [[nodiscard]] bool has_pupil(const std::string& key) const { return pupils_.has(key); }
    [[nodiscard]] bool has_staff(const std::string& key) const { return staff_.has(key); }
    [[nodiscard]] bool has_guardian(const std::string& key) const { return guardians_.has(key); }
    [[nodiscard]] const GuardianLine* guardian(const std::string& key) { return guardians_.find(key); }
    using Links = std::unordered_map<std::string, std::vector<std::string>>;
    /// Exactly these guardians, as far as they are listed, care for each of these pupils.
    void set_guardians(const Links& of_pupils);

    /// Several rows may say the same: who leaves by one of them is still there by the others.
    void join(std::string_view person, Membership, std::string_view group);
    void leave(std::string_view person, Membership, std::string_view group);
    void forget_groups() { groups_ = {}; }
    void forget_memberships() { members_ = {}; }
    void forget_persons();
    /// How many are said to learn or teach in a group and are nowhere listed as pupil or staff.
    [[nodiscard]] std::size_t strangers() const;

    /// Year, school and sites as they were given; everyone with the groups that are there, children that are listed.
    [[nodiscard]] Snapshot take(Snapshot begun) &&;

private:
    std::vector<std::string> groups_of(const std::string& key, Membership);

    Shelf<GroupLine> groups_{};
    Shelf<PupilLine> pupils_{};
    Shelf<StaffLine> staff_{};
    Shelf<GuardianLine> guardians_{};
    struct Seat {
        std::string group{};
        std::size_t rows{};
    };
    std::array<std::unordered_map<std::string, std::vector<Seat>>, 2> members_{};  ///< learns, teaches
};

}  // namespace monitor::roster
