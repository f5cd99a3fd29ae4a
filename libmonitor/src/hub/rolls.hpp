#pragma once
// hub: the newest roll of each school in use, with the ways to look things up in it. Lives on the strand.

#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "monitor/hub/hub.hpp"
#include "monitor/school/roll.hpp"

namespace monitor::hub {

/// Whose user name is this? Nobody at this school: monostate, which counts as staff wherever a screen is at stake.
using UserOwner = std::variant<std::monostate, const school::Pupil*, const school::Staff*>;

/// One roll and its indexes; never changed, replaced whole.
class RollIndex {
public:
    explicit RollIndex(std::unique_ptr<const school::Roll> roll);

    [[nodiscard]] const school::Roll& roll() const noexcept { return *roll_; }
    [[nodiscard]] const school::Pupil* pupil(PupilId) const;
    [[nodiscard]] const school::Staff* staff(StaffId) const;
    [[nodiscard]] const school::Group* group(GroupId) const;
    [[nodiscard]] const school::Site* site(SiteId) const;
    [[nodiscard]] std::vector<const school::Pupil*> members(GroupId) const;
    /// User names are compared without regard to ASCII case, as the systems that hand them out do; a name without an @ is also
    /// the part before the @ of the one person who has it.
    [[nodiscard]] UserOwner owner(const std::string& user) const;

private:
    std::unique_ptr<const school::Roll> roll_;
    std::unordered_map<PupilId, const school::Pupil*> pupils_;
    std::unordered_map<StaffId, const school::Staff*> staff_;
    std::unordered_map<GroupId, const school::Group*> groups_;
    std::unordered_map<SiteId, const school::Site*> sites_;
    std::unordered_map<std::string, UserOwner> users_, short_users_;
};

class Rolls {
public:
    explicit Rolls(Parts parts) : parts_{parts} {}

    /// The roll as far as it is here now; null: not loaded yet.
    [[nodiscard]] const RollIndex* known(SchoolId) const;
    /// Runs `then` on the strand once the school's roll is here; with null when it cannot be read.
    void load(SchoolId, std::move_only_function<void(const RollIndex*)> then);
    /// Reads again every school in use whose revision moved; `then` gets those that did.
    void refresh(std::move_only_function<void(std::vector<SchoolId>)> then);

private:
    void keep(SchoolId, std::unique_ptr<const school::Roll>);

    Parts parts_;
    std::unordered_map<SchoolId, std::unique_ptr<RollIndex>> indexes_;
    std::shared_ptr<Rolls*> self_{std::make_shared<Rolls*>(this)};  ///< what returning tasks look at: gone, then drop the answer
};

}  // namespace monitor::hub
