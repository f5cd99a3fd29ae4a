// privacy: which security measures are so?

#include "privacy/measures.hpp"

#include <array>

#include "privacy/writing.hpp"

namespace monitor::privacy {
namespace {

constexpr std::array measures_there_are{
    Measure{Key::measure_sealed, "names, user names, addresses and what was seen are never in plain sight"},
    Measure{Key::measure_no_names, "no name, user name, account, address or key of a person is readable in any file"},
    Measure{Key::measure_memory, "pictures lie where no core dump looks"},
    Measure{Key::measure_keys, "the key of a school year goes when the year is over and nobody is left in it"},
    Measure{Key::measure_sign_in,
            "who is signed in at Microsoft already comes from the sign-in page to the group with one click"},
    Measure{Key::measure_session, "sessions in people.db keep the contract of sessions"},
    Measure{Key::measure_ended, "an account that is disabled, gone or no longer staff ends every session at once"},
    Measure{Key::measure_devices, "a device that is revoked is gone from the view"},
    Measure{Key::measure_lease, "a lease that nobody renews ends by itself, and the strip goes"},
    Measure{Key::measure_strip, "no picture passes before the strip is up, of another lease, or of a stream nobody asked for"},
    Measure{Key::measure_staff_screen, "staff_screen.cpp"},
    Measure{Key::measure_log, "a line that was changed, cut out, moved or doubled is named"},
    Measure{Key::measure_log_first, "a trail that cannot be written: no view, no lease, no picture, and the teacher is told"},
    Measure{Key::measure_door, "a request that could be misread stops at the door"},
    Measure{Key::measure_out, "https goes to no host whose certificate nobody vouches for"},
    Measure{Key::measure_europe,
            "a part outside the allowed regions, or of which nobody said where it stands, is told with its reason"},
    Measure{Key::measure_minimal, "what EDEXML says beside the list is nowhere in memory after reading"},
    Measure{Key::measure_clock, "a clock that leaps ahead makes doubt, and doubt looks at nothing"},
};

}  // namespace

std::span<const Measure> proved_measures() noexcept {
    return measures_there_are;
}

text::Key transport_measure(settings::Tls tls) noexcept {
    switch (tls) {
        case settings::Tls::own: return Key::measure_own_tls;
        case settings::Tls::files: return Key::measure_files_tls;
        case settings::Tls::plain_loopback: return Key::measure_plain;
    }
    return Key::measure_plain;
}

Points measures(const Writing& writing) {
    Points points{{writing.said(transport_measure(writing.facts().settings.tls))}};
    for (const auto& measure : proved_measures()) points.items.push_back(writing.said(measure.words));
    return points;
}

}  // namespace monitor::privacy
