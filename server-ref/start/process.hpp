#pragma once
// start: what does this process promise the system before it holds a single picture?

#include <string_view>

namespace monitor::start {

/// No core dumps, no debugger of the same user, and files it makes are its own.
void keep_memory_private();
/// Tells systemd, where it listens (sd_notify(3)): "READY=1", "STOPPING=1".
void tell_system(std::string_view state);

}  // namespace monitor::start
