#include "commands/roster_waiting.hpp"

#include <algorithm>
#include <iostream>
#include <memory>

#include <fmt/format.h>

#include "answer.hpp"
#include "commands/asked.hpp"
#include "office.hpp"

namespace monitor::cli {
namespace {

struct Given {
    std::string school{}, id{}, account{}, tenant{}, object{}, requested{};
};

std::string_view why(roster::Doubt doubt) {
    switch (doubt) {
        case roster::Doubt::no_account: return "no_account";
        case roster::Doubt::several_accounts: return "several_accounts";
        case roster::Doubt::several_persons: return "several_persons";
        case roster::Doubt::contradiction: return "contradiction";
        case roster::Doubt::role_differs: return "role_differs";
    }
    return "unknown";
}

std::int64_t number(std::uint64_t count) {
    return static_cast<std::int64_t>(count);
}

using cli::word;
std::string_view word(roster::Move move) {
    switch (move) {
        case roster::Move::added: return "added";
        case roster::Move::changed: return "changed";
        case roster::Move::removed: return "removed";
    }
    return "";
}
toml::array movers(const store::Held& held) {
    toml::array all;
    const auto names = [](const std::vector<std::string>& groups) {
        toml::array listed;
        for (const auto& group : groups) listed.push_back(group);
        return listed;
    };
    for (const auto& one : held.movers)
        all.push_back(toml::table{{"move", std::string{word(one.move)}},
                                  {"part", one.part == roster::Part::pupil ? "pupil" : "staff"},
                                  {"name", one.name.reveal(Purpose::operate)},
                                  {"from", names(one.from)},
                                  {"to", names(one.to)}});
    return all;
}

Exit status(const Context& context, const Given& given) {
    const auto at = open_at_school(context, given.school);
    if (!at) return at.error();
    const auto held = at->office->on_people([&] { return at->office->stores.rosters->held(at->school.id); });
    if (!held) return failed(context, held.error());
    toml::array all;
    Columns columns{{"id", "what", "year", "since", "gone by itself", "pupils removed", "staff removed"}};
    for (const auto& one : *held) {
        all.push_back(toml::table{{"id", one.id.text()},
                                  {"fate", std::string{word(one.fate)}},
                                  {"year", one.year.text()},
                                  {"since", written(one.since)},
                                  {"expires", written(one.expires)},
                                  {"pupils_removed", number(one.pupils.removed)},
                                  {"staff_removed", number(one.staff.removed)},
                                  {"movers", movers(one)}});
        columns.add({one.id.text(), std::string{word(one.fate)}, one.year.text(), written(one.since), written(one.expires),
                     std::to_string(one.pupils.removed), std::to_string(one.staff.removed)});
    }
    print(context, toml::table{{"school", at->school.brin}, {"held", std::move(all)}}, columns);
    return Exit::ok;
}

Exit decide(const Context& context, const Given& given, store::Consent consent) {
    const auto id = HeldId::from_text(given.id);
    if (!id) return failed(context, Exit::usage, Word::which_held, given.id);
    const auto at = open_at_school(context, given.school);
    if (!at) return at.error();
    const bool confirms = consent == store::Consent::given;
    if (const auto noted = note(context, *at->office, at->school.id,
                                {.act = confirms ? policy::AdminAct::confirm_import : policy::AdminAct::discard_import},
                                {.act = confirms ? audit::Act::roster_applied : audit::Act::settings_changed,
                                 .detail = confirms ? "held" : "held import discarded"});
        !noted)
        return noted.error();
    auto& rosters = *at->office->stores.rosters;
    if (!confirms) {
        const auto gone = at->office->on_people([&] { return rosters.discard(at->school.id, *id); });
        return gone ? Exit::ok : failed(context, gone.error());
    }
    const auto applied = at->office->on_people([&] { return rosters.confirm(at->school.id, *id); });
    if (!applied) return failed(context, applied.error());
    std::cout << fmt::format("{}: pupils removed {}, staff removed {}; with an account {}, doubtful {}\n", at->school.brin,
                             applied->pupils.removed, applied->staff.removed, applied->linked, applied->doubtful);
    return Exit::ok;
}
Exit confirm(const Context& context, const Given& given) {
    return decide(context, given, store::Consent::given);
}
Exit discard(const Context& context, const Given& given) {
    return decide(context, given, store::Consent::guard);
}

std::string person(const store::OpenLink& link) {
    return link.pupil ? "pupil " + link.pupil->text() : "staff " + (link.staff ? link.staff->text() : std::string{});
}

Exit links(const Context& context, const Given& given) {
    const auto at = open_at_school(context, given.school);
    if (!at) return at.error();
    const auto open = at->office->on_people([&] { return at->office->stores.directories->open_links(at->school.id); });
    if (!open) return failed(context, open.error());
    toml::array all;
    Columns columns{{"person", "name", "why", "accounts"}};
    for (const auto& link : *open) {
        toml::array choices;
        std::string listed;
        for (const auto& choice : link.choices) {
            const auto& user = choice.user.reveal(Purpose::operate);
            choices.push_back(toml::table{{"account", choice.account.text()}, {"user", user}});
            listed += fmt::format("{}{} ({})", listed.empty() ? "" : ", ", choice.account.text(), user);
        }
        const auto& name = link.name.reveal(Purpose::operate);
        all.push_back(toml::table{
            {"person", person(link)}, {"name", name}, {"doubt", std::string{why(link.doubt)}}, {"accounts", std::move(choices)}});
        columns.add({person(link), name, std::string{why(link.doubt)}, listed});
    }
    print(context, toml::table{{"school", at->school.brin}, {"open", std::move(all)}}, columns);
    return Exit::ok;
}

// One of the directory by its id, or one of a provider as its tokens name it.
std::optional<store::ChosenAccount> chosen(const Given& given) {
    if (!given.account.empty()) return AccountId::from_text(given.account);
    if (given.tenant.empty() || given.object.empty()) return std::nullopt;
    return roster::AccountLine{given.tenant, Personal<std::string>{given.object}};
}

// An administrator's own choice: whose account it is.
Exit link(const Context& context, const Given& given) {
    const auto account = chosen(given);
    const auto pupil = PupilId::from_text(given.id);
    if (!account || !pupil) return failed(context, Exit::usage, Word::which_link, given.id);
    const auto at = open_at_school(context, given.school);
    if (!at) return at.error();
    const auto roll = roll_of(context, *at->office, at->school.id);
    if (!roll) return roll.error();
    const bool is_pupil = std::ranges::find((*roll)->pupils, *pupil, &school::Pupil::id) != (*roll)->pupils.end();
    const auto staff = is_pupil ? std::optional<StaffId>{} : StaffId::from_text(given.id);
    if (const auto noted =
            note(context, *at->office, at->school.id, {.act = policy::AdminAct::choose_link, .requested = given.requested},
                 {.act = audit::Act::link_chosen, .count = 1, .detail = given.account.empty() ? "by hand" : ""});
        !noted)
        return noted.error();
    const auto done = at->office->on_people([&] {
        return at->office->stores.directories->link(at->school.id, is_pupil ? pupil : std::optional<PupilId>{}, staff, *account);
    });
    return done ? Exit::ok : failed(context, done.error());
}

}  // namespace

std::string_view word(store::Fate fate) noexcept {
    switch (fate) {
        case store::Fate::unknown: return "unknown";
        case store::Fate::applied: return "applied";
        case store::Fate::held_for_consent: return "held_for_consent";
        case store::Fate::waits_for_year: return "waits_for_year";
    }
    return "unknown";
}

void add_roster_waiting(Command roster) {
    const auto given = std::make_shared<Given>();
    const SchoolCommands<Given> command{roster, given};
    command("status", Word::help_roster_status, status, "  monitor roster status\n  monitor roster status --json");
    for (const auto one : {command("confirm", Word::help_roster_confirm, confirm, "  monitor roster confirm 5f1c0a…"),
                           command("discard", Word::help_roster_discard, discard, "  monitor roster discard 5f1c0a…")})
        one.option("id", given->id, Word::help_held).required().called("ID");
    command("links", Word::help_roster_links, links, "  monitor roster links --json");
    const auto linking = command("link", Word::help_roster_link, link,
                                 "  monitor roster link 5f1c0a… 77aa01… --requested 2026-11-20\n"
                                 "  monitor roster link 5f1c0a… --tenant https://entree.school.example --object "
                                 "qj7cks@de-regenboog --requested 2026-11-20");
    linking.option("person", given->id, Word::help_link_person).required().called("ID");
    const auto account = linking.option("account", given->account, Word::help_link_account).called("ID");
    const auto tenant = linking.option("--tenant", given->tenant, Word::help_link_tenant).called("ISSUER");
    const auto object = linking.option("--object", given->object, Word::help_link_object).called("ID");
    tenant.needs(object).excludes(account);
    object.needs(tenant);
    linking.requested(given->requested);
}

}  // namespace monitor::cli
