#pragma once
// store: who had an account in the directory before it was read anew, and has none after? Private. Inside the caller's transaction.

#include "monitor/roster/difference.hpp"
#include "people_file.hpp"

namespace monitor::store {

/// Made before a whole reading is taken in, asked after it. Somebody whose account is named as switched off has not lost it in this
/// sense: that is the directory's own word about one person, and never in doubt.
class Losses {
public:
    Losses(PeopleFile&, SchoolId, Instant now);
    [[nodiscard]] roster::Tally pupils();
    [[nodiscard]] roster::Tally staff();

private:
    [[nodiscard]] roster::Tally count(const char* table, std::int64_t other_role);

    PeopleFile& file_;
    SchoolId school_;
    Instant now_;
};

}  // namespace monitor::store
