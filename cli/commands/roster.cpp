// cli: `monitor roster apply` and `import`: who is at school, from a delivery of the administration, into what is kept.

#include <algorithm>
#include <iostream>
#include <memory>

#include <fmt/format.h>

#include "answer.hpp"
#include "commands/asked.hpp"
#include "commands/commands.hpp"
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
    if (const auto noted =
            note(context, **office, log_of(**office, import.snapshot.brin), {.act = policy::AdminAct::take_over_roster},
                 {.act = audit::Act::roster_applied,
                  .count = import.snapshot.pupils.size() + import.snapshot.staff.size(),
                  .detail = given.delivered.format});
        !noted) {
        return noted.error();
    }
    const auto result = (*office)->on_people([&] { return (*office)->stores.rosters->apply(import.snapshot, given.consent); });
    if (!result) return failed(context, result.error());
    return applied(context, import, *result);
}

// `apply` takes one file, `import` whatever a form consists of; they do the same.
void add_taking_over(Command roster, const char* name, Word help, const char* examples) {
    auto given = std::make_shared<Given>();
    const std::shared_ptr<Delivered> delivered{given, &given->delivered};
    const auto taking = roster.command(name, help, examples, [given](const Context& context) { return apply(context, *given); });
    taking.option("files", delivered->files, Word::help_roster_file).required().called("FILE");
    offer_form(taking, delivered);
    taking.flag(
        "--dry-run", [given] { given->trial = Trial::dry_run; }, Word::help_dry_run);
    taking.flag(
        "--yes", [given] { given->consent = store::Consent::given; }, Word::help_roster_yes);
}

}  // namespace

void add_roster(Command monitor) {
    const auto roster = monitor.word("roster", Word::help_roster);
    add_taking_over(roster, "apply", Word::help_roster_apply,
                    "  monitor roster apply EDEX.xml --dry-run\n  monitor roster apply --format sds delivery.zip");
    add_taking_over(roster, "import", Word::help_roster_import,
                    "  monitor roster import --dry-run --format edexml EDEX.xml\n"
                    "  monitor roster import --dry-run --format oneroster --school 99XX bulk.zip changes.zip");
    add_roster_diff(roster);
    add_roster_waiting(roster);
}

}  // namespace monitor::cli
