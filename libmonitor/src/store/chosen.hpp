#pragma once
// store: whose account is it, when an administrator says so? Private. Inside the caller's transaction.

#include "monitor/store/directories.hpp"
#include "people_file.hpp"

namespace monitor::store {

/// Failures as Directories::link has them. A pupil's account is one of the directory.
void choose(PeopleFile&, SchoolId, PupilId, const ChosenAccount&);
void choose(PeopleFile&, SchoolId, StaffId, const ChosenAccount&);

}  // namespace monitor::store
