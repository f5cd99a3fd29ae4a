// cli: `monitor roster apply`: who is at school, from a file of invented people, into what is kept.

#include <algorithm>
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "answer.hpp"
#include "command.hpp"
#include "commands/people_toml.hpp"
#include "office.hpp"

namespace monitor::cli {
namespace {

enum class Trial : std::uint8_t { dry_run = 0, real = 1 };

struct Given {
    std::string file{};
    std::string format{"toml"};
    Trial trial{Trial::real};
};

std::string_view word(roster::Severity severity) {
    switch (severity) {
        case roster::Severity::note: return "note";
        case roster::Severity::skipped: return "skipped";
        case roster::Severity::fatal: return "fatal";
    }
    return "fatal";
}

// Every problem at once, each with its place in the file, for a person and for an editor that jumps to it.
void list(const std::string& file, const std::vector<roster::Finding>& findings) {
    for (const auto& finding : findings) {
        std::cerr << fmt::format("{}:{}: {}: {}{}{}\n", file, finding.line, word(finding.severity), finding.place,
                                 finding.place.empty() ? "" : ": ", finding.message);
    }
}

toml::array as_json(const std::vector<roster::Finding>& findings) {
    toml::array all;
    for (const auto& finding : findings) {
        all.push_back(toml::table{{"severity", std::string{word(finding.severity)}},
                                  {"line", finding.line},
                                  {"place", finding.place},
                                  {"message", finding.message}});
    }
    return all;
}

toml::table counted(const roster::Snapshot& snapshot) {
    return toml::table{{"sites", static_cast<std::int64_t>(snapshot.sites.size())},
                       {"groups", static_cast<std::int64_t>(snapshot.groups.size())},
                       {"pupils", static_cast<std::int64_t>(snapshot.pupils.size())},
                       {"staff", static_cast<std::int64_t>(snapshot.staff.size())}};
}

toml::table answer(const roster::Import& import) {
    return toml::table{{"school", import.snapshot.brin},
                       {"year", import.snapshot.year.text()},
                       {"in_file", counted(import.snapshot)},
                       {"findings", as_json(import.findings)}};
}

Exit dry_run(const Context& context, const roster::Import& import) {
    const auto& snapshot = import.snapshot;
    if (context.format == Format::json) {
        auto all = answer(import);
        all.insert("applied", false);
        print_json(std::move(all));
        return Exit::ok;
    }
    std::cout << fmt::format("{} {}, {}: sites {}, groups {}, pupils {}, staff {}\n", snapshot.brin, snapshot.school_name,
                             snapshot.year.text(), snapshot.sites.size(), snapshot.groups.size(), snapshot.pupils.size(),
                             snapshot.staff.size());
    tell(context, Word::roster_dry_run);
    return Exit::ok;
}

roster::Tally together(const roster::Tally& one, const roster::Tally& other) {
    return {one.added + other.added, one.changed + other.changed, one.removed + other.removed, one.unchanged + other.unchanged};
}

Exit applied(const Context& context, const roster::Import& import, const store::Applied& result) {
    const auto as_count = [](std::uint64_t count) { return static_cast<std::int64_t>(count); };
    const auto persons = together(result.pupils, result.staff);
    if (context.format == Format::json) {
        auto all = answer(import);
        all.insert("applied", true);
        all.insert("persons", toml::table{{"added", as_count(persons.added)},
                                          {"changed", as_count(persons.changed)},
                                          {"removed", as_count(persons.removed)},
                                          {"unchanged", as_count(persons.unchanged)}});
        print_json(std::move(all));
        return Exit::ok;
    }
    std::cout << fmt::format("{} {}: added {}, changed {}, removed {}, unchanged {}\n", import.snapshot.brin,
                             import.snapshot.school_name, persons.added, persons.changed, persons.removed, persons.unchanged);
    return Exit::ok;
}

// The log of the school itself, or of the operator while the school is not there yet.
SchoolId log_of(Office& office, const std::string& brin) {
    const auto schools = office.on_people([&] { return office.stores.people->schools(); });
    if (!schools) return {};
    const auto found = std::ranges::find(*schools, brin, &school::School::brin);
    return found == schools->end() ? SchoolId{} : found->id;
}

Exit apply(const Context& context, const Given& given) {
    tell(context, Word::roster_reading, given.file);
    const auto text = whole_file(given.file);
    if (!text) return failed(context, text.error());
    const auto import = read_people(*text);
    list(given.file, import.findings);
    if (std::ranges::any_of(import.findings, [](const auto& f) { return f.severity == roster::Severity::fatal; })) {
        if (context.format == Format::json) {
            auto all = answer(import);
            all.insert("applied", false);
            print_json(std::move(all));
        }
        return failed(context, Exit::failure, Word::roster_not_applied, given.file);
    }
    if (given.trial == Trial::dry_run) return dry_run(context, import);
    auto office = open_office(context, Opening::make_if_needed);
    if (!office) return office.error();
    tell(context, Word::roster_applying, import.snapshot.brin);
    if (const auto noted = note(context, **office, log_of(**office, import.snapshot.brin), audit::Act::roster_applied,
                                import.snapshot.pupils.size() + import.snapshot.staff.size(), "toml");
        !noted) {
        return noted.error();
    }
    const auto result = (*office)->on_people([&] { return (*office)->stores.rosters->apply(import.snapshot); });
    if (!result) return failed(context, result.error());
    return applied(context, import, *result);
}

}  // namespace

void add_roster(CLI::App& app, Context& context, Work& chosen) {
    auto* roster = app.add_subcommand("roster", say(context, Word::help_roster));
    roster->require_subcommand(1);
    auto* command = roster->add_subcommand("apply", say(context, Word::help_roster_apply));
    command->footer(
        "  monitor roster apply --format toml people.toml --dry-run\n  monitor roster apply --format toml people.toml");
    auto given = std::make_shared<Given>();
    command->add_option("file", given->file, say(context, Word::help_roster_file))->required()->type_name("FILE");
    command->add_option("--format", given->format, say(context, Word::help_roster_format))->check(CLI::IsMember({"toml"}));
    command->add_flag_callback(
        "--dry-run", [given] { given->trial = Trial::dry_run; }, say(context, Word::help_dry_run));
    command->add_flag_callback(
        "--json", [&context] { context.format = Format::json; }, say(context, Word::help_json));
    command->callback([&context, &chosen, given] { chosen = [&context, given] { return apply(context, *given); }; });
}

}  // namespace monitor::cli
