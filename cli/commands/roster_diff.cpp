// cli: `monitor roster diff`: what would change between two deliveries, before anyone takes one over?

#include "commands/roster_diff.hpp"

#include <iostream>

#include "answer.hpp"
#include "commands/roster_reading.hpp"
#include "monitor/roster/difference.hpp"

namespace monitor::cli {
namespace {

using roster::Move;
using roster::Part;

std::string_view word(Move move) {
    switch (move) {
        case Move::added: return "added";
        case Move::changed: return "changed";
        case Move::removed: return "removed";
    }
    return "";
}
std::string_view word(Part part) {
    switch (part) {
        case Part::site: return "site";
        case Part::group: return "group";
        case Part::pupil: return "pupil";
        case Part::staff: return "staff";
        case Part::guardian: return "guardian";
    }
    return "";
}

toml::table as_json(const roster::Tally& tally) {
    const auto count = [](std::uint64_t number) { return static_cast<std::int64_t>(number); };
    return toml::table{{"added", count(tally.added)},
                       {"changed", count(tally.changed)},
                       {"removed", count(tally.removed)},
                       {"unchanged", count(tally.unchanged)}};
}

toml::array as_json(const std::vector<roster::Step>& steps) {
    toml::array all;
    for (const auto& step : steps) {
        all.push_back(toml::table{{"move", std::string{word(step.move)}},
                                  {"part", std::string{word(step.part)}},
                                  {"key", step.key.reveal(Purpose::operate)}});
    }
    return all;
}

void print(const Context& context, const roster::Difference& found, roster::Verdict verdict) {
    if (context.format == Format::json) {
        print_json(toml::table{{"pupils", as_json(found.pupils)},
                               {"staff", as_json(found.staff)},
                               {"groups", as_json(found.groups)},
                               {"guardians", as_json(found.guardians)},
                               {"verdict", verdict == roster::Verdict::hold ? "hold" : "go"},
                               {"steps", as_json(found.steps)}});
        return;
    }
    Columns columns{{"", "added", "changed", "removed", "unchanged"}};
    const auto row = [&](std::string name, const roster::Tally& tally) {
        columns.add({std::move(name), std::to_string(tally.added), std::to_string(tally.changed), std::to_string(tally.removed),
                     std::to_string(tally.unchanged)});
    };
    row("pupils", found.pupils);
    row("staff", found.staff);
    row("groups", found.groups);
    row("guardians", found.guardians);
    columns.print();
    if (verdict == roster::Verdict::hold) tell(context, Word::roster_would_hold);
}

Exit diff(const Context& context, const Delivered& given) {
    if (given.files.size() % 2 != 0) return failed(context, Exit::usage, Word::roster_uneven, std::to_string(given.files.size()));
    auto before = given, after = given;
    before.files.resize(given.files.size() / 2);
    after.files.erase(after.files.begin(), after.files.begin() + static_cast<std::ptrdiff_t>(before.files.size()));
    const auto old = read_delivery(context, before);
    if (!old) return old.error();
    const auto now = read_delivery(context, after);
    if (!now) return now.error();
    for (const auto* one : {&*old, &*now}) {
        if (!may_be_applied(*one))
            return failed(context, Exit::failure, Word::roster_not_applied, one == &*old ? before.files[0] : after.files[0]);
    }
    const auto found = roster::difference(old->snapshot, now->snapshot);
    print(context, found, roster::verdict(found.pupils, found.staff));
    return Exit::ok;
}

}  // namespace

void add_roster_diff(Command roster) {
    auto given = std::make_shared<Delivered>();
    const auto comparing = roster.command("diff", Word::help_roster_diff,
                                          "  monitor roster diff --format edexml last-week.xml today.xml\n"
                                          "  monitor roster diff --format oneroster before.zip after.zip --json",
                                          [given](const Context& context) { return diff(context, *given); });
    comparing.option("files", given->files, Word::help_roster_before_after).required().called("BEFORE AFTER");
    offer_form(comparing, given).required();
}

}  // namespace monitor::cli
