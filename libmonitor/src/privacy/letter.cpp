// privacy: the letter to parents before a remote lesson.

#include "monitor/privacy/letter.hpp"

#include "privacy/writing.hpp"

namespace monitor::privacy {
namespace {

Key reason(school::LessonReason why) {
    switch (why) {
        case school::LessonReason::school_closed: return Key::letter_school_closed;
        case school::LessonReason::group_at_home: return Key::letter_group_at_home;
        case school::LessonReason::teacher_at_home: return Key::letter_teacher_at_home;
        case school::LessonReason::other: return Key::letter_other_reason;
    }
    return Key::letter_other_reason;
}

}  // namespace

Document letter(const Facts& facts, const school::RemoteLesson& lesson, const std::vector<std::string>& groups, Language language) {
    const Writing writing{facts, language};
    const auto when = writing.said(Key::letter_when, school::local_text(lesson.begins), school::local_text(lesson.ends));
    Document document{language, writing.said(Key::letter_title), {}, {}};
    document.opening = {writing.paragraph(Key::letter_greeting), writing.paragraph(reason(lesson.why)),
                        Paragraph{writing.said(Key::letter_groups)}, Points{groups}, Paragraph{when}};
    document.sections = {
        writing.section(Key::letter_changes, {writing.paragraph(Key::letter_normally), writing.paragraph(Key::letter_now)}),
        writing.section(Key::letter_stays, {writing.points({Key::letter_shown, Key::letter_who, Key::letter_hours,
                                                            Key::letter_keeps, Key::letter_log})}),
        writing.section(Key::letter_ends_title, {writing.paragraph(Key::letter_ends)}),
        writing.section(Key::letter_questions_title,
                        {writing.paragraph(Key::letter_questions), writing.paragraph(Key::letter_regards)})};
    return document;
}

}  // namespace monitor::privacy
