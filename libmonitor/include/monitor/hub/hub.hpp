#pragma once
// hub: who is looking at whom right now, may they, and which picture goes where?
//
// All state lives on one strand. Functions may be called from any thread; answers come on the strand. A picture passes only while
// a view with an audit entry on disk asks for it and policy::decide says yes to that very picture.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "monitor/base/clock.hpp"
#include "monitor/base/executor.hpp"
#include "monitor/base/log.hpp"
#include "monitor/base/random.hpp"
#include "monitor/identity/sessions.hpp"
#include "monitor/retention/timekeeping.hpp"
#include "monitor/store/stores.hpp"
#include "monitor/transport/listener.hpp"

namespace monitor::hub {

struct Options {
    std::string server_name{};               ///< devices sign it: the host of the public URL
    std::chrono::seconds lease{15};          ///< renewed at a third of it
    std::chrono::minutes live_view{10};
    std::chrono::minutes session_idle{60};
    std::chrono::hours directory_fresh{24};  ///< older: looking along stops
    /// Whether a time server holds the clock; asked while a leap of the clock is doubted. Empty: nobody says so.
    std::function<retention::Trust()> time_sync{};
};

/// Lent: all must outlive the hub. `strand` is the executor of the listener's sockets.
struct Parts {
    const Clock& clock;
    Random& random;
    Log& log;
    Executor& strand;
    store::Stores& stores;
};

/// Counts since the start, for /metrics and tests.
struct Counts {
    std::uint64_t agents{}, viewers{}, views{};                 ///< now
    std::uint64_t pictures_in{}, picture_bytes_in{}, pictures_out{}, pictures_refused{}, pictures_skipped{};
    std::uint64_t decisions{}, leases{};
    std::uint64_t pictures_kept{};                              ///< now
};

class Hub {
public:
    virtual ~Hub() = default;
    Hub(const Hub&) = delete;
    Hub& operator=(const Hub&) = delete;

    /// The receiving end for a device's line (/agent) and for a teacher's page (/view). On the strand.
    [[nodiscard]] virtual transport::Welcome agent_line(std::string address) = 0;
    [[nodiscard]] virtual transport::Welcome viewer_line(std::string address, identity::SessionToken) = 0;
    /// A secret that lets the page of this session open one view within a minute; used once. Any thread.
    [[nodiscard]] virtual std::string ticket(const identity::Session&) = 0;
    /// Any thread; `told` runs on the strand.
    virtual void counts(std::move_only_function<void(Counts)> told) = 0;
    /// Ends every view (server_stops, audited), tells devices to stop; `done` runs on the strand when all is written down.
    virtual void close(Task done) = 0;

protected:
    Hub() = default;
};

[[nodiscard]] std::unique_ptr<Hub> make_hub(Parts, Options);

}  // namespace monitor::hub
