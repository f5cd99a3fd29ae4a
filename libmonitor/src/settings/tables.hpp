#pragma once
// settings: where are the tables kept, if not in files?

#include "monitor/settings/server.hpp"
#include "settings/section.hpp"

namespace monitor::settings {

/// [store]: what a PostgreSQL is reached by, in libpq's words, as far as they hold no secret.
void read_store(Section, Server&);

}  // namespace monitor::settings
