// cli: `monitor privacy access|erase|kept-out|let-back`: what is kept of one person, and how is it gone?

#include "commands/people.hpp"

#include <iostream>
#include <memory>

#include "answer.hpp"
#include "commands/asked.hpp"
#include "commands/forms.hpp"
#include "commands/whom.hpp"
#include "monitor/privacy/access.hpp"

namespace monitor::cli {
namespace {

struct Given {
    std::string school{}, requested{}, id{};
    Person person{};
    Forms forms{};
    Consent consent{};
    store::Return back{};
};

Exit access(const Context& context, const Given& given) {
    auto person = open_at_person(context, given.school, given.person);
    if (!person) return person.error();
    auto& [at, whom] = *person;
    // Written down first: that somebody looked into it is about this person too, and stands in the answer.
    if (const auto noted =
            note(context, *at.office, at.school.id, {.act = policy::AdminAct::answer_access, .requested = given.requested},
                 person->entry(audit::Act::data_given, {}));
        !noted)
        return noted.error();
    const auto facts = privacy::facts(at.office->settings, MONITOR_VERSION, at.office->stores, at.school);
    if (!facts) return failed(context, facts.error());
    const auto found = privacy::access(at.office->stores, context.clock, at.school.id, whom);
    if (!found) return failed(context, found.error());
    std::cout << formed(context, given.forms, privacy::answer(*found, *facts, given.forms.language));
    return Exit::ok;
}

toml::table counts(const std::vector<store::Counted>& rows) {
    toml::table all;
    for (const auto& [kind, number] : rows) all.insert(retention::word(kind), static_cast<std::int64_t>(number));
    return all;
}

Exit erase(const Context& context, const Given& given) {
    auto person = open_at_person(context, given.school, given.person);
    if (!person) return person.error();
    auto& [at, whom] = *person;
    const Asking asking{.act = policy::AdminAct::erase_person, .requested = given.requested};
    if (const auto allowed = may(context, *at.office, at.school.id, asking); !allowed) return allowed.error();
    const bool returns = given.back == store::Return::with_next_import;
    if (!agreed(context, given.consent, say(context, returns ? Word::erase_returns_question : Word::erase_person_question))) {
        tell(context, Word::nothing_done);
        return Exit::usage;
    }
    if (const auto noted = note(context, *at.office, at.school.id, asking, person->entry(audit::Act::person_erased, {})); !noted)
        return noted.error();
    const auto gone = at.office->on_people([&] { return at.office->stores.persons->erase(at.school.id, whom, given.back); });
    if (!gone) return failed(context, gone.error());
    if (context.format == Format::json) {
        print_json(toml::table{{"school", at.school.brin}, {"id", id_of(whom)}, {"kept_out", !returns}, {"erased", counts(*gone)}});
    } else {
        Columns columns{{"kind", "rows"}};
        for (const auto& [kind, number] : *gone) columns.add({std::string{retention::word(kind)}, std::to_string(number)});
        columns.print();
    }
    tell(context, returns ? Word::person_erased_returns : Word::person_erased, id_of(whom), at.school.brin);
    return Exit::ok;
}

Exit kept_out(const Context& context, const Given& given) {
    const auto at = open_at_school(context, given.school);
    if (!at) return at.error();
    const auto all = at->office->on_people([&] { return at->office->stores.persons->kept_out(at->school.id); });
    if (!all) return failed(context, all.error());
    toml::array persons;
    Columns columns{{"id", "who", "since", "until"}};
    for (const auto& [who, since, until] : *all) {
        const std::string kind = std::holds_alternative<PupilId>(who) ? "pupil" : "staff";
        persons.push_back(toml::table{{"id", id_of(who)}, {"who", kind}, {"since", written(since)}, {"until", written(until)}});
        columns.add({id_of(who), kind, written(since), written(until)});
    }
    print(context, toml::table{{"school", at->school.brin}, {"kept_out", std::move(persons)}}, columns);
    return Exit::ok;
}

Exit let_back(const Context& context, const Given& given) {
    const auto at = open_at_school(context, given.school);
    if (!at) return at.error();
    const auto& [office, school] = *at;
    const auto all = office->on_people([&] { return office->stores.persons->kept_out(school.id); });
    if (!all) return failed(context, all.error());
    for (const auto& one : *all) {
        if (id_of(one.who) != given.id) continue;
        if (const auto noted = note(context, *office, school.id, {.act = policy::AdminAct::rectify, .requested = given.requested},
                                    {.act = audit::Act::settings_changed, .count = 1, .detail = "let back"});
            !noted)
            return noted.error();
        const auto done = office->on_people([&] { return office->stores.persons->let_back(school.id, one.who); });
        if (!done) return failed(context, done.error());
        tell(context, Word::person_let_back, given.id);
        return Exit::ok;
    }
    return failed(context, Exit::not_found, Word::nobody_called, given.id);
}

}  // namespace

void add_people(Command privacy) {
    const auto given = std::make_shared<Given>();
    const SchoolCommands<Given> command{privacy, given};
    const auto accessing = command("access", Word::help_access, access,
                                   "  monitor privacy access --pupil sanne.b --requested 2026-11-20 --format html > inzage.html\n"
                                   "  monitor privacy access --staff anouk.devries --requested 2026-11-20 --json");
    offer_person(accessing, given->person);
    accessing.requested(given->requested);
    offer_forms(accessing, given->forms);
    const auto erasing = command("erase", Word::help_erase, erase,
                                 "  monitor privacy erase --pupil sanne.b --requested 2026-11-20\n"
                                 "  monitor privacy erase --staff kees.jansen --requested 2026-11-20 --until-next-import --yes");
    offer_person(erasing, given->person);
    erasing.requested(given->requested);
    erasing.flag(
        "--until-next-import", [given] { given->back = store::Return::with_next_import; }, Word::help_until_next_import);
    erasing.flag(
        "--yes", [given] { given->consent = Consent::given; }, Word::help_yes);
    command("kept-out", Word::help_kept_out, kept_out, "  monitor privacy kept-out --json");
    const auto letting =
        command("let-back", Word::help_let_back, let_back, "  monitor privacy let-back 5f1c… --requested 2026-11-20");
    letting.option("id", given->id, Word::help_kept_out_id).required().called("ID");
    letting.requested(given->requested);
    add_corrections(privacy);
}

}  // namespace monitor::cli
