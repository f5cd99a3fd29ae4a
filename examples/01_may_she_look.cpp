// 01: may this teacher look along, and if not, what does she read?
//
// The rules are one pure function: facts in, ruling out. Nothing is opened and nobody is asked, so anyone can check them.

#include <iostream>

#include "monitor/base/clock.hpp"
#include "monitor/base/random.hpp"
#include "monitor/policy/words.hpp"
#include "monitor/seal/secret.hpp"

using namespace monitor;

namespace {

policy::Facts on_a_good_morning(Instant now) {
    return {.timekeeping = policy::Timekeeping::sure,
            .directory = policy::Directory::fresh,
            .employment = policy::Employment::active,
            .role = policy::Role::staff,
            .schools = policy::Schools::same,
            .relation = policy::Basis::teaches_group,
            .objection = policy::Objection::none,
            .restriction = policy::Restriction::none,
            .hours = policy::Hours::open,
            .viewer = policy::Whereabouts::at_the_site,
            .device_user = policy::DeviceUser::this_pupil,
            .device = policy::Whereabouts::at_the_site,
            .indicator = policy::Indicator::up,
            .hours_end = now + std::chrono::hours{5}};
}

void say(std::string_view when, const policy::Ruling& ruling) {
    std::cout << when << ": " << (ruling ? std::string_view{"yes"} : policy::sentence(ruling.error(), Language::en)) << '\n';
}

}  // namespace

int main() {
    const SystemClock clock;
    const auto random = seal::system_random();
    const Instant now = clock.now();
    const policy::Request request{
        .viewer = draw<StaffId>(*random), .pupil = draw<PupilId>(*random), .action = policy::Action::grid};

    auto facts = on_a_good_morning(now);
    const auto morning = policy::decide(request, facts, now);
    say("on a good morning", morning);

    facts.employment = policy::Employment::ended;
    const auto left = policy::decide(request, facts, now);
    say("after she left the school", left);

    const auto unknown = policy::decide(request, {}, now);
    say("when nothing is known", unknown);

    return morning && !left && !unknown ? 0 : 1;
}
