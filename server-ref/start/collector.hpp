#pragma once
// start: who takes the lines that are passed on, and what if they do not?

#include <expected>
#include <memory>
#include <string_view>

#include "monitor/base/error.hpp"

namespace monitor::start {

/// A file, a named pipe, or the machine's syslog. Never waits: what is full or gone answers Remedy::try_again.
class Collector {
public:
    virtual ~Collector() = default;
    Collector(const Collector&) = delete;
    Collector& operator=(const Collector&) = delete;

    /// The whole line, with a line break where the target has them, or nothing of it.
    [[nodiscard]] virtual std::expected<void, Error> take(std::string_view line) = 0;

protected:
    Collector() = default;
};

/// `target`: "syslog", or a path. A file is opened for each round of lines, so that it may be renamed away; it is made with 0600.
[[nodiscard]] std::unique_ptr<Collector> make_collector(std::string_view target);

}  // namespace monitor::start
