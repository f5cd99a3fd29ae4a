#pragma once
// sync: what do roles and groups of the tenant say of each account, and who changed there since the last reading?
//
// Graph tells of changed users, not of all that makes a role (groups within groups, assignments). So the memberships that count
// are read whole each time, which is a page or two, and their digest is kept with the place where we were: as long as it is the
// same, nothing changed, whoever read last and in whichever process.

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "monitor/settings/connections.hpp"
#include "sync/graph_line.hpp"

namespace monitor::sync {

/// Bits: an account may have several.
enum class Mark : std::uint16_t {
    staff_app_role = 1,
    pupil_app_role = 2,
    staff_group = 4,
    pupil_group = 8,
    member = 16,  ///< of this school
    school_admin = 32,
    board_admin = 64,
    privacy_officer = 128,
    support = 256,
};
/// What the duty of the settings makes of an account.
[[nodiscard]] Mark mark(settings::Duty) noexcept;

/// Whether being a member of this school is asked at all.
enum class Scope : std::uint8_t { whole_tenant = 0, members_only = 1 };

class Memberships {
public:
    [[nodiscard]] static FromGraph<Memberships> read(GraphLine&, const settings::Connection&);

    [[nodiscard]] bool has(const std::string& object, Mark) const;
    [[nodiscard]] bool of_this_school(const std::string& object) const;
    [[nodiscard]] const std::vector<std::string>& schools() const noexcept { return schools_; }
    /// SHA-256 of all of it, 64 hexadecimal digits.
    [[nodiscard]] const std::string& digest() const noexcept { return digest_; }
    /// Those of whom the two do not say the same.
    [[nodiscard]] std::vector<std::string> differing(const Memberships& other) const;

private:
    struct Roles {
        std::string principal{};
        std::unordered_map<std::string, std::uint16_t> marks{};  ///< by the role's id: one may say more than one thing
    };
    [[nodiscard]] static FromGraph<Roles> our_roles(GraphLine&, const settings::Connection&);
    [[nodiscard]] FromGraph<void> read_app_roles(GraphLine&, const settings::Connection&);
    [[nodiscard]] FromGraph<void> read_all_groups(GraphLine&, const settings::Connection&);
    [[nodiscard]] FromGraph<void> read_groups(GraphLine&, const std::vector<std::string>& groups, Mark);
    [[nodiscard]] FromGraph<void> read_schools(GraphLine&, const std::string& brin);
    [[nodiscard]] FromGraph<void> read_members(GraphLine&, const std::string& path, std::string_view what, std::uint16_t marks);
    void seal();

    std::unordered_map<std::string, std::uint16_t> marks_;
    std::vector<std::string> schools_;  ///< ids of the educationSchools that are this school
    Scope scope_{};
    std::string digest_;
};

}  // namespace monitor::sync
