#pragma once
// base: a thread of one's own as an Executor, for work that waits for a disk.

#include <memory>

#include "monitor/base/executor.hpp"

namespace monitor {

/// One thread; its end is waited for in the destructor, after all work already posted ran. Timers that are not yet due are dropped.
[[nodiscard]] std::unique_ptr<Executor> make_worker(const Clock&);

}  // namespace monitor
