// cli: `monitor audit show`: what was done, by whom, and was it allowed? Names are not in the log: ids are.

#include <algorithm>
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "answer.hpp"
#include "command.hpp"
#include "monitor/policy/words.hpp"
#include "office.hpp"

namespace monitor::cli {
namespace {

enum class Whose : std::uint8_t { school = 0, operator_ = 1 };

struct Given {
    std::string school{};
    std::uint64_t last{20};
    Whose whose{};
};

std::string actor(const audit::Actor& actor) {
    switch (actor.kind) {
        case audit::ActorKind::system: return "system";
        case audit::ActorKind::staff: return "staff " + (actor.staff ? actor.staff->text() : "?");
        case audit::ActorKind::operator_: return "operator";
        case audit::ActorKind::device: return "device " + (actor.device ? actor.device->text() : "?");
    }
    return "?";
}

std::string outcome(const audit::Ruled& ruled) {
    if (ruled.basis) return fmt::format("permit ({})", policy::word(*ruled.basis));
    return ruled.refusal ? fmt::format("refusal ({})", policy::word(*ruled.refusal)) : "?";
}

bool is_look(audit::Act act) {
    return act == audit::Act::look_began || act == audit::Act::look_refused || act == audit::Act::look_changed;
}

toml::table as_json(const audit::Ruled& ruled) {
    toml::table facts;
    policy::list_facts(
        ruled.facts,
        [](void* to, std::string_view fact, std::string_view value) {
            static_cast<toml::table*>(to)->insert(fact, std::string{value});
        },
        &facts);
    toml::table entry{{"pupil", ruled.pupil.text()}};
    entry.insert("facts", std::move(facts));
    if (ruled.basis) entry.insert("basis", std::string{policy::word(*ruled.basis)});
    if (ruled.refusal) entry.insert("refusal", std::string{policy::word(*ruled.refusal)});
    return entry;
}

toml::table as_json(const audit::Kept& kept) {
    toml::table line{{"index", static_cast<std::int64_t>(kept.index)}, {"leaf", hex(kept.leaf)}, {"erased", !kept.entry}};
    if (!kept.entry) return line;
    const auto& entry = *kept.entry;
    line.insert("at", written(entry.at));
    line.insert("act", std::string{audit::word(entry.act)});
    line.insert("actor", actor(entry.actor));
    if (entry.view != ViewId{}) line.insert("view", entry.view.text());
    if (is_look(entry.act)) {
        line.insert("action", std::string{policy::word(entry.action)});
        line.insert("purpose", std::string{policy::word(entry.purpose)});
    }
    line.insert("reason", entry.reason);
    line.insert("count", static_cast<std::int64_t>(entry.count));
    line.insert("detail", entry.detail);
    toml::array rulings;
    for (const auto& ruled : entry.rulings) rulings.push_back(as_json(ruled));
    if (!rulings.empty()) line.insert("rulings", std::move(rulings));
    return line;
}

// The part of a line that differs from act to act.
std::string about(const audit::Entry& entry) {
    std::string all;
    const auto add = [&](const std::string& part) { all += (all.empty() ? "" : ", ") + part; };
    if (is_look(entry.act)) add(std::string{policy::word(entry.action)});
    if (entry.purpose != policy::LookPurpose::none) add(fmt::format("purpose {}", policy::word(entry.purpose)));
    if (entry.reason != 0) add(fmt::format("reason {}", entry.reason));
    if (entry.count != 0) add(fmt::format("count {}", entry.count));
    if (!entry.detail.empty()) add(entry.detail);
    if (entry.actor.kind == audit::ActorKind::operator_ && entry.actor.device) add("device " + entry.actor.device->text());
    return all;
}

void print(const std::vector<audit::Kept>& lines) {
    for (const auto& kept : lines) {
        if (!kept.entry) {
            std::cout << fmt::format("{:>6}  (erased)              leaf {}…\n", kept.index, hex(kept.leaf).substr(0, 16));
            continue;
        }
        const auto& entry = *kept.entry;
        std::cout << fmt::format("{:>6}  {}  {:17}  {}  {}\n", kept.index, written(entry.at), audit::word(entry.act),
                                 actor(entry.actor), about(entry));
        for (const auto& ruled : entry.rulings)
            std::cout << fmt::format("        pupil {}  {}\n", ruled.pupil.text(), outcome(ruled));
    }
}

Exit show(const Context& context, const Given& given) {
    auto office = open_office(context, Opening::existing_only);
    if (!office) return office.error();
    SchoolId school;
    std::string name = "operator";
    if (given.whose == Whose::school) {
        const auto chosen = choose_school(context, **office, given.school);
        if (!chosen) return chosen.error();
        school = chosen->id;
        name = chosen->brin;
    }
    const auto head = (*office)->on_audit([&] { return (*office)->stores.trail->head(school); });
    if (!head) return failed(context, head.error());
    const auto first = head->size - std::min(head->size, given.last);
    const auto lines =
        (*office)->on_audit([&] { return (*office)->stores.trail->read(school, first, static_cast<std::size_t>(given.last)); });
    if (!lines) return failed(context, lines.error());
    if (context.format == Format::json) {
        toml::array all;
        for (const auto& kept : *lines) all.push_back(as_json(kept));
        print_json(toml::table{{"log", name},
                               {"size", static_cast<std::int64_t>(head->size)},
                               {"root", hex(head->root)},
                               {"lines", std::move(all)}});
        return Exit::ok;
    }
    print(*lines);
    std::cout << fmt::format("log {}: {} lines, root {}\n", name, head->size, hex(head->root));
    return Exit::ok;
}

}  // namespace

void add_audit(CLI::App& app, Context& context, Work& chosen) {
    auto* audit = app.add_subcommand("audit", say(context, Word::help_audit));
    audit->require_subcommand(1);
    auto* command = audit->add_subcommand("show", say(context, Word::help_audit_show));
    command->footer("  monitor audit show --last 50\n  monitor audit show --operator --json");
    auto given = std::make_shared<Given>();
    auto* school = command->add_option("--school", given->school, say(context, Word::help_school))->type_name("BRIN");
    command
        ->add_flag_callback(
            "--operator", [given] { given->whose = Whose::operator_; }, say(context, Word::help_operator))
        ->excludes(school);
    command->add_option("--last", given->last, say(context, Word::help_last))
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    command->add_flag_callback(
        "--json", [&context] { context.format = Format::json; }, say(context, Word::help_json));
    command->callback([&context, &chosen, given] { chosen = [&context, given] { return show(context, *given); }; });
}

}  // namespace monitor::cli
