// cli: `monitor objection record|lift|list`: with which pupils does nobody look along, because they or their parents said so?

#include <memory>

#include "answer.hpp"
#include "commands/asked.hpp"
#include "commands/commands.hpp"
#include "commands/whom.hpp"
#include "office.hpp"

namespace monitor::cli {
namespace {

struct Given {
    std::string school{}, pupil{}, kind{}, requested{};
};

school::Against against(const std::string& kind) {
    return kind == "restriction" ? school::Against::restriction : school::Against::objection;
}
std::string_view word(school::Against against) {
    switch (against) {
        case school::Against::objection: return "objection";
        case school::Against::restriction: return "restriction";
    }
    return "unknown";
}

using Change = std::expected<void, Error> (store::Restrictions::*)(SchoolId, PupilId, school::Against);

Exit change(const Context& context, const Given& given, Change how, const char* detail, Word done_word) {
    const auto at = open_at_roll(context, given.school);
    if (!at) return at.error();
    const auto& [office, school, roll] = *at;
    const auto pupil = pupil_called(context, *roll, given.pupil);
    if (!pupil) return pupil.error();
    const audit::Entry entry{.act = audit::Act::restriction_changed, .reason = static_cast<std::uint16_t>(against(given.kind)),
                             .detail = detail, .pupil = *pupil};
    if (const auto noted =
            note(context, *office, school.id, {.act = policy::AdminAct::record_objection, .requested = given.requested}, entry);
        !noted)
        return noted.error();
    const auto done = office->on_people([&] { return (*office->stores.restrictions.*how)(school.id, *pupil, against(given.kind)); });
    if (!done) return failed(context, done.error());
    tell(context, done_word);
    return Exit::ok;
}

Exit record(const Context& context, const Given& given) {
    return change(context, given, &store::Restrictions::record, "recorded", Word::objection_recorded);
}
Exit lift(const Context& context, const Given& given) {
    return change(context, given, &store::Restrictions::lift, "lifted", Word::objection_lifted);
}

Exit list(const Context& context, const Given& given) {
    const auto at = open_at_roll(context, given.school);
    if (!at) return at.error();
    const auto& [office, school, roll] = *at;
    toml::array all;
    Columns columns{{"user", "kind"}};
    for (const auto& pupil : roll->pupils)
        for (const auto kind : pupil.against) {
            all.push_back(toml::table{{"user", pupil.user.reveal(Purpose::operate)}, {"kind", word(kind)}});
            columns.add({pupil.user.reveal(Purpose::operate), std::string{word(kind)}});
        }
    print(context, toml::table{{"school", school.brin}, {"objections", std::move(all)}}, columns);
    return Exit::ok;
}

}  // namespace

void add_objection(Command monitor) {
    const auto objection = monitor.word("objection", Word::help_objection);
    const auto given = std::make_shared<Given>();
    const SchoolCommands<Given> command{objection, given};
    for (const auto made : {command("record", Word::help_objection_record, record,
                                    "  monitor objection record sanne.b objection --requested 2026-11-20"),
                            command("lift", Word::help_objection_lift, lift,
                                    "  monitor objection lift sanne.b objection --requested 2026-11-20")}) {
        made.option("pupil", given->pupil, Word::help_objection_pupil).called("USER").required();
        made.option("kind", given->kind, Word::help_objection_kind).one_of({"objection", "restriction"}).required();
        made.requested(given->requested);
    }
    command("list", Word::help_objection_list, list, "  monitor objection list --json");
}

}  // namespace monitor::cli
