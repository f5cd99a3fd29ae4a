#pragma once
// store: which imports wait, and for what? Private. Inside the caller's transaction.

#include <vector>

#include "minimal.hpp"
#include "monitor/store/rosters.hpp"
#include "people_file.hpp"

namespace monitor::store {

/// A week, or less where the school chose so; from the first of August on for what waits for it. Never longer than the year it is of.
[[nodiscard]] Instant held_until(Database&, SchoolId, Fate, school::SchoolYear, Instant since);
/// In the place of what waited for the same reason before. Links nobody, keeps nothing but `minimal`, sealed.
void hold(PeopleFile&, const Applied& would, const Minimal& minimal, Instant now);
[[nodiscard]] std::vector<Held> held(PeopleFile&, SchoolId, Instant now);
[[nodiscard]] Minimal held_content(PeopleFile&, const Held&);
/// What taking it in would do to persons, beside who is there now.
[[nodiscard]] std::vector<Mover> movers(PeopleFile&, SchoolId, const Minimal& wanted, Instant now);
/// Without that person, who is not to be found in it any more; the latest year for which one named them.
std::optional<school::SchoolYear> forget_in_held(PeopleFile&, SchoolId, const RowId& person, Instant now);
/// Of this fate, or all of it.
void drop_held(PeopleFile&, SchoolId, Fate);

/// An import that waited is as old as when it was read, and says nothing about what changed since.
struct Moments {
    Instant now{}, read{};
    Instant alive{};  ///< what is past its deadline then is nobody any more
};
/// Rows, link keys, links, ended sessions and devices of one person, all of one import.
Applied take_in(PeopleFile&, SchoolId, const Minimal&, Moments);
/// Takes in what waited for the school year that has begun by `now`, if anything did. Pupils and staff of the year before go
/// unless the import names them; who is named keeps their link.
void begin_year(PeopleFile&, SchoolId, Instant now);
/// The schools that have something waiting for a year that has begun by `now`.
[[nodiscard]] std::vector<SchoolId> beginning(PeopleFile&, Instant now);

}  // namespace monitor::store
