// cli: `monitor lesson plan|list|letter|told|end`: which groups are taught from afar, and do the parents know?

#include <algorithm>
#include <iostream>
#include <memory>

#include <fmt/format.h>

#include "answer.hpp"
#include "commands/asked.hpp"
#include "commands/by_id.hpp"
#include "commands/commands.hpp"
#include "monitor/privacy/letter.hpp"
#include "monitor/privacy/turns.hpp"
#include "monitor/school/opening.hpp"
#include "office.hpp"

namespace monitor::cli {
namespace {

using policy::AdminAct;

struct Given {
    std::string school{}, lesson{}, from{}, until{}, why{}, owner{}, by{}, form{"markdown"}, requested{};
    std::vector<std::string> groups{};
    Consent consent{};
};

Word flaw_word(school::LessonFlaw flaw) {
    switch (flaw) {
        case school::LessonFlaw::no_group: return Word::lesson_no_group;
        case school::LessonFlaw::no_owner: return Word::lesson_no_owner;
        case school::LessonFlaw::no_reason: return Word::lesson_no_reason;
        case school::LessonFlaw::ends_too_soon: return Word::lesson_ends_too_soon;
        case school::LessonFlaw::too_far: return Word::lesson_too_far;
        case school::LessonFlaw::too_long: return Word::lesson_too_long;
    }
    return Word::lesson_too_long;
}

std::string user(const school::Roll& roll, StaffId id) {
    const auto at = std::ranges::find(roll.staff, id, &school::Staff::id);
    return at == roll.staff.end() ? id.text() : at->user.reveal(Purpose::operate);
}

std::optional<StaffId> staff(const school::Roll& roll, const std::string& user) {
    const auto at = std::ranges::find(roll.staff, user, [](const auto& one) { return one.user.reveal(Purpose::operate); });
    return user.empty() || at == roll.staff.end() ? std::nullopt : std::optional{at->id};
}

toml::table as_json(const school::Roll& roll, const school::RemoteLesson& lesson, Instant now) {
    toml::array groups;
    for (auto& name : school::group_names(lesson, roll)) groups.push_back(std::move(name));
    toml::table one{{"id", lesson.id.text()}, {"state", word(school::state(lesson, now))}, {"groups", std::move(groups)},
                    {"why", word(lesson.why)}, {"owner", user(roll, lesson.owner)}, {"begins", written(lesson.begins)},
                    {"ends", written(lesson.ends)}};
    if (lesson.parents_told) one.insert("parents_told", written(*lesson.parents_told));
    if (lesson.told_by) one.insert("told_by", user(roll, *lesson.told_by));
    return one;
}

std::expected<school::RemoteLesson, Exit> chosen(const Context& context, const AtRoll& at, const Given& given) {
    return one_by_id(context, at.roll->remote_lessons, given.lesson, Word::which_lesson, [](const auto& one) { return one.id; });
}

std::expected<void, Exit> note_of(const Context& context, AtRoll& at, const Asking& asking, audit::Act act,
                                  const school::RemoteLesson& lesson, std::string what) {
    return note(context, *at.office, at.school.id, asking,
                {.act = act,
                 .reason = static_cast<std::uint16_t>(lesson.why),
                 .count = lesson.groups.size(),
                 .detail = std::move(what),
                 .colleague = lesson.owner});
}

std::expected<school::RemoteLesson, Exit> wished(const Context& context, const AtRoll& at, const Given& given) {
    const auto from = school::local_instant(given.from), until = school::local_instant(given.until);
    if (!from || !until) return std::unexpected{failed(context, Exit::usage, Word::lesson_time, from ? given.until : given.from)};
    school::RemoteLesson wish{.owner = staff(*at.roll, given.owner).value_or(StaffId{}),
                              .why = school::lesson_reason(given.why).value_or(school::LessonReason{}), .begins = *from, .ends = *until};
    for (const auto& name : given.groups) {
        const auto group = std::ranges::find(at.roll->groups, name, &school::Group::name);
        if (group == at.roll->groups.end()) return std::unexpected{failed(context, Exit::not_found, Word::lesson_no_group, name)};
        wish.groups.push_back(group->id);
    }
    if (const auto flaw = school::flaw(wish, *at.roll, context.clock.now()))
        return std::unexpected{failed(context, Exit::usage, flaw_word(*flaw))};
    return wish;
}

Exit plan(const Context& context, const Given& given) {
    auto at = open_at_roll(context, given.school);
    if (!at) return at.error();
    const auto wish = wished(context, *at, given);
    if (!wish) return wish.error();
    if (const auto noted = note_of(context, *at, {AdminAct::grant_remote_lesson, given.requested}, audit::Act::remote_lesson_set,
                                   *wish, "planned");
        !noted)
        return noted.error();
    const auto made = at->office->on_people([&] { return at->office->stores.lessons->plan(at->school.id, *wish); });
    if (!made) return failed(context, made.error());
    if (context.format == Format::json)
        print_json(as_json(*at->roll, *made, context.clock.now()));
    else
        std::cout << made->id.text() << '\n';
    tell(context, Word::lesson_planned, made->id.text().substr(0, 8));
    return Exit::ok;
}

Exit list(const Context& context, const Given& given) {
    const auto at = open_at_roll(context, given.school);
    if (!at) return at.error();
    const auto now = context.clock.now();
    toml::array all;
    Columns columns{{"id", "state", "groups", "why", "owner", "begins", "ends"}};
    for (const auto& lesson : at->roll->remote_lessons) {
        all.push_back(as_json(*at->roll, lesson, now));
        columns.add({lesson.id.text().substr(0, 8), std::string{word(school::state(lesson, now))},
                     fmt::format("{}", fmt::join(school::group_names(lesson, *at->roll), ", ")), std::string{word(lesson.why)},
                     user(*at->roll, lesson.owner), written(lesson.begins), written(lesson.ends)});
    }
    print(context, toml::table{{"school", at->school.brin}, {"lessons", std::move(all)}}, columns);
    return Exit::ok;
}

Exit letter(const Context& context, const Given& given) {
    const auto at = open_at_roll(context, given.school);
    if (!at) return at.error();
    const auto lesson = chosen(context, *at, given);
    if (!lesson) return lesson.error();
    const auto facts = privacy::facts(at->office->settings, MONITOR_VERSION, at->office->stores, at->school);
    if (!facts) return failed(context, facts.error());
    const auto document = privacy::letter(*facts, *lesson, school::group_names(*lesson, *at->roll), context.language);
    std::cout << (given.form == "html" ? privacy::html(document) : privacy::markdown(document));
    return Exit::ok;
}

Exit told(const Context& context, const Given& given) {
    auto at = open_at_roll(context, given.school);
    if (!at) return at.error();
    const auto lesson = chosen(context, *at, given);
    if (!lesson) return lesson.error();
    const auto by = staff(*at->roll, given.by);
    if (!by) return failed(context, Exit::not_found, Word::lesson_no_owner, given.by);
    const Asking asking{AdminAct::confirm_letter, given.requested};
    if (const auto allowed = may(context, *at->office, at->school.id, asking); !allowed) return allowed.error();
    if (!agreed(context, given.consent, say(context, Word::lesson_told_question, given.by)))
        return failed(context, Exit::usage, Word::nothing_done);
    if (const auto noted = note_of(context, *at, asking, audit::Act::remote_lesson_told, *lesson, lesson->id.text()); !noted)
        return noted.error();
    const auto done = at->office->on_people([&] { return at->office->stores.lessons->told(at->school.id, lesson->id, *by); });
    if (!done) return failed(context, done.error());
    if (const auto turns = privacy::write_turns(at->office->stores, context.clock); !turns) return failed(context, turns.error());
    tell(context, Word::lesson_told, given.by);
    return Exit::ok;
}

Exit end(const Context& context, const Given& given) {
    auto at = open_at_roll(context, given.school);
    if (!at) return at.error();
    const auto lesson = chosen(context, *at, given);
    if (!lesson) return lesson.error();
    const Asking asking{AdminAct::end_remote_lesson, given.requested};
    if (const auto allowed = may(context, *at->office, at->school.id, asking); !allowed) return allowed.error();
    if (!agreed(context, given.consent, say(context, Word::lesson_end_question))) return failed(context, Exit::usage, Word::nothing_done);
    if (const auto noted = note_of(context, *at, asking, audit::Act::remote_lesson_set, *lesson, "withdrawn"); !noted)
        return noted.error();
    const auto done = at->office->on_people([&] { return at->office->stores.lessons->end(at->school.id, lesson->id); });
    if (!done) return failed(context, done.error());
    if (const auto turns = privacy::write_turns(at->office->stores, context.clock); !turns) return failed(context, turns.error());
    tell(context, Word::lesson_ended);
    return Exit::ok;
}

}  // namespace

void add_lesson(Command monitor) {
    const auto lesson = monitor.word("lesson", Word::help_lesson);
    const auto given = std::make_shared<Given>();
    const SchoolCommands<Given> command{lesson, given};
    const auto one = [&](Command of) { of.option("id", given->lesson, Word::help_lesson_id).called("ID").required(); };
    const auto yes = [&](Command of) {
        of.flag(
            "--yes", [given] { given->consent = Consent::given; }, Word::help_yes);
    };
    const auto planning =
        command("plan", Word::help_lesson_plan, plan,
                "  monitor lesson plan --group \"Groep 5A\" --from \"2026-11-23 08:30\" --until \"2026-11-25 15:00\""
                " --why school_closed --owner anouk.devries --requested 2026-11-20");
    planning.option("--group", given->groups, Word::help_lesson_group).called("GROUP").required();
    planning.option("--from", given->from, Word::help_lesson_from).called("TIME").required();
    planning.option("--until", given->until, Word::help_lesson_until).called("TIME").required();
    planning.option("--why", given->why, Word::help_lesson_why)
        .one_of({"school_closed", "group_at_home", "teacher_at_home", "other"})
        .required();
    planning.option("--owner", given->owner, Word::help_lesson_owner).called("USER").required();
    command("list", Word::help_lesson_list, list, "  monitor lesson list --json");
    const auto writing = command("letter", Word::help_lesson_letter, letter, "  monitor lesson letter 5f1c > brief.md");
    one(writing);
    writing.option("--format", given->form, Word::help_lesson_form).one_of({"markdown", "html"});
    const auto telling =
        command("told", Word::help_lesson_told, told, "  monitor lesson told 5f1c --by anouk.devries --requested 2026-11-20");
    one(telling);
    telling.option("--by", given->by, Word::help_lesson_by).called("USER").required();
    yes(telling);
    const auto ending = command("end", Word::help_lesson_end, end, "  monitor lesson end 5f1c --requested 2026-11-20 --yes");
    one(ending);
    yes(ending);
    for (const auto changing : {planning, telling, ending}) changing.requested(given->requested);
}

}  // namespace monitor::cli
