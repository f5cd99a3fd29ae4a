#pragma once
// audit: which logs are there, how long is each kept, and how far was each passed on?

#include <chrono>
#include <cstdint>
#include <expected>
#include <vector>

#include "monitor/base/error.hpp"
#include "monitor/base/ids.hpp"

namespace monitor::audit {

struct Logbook {
    SchoolId school{};  ///< the default id: the operator's
    std::uint64_t size{};
    std::chrono::days term{};
    std::uint64_t passed_on{};  ///< so many lines went to the operator's own collector (stream.hpp)
};

/// Plain blocking functions, called only on their owner's executor (Stores::audit_thread).
class Logbooks {
public:
    virtual ~Logbooks() = default;
    Logbooks(const Logbooks&) = delete;
    Logbooks& operator=(const Logbooks&) = delete;

    [[nodiscard]] virtual std::expected<std::vector<Logbook>, Error> all() = 0;
    /// Also of the lines that are there: what is now past its term is not read any more, and goes with the next sweep.
    /// Remedy::correct_input: shorter or longer than a school may set (retention::room).
    [[nodiscard]] virtual std::expected<void, Error> keep_for(SchoolId, std::chrono::days) = 0;
    [[nodiscard]] virtual std::expected<void, Error> pass_on(SchoolId, std::uint64_t lines) = 0;

protected:
    Logbooks() = default;
};

}  // namespace monitor::audit
