// cli: `monitor admin invite|list`: how does a school get its first administrator, and who has which duty?

#include <algorithm>
#include <array>
#include <iostream>
#include <memory>

#include <fmt/format.h>

#include "answer.hpp"
#include "commands/asked.hpp"
#include "commands/commands.hpp"
#include "office.hpp"

namespace monitor::cli {
namespace {

struct Given {
    std::string school{}, duty{"school_admin"};
    int hours{24};
};

std::vector<std::string> duty_words() {
    std::vector<std::string> words;
    for (const auto duty : school::all_duties) words.emplace_back(word(duty));
    return words;
}

// Whoever signs in at the school and types this code has the duty: shown once, works once.
Exit invite(const Context& context, const Given& given) {
    const auto at = open_at_school(context, given.school);
    if (!at) return at.error();
    const auto& [office, school] = *at;
    const auto duty = school::duty(given.duty);
    if (!duty) return Exit::usage;
    if (const auto noted = note(context, *office, school.id,
                                {.act = policy::AdminAct::grant_duty, .duty = static_cast<policy::GrantedDuty>(*duty)},
                                {.act = audit::Act::duty_changed, .count = 1, .detail = "invited " + given.duty});
        !noted)
        return noted.error();
    const auto secret =
        office->on_people([&] { return office->stores.rights->invite(school.id, *duty, std::chrono::hours{given.hours}); });
    if (!secret) return failed(context, secret.error());
    const auto address = office->settings.public_url + "/invitation";
    const auto ends = written(context.clock.now() + std::chrono::hours{given.hours});
    if (context.format == Format::json) {
        print_json(toml::table{{"code", secret->reveal(Purpose::operate)},
                               {"address", address},
                               {"school", school.brin},
                               {"duty", given.duty},
                               {"ends", ends}});
    } else {
        std::cout << secret->reveal(Purpose::operate) << '\n';
        tell(context, Word::invited, address, ends);
    }
    return Exit::ok;
}

Exit list(const Context& context, const Given& given) {
    const auto at = open_at_roll(context, given.school);
    if (!at) return at.error();
    const auto& [office, school, roll] = *at;
    toml::array all;
    Columns columns{{"name", "duty", "from"}};
    for (const auto& member : roll->staff) {
        for (const auto duty : member.duties) {
            const auto& name = member.name.reveal(Purpose::operate);
            const std::string from = std::ranges::count(member.told, duty) > 0 ? "directory" : "by hand";
            all.push_back(
                toml::table{{"name", name}, {"staff", member.id.text()}, {"duty", std::string{word(duty)}}, {"from", from}});
            columns.add({name, std::string{word(duty)}, from});
        }
    }
    print(context, toml::table{{"school", school.brin}, {"duties", std::move(all)}}, columns);
    return Exit::ok;
}

}  // namespace

void add_admin(Command monitor) {
    const auto admin = monitor.word("admin", Word::help_admin);
    const auto given = std::make_shared<Given>();
    const SchoolCommands<Given> command{admin, given};
    const auto inviting =
        command("invite", Word::help_admin_invite, invite,
                "  monitor admin invite\n  monitor admin invite --school 99XX --duty privacy_officer --hours 8");
    inviting.option("--duty", given->duty, Word::help_duty).one_of(duty_words()).with_default();
    inviting.option("--hours", given->hours, Word::help_invite_hours).between(1, 24 * 7).with_default();
    command("list", Word::help_admin_list, list, "  monitor admin list --json");
}

}  // namespace monitor::cli
