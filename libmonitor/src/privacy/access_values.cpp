// privacy: how is a cell of people.db told to the person it is about?

#include "privacy/access_values.hpp"

#include <algorithm>
#include <array>
#include <span>

#include <fmt/format.h>

namespace monitor::privacy {
namespace {

constexpr std::array instants{"expires", "since",  "began", "seen",        "until",      "begins",    "ends",
                              "told",    "over",   "at",    "enrolled_at", "revoked_at", "copied_at", "fixed_user_expires",
                              "made"};

/// What the numbers of a column mean. A column that is not here is told as its number.
struct Meaning {
    std::string_view table, column;
    std::int64_t number;
    Key word;
};
constexpr std::array meanings{
    Meaning{"people.staff", "employment", 0, Key::value_unknown},
    Meaning{"people.staff", "employment", 1, Key::value_active},
    Meaning{"people.staff", "employment", 2, Key::value_ended},
    Meaning{"people.accounts", "enabled", 0, Key::value_unknown},
    Meaning{"people.accounts", "enabled", 1, Key::value_yes},
    Meaning{"people.accounts", "enabled", 2, Key::value_no},
    Meaning{"people.accounts", "role", 0, Key::value_unknown},
    Meaning{"people.accounts", "role", 1, Key::value_pupil},
    Meaning{"people.accounts", "role", 2, Key::value_staff},
    Meaning{"people.accounts", "spent", 0, Key::value_no},
    Meaning{"people.accounts", "spent", 1, Key::value_yes},
    Meaning{"people.link_keys", "side", 1, Key::value_pupil},
    Meaning{"people.link_keys", "side", 2, Key::value_staff},
    Meaning{"people.link_keys", "side", 3, Key::value_account},
    Meaning{"people.link_keys", "shared", 0, Key::value_no},
    Meaning{"people.link_keys", "shared", 1, Key::value_yes},
    Meaning{"people.codes", "opens", 1, Key::value_own_log},
    Meaning{"people.sittings", "reader", 1, Key::value_pupil},
    Meaning{"people.sittings", "reader", 2, Key::value_parent},
    Meaning{"people.against", "kind", 1, Key::value_objection},
    Meaning{"people.against", "kind", 2, Key::value_restriction},
    Meaning{"", "duty", 1, Key::value_duty_school_admin},
    Meaning{"", "duty", 2, Key::value_duty_board_admin},
    Meaning{"", "duty", 3, Key::value_duty_privacy_officer},
    Meaning{"", "duty", 4, Key::value_duty_support},
    Meaning{"people.replacements", "reason", 1, Key::value_stand_in_ill},
    Meaning{"people.replacements", "reason", 2, Key::value_stand_in_away},
    Meaning{"people.replacements", "reason", 3, Key::value_stand_in_shared},
    Meaning{"people.replacements", "reason", 4, Key::value_other},
    Meaning{"people.lessons", "why", 1, Key::value_lesson_closed},
    Meaning{"people.lessons", "why", 2, Key::value_lesson_group},
    Meaning{"people.lessons", "why", 3, Key::value_lesson_teacher},
    Meaning{"people.lessons", "why", 4, Key::value_other},
};

std::string number(const retention::Field& field, std::int64_t value, const Writing& writing) {
    if (std::ranges::find(instants, field.column) != instants.end())
        return school::local_text(Instant{std::chrono::milliseconds{value}});
    for (const auto& one : meanings)
        if ((one.table.empty() || one.table == field.table) && one.column == field.column && one.number == value)
            return writing.said(one.word);
    return std::to_string(value);
}

template <class SomeId, class All>
std::optional<std::string> named(const Bytes& bytes, const All& all) {
    const auto id = SomeId::from_bytes(bytes);
    const auto at = std::ranges::find_if(all, [&](const auto& one) { return id && one.id == *id; });
    return at == all.end() ? std::nullopt : std::optional{at->name};
}

std::string bytes(const retention::Field& field, const Bytes& value, const Access& access, const Writing& writing) {
    if (field.keeping == retention::Keeping::keyed_hash) return fmt::format("{}: {}", writing.said(Key::access_hash), hex(value));
    if (field.column == "school") return fmt::format("{} ({})", access.roll->school.name, access.roll->school.brin);
    if (field.column == "grp")
        if (auto name = named<GroupId>(value, access.roll->groups)) return std::move(*name);
    if (field.column == "site")
        if (auto name = named<SiteId>(value, access.roll->sites)) return std::move(*name);
    const auto own = std::visit([](const auto& id) { return Bytes{id.bytes().begin(), id.bytes().end()}; }, access.whom);
    const bool person = field.column == "owner" || field.column == "told_by" || field.column == "staff" || field.column == "pupil";
    if (field.table == "people.link_keys" && value != own) return writing.said(Key::value_account);
    if (person) return writing.said(value == own ? Key::access_self : Key::access_colleague);
    return hex(value);
}

}  // namespace

std::string value_of(const store::About& cell, const Access& access, const Writing& writing) {
    if (const auto* text = std::get_if<Personal<std::string>>(&cell.value)) {
        const auto& told = text->reveal(Purpose::answer_access_request);
        return told.empty() ? writing.said(Key::access_empty) : told;
    }
    if (const auto* value = std::get_if<std::int64_t>(&cell.value)) return number(*cell.field, *value, writing);
    if (const auto* value = std::get_if<Bytes>(&cell.value)) return bytes(*cell.field, *value, access, writing);
    return writing.said(Key::access_empty);
}

std::string who_did(const audit::Entry& entry, const Access& access, const Writing& writing) {
    using audit::ActorKind;
    if (entry.actor.kind == ActorKind::operator_) return writing.said(Key::access_operator);
    if (entry.actor.kind == ActorKind::device) return writing.said(Key::access_device);
    if (entry.actor.kind == ActorKind::system) return writing.said(Key::access_system);
    if (entry.actor.kind != ActorKind::staff) return writing.said(Key::access_self_or_parent);
    if (!entry.actor.staff) return writing.said(Key::access_colleague);
    if (access.whom == store::Person{*entry.actor.staff}) return writing.said(Key::access_self);
    const auto at = std::ranges::find(access.roll->staff, *entry.actor.staff, &school::Staff::id);
    if (at == access.roll->staff.end()) return writing.said(Key::access_colleague_gone);
    return at->name.reveal(Purpose::answer_access_request);
}

std::string act_of(audit::Act act, const Writing& writing) {
    const auto wanted = fmt::format("act_{}", audit::word(act));
    for (const auto& row : text::rows)
        if (row.name == wanted) return std::string{writing.of(row.nl, row.en)};
    return std::string{audit::word(act)};
}

}  // namespace monitor::privacy
