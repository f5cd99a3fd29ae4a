#pragma once
// privacy: what must a school be able to show, written from what this server keeps and from its settings?
//
// No document holds a name of a person. What only the school or its supplier knows stands between square brackets.

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "monitor/base/error.hpp"
#include "monitor/base/language.hpp"
#include "monitor/privacy/document.hpp"
#include "monitor/privacy/residency.hpp"
#include "monitor/retention/terms.hpp"
#include "monitor/school/roll.hpp"
#include "monitor/settings/server.hpp"
#include "monitor/store/stores.hpp"

namespace monitor::privacy {

struct Coupling {
    settings::ConnectionKind kind{};
    store::Switch state{};
};

/// What the documents are about: one school on one server as it is now.
struct Facts {
    std::optional<school::School> school{};  ///< empty: any school, with places to fill in
    std::vector<std::string> sites{};
    std::vector<Coupling> couplings{};
    retention::Terms terms{};
    std::vector<Placement> placements{};
    settings::Server settings{};
    std::string version{};  ///< of the program
};

/// Any school on a server with these settings: the ceilings are its terms.
[[nodiscard]] Facts facts(const settings::Server&, std::string version);
/// The school as the store has it. From any thread but people_thread, which it waits for.
[[nodiscard]] std::expected<Facts, Error> facts(const settings::Server&, std::string version, store::Stores&,
                                                const school::School&);

/// "Privacy by design": for pupils, parents and everyone; may be public.
[[nodiscard]] Document page(const Facts&, Language);
/// The register of processing (GDPR art. 30). docs/privacy/register.md is that of any school.
[[nodiscard]] Document register_of(const Facts&, Language);
/// The privacy leaflet of the Dutch model agreement.
[[nodiscard]] Document bijsluiter(const Facts&, Language);
/// The processing agreement (model 4.0) pre-filled, with both annexes.
[[nodiscard]] Document agreement(const Facts&, Language);
/// The annex for the data protection impact assessment.
[[nodiscard]] Document dpia(const Facts&, Language);

}  // namespace monitor::privacy
