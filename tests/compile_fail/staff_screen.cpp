// Can the screen of a member of staff be asked for? (P2)
// must say: no match for .operator=. .operand types are .monitor::PupilId.*Whose.*monitor::StaffTag

#include "monitor/policy/ruling.hpp"

#ifdef WRONG
using Whose = monitor::StaffId;
#else
using Whose = monitor::PupilId;
#endif

monitor::policy::Request look(monitor::StaffId teacher, Whose whose) {
    monitor::policy::Request request{.viewer = teacher};
    request.pupil = whose;
    return request;
}
