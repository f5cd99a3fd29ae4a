#pragma once
// store: which duties does a directory give, and who hears of it when that becomes another? Private.

#include <compare>
#include <set>

#include "monitor/audit/trail.hpp"
#include "people_file.hpp"

namespace monitor::store {

/// What the directory said of duties when a change began. Inside the caller's transaction, from its first word to its last.
class ToldDuties {
public:
    ToldDuties(PeopleFile&, SchoolId);
    /// Each duty that was given or has gone since, a line in the school's log: on disk before the change is. A Failure when it
    /// cannot be: then nothing changes.
    void write_down();

private:
    struct One {
        StaffId staff{};
        std::int64_t duty{};
        friend auto operator<=>(const One&, const One&) = default;
    };
    [[nodiscard]] std::set<One> now_told();
    [[nodiscard]] audit::Line line(const One&, const char* what) const;

    PeopleFile& file_;
    SchoolId school_;
    std::set<One> before_;
};

}  // namespace monitor::store
