#pragma once
// privacy: does everything this server keeps, asks and sends stand in Europe (P9)?
//
// What nobody said where it stands is refused: guessing is how data leaves a continent.

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "monitor/base/language.hpp"
#include "monitor/fetch/fetch.hpp"
#include "monitor/settings/server.hpp"

namespace monitor::privacy {

enum class Use : std::uint8_t {
    machine = 1,         ///< this server itself, and the pictures in its memory
    storage = 2,         ///< the disk under `state`
    administration = 3,  ///< where the roster is asked for
    directory = 4,
    sign_in = 5,
    database = 6,        ///< a PostgreSQL instead of files under `state`
};

enum class PlaceFlaw : std::uint8_t {
    none = 0,
    not_said = 1,        ///< no [[residency.endpoint]] with that host
    not_allowed = 2,     ///< a region that is not allowed
    machine_silent = 3,  ///< platform = "azure", and the machine did not say where it stands
};

struct Placement {
    Use use{};
    std::string host{};    ///< of the last four
    std::string region{};  ///< "this_machine", or a word of settings::Residency; empty: not known
    PlaceFlaw flaw{};
};

/// From the settings alone; on Azure the machine itself is `machine_silent` until it was asked.
[[nodiscard]] std::vector<Placement> placements(const settings::Server&);
/// The same; on Azure the instance metadata service is asked, at most `patience`.
[[nodiscard]] std::vector<Placement> placements(const settings::Server&, fetch::Fetch&,
                                                std::chrono::milliseconds patience = std::chrono::seconds{2});
/// What it is, where it stands, and what is wrong with that and how to right it: one sentence.
[[nodiscard]] std::string said(const Placement&, Language);
/// The same for who reads a document: only what it is and where it stands, no address.
[[nodiscard]] std::string place_line(const Placement&, Language);
/// "Noord-Europa (Ierland)" for "northeurope": a region as people know it; else the word itself.
[[nodiscard]] std::string place(std::string_view region, Language);

}  // namespace monitor::privacy
