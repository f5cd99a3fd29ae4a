// cli: `monitor school add|list|status|switch|support`: which schools are here, and what are they connected to?

#include <algorithm>
#include <iostream>
#include <memory>

#include <fmt/format.h>
#include <unistd.h>

#include "answer.hpp"
#include "commands/asked.hpp"
#include "commands/commands.hpp"
#include "commands/school_end.hpp"
#include "office.hpp"

namespace monitor::cli {
namespace {

// What becomes of what was loaded when a connection goes off. Zero: nobody said.
enum class Rest : std::uint8_t { unsaid = 0, keep = 1, erase_now = 2 };
struct Given {
    std::string school{}, brin{}, name{}, site{}, connection{}, state{}, requested{};
    std::optional<std::string> board{};
    Rest rest{};
    Consent again{};  // a school that ended here may begin anew
    bool end{};
};

std::string_view word(store::Connected kind) {
    switch (kind) {
        case store::Connected::roster: return "roster";
        case store::Connected::directory: return "directory";
    }
    return "unknown";
}
std::string_view word(store::Switch state) {
    switch (state) {
        case store::Switch::off: return "off";
        case store::Switch::on: return "on";
    }
    return "unknown";
}

Exit add(const Context& context, const Given& given) {
    auto office = open_office(context, Opening::make_if_needed);
    if (!office) return office.error();
    const auto ended = (*office)->stores.endings->ended(given.brin);
    if (!ended) return failed(context, ended.error());
    if (*ended && given.again != Consent::given) return failed(context, Exit::conflict, Word::school_has_ended, given.brin);
    // The school is not there to write it down in its own log yet.
    if (const auto noted =
            note_unruled(context, **office, SchoolId{}, {.act = audit::Act::settings_changed, .count = 1, .detail = "school"});
        !noted)
        return noted.error();
    if (*ended)
        if (const auto begun = (*office)->stores.endings->begin_again((*ended)->school); !begun) return failed(context, begun.error());
    school::School school{.id = {}, .name = given.name, .brin = given.brin};
    if (given.board) school.board = school::Board{.name = *given.board};
    const auto kept = (*office)->on_people([&] { return (*office)->stores.schools->keep(school, given.site); });
    if (!kept) return failed(context, kept.error());
    if (context.format == Format::json)
        print_json(toml::table{{"id", kept->text()}, {"brin", given.brin}, {"name", given.name}, {"board", given.board.value_or("")}});
    else
        std::cout << fmt::format("{} {}\n", given.brin, given.name);
    return Exit::ok;
}

Exit list(const Context& context, const Given& given) {
    auto office = open_office(context, Opening::existing_only);
    if (!office) return office.error();
    const auto schools = (*office)->on_people([&] { return (*office)->stores.people->schools(); });
    if (!schools) return failed(context, schools.error());
    toml::array all;
    Columns columns{{"brin", "name", "board", "pupils", "staff", "read"}};
    for (const auto& school : *schools) {
        const auto board = school.board ? school.board->name : std::string{};
        if (given.board && *given.board != board) continue;
        const auto roll = roll_of(context, **office, school.id);
        if (!roll) return roll.error();
        const auto read = (*roll)->directory_read ? written(*(*roll)->directory_read) : "-";
        all.push_back(toml::table{{"brin", school.brin},
                                  {"name", school.name},
                                  {"board", board},
                                  {"pupils", static_cast<std::int64_t>((*roll)->pupils.size())},
                                  {"staff", static_cast<std::int64_t>((*roll)->staff.size())},
                                  {"directory_read", read}});
        columns.add(
            {school.brin, school.name, board.empty() ? "-" : board, std::to_string((*roll)->pupils.size()),
             std::to_string((*roll)->staff.size()), read});
    }
    print(context, toml::table{{"schools", std::move(all)}}, columns);
    return Exit::ok;
}

Exit status(const Context& context, const Given& given) {
    const auto at = open_at_school(context, given.school);
    if (!at) return at.error();
    const auto& [office, school] = *at;
    const auto connections = office->on_people([&] { return office->stores.schools->connections(school.id); });
    if (!connections) return failed(context, connections.error());
    toml::array all;
    Columns columns{{"connection", "switched", "last run", "problem", "findings", "last good"}};
    for (const auto& one : *connections) {
        toml::table entry{{"connection", std::string{word(one.kind)}}, {"switched", std::string{word(one.state)}}};
        if (one.last) {
            entry.insert("last_run", written(one.last->at));
            entry.insert("problem", one.last->problem);
            entry.insert("findings", static_cast<std::int64_t>(one.last->findings));
        }
        if (one.last_good) entry.insert("last_good", written(*one.last_good));
        all.push_back(std::move(entry));
        columns.add({std::string{word(one.kind)}, std::string{word(one.state)}, one.last ? written(one.last->at) : "-",
                     one.last ? std::to_string(one.last->problem) : "-", one.last ? std::to_string(one.last->findings) : "-",
                     one.last_good ? written(*one.last_good) : "-"});
    }
    print(context, toml::table{{"school", school.brin}, {"connections", std::move(all)}}, columns);
    return Exit::ok;
}

// Goes in one step: what was loaded, its keys, and the connection itself.
Exit erase(const Context& context, Office& office, const school::School& school, store::Connected kind,
           const store::Loaded& loaded, const std::string& requested) {
    if (const auto noted =
            note(context, office, school.id, {.act = policy::AdminAct::erase_loaded, .requested = requested},
                 {.act = audit::Act::settings_changed, .count = loaded.pupils, .detail = store::erased(kind, loaded)});
        !noted)
        return noted.error();
    const auto gone = office.on_people([&] { return office.stores.erasures->erase(school.id, kind); });
    if (!gone) return failed(context, gone.error());
    if (context.format == Format::json) {
        toml::table erased;
        for (const auto& [name, count] : {std::pair{"pupils", gone->pupils},
                                          {"staff", gone->staff},
                                          {"groups", gone->groups},
                                          {"accounts", gone->accounts},
                                          {"devices", gone->devices},
                                          {"waiting_imports", gone->waiting},
                                          {"staff_kept", gone->staff_kept}})
            erased.insert(name, static_cast<std::int64_t>(count));
        print_json(toml::table{{"school", school.brin},
                               {"connection", std::string{word(kind)}},
                               {"switched", "off"},
                               {"rest", "erased"},
                               {"erased", std::move(erased)}});
    }
    tell(context, Word::connection_erased, store::erased(kind, *gone), std::to_string(gone->staff_kept));
    return Exit::ok;
}

// On a terminal a person chooses what becomes of what was loaded, where the school asked for anything; anywhere else it stays, unless
// the command said otherwise.
Rest rest_of(const Context& context, const Given& given, store::Connected kind, const store::Loaded& loaded) {
    if (given.rest != Rest::unsaid || given.requested.empty() || isatty(STDIN_FILENO) != 1) return given.rest;
    return agreed(context, Consent::ask_first, say(context, Word::erase_question, store::erased(kind, loaded))) ? Rest::erase_now
                                                                                                                : Rest::keep;
}

// The school's own right (P13): recorded first, then at once.
Exit turn(const Context& context, const Given& given) {
    const auto state = given.state == "on" ? store::Switch::on : store::Switch::off;
    if (state == store::Switch::on && given.rest != Rest::unsaid) return failed(context, Exit::usage, Word::rest_is_for_off);
    const auto at = open_at_school(context, given.school);
    if (!at) return at.error();
    const auto& [office, school] = *at;
    const auto kind = given.connection == "roster" ? store::Connected::roster : store::Connected::directory;
    if (state == store::Switch::off) {
        const auto loaded = office->on_people([&] { return office->stores.erasures->loaded(school.id, kind); });
        if (!loaded) return failed(context, loaded.error());
        if (rest_of(context, given, kind, *loaded) == Rest::erase_now)
            return erase(context, *office, school, kind, *loaded, given.requested);
    }
    if (const auto noted =
            note(context, *office, school.id, {.act = policy::AdminAct::switch_connection, .requested = given.requested},
                 {.act = audit::Act::settings_changed, .count = 1, .detail = fmt::format("{} {}", word(kind), word(state))});
        !noted)
        return noted.error();
    const auto turned = office->on_people([&] { return office->stores.schools->turn(school.id, kind, state); });
    if (!turned) return failed(context, turned.error());
    if (context.format == Format::json) {
        toml::table told{{"school", school.brin}, {"connection", std::string{word(kind)}}, {"switched", std::string{word(state)}}};
        if (state == store::Switch::off) told.insert("rest", "kept");
        print_json(std::move(told));
    }
    tell(context, state == store::Switch::on ? Word::connection_on : Word::connection_off, word(kind), school.brin);
    return Exit::ok;
}

// Only the school gives it, on its own page; taking it back is for whoever is asked to.
Exit support(const Context& context, const Given& given) {
    const auto at = open_at_school(context, given.school);
    if (!at) return at.error();
    const auto& [office, school] = *at;
    auto& rights = *office->stores.rights;
    if (given.end) {
        if (const auto noted = note_unruled(context, *office, school.id, {.act = audit::Act::support_ended}); !noted) return noted.error();
        if (const auto ended = office->on_people([&] { return rights.end_support(school.id); }); !ended)
            return failed(context, ended.error());
    }
    const auto until = office->on_people([&] { return rights.support(school.id); });
    if (!until) return failed(context, until.error());
    toml::table told{{"school", school.brin}};
    if (*until) told.insert("until", written(**until));
    Columns columns{{"school", "support until"}};
    columns.add({school.brin, *until ? written(**until) : "-"});
    print(context, std::move(told), columns);
    return Exit::ok;
}

}  // namespace

void add_school(Command monitor) {
    const auto school = monitor.word("school", Word::help_schools);
    const auto given = std::make_shared<Given>();
    const auto adding = school.command("add", Word::help_school_add,
                                       "  monitor school add --brin 99XX --name \"Basisschool De Regenboog\" --site Hoofdgebouw\n"
                                       "  monitor school add --brin 99XX --name \"De Regenboog\" --board \"Stichting De Kring\"",
                                       [given](const Context& context) { return add(context, *given); });
    adding.option("--brin", given->brin, Word::help_school_brin).required().called("BRIN");
    adding.option("--name", given->name, Word::help_school_name).required().called("NAME");
    adding.option("--site", given->site, Word::help_school_site).called("NAME");
    adding.option("--board", given->board, Word::help_school_board).called("NAME");
    adding.flag(
        "--again", [given] { given->again = Consent::given; }, Word::help_school_again);
    school
        .command("list", Word::help_school_list,
                 "  monitor school list --json\n  monitor school list --board \"Stichting De Kring\"",
                 [given](const Context& context) { return list(context, *given); })
        .option("--board", given->board, Word::help_list_board)
        .called("NAME");

    const SchoolCommands<Given> of_one{school, given};
    of_one("status", Word::help_school_status, status, "  monitor school status\n  monitor school status --school 99XX --json");
    const auto switching = of_one(
        "switch", Word::help_school_switch, turn,
        "  monitor school switch roster off --keep\n  monitor school switch roster off --erase-now --requested 2026-11-20\n"
        "  monitor school switch directory on --school 99XX");
    switching.option("connection", given->connection, Word::help_connection).required().one_of({"roster", "directory"});
    switching.option("state", given->state, Word::help_on_off).required().one_of({"on", "off"});
    const auto keeping = switching.flag(
        "--keep", [given] { given->rest = Rest::keep; }, Word::help_keep);
    switching
        .flag(
            "--erase-now", [given] { given->rest = Rest::erase_now; }, Word::help_erase_now)
        .excludes(keeping);
    switching.requested(given->requested);
    of_one("support", Word::help_school_support, support,
           "  monitor school support --json\n  monitor school support --end --school 99XX")
        .flag(
            "--end", [given] { given->end = true; }, Word::help_support_end);
    add_school_end(school);
}

}  // namespace monitor::cli
