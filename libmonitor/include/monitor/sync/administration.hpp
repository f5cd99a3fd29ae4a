#pragma once
// sync: what does a school's administration say now, over UWLR or GKV, or in a file it leaves every night?

#include <expected>
#include <memory>
#include <optional>
#include <string>

#include "monitor/base/clock.hpp"
#include "monitor/roster/snapshot.hpp"
#include "monitor/settings/connections.hpp"
#include "monitor/sync/going.hpp"
#include "monitor/sync/graph.hpp"
#include "monitor/sync/problem.hpp"

namespace monitor::sync {

/// Empty: nothing changed since the moment that was named.
using Delivery = std::optional<roster::Import>;

/// UWLR 2.2 (Edustandaard, 2017), SOAP 1.1: HaalLeerlinggegevens, or HaalStructuur, HaalLeerlingen and HaalLeerkrachten one after
/// another. `secret` is the autorisatiesleutel. `since` is asked as laatstontvangengegevens; empty: everything. A service that
/// asks for a certificate of ours cannot be reached: `fetch` has none to show.
[[nodiscard]] std::expected<Delivery, Failure> read_uwlr(const settings::Connection&, const std::string& secret,
                                                         std::optional<Instant> since, const GraphParts&);
/// GKV of ParnasSys, SOAP 1.1: getLeerlingen and getMedewerkers. `secret` is the leveranciersleutel.
[[nodiscard]] std::expected<Delivery, Failure> read_gkv(const settings::Connection&, const std::string& secret,
                                                        const GraphParts&);
/// The file, folder or zip of the settings, as its kind says; of OneRoster also a folder of deliveries (roster/deliveries.hpp).
[[nodiscard]] std::expected<Delivery, Failure> read_file(const settings::Connection&, Instant now);

}  // namespace monitor::sync
