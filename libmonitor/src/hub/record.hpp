#pragma once
// hub: nothing begins before it is written down.

#include <functional>
#include <memory>

#include "monitor/audit/entry.hpp"
#include "monitor/hub/hub.hpp"

namespace monitor::hub {

enum class Written : std::uint8_t { no = 0, yes = 1 };

/// All functions on the strand; the disk is waited for elsewhere.
class Record {
public:
    explicit Record(Parts);

    /// `down` runs on the strand whenever something could not be written: looking along must stop.
    void when_it_fails(std::move_only_function<void()> down);
    /// `then` runs on the strand when the entry is on disk, or cannot be. What comes meanwhile shares the next write.
    void write(SchoolId, audit::Entry, std::move_only_function<void(Written)> then);
    /// What has happened already, and nothing waits for. What the disk does not take is kept here, and tried until it does.
    void note(SchoolId, audit::Entry);
    /// `done` runs on the strand when all that was handed over before was answered.
    void flush(Task done);

private:
    struct Inside;
    std::shared_ptr<Inside> inside_;
};

}  // namespace monitor::hub
