#pragma once
// audit: how do many who write at once share one write to the disk?

#include <functional>
#include <memory>

#include "monitor/audit/trail.hpp"
#include "monitor/base/executor.hpp"

namespace monitor::audit {

/// Takes entries from any thread and appends them on the trail's own executor; what comes while a transaction is under way shares
/// the next one. The one who writes never waits.
class Journal {
public:
    using Then = std::move_only_function<void(Appended)>;

    /// Lent: both must outlive every `then`; `trail` is asked for at each write, for who holds it may put another in its place.
    Journal(const std::unique_ptr<Trail>& trail, Executor& thread);
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;
    ~Journal();

    /// `then` runs on the trail's executor, in the order of the writes, when the entry is on disk or cannot be.
    void write(SchoolId, Entry, Then then);
    /// `done` runs on the trail's executor when all that was given before is answered.
    void flush(Task done);

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace monitor::audit
