#pragma once
// pages: what does a person see in the browser, in Dutch or English?

#include <memory>
#include <span>

#include "monitor/base/clock.hpp"
#include "monitor/base/log.hpp"
#include "monitor/base/random.hpp"
#include "monitor/hub/hub.hpp"
#include "monitor/identity/sign_in.hpp"
#include "monitor/settings/server.hpp"
#include "monitor/store/stores.hpp"
#include "monitor/sync/schedule.hpp"
#include "monitor/transport/http.hpp"

namespace monitor::pages {

/// Lent: all must outlive the pages. `providers` stand in the order of the settings.
struct Parts {
    store::Stores& stores;
    hub::Hub& hub;
    sync::Schedule& schedule;
    std::span<const std::unique_ptr<identity::Provider>> providers{};
    const settings::Server& settings;
    Random& random;
    const Clock& clock;
    Log& log;
    Bytes agent_pin{};  ///< of our own key, for enrolment tokens; empty: agents trust the operator's certificate
};

class Pages {
public:
    virtual ~Pages() = default;
    Pages(const Pages&) = delete;
    Pages& operator=(const Pages&) = delete;

    /// A request as the door let it in. Thread-safe; blocks on the store and on identity providers.
    [[nodiscard]] virtual transport::Response answer(const transport::Request&) = 0;

protected:
    Pages() = default;
};

[[nodiscard]] std::unique_ptr<Pages> make_pages(Parts);

}  // namespace monitor::pages
