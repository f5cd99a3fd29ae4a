#pragma once
// start: what is past its deadline goes, at the start and every hour after.

#include <expected>
#include <memory>

#include "monitor/base/clock.hpp"
#include "monitor/base/error.hpp"
#include "monitor/base/log.hpp"
#include "monitor/store/stores.hpp"

namespace monitor::start {

/// Sweeps on a thread of its own while it exists.
class Housekeeping {
public:
    virtual ~Housekeeping() = default;
    Housekeeping(const Housekeeping&) = delete;
    Housekeeping& operator=(const Housekeeping&) = delete;

protected:
    Housekeeping() = default;
};

/// Sweeps once before it returns: nothing may be served before that. Where the clock leapt ahead in a way nobody confirms, only
/// what was due before the leap goes; the rest waits (docs/decisions).
[[nodiscard]] std::expected<std::unique_ptr<Housekeeping>, Error> keep_house(store::Stores&, const Clock&, Log&);

}  // namespace monitor::start
