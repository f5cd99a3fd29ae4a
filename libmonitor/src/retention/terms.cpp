// retention: which terms may a school shorten, how far, and what holds then?

#include "monitor/retention/terms.hpp"

#include <algorithm>

namespace monitor::retention {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::seconds;

/// Shorter than this and the thing cannot do what it is kept for; empty: not the school's to set.
std::optional<seconds> shortest(Kind kind) noexcept {
    switch (kind) {
        case Kind::last_picture:
        case Kind::open_tabs:
        case Kind::session:
        case Kind::enrolment_token:
        case Kind::invitation: return 1h;
        case Kind::held_import:
        case Kind::link_key: return days{1};
        case Kind::audit_entry: return days{90};  // who looked, and who looked at that, must be found by who asks
        case Kind::pupil:
        case Kind::staff:
        case Kind::membership:
        case Kind::school_layout:
        case Kind::device:
        case Kind::sign_in_attempt:
        case Kind::audit_chain:
        case Kind::audit_personal:
        case Kind::bookkeeping:
        case Kind::right:
        case Kind::remote_lesson:
        case Kind::restriction:
        case Kind::ledger:
        case Kind::directory_account:
        case Kind::connection:
        case Kind::line: return std::nullopt;
    }
    return std::nullopt;
}

}  // namespace

std::optional<Room> room(Kind kind) noexcept {
    const auto least = shortest(kind);
    const auto most = ceiling(kind);
    const auto* span = std::get_if<For>(&most);
    if (!least || span == nullptr) return std::nullopt;
    return Room{*least, span->span};
}

std::expected<void, TermFlaw> Terms::shorten(Kind kind, seconds asked) {
    const auto within = room(kind);
    if (!within) return std::unexpected{TermFlaw::not_to_set};
    if (asked < within->shortest) return std::unexpected{TermFlaw::too_short};
    if (asked > within->longest) return std::unexpected{TermFlaw::too_long};
    own_[kind] = asked;
    return {};
}

Term Terms::of(Kind kind) const noexcept {
    const auto own = own_.find(kind);
    return own == own_.end() ? ceiling(kind) : shortened(kind, own->second);
}

Term Terms::of(Kind kind, seconds asked) const {
    const auto term = shortened(kind, asked);
    const auto own = own_.find(kind);
    const auto* span = std::get_if<For>(&term);
    return own == own_.end() || span == nullptr ? term : shortened(kind, std::min(span->span, own->second));
}

std::optional<Kind> kind_of(std::string_view wanted) noexcept {
    const auto at = std::ranges::find(kinds(), wanted, [](Kind kind) { return word(kind); });
    return at == kinds().end() ? std::nullopt : std::optional{*at};
}

LogStands log_stands_since(Instant now) {
    return {now - room(Kind::audit_entry)->shortest, school::ends({school::school_year(now).begins - std::chrono::years{1}})};
}

}  // namespace monitor::retention
