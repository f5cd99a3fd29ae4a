#pragma once
// store: who is there? What hub, portal and pages read, in words of base, school and policy only.

#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "monitor/base/error.hpp"
#include "monitor/base/ids.hpp"
#include "monitor/base/personal.hpp"
#include "monitor/school/roll.hpp"

namespace monitor::store {

struct StaffAt {
    SchoolId school{};
    StaffId staff{};
};

/// A port. Plain blocking functions, called only on Stores::people_thread. Past deadlines are not seen: expiry is enforced here.
class People {
public:
    virtual ~People() = default;
    People(const People&) = delete;
    People& operator=(const People&) = delete;

    /// In the order of their names.
    [[nodiscard]] virtual std::expected<std::vector<school::School>, Error> schools() = 0;
    /// The one with that BRIN; empty: none.
    [[nodiscard]] virtual std::expected<std::optional<school::School>, Error> school(std::string_view brin) = 0;
    /// In the order of their names; nobody's name is opened for it.
    [[nodiscard]] virtual std::expected<std::vector<school::Site>, Error> sites(SchoolId) = 0;
    /// The whole of one school, at its newest revision.
    [[nodiscard]] virtual std::expected<std::unique_ptr<const school::Roll>, Error> roll(SchoolId) = 0;
    /// Which member of staff an account at an identity provider is; empty: nobody we know.
    [[nodiscard]] virtual std::expected<std::optional<StaffAt>, Error> staff(const std::string& tenant,
                                                                             const Personal<std::string>& object) = 0;

protected:
    People() = default;
};

}  // namespace monitor::store
