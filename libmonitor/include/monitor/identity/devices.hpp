#pragma once
// identity: which devices does a school know, and is this one of them?

#include <chrono>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "monitor/base/bytes.hpp"
#include "monitor/base/clock.hpp"
#include "monitor/base/error.hpp"
#include "monitor/base/ids.hpp"
#include "monitor/base/personal.hpp"
#include "monitor/seal/sign.hpp"

namespace monitor::identity {

struct Device {
    DeviceId id{};
    SchoolId school{};
    SiteId site{};  ///< where it was enrolled; where it *is* the network tells
    seal::PublicKey public_key{};
    std::uint64_t counter{};             ///< the last one it proved with
    std::string label{};                 ///< "Chromebook kar 3"
    Personal<std::string> fixed_user{};  ///< the one account of this device; "": whoever is logged in
    Instant enrolled_at{};
    std::optional<Instant> revoked_at{};
    std::optional<Instant> copied_at{};  ///< when its key last proved with a counter that was not higher: it is somewhere else too
};

/// A port: implemented by store. Plain blocking functions, called only on Stores::people_thread.
class Devices {
public:
    virtual ~Devices() = default;
    Devices(const Devices&) = delete;
    Devices& operator=(const Devices&) = delete;

    [[nodiscard]] virtual std::expected<Device, Error> find(DeviceId) = 0;
    [[nodiscard]] virtual std::expected<std::vector<Device>, Error> of(SchoolId) = 0;
    /// Keeps a higher counter; Remedy::conflict when `counter` is not higher than the one kept: a cloned key, and
    /// the device keeps since when.
    [[nodiscard]] virtual std::expected<void, Error> proved(DeviceId, std::uint64_t counter) = 0;
    [[nodiscard]] virtual std::expected<void, Error> revoke(SchoolId, DeviceId) = 0;

protected:
    Devices() = default;
};

/// A token with which new devices may make themselves known.
struct Enrolment {
    SchoolId school{};
    SiteId site{};
    int uses{1};
    std::chrono::hours life{24};
};

using EnrolmentId = Id<struct EnrolmentTag>;
/// One that can still be used. What it says cannot be known any more.
struct OpenEnrolment {
    EnrolmentId id{};
    SiteId site{};
    int uses{};  ///< left
    Instant expires{};
};

/// A port: implemented by store.
class Enrolments {
public:
    virtual ~Enrolments() = default;
    Enrolments(const Enrolments&) = delete;
    Enrolments& operator=(const Enrolments&) = delete;

    /// The secret, shown once: 32 random bytes, base64url. Only its keyed hash is kept.
    [[nodiscard]] virtual std::expected<Personal<std::string>, Error> offer(const Enrolment&) = 0;
    /// Uses the token up by one and keeps the device; Remedy::not_found: no such token, used up or expired.
    [[nodiscard]] virtual std::expected<Device, Error> redeem(const Personal<std::string>& secret, const seal::PublicKey&,
                                                              std::string label, Personal<std::string> fixed_user) = 0;
    /// The one that ends first stands first.
    [[nodiscard]] virtual std::expected<std::vector<OpenEnrolment>, Error> open(SchoolId) = 0;
    /// No more devices with it; those that came stay. Remedy::not_found: none of this school, used up or expired.
    [[nodiscard]] virtual std::expected<void, Error> withdraw(SchoolId, EnrolmentId) = 0;

protected:
    Enrolments() = default;
};

}  // namespace monitor::identity
