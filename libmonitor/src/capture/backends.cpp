// capture: which backends are there, and which does "auto" try, in what order?
//
// A new backend is one line here. The made-up ones are never chosen by "auto": nobody should look along with a picture of nothing
// without having asked for it.

#include "capture/backends.hpp"

#include <array>

namespace monitor::capture {
namespace {

enum class Choice : std::uint8_t { only_by_name, automatic };

struct Backend {
    std::string_view name;
    Choice choice;
    Opened (*open)(const Options&);
    OpenedStrip (*strip)(const Options&);
};

constexpr std::array backends{
    Backend{"x11", Choice::automatic, make_x11, make_x11_strip},
    Backend{"pattern", Choice::only_by_name, make_pattern, make_placeless_strip},
    Backend{"replay", Choice::only_by_name, make_replay, make_placeless_strip},
};

/// The first that opens; else the last refusal.
template <class Made>
Made first(const Options& options, Made (*Backend::*make)(const Options&)) {
    if (options.clock == nullptr) return std::unexpected{CaptureError{Fault::try_another, "open: no clock", 0}};
    Made made = std::unexpected{CaptureError{Fault::try_another, "open: no such backend", 0}};
    for (const auto& backend : backends) {
        if (options.backend != backend.name && (options.backend != "auto" || backend.choice != Choice::automatic)) continue;
        made = (backend.*make)(options);
        if (made) break;
    }
    return made;
}

}  // namespace

Opened open(const Options& options) {
    return first(options, &Backend::open);
}

OpenedStrip open_strip(const Options& options) {
    return first(options, &Backend::strip);
}

}  // namespace monitor::capture
