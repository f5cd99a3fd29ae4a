// retention: the ceilings, and how a deadline follows from a term.

#include "monitor/retention/term.hpp"

#include <algorithm>
#include <array>

namespace monitor::retention {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::duration_cast;
using std::chrono::seconds;

// A span so long that it would leave the calendar is as good as the longest one that does not.
constexpr seconds longest = duration_cast<seconds>(days{365 * 100});

}  // namespace

Term ceiling(Kind kind) noexcept {
    switch (kind) {
        case Kind::last_picture:
        case Kind::open_tabs: return For{48h};
        case Kind::pupil:
        case Kind::staff:
        case Kind::audit_personal:
        case Kind::right:
        case Kind::remote_lesson:
        case Kind::restriction:
        case Kind::directory_account:
        case Kind::membership: return UntilSchoolYearEnds{};
        case Kind::school_layout:
        case Kind::device: return WhileSchoolTakesPart{};
        case Kind::enrolment_token: return For{days{30}};
        case Kind::invitation:
        case Kind::held_import:
        case Kind::link_key: return For{days{7}};
        case Kind::session: return For{12h};
        case Kind::sign_in_attempt: return For{10min};
        case Kind::line: return For{0s};
        case Kind::ledger: return For{days{35}};  // as long as a backup may live: docs/operations/backup-restore.md
        case Kind::audit_entry: return For{days{365}};
        case Kind::audit_chain:
        case Kind::connection:
        case Kind::bookkeeping: return WhileSchoolTakesPart{};
    }
    return For{0s};
}

std::optional<Instant> deadline(const Term& term, Instant recorded, school::SchoolYear year) {
    if (std::holds_alternative<WhileSchoolTakesPart>(term)) return std::nullopt;
    if (std::holds_alternative<UntilSchoolYearEnds>(term)) return school::ends(year);
    return recorded + std::clamp(std::get<For>(term).span, seconds{0}, longest);
}

Term shortened(Kind kind, seconds asked) {
    const auto most = ceiling(kind);
    const For wanted{std::max(asked, seconds{0})};
    if (const auto* fixed = std::get_if<For>(&most)) return For{std::min(fixed->span, wanted.span)};
    // Counted from the day a record was made, no span is sure to be over by the end of its school year.
    if (std::holds_alternative<UntilSchoolYearEnds>(most)) return most;
    return wanted;
}

std::string_view word(Kind kind) noexcept {
    switch (kind) {
        case Kind::last_picture: return "last_picture";
        case Kind::open_tabs: return "open_tabs";
        case Kind::pupil: return "pupil";
        case Kind::staff: return "staff";
        case Kind::membership: return "membership";
        case Kind::school_layout: return "school_layout";
        case Kind::device: return "device";
        case Kind::enrolment_token: return "enrolment_token";
        case Kind::session: return "session";
        case Kind::sign_in_attempt: return "sign_in_attempt";
        case Kind::audit_entry: return "audit_entry";
        case Kind::audit_chain: return "audit_chain";
        case Kind::bookkeeping: return "bookkeeping";
        case Kind::right: return "right";
        case Kind::invitation: return "invitation";
        case Kind::held_import: return "held_import";
        case Kind::link_key: return "link_key";
        case Kind::directory_account: return "directory_account";
        case Kind::connection: return "connection";
        case Kind::line: return "line";
        case Kind::audit_personal: return "audit_personal";
        case Kind::remote_lesson: return "remote_lesson";
        case Kind::restriction: return "restriction";
        case Kind::ledger: return "ledger";
    }
    return "unknown";
}

std::span<const Kind> kinds() noexcept {
    using enum Kind;
    static constexpr std::array all{last_picture,  open_tabs,     pupil,           staff,      membership,      school_layout,
                                    device,        enrolment_token, session,       sign_in_attempt, audit_entry, audit_chain,
                                    bookkeeping,   right,         invitation,      held_import, link_key,       directory_account,
                                    connection,    line,          audit_personal,  remote_lesson, restriction,    ledger};
    return all;
}

}  // namespace monitor::retention
