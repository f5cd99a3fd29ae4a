// privacy: how does a school leave, with everything, and what does it get to show for it?

#include "monitor/privacy/ending.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "monitor/base/executor.hpp"
#include "monitor/privacy/access.hpp"
#include "privacy/writing.hpp"

namespace monitor::privacy {
namespace {

audit::Entry entry(const EndWish& wish, Instant now) {
    return {.at = now,
            .act = audit::Act::school_erased,
            .actor = wish.actor,
            .reason = static_cast<std::uint16_t>(wish.asked_by.value_or(school::Duty{})),
            .detail = requested(wish.asked),
            .address = wish.address};
}

/// The last line of the school's own log, and a signature over all of them.
std::expected<store::Ending, Error> closing(store::Stores& stores, const EndWish& wish, Instant now) {
    return ask(*stores.audit_thread, [&]() -> std::expected<store::Ending, Error> {
        if (const auto last = stores.trail->append(wish.school, entry(wish, now)); !last) return std::unexpected{last.error()};
        auto note = stores.notary->sign(wish.school);
        if (!note) return std::unexpected{note.error()};
        const auto head = stores.trail->head(wish.school);
        if (!head) return std::unexpected{head.error()};
        // Nobody of the school is in the operator's line.
        auto line = entry(wish, now);
        line.actor = {wish.actor.kind, {}, {}};
        line.address = {};
        line.count = head->size;
        line.detail = fmt::format("{}, root {}", wish.brin, hex(head->root));
        if (const auto kept = stores.trail->append(SchoolId{}, line); !kept) return std::unexpected{kept.error()};
        return store::Ending{.asked = wish.asked, .asked_by = wish.asked_by, .lines = head->size, .root = head->root,
                             .checkpoint = std::move(*note)};
    });
}

std::string who(const store::Ended& ended, const Writing& writing) {
    if (!ended.ending.asked_by) return writing.said(Key::certificate_operator);
    switch (*ended.ending.asked_by) {
        case school::Duty::school_admin: return writing.said(Key::value_duty_school_admin);
        case school::Duty::board_admin: return writing.said(Key::value_duty_board_admin);
        case school::Duty::privacy_officer: return writing.said(Key::value_duty_privacy_officer);
        case school::Duty::support: return writing.said(Key::value_duty_support);
    }
    return writing.said(Key::certificate_operator);
}

/// On one line: the note's lines, for a cell or a paragraph has none.
std::string one_line(std::string text) {
    for (char& sign : text)
        if (sign == '\n') sign = ' ';
    while (text.ends_with(' ')) text.pop_back();
    return text;
}

}  // namespace

std::expected<store::Ended, Error> end_school(store::Stores& stores, const Clock& clock, const EndWish& wish) {
    auto ending = closing(stores, wish, clock.now());
    if (!ending) return std::unexpected{ending.error()};
    return stores.endings->end(wish.school, *ending);
}

Table counted(const std::vector<store::Counted>& rows, Language language) {
    const Facts none;
    const Writing writing{none, language};
    Table table{{{"kind", writing.said(Key::certificate_kind)}, {"rows", writing.said(Key::certificate_rows)}}, {}};
    for (const auto& one : rows) table.rows.push_back({name(one.kind, language), std::to_string(one.rows)});
    return table;
}

Document certificate(const store::Ended& ended, Language language) {
    const Facts none;
    const Writing writing{none, language};
    Document document{language, writing.said(Key::certificate_title, fmt::format("{} ({})", ended.name, ended.brin)), {}, {}};
    document.opening = {
        Paragraph{writing.said(Key::certificate_opening, school::local_text(ended.at), ended.name)},
        Paragraph{writing.said(Key::certificate_asked, fmt::format("{:%Y-%m-%d}", ended.ending.asked), who(ended, writing))}};
    if (ended.finished == store::Finished::no) document.opening.push_back(writing.paragraph(Key::certificate_open));
    document.sections = {
        writing.section(Key::certificate_what,
                        {counted(ended.rows, language), Paragraph{writing.said(Key::certificate_keys, std::to_string(ended.keys))}}),
        writing.section(Key::certificate_log,
                        {Paragraph{writing.said(Key::certificate_log_text, std::to_string(ended.ending.lines))},
                         Table{{{"what", writing.said(Key::access_what)}, {"value", writing.said(Key::access_value)}},
                               {{writing.said(Key::certificate_root), hex(ended.ending.root)},
                                {writing.said(Key::certificate_checkpoint), one_line(ended.ending.checkpoint)}}}}),
        writing.section(Key::certificate_left, {writing.points({Key::certificate_left_line, Key::certificate_left_row,
                                                                Key::certificate_left_backup, Key::certificate_left_sources})})};
    return document;
}

}  // namespace monitor::privacy
