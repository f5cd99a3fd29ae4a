#pragma once
// store: has the school switched this connection off? Private.

#include "monitor/store/schools.hpp"
#include "people_file.hpp"

namespace monitor::store {

/// In the caller's transaction.
void turn(PeopleFile&, SchoolId, Connected, Switch);
/// Failure ask_operator, "connection: …": what is off takes nothing in, until the school itself turns it on.
void hold_to_switch(PeopleFile&, SchoolId, Connected);
/// Failure not_found.
void hold_to_school(PeopleFile&, SchoolId);
/// Failure not_found: nobody of that id, or past their deadline.
void hold_to_pupil(PeopleFile&, SchoolId, PupilId);
/// The directory, if one is read, goes on with a whole reading: changes would be changes of what is not there any more.
void read_whole_next(PeopleFile&, SchoolId);

}  // namespace monitor::store
