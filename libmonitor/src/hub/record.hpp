#pragma once
// hub: nothing begins before it is written down.

#include <memory>

#include "monitor/audit/entry.hpp"
#include "monitor/hub/hub.hpp"

namespace monitor::hub {

enum class Written : std::uint8_t { no = 0, yes = 1 };

class Record {
public:
    explicit Record(Parts parts) : parts_{parts} {}

    /// Appends on the audit thread; `then` runs on the strand when the entry is on disk, or cannot be.
    void write(SchoolId, audit::Entry, std::move_only_function<void(Written)> then);
    /// As above, where nothing waits for it: a failure is logged.
    void note(SchoolId, audit::Entry);
    /// `done` runs on the strand when all that was handed over before is on disk.
    void flush(Task done);

private:
    Parts parts_;
};

}  // namespace monitor::hub
