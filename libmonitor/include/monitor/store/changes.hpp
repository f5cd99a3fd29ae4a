#pragma once
// store: what changed since I last looked, whoever changed it, in whichever process?

#include <cstdint>
#include <expected>
#include <functional>
#include <vector>

#include "monitor/base/error.hpp"
#include "monitor/base/ids.hpp"

namespace monitor::store {

struct Revision {
    SchoolId school{};
    std::uint64_t revision{};
};

/// A port. Every change of people, rights, devices, sites, settings or sessions raises the school's revision in the same
/// transaction.
class Changes {
public:
    virtual ~Changes() = default;
    Changes(const Changes&) = delete;
    Changes& operator=(const Changes&) = delete;

    /// Every school's newest revision; called only on Stores::people_thread.
    [[nodiscard]] virtual std::expected<std::vector<Revision>, Error> now() = 0;
    /// `changed` is called after every change: of this process at once, on the thread that made it; of another within 250 ms, on
    /// the people thread. It may ask now(), but changes nothing itself. Until the next call, which waits for one that runs;
    /// empty: nobody is told.
    virtual void tell(std::move_only_function<void()> changed) = 0;

protected:
    Changes() = default;
};

}  // namespace monitor::store
