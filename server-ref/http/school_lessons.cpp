// pages: when is a class taught from afar, do the parents know, and with whom does nobody look along?

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "http/layout.hpp"
#include "http/privacy.hpp"
#include "http/school.hpp"
#include "http/school_look.hpp"
#include "http/when.hpp"
#include "monitor/privacy/letter.hpp"
#include "monitor/school/opening.hpp"

namespace monitor::pages {
namespace {

Key words(school::LessonReason why) {
    switch (why) {
        case school::LessonReason::school_closed: return Key::lesson_school_closed;
        case school::LessonReason::group_at_home: return Key::lesson_group_at_home;
        case school::LessonReason::teacher_at_home: return Key::lesson_teacher_at_home;
        case school::LessonReason::other: return Key::lesson_other_reason;
    }
    return Key::lesson_other_reason;
}

Key words(school::LessonState state) {
    switch (state) {
        case school::LessonState::letter_first: return Key::lesson_letter_first;
        case school::LessonState::planned: return Key::lesson_planned;
        case school::LessonState::in_force: return Key::lesson_in_force;
        case school::LessonState::over: return Key::lesson_over;
    }
    return Key::lesson_over;
}

Html lesson_row(Visit& visit, const SchoolView& view, const school::RemoteLesson& lesson) {
    const auto state = school::state(lesson, visit.parts.clock.now());
    const auto what = fmt::format("{}", fmt::join(school::group_names(lesson, view.roll), ", "));
    const auto small = visit.words(Key::lesson_from_until, when(visit, lesson.begins), when(visit, lesson.ends));
    Html acts;
    if (state != school::LessonState::over) {
        if (state == school::LessonState::letter_first)
            acts += step(visit, "/school/lessons/" + lesson.id.text(), Key::lesson_to_letter, "button");
        acts += act(visit, "end-lesson", {hidden("lesson", lesson.id.text())}, Key::lesson_end);
    }
    return row(element("span", {}, {what, " ", element("span", {{"class", "small"}}, {visit.words(words(state))})}), small,
               element("div", {{"class", "acts"}}, {acts}));
}

Html time_field(const Visit& visit, PlainName name, Key label) {
    return element(
        "label", {},
        {visit.words(label), void_element("input", {{"type", "datetime-local"}, {"name", name.text()}, {"required"}})});
}

Html plan_form(Visit& visit, const SchoolView& view) {
    Html groups, whys, owners;
    for (const auto& group : view.roll.groups)
        groups += element("label", {{"class", "check"}},
                          {void_element("input", {{"type", "checkbox"}, {"name", "g-" + group.id.text()}, {"value", "1"}}), group.name});
    for (const auto why : school::all_lesson_reasons)
        whys += element("option", {{"value", word(why)}}, {visit.words(words(why))});
    for (const auto& member : view.roll.staff) {
        if (member.employment != school::Employment::active) continue;
        Attributes attributes{{"value", member.id.text()}};
        if (member.id == visit.colleague->session.staff) attributes.push_back({"selected"});
        owners += element("option", attributes, {member.name.reveal(Purpose::identify_to_teacher)});
    }
    return element("form", {{"method", "post"}, action("/school"), {"class", "fields"}},
                   {school_proof(visit), hidden("do", "plan-lesson"),
                    element("fieldset", {}, {element("legend", {}, {visit.words(Key::lesson_groups)}), groups}),
                    time_field(visit, "from", Key::lesson_from), time_field(visit, "until", Key::lesson_until),
                    element("label", {}, {visit.words(Key::lesson_why), element("select", {{"name", "why"}}, {whys})}),
                    element("label", {}, {visit.words(Key::lesson_owner), element("select", {{"name", "owner"}}, {owners})}),
                    element("button", {{"class", "button"}}, {visit.words(Key::lesson_plan)})});
}

Html against_form(Visit& visit, const SchoolView& view) {
    return element(
        "form", {{"method", "post"}, action("/school"), {"class", "fields"}},
        {school_proof(visit), hidden("do", "record-against"),
         element("label", {},
                 {visit.words(Key::against_pupil), element("select", {{"name", "pupil"}}, {pupil_options(view.roll)})}),
         element("label", {},
                 {visit.words(Key::against_kind),
                  element("select", {{"name", "kind"}},
                          {element("option", {{"value", "1"}}, {visit.words(Key::against_objection)}),
                           element("option", {{"value", "2"}}, {visit.words(Key::against_restriction)})})}),
         element("button", {{"class", "button"}}, {visit.words(Key::against_record)})});
}

Html against_rows(Visit& visit, const SchoolView& view) {
    Html lines;
    for (const auto& pupil : view.roll.pupils)
        for (const auto kind : pupil.against)
            lines += row(pupil.name.reveal(Purpose::identify_to_teacher),
                         visit.words(kind == school::Against::objection ? Key::against_objection : Key::against_restriction),
                         act(visit, "lift-against",
                             {hidden("pupil", pupil.id.text()), hidden("kind", std::to_string(static_cast<int>(kind)))},
                             Key::against_lift));
    return lines.markup().empty() ? element("p", {}, {visit.words(Key::against_none)}) : rows(lines);
}

}  // namespace

Html lessons_card(Visit& visit, const SchoolView& view) {
    const auto now = visit.parts.clock.now();
    const auto open = std::ranges::count_if(view.roll.remote_lessons, [&](const auto& one) {
        return school::state(one, now) != school::LessonState::over;
    });
    const auto told = count(visit, static_cast<std::uint64_t>(open), Key::lessons_open_one, Key::lessons_open);
    return section(visit, Key::lessons_title, Key::lessons_lead,
                   rows(row(open == 0 ? Html{visit.words(Key::lessons_none)} : Html{told}, {},
                            step(visit, "/school/lessons", Key::lessons_manage, "button second"))));
}

Response lessons_page(Visit& visit, const SchoolView& view) {
    Html lines;
    for (const auto& lesson : view.roll.remote_lessons) lines += lesson_row(visit, view, lesson);
    const auto title = visit.words(Key::lessons_title);
    Html content = way_back(visit, "/school", Key::school_back);
    content += element("h1", {}, {title});
    content += done_notice(visit);
    content += section(visit, Key::lessons_known, Key::lessons_lead,
                       lines.markup().empty() ? element("p", {}, {visit.words(Key::lessons_none)}) : rows(lines));
    content += section(visit, Key::lesson_new, Key::lesson_new_lead, plan_form(visit, view));
    content += section(visit, Key::against_title, Key::against_lead, against_rows(visit, view));
    content += section(visit, Key::against_new, Key::against_new_lead, against_form(visit, view));
    return page(visit, {.title = std::string{title}, .content = content, .look = "middle manage"});
}

Response letter_page(Visit& visit, const SchoolView& view) {
    const auto& lessons = view.roll.remote_lessons;
    const auto lesson = std::ranges::find(lessons, visit.route.lesson, &school::RemoteLesson::id);
    if (lesson == lessons.end()) return not_found(visit);
    const auto facts = privacy::facts(visit.parts.settings, {}, visit.parts.stores, view.roll.school);
    if (!facts) return broken(visit, facts.error());
    const auto letter = privacy::letter(*facts, *lesson, school::group_names(*lesson, view.roll), visit.language);
    Html content = way_back(visit, "/school/lessons", Key::lessons_back);
    const auto state = school::state(*lesson, visit.parts.clock.now());
    if (lesson->parents_told) {
        content += element("p", {{"class", "all-well"}},
                           {icon("check"), visit.words(Key::lesson_told_at, when(visit, *lesson->parents_told))});
    } else if (state == school::LessonState::letter_first) {
        content += section(visit, Key::lesson_send, Key::lesson_send_lead,
                           act(visit, "lesson-told", {hidden("lesson", lesson->id.text())}, Key::lesson_told, "button"));
    }
    content += element("article", {{"class", "letter"}}, {shown(letter)});
    return page(visit, {.title = letter.title, .content = content, .look = "paper"});
}

}  // namespace monitor::pages
