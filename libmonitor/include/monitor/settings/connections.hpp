#pragma once
// settings: where does a school's administration or directory stand, and how often is it asked?

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace monitor::settings {

/// "graph", "uwlr", "gkv", "edexml", "oneroster", "sds".
enum class ConnectionKind : std::uint8_t { graph = 1, uwlr = 2, gkv = 3, edexml = 4, oneroster = 5, sds = 6 };
/// Who may say whether an account is staff's or a pupil's; asked in the order of the settings, the first that knows decides.
enum class RoleSource : std::uint8_t { app_role = 1, group = 2, primary_role = 3, roster = 4 };
/// What an administrator, an officer or a supporter does beside teaching; the numbers are those of school::Duty.
enum class Duty : std::uint8_t { school_admin = 1, board_admin = 2, privacy_officer = 3, support = 4 };
/// Who has a duty as long as the directory says so: whoever has one of these roles of our app, or is in one of these groups.
struct DutyHolders {
    Duty duty{};
    std::vector<std::string> app_roles{};  ///< their values, as in the app's manifest
    std::vector<std::string> groups{};     ///< ids
};
enum class Notifications : std::uint8_t { off = 0, on = 1 };
/// What is asked of the administration. Zero is what needs no memory.
enum class Asking : std::uint8_t { everything = 0, when_changed = 1 };
/// Whether pupils and staff are asked for in one piece or in three.
enum class Delivery : std::uint8_t { whole = 0, staged = 1 };

struct Connection {
    std::string school{};  ///< BRIN, upper case
    ConnectionKind kind{};
    std::string url{};  ///< of the service; with graph: where Graph answers
    std::filesystem::path secret_file{};
    std::chrono::minutes at{135};    ///< since midnight in Amsterdam, once a day: every kind but graph
    std::chrono::minutes every{15};  ///< graph

    // graph
    std::string tenant{};  ///< GUID
    std::string client_id{};
    std::string login_url{};  ///< where tokens are given
    std::vector<RoleSource> role_sources{RoleSource::app_role, RoleSource::group, RoleSource::primary_role, RoleSource::roster};
    std::vector<std::string> staff_app_roles{}, pupil_app_roles{};  ///< their values, as in the app's manifest
    std::vector<std::string> staff_groups{}, pupil_groups{};        ///< ids
    std::vector<std::string>
        members_of{};  ///< ids of groups: only who is in one belongs to this school; none: see sync/graph.hpp
    std::vector<DutyHolders> duties{};  ///< what is not named here nobody has through the directory
    Notifications notifications{};

    // uwlr, gkv
    std::string customer{}, customer_name{};  ///< klantcode and klantnaam; with gkv customer is leveranciernaam
    std::string location{"00"};               ///< dependancecode
    std::string data_set{};                   ///< gegevenssetid
    Asking asking{};
    Delivery delivery{};

    // edexml, oneroster, sds
    std::filesystem::path file{};  ///< a file, or a folder or zip; read anew at each run

    std::vector<std::string> link_rules{};  ///< in order; none: the usual ones (roster/linking.hpp)
};

}  // namespace monitor::settings
