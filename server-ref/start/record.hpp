#pragma once
// start: is the record kept well while the server runs: its start, its signatures, and those whom the operator passes it on to?

#include <memory>
#include <string>
#include <string_view>

#include "monitor/base/clock.hpp"
#include "monitor/base/log.hpp"
#include "monitor/settings/server.hpp"
#include "monitor/store/stores.hpp"

namespace monitor::start {

/// In the operator's own log: that the server started, with which settings (their hash), and that these are others than last
/// time. A log that cannot be written is said in `log`, and keeps nobody from starting: nobody will look along.
void write_start(store::Stores&, std::string_view settings_text, const Clock&, Log&);
void write_stop(store::Stores&, const Clock&, Log&);

/// On a thread of its own while it exists: signs every log that grew, each ten minutes and as each day ends, and passes lines on
/// to where the settings say. Whoever is slow to take them is waited for by this thread alone.
class Recordkeeping {
public:
    virtual ~Recordkeeping() = default;
    Recordkeeping(const Recordkeeping&) = delete;
    Recordkeeping& operator=(const Recordkeeping&) = delete;

protected:
    Recordkeeping() = default;
};
[[nodiscard]] std::unique_ptr<Recordkeeping> keep_record(store::Stores&, const settings::Server&, const Clock&, Log&);

}  // namespace monitor::start
