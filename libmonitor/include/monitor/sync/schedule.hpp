#pragma once
// sync: when is each school's administration and directory read, by itself, day after day?

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "monitor/base/executor.hpp"
#include "monitor/sync/run.hpp"

namespace monitor::sync {

enum class Doing : std::uint8_t { waiting = 0, running = 1 };
/// One connection, as a page shows it; how the last run went is in store::Connection.
struct Planned {
    std::string school{};  ///< BRIN
    settings::ConnectionKind kind{};
    Doing doing{};
    std::optional<Instant> next{};  ///< empty: not known yet, in the first second after a start
};

/// What to answer to a question at the address for notices.
struct Reply {
    int status{};
    std::string body{};  ///< text/plain
};

/// Thread-safe. Each connection has a thread of its own; of one school one runs at a time.
class Schedule {
public:
    virtual ~Schedule() = default;  ///< as stop(), and waits for the end of what runs
    Schedule(const Schedule&) = delete;
    Schedule& operator=(const Schedule&) = delete;

    [[nodiscard]] virtual std::vector<Planned> planned() const = 0;
    /// As soon as it can, also when it ran just now.
    virtual void wake(std::string_view brin, store::Connected) = 0;
    /// As wake() of its directory, which may end as many as it likes: a person saw Problem::many_gone, and lets it pass. Said in the
    /// audit trail by the caller. For the next run only, whatever becomes of it.
    virtual void accept(std::string_view brin) = 0;
    /// A POST to <public_url>/directory/notifications: its query (without ?) and body. Answers at once.
    [[nodiscard]] virtual Reply notified(std::string_view query, std::string_view body) = 0;
    /// What runs ends soon and changes nothing any more; nothing else begins. Returns at once.
    virtual void stop() = 0;

protected:
    Schedule() = default;
};

struct ScheduleOptions {
    std::string public_url{};  ///< of this server; where notices are sent
    /// A thread for a connection; empty: base::make_worker.
    std::function<std::unique_ptr<Executor>()> thread{};
};

/// Begins at once: what was missed while nothing ran is done first. Parts outlive it.
[[nodiscard]] std::unique_ptr<Schedule> make_schedule(const Parts&, std::vector<settings::Connection>, ScheduleOptions);

}  // namespace monitor::sync
