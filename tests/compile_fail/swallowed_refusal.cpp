// Can a reason be forgotten where every reason needs an answer?
// must say: enumeration value .purpose_missing. not handled in switch

#include "monitor/policy/ruling.hpp"

using monitor::policy::Refusal;

int order(Refusal refusal) {
    switch (refusal) {
        case Refusal::clock_doubtful:
        case Refusal::directory_stale:
        case Refusal::staff_not_active:
        case Refusal::other_school:
        case Refusal::not_their_group:
        case Refusal::objection_recorded:
        case Refusal::outside_hours:
        case Refusal::viewer_elsewhere:
        case Refusal::device_not_in_use:
        case Refusal::not_a_pupil_device:
        case Refusal::device_elsewhere:
        case Refusal::indicator_down:
        case Refusal::not_for_their_role:
        case Refusal::restriction_recorded:
        case Refusal::school_on_holiday:
        case Refusal::look_time_over:
        case Refusal::records_put_back: return 1;
#ifndef WRONG
        case Refusal::purpose_missing: return 2;
#endif
    }
    return 0;
}
