// cli: `monitor audit looks`: when was looked along with a pupil, or by a member of staff, how long and why?

#include <algorithm>
#include <iostream>
#include <memory>

#include <fmt/format.h>

#include "answer.hpp"
#include "commands/asked.hpp"
#include "commands/audit_log.hpp"
#include "commands/whom.hpp"
#include "monitor/audit/sentence.hpp"
#include "monitor/policy/words.hpp"

namespace monitor::cli {
namespace {

struct Given {
    std::string school{};
    Person person{};
    std::size_t last{50};
};

audit::Names names_in(const school::Roll& roll) {
    const auto user_of = [](const auto& all, auto id) {
        const auto at = std::ranges::find_if(all, [&](const auto& one) { return one.id == id; });
        return at == all.end() ? std::string{} : at->user.reveal(Purpose::operate);
    };
    return {[&roll, user_of](StaffId id) { return user_of(roll.staff, id); },
            [&roll, user_of](PupilId id) { return user_of(roll.pupils, id); },
            [&roll](GroupId id) {
                const auto at = std::ranges::find(roll.groups, id, &school::Group::id);
                return at == roll.groups.end() ? std::string{} : at->name;
            }};
}

toml::table as_table(const audit::Look& look, const audit::Names& names) {
    toml::table one{{"line", static_cast<std::int64_t>(look.line)}, {"began", written(look.began)},
                    {"staff", look.staff.text()}, {"action", policy::word(look.action)}};
    if (const auto user = names.staff(look.staff); !user.empty()) one.insert("staff_user", user);
    if (look.group) one.insert("group", look.group->text());
    if (look.purpose != policy::LookPurpose::none) one.insert("purpose", policy::word(look.purpose));
    if (look.refused) one.insert("refused", policy::word(*look.refused));
    toml::array pupils;
    for (const auto pupil : look.pupils) pupils.push_back(pupil.text());
    one.insert("pupils", std::move(pupils));
    if (!look.end) return one;
    one.insert("ended", written(look.end->at));
    one.insert("seconds", std::chrono::floor<std::chrono::seconds>(look.end->at - look.began).count());
    if (look.end->reason != 0) one.insert("end_reason", static_cast<std::int64_t>(look.end->reason));
    if (look.end->refusal) one.insert("end_refusal", policy::word(*look.end->refusal));
    return one;
}

void print(const Context& context, const std::vector<audit::Look>& looks, const audit::Names& names) {
    Columns columns{{"began", "length", "who", "what", "why", "end"}};
    for (const auto& look : looks) {
        const auto why = look.refused ? std::string{policy::word(*look.refused)} : std::string{policy::word(look.purpose)};
        columns.add({written(look.began), look.refused ? "-" : audit::length(look, context.language),
                     audit::who(look, names, context.language), std::string{policy::word(look.action)}, why,
                     audit::ending(look, context.language)});
    }
    columns.print();
}

// Who reads it through the operator stands in the log as well.
Exit looks(const Context& context, const Given& given) {
    const auto person = open_at_person(context, given.school, given.person);
    if (!person) return person.error();
    const auto& [office, school, roll] = person->at;
    const auto whose = std::visit([](const auto id) -> audit::Whom { return id; }, person->whom);
    const auto found = office->on_audit(
        [&] { return audit::looks(*office->stores.logbooks, school.id, whose, audit::from_the_end, given.last); });
    if (!found) return failed(context, found.error());
    auto reading = person->entry(audit::Act::log_read, "");
    reading.count = found->found.size();
    if (const auto noted = note(context, *office, school.id, {.act = policy::AdminAct::read_log}, reading); !noted)
        return noted.error();
    const auto names = names_in(*roll);
    if (context.format == Format::text) return print(context, found->found, names), Exit::ok;
    toml::array all;
    for (const auto& look : found->found) all.push_back(as_table(look, names));
    print_json(toml::table{{"school", school.brin}, {"looks", std::move(all)}});
    return Exit::ok;
}

}  // namespace

void add_audit_looks(Command audit) {
    const auto given = std::make_shared<Given>();
    const SchoolCommands<Given> command{audit, given};
    const auto made = command("looks", Word::help_audit_looks, looks,
                              "  monitor audit looks --pupil sanne.b\n  monitor audit looks --staff anouk.devries --json");
    offer_person(made, given->person);
    made.option("--last", given->last, Word::help_last).between(1, 10'000).with_default();
}

}  // namespace monitor::cli
