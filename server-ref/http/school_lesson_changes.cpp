// pages: a remote lesson is planned, told and ended, an objection recorded and lifted: each written down first.

#include <algorithm>

#include "http/school_deeds.hpp"
#include "monitor/privacy/turns.hpp"
#include "monitor/school/opening.hpp"

namespace monitor::pages {
namespace {

// What is due now counts at once, not at the next round of the server.
Outcome with_turns(const Visit& visit, Outcome done) {
    if (!done) return done;
    const auto written = privacy::write_turns(visit.parts.stores, visit.parts.clock);
    if (!written) return std::unexpected{written.error()};
    return {};
}

const school::RemoteLesson* lesson_of(const Visit& visit) {
    const auto id = LessonId::from_text(sent(visit, "lesson"));
    const auto& lessons = visit.managed().remote_lessons;
    const auto at = id ? std::ranges::find(lessons, *id, &school::RemoteLesson::id) : lessons.end();
    return at == lessons.end() ? nullptr : &*at;
}

std::string_view place(school::LessonFlaw flaw) {
    switch (flaw) {
        case school::LessonFlaw::no_group: return "lesson groups";
        case school::LessonFlaw::no_owner: return "lesson owner";
        case school::LessonFlaw::no_reason: return "lesson why";
        case school::LessonFlaw::ends_too_soon: return "lesson until";
        case school::LessonFlaw::too_far: return "lesson from";
        case school::LessonFlaw::too_long: return "lesson length";
    }
    return "lesson";
}

}  // namespace

Outcome plan_lesson(const Visit& visit) {
    const auto from = school::local_instant(sent(visit, "from")), until = school::local_instant(sent(visit, "until"));
    if (!from || !until) return std::unexpected{wrong("lesson time")};
    school::RemoteLesson wish{.owner = StaffId::from_text(sent(visit, "owner")).value_or(StaffId{}),
                              .why = school::lesson_reason(sent(visit, "why")).value_or(school::LessonReason{}),
                              .begins = *from,
                              .ends = *until};
    for (const auto& group : visit.managed().groups)
        if (!sent(visit, "g-" + group.id.text()).empty()) wish.groups.push_back(group.id);
    if (const auto flaw = school::flaw(wish, visit.managed(), visit.parts.clock.now()))
        return std::unexpected{wrong(std::string{place(*flaw)})};
    return recorded(visit,
                    {.act = audit::Act::remote_lesson_set, .reason = static_cast<std::uint16_t>(wish.why), .count = wish.groups.size(),
                     .detail = "planned", .colleague = wish.owner},
                    [&]() -> Outcome {
                        const auto made = visit.parts.stores.lessons->plan(school_of(visit), wish);
                        if (!made) return std::unexpected{made.error()};
                        return {};
                    });
}

Outcome lesson_told(const Visit& visit) {
    const auto* lesson = lesson_of(visit);
    if (lesson == nullptr) return std::unexpected{wrong("lesson")};
    return with_turns(visit, recorded(visit, {.act = audit::Act::remote_lesson_told, .count = 1, .detail = lesson->id.text()}, [&] {
                          return visit.parts.stores.lessons->told(school_of(visit), lesson->id, visit.colleague->session.staff);
                      }));
}

Outcome end_lesson(const Visit& visit) {
    const auto* lesson = lesson_of(visit);
    if (lesson == nullptr) return std::unexpected{wrong("lesson")};
    return with_turns(visit, recorded(visit, {.act = audit::Act::remote_lesson_set, .count = 1, .detail = "withdrawn"},
                                      [&] { return visit.parts.stores.lessons->end(school_of(visit), lesson->id); }));
}

std::optional<school::Against> against_from(std::string_view text) {
    if (text == "1") return school::Against::objection;
    if (text == "2") return school::Against::restriction;
    return std::nullopt;
}

Outcome set_against(const Visit& visit, PupilId pupil, school::Against kind, Stop stop) {
    const bool records = stop == Stop::recorded;
    auto& restrictions = *visit.parts.stores.restrictions;
    return recorded(visit,
                    {.act = audit::Act::restriction_changed,
                     .reason = static_cast<std::uint16_t>(kind),
                     .count = 1,
                     .detail = records ? "recorded" : "lifted",
                     .pupil = pupil},
                    [&] {
                        return records ? restrictions.record(school_of(visit), pupil, kind)
                                       : restrictions.lift(school_of(visit), pupil, kind);
                    });
}

Outcome change_against(const Visit& visit) {
    const auto pupil = PupilId::from_text(sent(visit, "pupil"));
    const auto kind = against_from(sent(visit, "kind"));
    if (!pupil || !kind) return std::unexpected{wrong("pupil")};
    return set_against(visit, *pupil, *kind, sent(visit, "do") == "record-against" ? Stop::recorded : Stop::lifted);
}

}  // namespace monitor::pages
