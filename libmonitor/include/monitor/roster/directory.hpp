#pragma once
// roster: what does a directory (Microsoft 365) say about accounts? Reads the bytes that Graph answers; asking is the work of sync.

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "monitor/base/personal.hpp"
#include "monitor/school/roll.hpp"

namespace monitor::roster {

/// What a person is at the school. Zero is what nobody knows: it grants nothing and nobody may look at it.
enum class Role : std::uint8_t { unknown = 0, pupil = 1, staff = 2 };
enum class Enabled : std::uint8_t { unknown = 0, yes = 1, no = 2 };

/// One account; only what was asked for.
struct Account {
    std::string tenant{};                 ///< tid
    Personal<std::string> object{};       ///< oid
    Enabled enabled{};
    Role role{};                          ///< after the role sources of the settings were asked, in their order
    Personal<std::string> user{};         ///< userPrincipalName
    Personal<std::string> name{};         ///< as staff are shown: "Anouk de Vries"; empty for pupils
    Personal<std::string> first{}, surname{};  ///< for the name rule and "Sanne B."; gone when the run ends
    Personal<std::string> email{}, number{}, sds{};
    std::vector<school::Duty> duties{};   ///< which the settings let the directory give; they count for staff only
    std::vector<std::string> schools{};   ///< ids of educationSchool or of administrative units; empty: the tenant has one school
};

enum class Removal : std::uint8_t { none = 0, changed = 1, deleted = 2 };  ///< @removed: restorable, or gone for good

struct AppRole {
    std::string id{}, value{};  ///< of an assignment: the id only
};
/// One item of a page: a user, an educationUser, an educationSchool, a member of a group, an assignment of an app role, a service
/// principal. What is empty was not in the page: in a delta that means unchanged; what the page called null is there, and "".
struct GraphItem {
    std::string id{};
    std::string principal{}, principal_type{};  ///< of an assignment: whose it is, "User" or "Group"
    Removal removal{};
    std::optional<Enabled> enabled{};
    std::optional<Personal<std::string>> user{}, display{}, first{}, surname{}, email{};
    std::optional<Personal<std::string>> number{};  ///< employeeId, studentNumber, teacherNumber; schoolNumber
    std::optional<Personal<std::string>> sds{};     ///< externalId
    std::optional<std::string> primary_role{}, user_type{};   ///< as Graph wrote them
    std::vector<AppRole> app_roles{};
};
struct GraphPage {
    std::vector<GraphItem> items{};
    std::string next_link{}, delta_link{};  ///< whole and opaque; at most one of the two
};
struct GraphProblem {
    std::string code{};     ///< error.code: "syncStateNotFound", "TooManyRequests"
    std::string request{};  ///< innerError.request-id, for the helpdesk of Microsoft
};
/// At most 32 MiB and 2,000 items a page; unknown members are skipped; what is not JSON or not a page: where it went wrong.
[[nodiscard]] std::expected<GraphPage, std::string> read_graph_page(std::string_view json);
/// The answer to a question for one object: /users/{id}.
[[nodiscard]] std::expected<GraphItem, std::string> read_graph_item(std::string_view json);
[[nodiscard]] GraphProblem read_graph_problem(std::string_view json);

}  // namespace monitor::roster
