// privacy: how is the answer to a request for access written, to be read by the person it is about?

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "monitor/audit/sentence.hpp"
#include "monitor/policy/words.hpp"
#include "privacy/access_values.hpp"

namespace monitor::privacy {
namespace {

using retention::Field;
using retention::Listed;

bool is_identity(Listed listed) {
    switch (listed) {
        case Listed::name:
        case Listed::user_name:
        case Listed::school:
        case Listed::group:
        case Listed::address: return true;
        case Listed::nowhere:
        case Listed::picture:
        case Listed::tabs:
        case Listed::rights: return false;
    }
    return false;
}

Table empty_table(const Writing& writing) {
    return {{{"what", writing.said(Key::access_what)},
             {"value", writing.said(Key::access_value)},
             {"purpose", writing.said(Key::access_purpose)},
             {"source", writing.said(Key::access_source)},
             {"term", writing.said(Key::access_term)}},
            {}};
}

std::vector<std::string> row(const Field& field, std::string value, std::string gone_on, const Writing& writing) {
    return {std::string{writing.of(field.what_nl, field.what_en)}, std::move(value),
            std::string{writing.of(field.purpose_nl, field.purpose_en)}, std::string{writing.of(field.source_nl, field.source_en)},
            said(writing.facts().terms.of(field.kind), writing.language()) + (gone_on.empty() ? "" : " " + gone_on)};
}

/// The day on which that row goes, where it says so itself.
std::string gone_on(const Access& access, const store::About& of, const Writing& writing) {
    for (const auto& cell : access.cells) {
        if (cell.field->table != of.field->table || cell.row != of.row) continue;
        const bool says = cell.field->column == "expires" || cell.field->column == "fixed_user_expires";
        if (says && std::holds_alternative<std::int64_t>(cell.value))
            return writing.said(Key::access_gone_on, value_of(cell, access, writing));
    }
    const auto year = school::ends(school::school_year(access.at));
    const auto term = writing.facts().terms.of(of.field->kind);
    const bool with_year = std::holds_alternative<retention::UntilSchoolYearEnds>(term);
    return with_year ? writing.said(Key::access_gone_on, school::local_text(year)) : std::string{};
}

enum class Part : std::uint8_t { identity = 1, rights = 2 };

/// Each field as often as it says something else.
Table kept(const Access& access, Part part, const Writing& writing) {
    auto table = empty_table(writing);
    std::set<std::vector<std::string>> seen;
    for (const auto& cell : access.cells) {
        if (is_identity(cell.field->listed) != (part == Part::identity)) continue;
        auto line = row(*cell.field, value_of(cell, access, writing), gone_on(access, cell, writing), writing);
        if (seen.insert(line).second) table.rows.push_back(std::move(line));
    }
    return table;
}

Table in_memory(const Access& access, const Writing& writing) {
    const bool pupil = std::holds_alternative<PupilId>(access.whom);
    auto table = empty_table(writing);
    for (const auto& field : retention::catalogue()) {
        const bool theirs = field.subject == retention::Subject::pupil_and_staff ||
                            field.subject == (pupil ? retention::Subject::pupil : retention::Subject::staff);
        if (theirs && field.keeping == retention::Keeping::memory_only)
            table.rows.push_back(row(field, writing.said(Key::access_in_memory), "", writing));
    }
    return table;
}

std::vector<Block> lessons(const Access& access, const Writing& writing) {
    std::vector<GroupId> groups;
    for (const auto& cell : access.cells)
        if (cell.field->column == "grp")
            if (const auto* bytes = std::get_if<Bytes>(&cell.value))
                if (const auto id = GroupId::from_bytes(*bytes)) groups.push_back(*id);
    Points points;
    for (const auto& lesson : access.roll->remote_lessons)
        if (std::ranges::any_of(lesson.groups, [&](auto id) { return std::ranges::find(groups, id) != groups.end(); }))
            points.items.push_back(
                writing.said(Key::access_lessons_when, school::local_text(lesson.begins), school::local_text(lesson.ends)));
    if (points.items.empty()) return {writing.paragraph(Key::access_none)};
    return {points};
}

std::string outcome(const Happened& one, const Writing& writing) {
    if (one.look && one.look->end) {
        const auto until = fmt::format("{} ({})", school::local_text(one.look->end->at), audit::length(*one.look, writing.language()));
        return writing.said(Key::access_until, until, audit::ending(*one.look, writing.language()));
    }
    if (one.entry.rulings.empty()) return "-";
    const auto& ruled = one.entry.rulings.front();
    if (!ruled.refusal) return writing.said(Key::access_allowed);
    return writing.said(Key::access_refused, policy::sentence(*ruled.refusal, writing.language()));
}

std::string why(const Happened& one, const Access& access, const Writing& writing) {
    std::string text;
    if (one.entry.purpose != policy::LookPurpose::none) text = policy::sentence(one.entry.purpose, writing.language());
    if (one.entry.group) {
        const auto at = std::ranges::find(access.roll->groups, *one.entry.group, &school::Group::id);
        if (at != access.roll->groups.end()) text += fmt::format("{}{}", text.empty() ? "" : ", ", at->name);
    }
    if (std::holds_alternative<StaffId>(access.whom) && one.pupils > 0)
        text += fmt::format("{}{}", text.empty() ? "" : ", ", writing.said(Key::access_pupils, std::to_string(one.pupils)));
    return text.empty() ? "-" : text;
}

Table log(const Access& access, const Writing& writing) {
    Table table{{{"when", writing.said(Key::access_when)},
                 {"act", writing.said(Key::access_act)},
                 {"who", writing.said(Key::access_who)},
                 {"why", writing.said(Key::access_why)},
                 {"outcome", writing.said(Key::access_outcome)}},
                {}};
    for (const auto& one : access.happened)
        table.rows.push_back({school::local_text(one.entry.at), act_of(one.entry.act, writing), who_did(one.entry, access, writing),
                              why(one, access, writing), outcome(one, writing)});
    return table;
}

std::vector<Block> table_or_nothing(Table table, const Writing& writing) {
    if (table.rows.empty()) return {writing.paragraph(Key::access_none)};
    return {std::move(table)};
}

}  // namespace

Document answer(const Access& access, const Facts& facts, Language language) {
    const Writing writing{facts, language};
    const bool pupil = std::holds_alternative<PupilId>(access.whom);
    const auto& name = access.name.reveal(Purpose::answer_access_request);
    Document document{language, writing.said(pupil ? Key::access_title_pupil : Key::access_title_staff, name), {}, {}};
    document.opening = {Paragraph{writing.said(Key::access_opening, access.roll->school.name, school::local_text(access.at))},
                        writing.paragraph(Key::access_others)};
    auto happened = table_or_nothing(log(access, writing), writing);
    happened.insert(happened.begin(), writing.paragraph(Key::access_log_text));
    if (pupil) happened.push_back(writing.paragraph(Key::access_log_gone));
    document.sections = {
        writing.section(Key::access_identity, table_or_nothing(kept(access, Part::identity, writing), writing)),
        writing.section(Key::access_rights, table_or_nothing(kept(access, Part::rights, writing), writing)),
        writing.section(Key::access_memory, {writing.paragraph(Key::access_memory_text), in_memory(access, writing)}),
        writing.section(Key::access_lessons, lessons(access, writing)),
        writing.section(Key::access_log, std::move(happened)),
        writing.section(Key::access_next, {writing.points({Key::access_next_correct, Key::access_next_own, Key::access_next_erase,
                                                           Key::access_next_complain})})};
    return document;
}

}  // namespace monitor::privacy
