#include "agent/refusal.hpp"

namespace monitor::agent {
namespace {

constexpr std::chrono::seconds soon{30}, later{60}, slowly{300};

Consequence hang_up(std::chrono::seconds pause, Level level, std::string_view words) {
    return {Then::hang_up, pause, wire::StopReason::refused, level, words};
}

Consequence end_lease(wire::StopReason why, std::string_view words) {
    return {Then::end_lease, {}, why, Level::warning, words};
}

}  // namespace

Consequence consequence(std::uint16_t refusal) {
    using wire::AgentRefusal;
    switch (static_cast<AgentRefusal>(refusal)) {
        case AgentRefusal::version: return hang_up(slowly, Level::error, "the school speaks another version: update this agent");
        case AgentRefusal::malformed: return hang_up(slowly, Level::error, "the school could not read what this agent said");
        case AgentRefusal::token:
            return hang_up(later, Level::error, "the enrolment token is used up or expired: ask the school for another");
        case AgentRefusal::unknown_device:
            return hang_up(slowly, Level::error, "the school does not know this device: enrol it anew");
        case AgentRefusal::revoked: return hang_up(slowly, Level::error, "the school revoked this device");
        case AgentRefusal::bad_proof: return hang_up(slowly, Level::error, "the school did not accept this device's proof");
        case AgentRefusal::cloned:
            return hang_up(slowly, Level::error, "this device's key was used elsewhere: was its disk copied? Enrol it anew");
        case AgentRefusal::too_fast: return hang_up(soon, Level::warning, "too much at once for the school");
        case AgentRefusal::try_later: return hang_up(soon, Level::info, "the school asks to try later");
        case AgentRefusal::not_a_pupil:
            return end_lease(wire::StopReason::not_a_pupil, "who is at this device is not a pupil: nothing is captured");
        case AgentRefusal::outside_lease:
            return end_lease(wire::StopReason::refused, "the school saw a picture outside its lease");
        case AgentRefusal::bad_picture: return end_lease(wire::StopReason::refused, "the school refused a picture");
    }
    return hang_up(slowly, Level::error, "the school refused this device for a reason this agent does not know");
}

}  // namespace monitor::agent
