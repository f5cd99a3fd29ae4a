#pragma once
// store: what of a person is this house's own word, and so for it to correct? The rest is the administration's or the directory's.

#include <expected>

#include "monitor/base/error.hpp"
#include "monitor/base/ids.hpp"
#include "monitor/base/personal.hpp"
#include "monitor/store/persons.hpp"

namespace monitor::store {

/// A port. Called only on Stores::people_thread. Each change raises the school's revision; the caller writes it down first.
class Corrections {
public:
    virtual ~Corrections() = default;
    Corrections(const Corrections&) = delete;
    Corrections& operator=(const Corrections&) = delete;

    /// That account is not theirs, nor a second one at another provider. They then stand among the open links, and no name leads to
    /// that account again; sessions end.
    /// Remedy::conflict: the administration itself names the account. not_found: nobody of that id, or no account.
    [[nodiscard]] virtual std::expected<void, Error> unlink(SchoolId, Person) = 0;
    /// Who alone uses that device; "" is everyone who logs in on it. not_found: no such device; conflict: it is revoked.
    [[nodiscard]] virtual std::expected<void, Error> device_user(SchoolId, DeviceId, const Personal<std::string>&) = 0;
    /// At which site it is enrolled. not_found: no such device or site.
    [[nodiscard]] virtual std::expected<void, Error> device_site(SchoolId, DeviceId, SiteId) = 0;

protected:
    Corrections() = default;
};

}  // namespace monitor::store
