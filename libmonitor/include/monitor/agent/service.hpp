#pragma once
// agent: the half that holds the device's key and its line to the school. It never sees a screen.

#include <expected>
#include <memory>
#include <string>

#include "monitor/base/clock.hpp"
#include "monitor/base/error.hpp"
#include "monitor/base/log.hpp"
#include "monitor/base/random.hpp"
#include "monitor/settings/agent.hpp"
#include "monitor/transport/loop.hpp"

namespace monitor::agent {

/// Serves while it exists: enrols when it has no identity yet, proves who it is at every connection, passes leases on to the
/// desktop process and pictures back. Who is logged in it learns from the system (SO_PEERCRED), or from its own settings.
class Service {
public:
    virtual ~Service() = default;
    Service(const Service&) = delete;
    Service& operator=(const Service&) = delete;

protected:
    Service() = default;
};

/// Lent parts outlive it. No identity and no enrolment token: Remedy::ask_operator with the place to put one.
[[nodiscard]] std::expected<std::unique_ptr<Service>, Error> make_service(transport::Loop&, const settings::Agent&, Random&, Log&,
                                                                          const Clock&);

}  // namespace monitor::agent
