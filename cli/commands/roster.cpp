// cli: `monitor roster apply` and `import`: who is at school, from a delivery of the administration, into what is kept.

#include <algorithm>
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "answer.hpp"
#include "command.hpp"
#include "commands/roster_diff.hpp"
#include "commands/roster_reading.hpp"
#include "commands/roster_waiting.hpp"
#include "office.hpp"

namespace monitor::cli {
namespace {

enum class Trial : std::uint8_t { dry_run = 0, real = 1 };

struct Given {
    Delivered delivered{{}, "edexml"};
    Trial trial{Trial::real};
    store::Consent consent{};
};

Exit dry_run(const Context& context, const roster::Import& import) {
    if (context.format == Format::json) {
        auto all = as_json(import);
        all.insert("applied", false);
        print_json(std::move(all));
        return Exit::ok;
    }
    std::cout << in_short(import.snapshot) << '\n';
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
        auto all = as_json(import);
        all.insert("applied", result.fate == store::Fate::applied);
        all.insert("fate", std::string{word(result.fate)});
        all.insert("persons", toml::table{{"added", as_count(persons.added)},
                                          {"changed", as_count(persons.changed)},
                                          {"removed", as_count(persons.removed)},
                                          {"unchanged", as_count(persons.unchanged)}});
        print_json(std::move(all));
        return Exit::ok;
    }
    std::cout << fmt::format("{}: added {}, changed {}, removed {}, unchanged {}; with an account {}, doubtful {}\n",
                             import.snapshot.brin, persons.added, persons.changed, persons.removed, persons.unchanged,
                             result.linked, result.doubtful);
    if (result.fate == store::Fate::held_for_consent) tell(context, Word::roster_held, import.snapshot.brin);
    if (result.fate == store::Fate::waits_for_year) tell(context, Word::roster_waits, import.snapshot.year.text());
    return Exit::ok;
}

// The log of the school itself, or of the operator while the school is not there yet.
SchoolId log_of(Office& office, const std::string& brin) {
    const auto found = office.on_people([&] { return office.stores.people->school(brin); });
    return found && *found ? (*found)->id : SchoolId{};
}

Exit apply(const Context& context, const Given& given) {
    const auto delivered = read_delivery(context, given.delivered);
    if (!delivered) return delivered.error();
    const auto& import = *delivered;
    if (!may_be_applied(import)) {
        if (context.format == Format::json) {
            auto all = as_json(import);
            all.insert("applied", false);
            print_json(std::move(all));
        }
        return failed(context, Exit::failure, Word::roster_not_applied, given.delivered.files.front());
    }
    if (given.trial == Trial::dry_run) return dry_run(context, import);
    auto office = open_office(context, Opening::make_if_needed);
    if (!office) return office.error();
    tell(context, Word::roster_applying, import.snapshot.brin);
    if (const auto noted = note(context, **office, log_of(**office, import.snapshot.brin), audit::Act::roster_applied,
                                import.snapshot.pupils.size() + import.snapshot.staff.size(), given.delivered.format);
        !noted) {
        return noted.error();
    }
    const auto result = (*office)->on_people([&] { return (*office)->stores.rosters->apply(import.snapshot, given.consent); });
    if (!result) return failed(context, result.error());
    return applied(context, import, *result);
}

// `apply` takes one file, `import` whatever a form consists of; they do the same.
void add_taking_over(CLI::App& roster, Context& context, Work& chosen, const char* name, Word help, const char* examples) {
    auto* command = roster.add_subcommand(name, say(context, help));
    command->footer(examples);
    auto given = std::make_shared<Given>();
    const std::shared_ptr<Delivered> delivered{given, &given->delivered};
    command->add_option("files", delivered->files, say(context, Word::help_roster_file))->required()->type_name("FILE");
    offer_form(*command, context, delivered);
    command->add_flag_callback(
        "--dry-run", [given] { given->trial = Trial::dry_run; }, say(context, Word::help_dry_run));
    command->add_flag_callback(
        "--json", [&context] { context.format = Format::json; }, say(context, Word::help_json));
    command->add_flag_callback(
        "--yes", [given] { given->consent = store::Consent::given; }, say(context, Word::help_roster_yes));
    command->callback([&context, &chosen, given] { chosen = [&context, given] { return apply(context, *given); }; });
}

}  // namespace

void add_roster(CLI::App& app, Context& context, Work& chosen) {
    auto* roster = app.add_subcommand("roster", say(context, Word::help_roster));
    roster->require_subcommand(1);
    add_taking_over(
        *roster, context, chosen, "apply", Word::help_roster_apply,
        "  monitor roster apply EDEX.xml --dry-run\n  monitor roster apply --format sds delivery.zip");
    add_taking_over(*roster, context, chosen, "import", Word::help_roster_import,
                    "  monitor roster import --dry-run --format edexml EDEX.xml\n"
                    "  monitor roster import --dry-run --format oneroster --school 99XX bulk.zip changes.zip");
    add_roster_diff(*roster, context, chosen);
    add_roster_waiting(*roster, context, chosen);
}

}  // namespace monitor::cli
