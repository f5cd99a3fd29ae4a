#pragma once
// cli: which words stand behind `monitor`?

#include "typed.hpp"

namespace monitor::cli {

// One a file: hangs its commands below `monitor`.
void add_roster(Command);
void add_school(Command);
void add_site(Command);
void add_admin(Command);
void add_device(Command);
void add_directory(Command);
void add_session(Command);
void add_lesson(Command);
void add_objection(Command);
void add_code(Command);
void add_policy(Command);
void add_audit(Command);
void add_privacy(Command);
void add_retention(Command);
void add_doctor(Command);
/// `agent` and `capture` belong to the program monitor-agent, beside this one; here they are only named in the help.
void add_agent(Command);

}  // namespace monitor::cli
