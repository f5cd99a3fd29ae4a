// cli: does everything stand where it may (P9)?

#include "commands/places.hpp"

#include "monitor/fetch/fetch.hpp"
#include "monitor/privacy/residency.hpp"

namespace monitor::cli {
namespace {

std::string_view word(privacy::Use use) {
    switch (use) {
        case privacy::Use::machine: return "place server";
        case privacy::Use::storage: return "place storage";
        case privacy::Use::administration: return "place roster";
        case privacy::Use::directory: return "place directory";
        case privacy::Use::sign_in: return "place sign-in";
        case privacy::Use::database: return "place database";
    }
    return "place";
}

}  // namespace

std::vector<Check> places(const Context& context, const settings::Server& settings) {
    const auto fetch = fetch::make_fetch(fetch::Loopback::refused);
    std::vector<Check> all;
    for (const auto& placement : privacy::placements(settings, *fetch)) {
        const bool fine = placement.flaw == privacy::PlaceFlaw::none;
        all.push_back({fine ? Health::ok : Health::wrong, std::string{word(placement.use)},
                       privacy::said(placement, context.language), say(context, Word::doctor_place)});
    }
    return all;
}

}  // namespace monitor::cli
