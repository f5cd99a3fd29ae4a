// cli: `monitor code make|list|revoke`: with which codes do parents read who looked along with their child?

#include <algorithm>
#include <iostream>
#include <memory>

#include "answer.hpp"
#include "commands/asked.hpp"
#include "commands/commands.hpp"
#include "commands/whom.hpp"
#include "office.hpp"

namespace monitor::cli {
namespace {

struct Given {
    std::string school{}, pupil{}, id{}, requested{};
    int days{7};
};

std::string user_of(const school::Roll& roll, PupilId id) {
    const auto at = std::ranges::find(roll.pupils, id, &school::Pupil::id);
    return at == roll.pupils.end() ? std::string{"?"} : at->user.reveal(Purpose::operate);
}

Exit make(const Context& context, const Given& given) {
    const auto at = open_at_roll(context, given.school);
    if (!at) return at.error();
    const auto& [office, school, roll] = *at;
    const auto pupil = pupil_called(context, *roll, given.pupil);
    if (!pupil) return pupil.error();
    const audit::Entry entry{.act = audit::Act::code_made, .count = 1, .pupil = *pupil};
    if (const auto noted =
            note(context, *office, school.id, {.act = policy::AdminAct::print_parent_code, .requested = given.requested}, entry);
        !noted)
        return noted.error();
    const auto made = office->on_people(
        [&] { return office->stores.codes->make(school.id, *pupil, identity::Opens::own_log, std::chrono::days{given.days}); });
    if (!made) return failed(context, made.error());
    const auto& secret = made->secret.reveal(Purpose::operate);
    if (context.format == Format::json) {
        print_json(toml::table{{"school", school.brin}, {"user", given.pupil}, {"id", made->code.id.text()}, {"code", secret},
                               {"expires", written(made->code.expires)}, {"address", office->settings.public_url + "/log-code"}});
        return Exit::ok;
    }
    std::cout << secret << '\n';
    tell(context, Word::code_made, office->settings.public_url + "/log-code", written(made->code.expires));
    return Exit::ok;
}

Exit list(const Context& context, const Given& given) {
    const auto at = open_at_roll(context, given.school);
    if (!at) return at.error();
    const auto& [office, school, roll] = *at;
    const auto codes = office->on_people([&] { return office->stores.codes->of(school.id); });
    if (!codes) return failed(context, codes.error());
    toml::array all;
    Columns columns{{"id", "user", "made", "expires"}};
    for (const auto& code : *codes) {
        all.push_back(toml::table{{"id", code.id.text()}, {"user", user_of(*roll, code.pupil)}, {"made", written(code.made)},
                                  {"expires", written(code.expires)}});
        columns.add({code.id.text(), user_of(*roll, code.pupil), written(code.made), written(code.expires)});
    }
    print(context, toml::table{{"school", school.brin}, {"codes", std::move(all)}}, columns);
    return Exit::ok;
}

Exit revoke(const Context& context, const Given& given) {
    const auto at = open_at_school(context, given.school);
    if (!at) return at.error();
    const auto& [office, school] = *at;
    const auto codes = office->on_people([&] { return office->stores.codes->of(school.id); });
    if (!codes) return failed(context, codes.error());
    const auto code = std::ranges::find(*codes, given.id, [](const auto& one) { return one.id.text(); });
    if (code == codes->end()) return failed(context, Exit::not_found, Word::no_code, given.id);
    const audit::Entry entry{.act = audit::Act::code_made, .detail = "withdrawn", .pupil = code->pupil};
    if (const auto noted =
            note(context, *office, school.id, {.act = policy::AdminAct::print_parent_code, .requested = given.requested}, entry);
        !noted)
        return noted.error();
    const auto ended = office->on_people([&] { return office->stores.codes->end(school.id, code->id); });
    if (!ended) return failed(context, ended.error());
    tell(context, Word::code_revoked);
    return Exit::ok;
}

}  // namespace

void add_code(Command monitor) {
    const auto code = monitor.word("code", Word::help_code);
    const auto given = std::make_shared<Given>();
    const SchoolCommands<Given> command{code, given};
    const auto made = command(
        "make", Word::help_code_make, make,
        "  monitor code make sanne.b --requested 2026-11-20\n  monitor code make sanne.b --requested 2026-11-20 --days 2 --json");
    made.option("pupil", given->pupil, Word::help_objection_pupil).called("USER").required();
    made.option("--days", given->days, Word::help_code_days).between(1, 7).with_default();
    made.requested(given->requested);
    command("list", Word::help_code_list, list, "  monitor code list --json");
    const auto revoking = command("revoke", Word::help_code_revoke, revoke,
                                  "  monitor code revoke 0123456789abcdef0123456789abcdef --requested 2026-11-20");
    revoking.option("id", given->id, Word::help_code_id).required();
    revoking.requested(given->requested);
}

}  // namespace monitor::cli
