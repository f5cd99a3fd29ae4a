#pragma once
// audit: which logs are there, how long is each kept, how far was each passed on, and where does somebody stand in it?

#include <chrono>
#include <cstdint>
#include <expected>
#include <variant>
#include <vector>

#include "monitor/audit/trail.hpp"
#include "monitor/base/error.hpp"
#include "monitor/base/ids.hpp"

namespace monitor::audit {

struct Logbook {
    SchoolId school{};  ///< the default id: the operator's
    std::uint64_t size{};
    std::chrono::days term{};
    std::uint64_t passed_on{};  ///< so many lines went to the operator's own collector (`[audit] stream`)
};

/// Whose lines: those of a pupil, as long as that can be told; those that a member of staff did or was named in; those of one look.
using Whom = std::variant<PupilId, StaffId, ViewId>;

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
    /// At most so many lines, newest first, of those that stand below `before`; found without reading the others. Lines that may not
    /// be read any more are not among them.
    [[nodiscard]] virtual std::expected<std::vector<Kept>, Error> about(SchoolId, const Whom&, std::uint64_t before,
                                                                        std::size_t at_most) = 0;

protected:
    Logbooks() = default;
};

}  // namespace monitor::audit
