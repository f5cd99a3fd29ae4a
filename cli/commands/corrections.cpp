// cli: `monitor privacy unlink|device`: what is wrong about somebody, and this house's own to correct?

#include <algorithm>
#include <memory>

#include "answer.hpp"
#include "commands/asked.hpp"
#include "commands/by_id.hpp"
#include "commands/people.hpp"
#include "commands/whom.hpp"

namespace monitor::cli {
namespace {

struct Given {
    std::string school{}, device{}, site{}, requested{};
    Person person{};
    std::optional<std::string> user{};
};

Asking asking(const Given& given) {
    return {.act = policy::AdminAct::rectify, .requested = given.requested};
}

Exit unlink(const Context& context, const Given& given) {
    auto person = open_at_person(context, given.school, given.person);
    if (!person) return person.error();
    auto& [at, whom] = *person;
    if (const auto noted =
            note(context, *at.office, at.school.id, asking(given), person->entry(audit::Act::data_corrected, "link undone"));
        !noted)
        return noted.error();
    const auto done = at.office->on_people([&] { return at.office->stores.corrections->unlink(at.school.id, whom); });
    if (!done && done.error().remedy == Remedy::conflict) return failed(context, Exit::conflict, Word::link_is_theirs);
    if (!done && done.error().remedy == Remedy::not_found) return failed(context, Exit::not_found, Word::link_none);
    if (!done) return failed(context, done.error());
    tell(context, Word::link_undone, id_of(whom));
    return Exit::ok;
}

Exit correct_device(const Context& context, const Given& given) {
    if (!given.user && given.site.empty()) return failed(context, Exit::usage, Word::correct_what);
    const auto at = open_at_roll(context, given.school);
    if (!at) return at.error();
    const auto& [office, school, roll] = *at;
    auto all = office->on_people([&] { return office->stores.devices->of(school.id); });
    if (!all) return failed(context, all.error());
    const auto device = one_by_id(context, std::move(*all), given.device, Word::which_device, [](const auto& one) { return one.id; });
    if (!device) return device.error();
    auto& corrections = *office->stores.corrections;
    if (given.user) {
        audit::Entry entry{.act = audit::Act::data_corrected, .count = 1, .detail = "device user"};
        const auto pupil = std::ranges::find_if(roll->pupils, [&](const auto& one) { return one.user == school::Name{*given.user}; });
        if (pupil != roll->pupils.end()) entry.pupil = pupil->id;
        if (const auto noted = note(context, *office, school.id, asking(given), entry); !noted) return noted.error();
        const auto done =
            office->on_people([&] { return corrections.device_user(school.id, device->id, Personal<std::string>{*given.user}); });
        if (!done) return failed(context, done.error());
    }
    if (!given.site.empty()) {
        const auto site = choose_site(context, *roll, given.site);
        if (!site) return site.error();
        if (const auto noted = note(context, *office, school.id, asking(given),
                                    {.act = audit::Act::data_corrected, .count = 1, .detail = "device site"});
            !noted)
            return noted.error();
        const auto done = office->on_people([&] { return corrections.device_site(school.id, device->id, site->id); });
        if (!done) return failed(context, done.error());
    }
    tell(context, Word::device_corrected, given.device);
    return Exit::ok;
}

}  // namespace

void add_corrections(Command privacy) {
    const auto given = std::make_shared<Given>();
    const SchoolCommands<Given> command{privacy, given};
    const auto unlinking =
        command("unlink", Word::help_unlink, unlink,
                "  monitor privacy unlink --pupil sanne.b --requested 2026-11-20\n  monitor roster links --json");
    offer_person(unlinking, given->person);
    unlinking.requested(given->requested);
    const auto correcting = command("device", Word::help_correct_device, correct_device,
                                    "  monitor privacy device 3fa9 --user sanne.b --requested 2026-11-20\n  monitor privacy "
                                    "device 3fa9 --user \"\" --requested 2026-11-20\n"
                                    "  monitor privacy device 3fa9 --site Hoofdgebouw --requested 2026-11-20");
    correcting.option("device", given->device, Word::help_device_id).required().called("ID");
    correcting.option("--user", given->user, Word::help_device_user).called("USER");
    correcting.option("--site", given->site, Word::help_site).called("SITE");
    correcting.requested(given->requested);
}

}  // namespace monitor::cli
