#pragma once
// start: what does this process promise the system before it holds a single picture, and what does it ask of it?

#include <string_view>

namespace monitor::start {

/// No core dumps, no debugger of the same user, and files it makes are its own.
void keep_memory_private();
/// How many connections it may hold: as many files as the system lets it open, less what it needs itself; 64 to 65,536.
[[nodiscard]] int room_for_connections();
/// Tells systemd, where it listens (sd_notify(3)): "READY=1", "STOPPING=1".
void tell_system(std::string_view state);

}  // namespace monitor::start
