#pragma once
// retention: rows of the catalogue: what no backup may undo, and which schools wait since one was put back.

#include "retention/catalogue_words.hpp"

namespace monitor::retention {

inline constexpr Words to_stay_done{
    "wat is gewist, ingetrokken of vastgelegd ook na het terugzetten van een reservekopie laten gelden",
    "keeping what was erased, revoked or recorded in force, also when a backup is put back"};

inline constexpr std::array ledger_rows{
    row(Kind::ledger, "ledger.lines", "number", everyone, plain, {"het volgnummer", "the number of the line"}, to_stay_done,
        from_system),
    row(Kind::ledger, "ledger.lines", "deed", everyone, plain,
        {"wat er is gedaan: een apparaat ingetrokken, iemand gewist, een bezwaar vastgelegd, …",
         "what was done: a device revoked, somebody erased, an objection recorded, …"},
        to_stay_done, from_system),
    row(Kind::ledger, "ledger.lines", "at", everyone, plain, {"wanneer", "when"}, to_stay_done, from_system),
    row(Kind::ledger, "ledger.lines", "until", everyone, plain, {"tot wanneer dat geldt", "until when that holds"}, to_forget,
        from_system),
    row(Kind::ledger, "ledger.lines", "school", everyone, plain, the_school, to_stay_done, from_system),
    row(Kind::ledger, "ledger.lines", "what", everyone, hashed,
        {"om welk apparaat, welke les of wie het gaat, als nummer of versleuteld kenmerk",
         "which device, lesson or person it is about, as a number or keyed hash"},
        to_stay_done, from_system),

    row(Kind::bookkeeping, "people.quarantine", "school", nobody, plain, the_school, to_stay_done, from_system),
    row(Kind::bookkeeping, "people.quarantine", "why", nobody, plain, {"welk bestand is teruggezet", "which file was put back"},
        to_stay_done, from_system),
    row(Kind::bookkeeping, "people.quarantine", "since", nobody, plain, {"wanneer dat is gemerkt", "when that was noticed"},
        to_stay_done, from_system),
    row(Kind::bookkeeping, "people.quarantine", "behind", nobody, plain,
        {"tot welke regel het teruggezette bestand bij was", "up to which line the file that was put back had come"},
        to_stay_done, from_system),
    row(Kind::bookkeeping, "people.quarantine", "done", nobody, plain,
        {"wat opnieuw is gedaan, in aantallen", "what was done again, in numbers"}, to_stay_done, from_system),
    row(Kind::bookkeeping, "people.quarantine", "told", nobody, plain,
        {"of het in het logboek staat", "whether it is in the log"}, to_stay_done, from_system),
    row(Kind::bookkeeping, "audit.tide", "height", nobody, plain,
        {"hoe ver het logboek was, als nummer zonder betekenis", "how far the log had come, as a number without meaning"},
        to_stay_done, from_system),
};

}  // namespace monitor::retention
