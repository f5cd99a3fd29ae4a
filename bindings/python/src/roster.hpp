#pragma once
// bindings: what do the two files of monitor.roster share?

#include "monitor/roster/deliveries.hpp"
#include "parts.hpp"

namespace monitor::python {

/// The classes, before the readers that give them.
void add_roster_lines(py::module_& roster);

}  // namespace monitor::python
