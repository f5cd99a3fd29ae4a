#pragma once
// roster: which forms can the administration's words come in, and who reads each?
//
// A reader is pure: bytes in, Import out. It is tolerant where real files are sloppy and says so in findings; it is deaf to what was not
// asked for: fields outside the wanted list are dropped while parsing and never reach a string of their own.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "monitor/base/clock.hpp"
#include "monitor/roster/snapshot.hpp"
#include "monitor/roster/source.hpp"

namespace monitor::roster {

/// Written down in settings and commands: "edexml", "uwlr", "gkv", "oneroster", "sds", "guardians".
enum class Form : std::uint8_t { edexml = 1, uwlr = 2, gkv = 3, oneroster = 4, sds = 5, guardians = 6 };
[[nodiscard]] std::string_view word(Form) noexcept;
[[nodiscard]] std::optional<Form> form_from(std::string_view word) noexcept;

/// What the school takes part in; the allow-list of fields follows from it. Zero: looking along only, the shorter list.
enum class Wanted : std::uint8_t { look_along = 0, look_along_and_portal = 1 };

struct Reading {
    Wanted wanted{};
    Instant now{};                   ///< which day is it: leavers, role ends
    std::string brin{};              ///< the school we expect, where the form cannot say or carries several; "": the file's own
    std::optional<school::SchoolYear> year{};  ///< where the form cannot say; empty: the year of `now`
    std::uintmax_t bytes{2'000'000'000};       ///< read at most; more is a fatal finding
    std::size_t findings{1'000};               ///< listed at most; the rest is counted in a last one
    std::move_only_function<void(std::uintmax_t bytes)> progress{};  ///< about every MiB
};

/// EDEXML 1.03, 2.0 and 2.1 (Edustandaard, 2006–2017): one full set of one school.
[[nodiscard]] Import read_edexml(Source&, Reading = {});
/// The leerlinggegevens_antwoord of UWLR 2.2 (Edustandaard, 2017), in its SOAP envelope or without; also the staged answers (structure,
/// pupils, staff) behind each other in one stream, in any order. Fatal at the places "geenwijzigingen", "geengegevens", "Fault/<code>".
[[nodiscard]] Import read_uwlr(Source&, Reading = {});
/// ParnasSys GKV: the answers of getLeerlingen and getMedewerkers, in that order.
[[nodiscard]] Import read_gkv(Source& pupils, Source& staff, Reading = {});
/// OneRoster 1.1 and 1.2 CSV (1EdTech): bulk. A delivery of changes is a fatal finding.
[[nodiscard]] Import read_oneroster(Files&, Reading = {});
/// A later delivery of the same school, of changes or in part whole, over what the one before gave.
[[nodiscard]] Import merge_oneroster(const Snapshot& before, Files&, Reading = {});
/// Microsoft School Data Sync v1, v2 and v2.1 CSV.
[[nodiscard]] Import read_sds(Files&, Reading = {});
/// Our own list of guardians (docs/formats/guardians.md): lines that belong to the pupils of `import`, added to it.
void read_guardians(Source&, Import& import, Reading = {});

}  // namespace monitor::roster
