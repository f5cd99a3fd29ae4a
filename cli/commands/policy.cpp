// cli: `monitor policy explain`: what would the rules say, and why? Asks nobody and opens nothing: facts in, ruling out.

#include <array>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "answer.hpp"
#include "command.hpp"
#include "monitor/policy/words.hpp"
#include "office.hpp"

namespace monitor::cli {
namespace {

constexpr std::array<std::byte, 16> somebody{std::byte{1}};

struct Given {
    std::string action{};
    std::string purpose{"none"};
    std::vector<std::string> facts{};
    std::string at{};
    std::string table{};
};

struct Question {
    policy::Request request{.viewer = StaffId{somebody}, .pupil = PupilId{somebody}};
    policy::Facts facts{};
    Instant at{};
};

// The words of policy know one way to write an instant; hours_end is the fact that uses it.
std::optional<Instant> instant(std::string_view text) {
    policy::Facts facts;
    return policy::set_fact(facts, "hours_end", text) ? facts.hours_end : std::nullopt;
}

std::vector<std::pair<std::string, std::string>> listed(const policy::Facts& facts) {
    std::vector<std::pair<std::string, std::string>> all;
    policy::list_facts(
        facts,
        [](void* to, std::string_view fact, std::string_view value) {
            static_cast<decltype(all)*>(to)->emplace_back(fact, value);
        },
        &all);
    return all;
}

std::string known_facts() {
    std::string all;
    for (const auto& [fact, value] : listed({})) all += (all.empty() ? "" : ", ") + fact;
    return all;
}

std::expected<Question, Exit> asked(const Context& context, const Given& given) {
    Question question;
    question.at = context.clock.now();
    const auto wrong = [&](Word word, std::string_view first, std::string_view second = {}) {
        return std::unexpected{failed(context, Exit::usage, word, first, second)};
    };
    const auto action = policy::action_from(given.action);
    if (!action) return wrong(Word::unknown_action, given.action, "grid, live, last_picture, open_tabs");
    const auto purpose = policy::purpose_from(given.purpose);
    if (!purpose) return wrong(Word::unknown_purpose, given.purpose, "none, help, safety, progress, test");
    question.request.action = *action;
    question.request.purpose = *purpose;
    if (!given.at.empty()) {
        const auto at = instant(given.at);
        if (!at) return wrong(Word::not_an_instant, given.at);
        question.at = *at;
    }
    for (const auto& fact : given.facts) {
        const auto equals = fact.find('=');
        if (equals == std::string::npos || !policy::set_fact(question.facts, std::string_view{fact}.substr(0, equals),
                                                             std::string_view{fact}.substr(equals + 1))) {
            return wrong(Word::unknown_fact, fact, known_facts());
        }
    }
    return question;
}

toml::table as_json(const Question& question, const policy::Ruling& ruling) {
    toml::table facts;
    for (const auto& [fact, value] : listed(question.facts)) facts.insert(fact, value);
    toml::table all{{"action", std::string{policy::word(question.request.action)}},
                    {"purpose", std::string{policy::word(question.request.purpose)}},
                    {"at", written(question.at)},
                    {"outcome", ruling ? "permit" : "refusal"}};
    all.insert("facts", std::move(facts));
    if (ruling) {
        all.insert("permit", toml::table{{"basis", std::string{policy::word(ruling->basis())}},
                                         {"valid_until", written(ruling->valid_until())}});
    } else {
        const auto refusal = ruling.error();
        all.insert("refusal", toml::table{{"word", std::string{policy::word(refusal)}},
                                          {"number", static_cast<int>(refusal)},
                                          {"nl", std::string{policy::sentence(refusal, Language::nl)}},
                                          {"en", std::string{policy::sentence(refusal, Language::en)}}});
    }
    return all;
}

void print(const Question& question, const policy::Ruling& ruling) {
    Columns columns{
        {"ruling",
         ruling ? "permit" : fmt::format("refusal {}, {}", static_cast<int>(ruling.error()), policy::word(ruling.error()))}};
    if (ruling) {
        columns.add({"basis", std::string{policy::word(ruling->basis())}});
        columns.add({"until", written(ruling->valid_until())});
    } else {
        columns.add({"nl", std::string{policy::sentence(ruling.error(), Language::nl)}});
        columns.add({"en", std::string{policy::sentence(ruling.error(), Language::en)}});
    }
    columns.add({"asked", fmt::format("{}, purpose {}, at {}", policy::word(question.request.action),
                                      policy::word(question.request.purpose), written(question.at))});
    for (const auto& [fact, value] : listed(question.facts)) columns.add({"  " + fact, value});
    columns.print();
}

Exit explain(const Context& context, const Given& given) {
    const auto question = asked(context, given);
    if (!question) return question.error();
    const auto ruling = policy::decide(question->request, question->facts, question->at);
    if (context.format == Format::json)
        print_json(as_json(*question, ruling));
    else
        print(*question, ruling);
    return Exit::ok;
}

// ---- a whole table, as tests/golden/rulings.csv is written: no quotes, no commas inside cells

std::vector<std::string> cells(const std::string& line) {
    std::vector<std::string> all;
    std::istringstream in{line};
    for (std::string cell; std::getline(in, cell, ',');) all.push_back(cell);
    return all;
}

struct Row {
    Question question{};
    std::string expected{};
};

std::expected<Row, Exit> row(const Context& context, const std::vector<std::string>& names,
                             const std::vector<std::string>& values) {
    Given given;
    std::string expected;
    for (std::size_t at = 0; at < names.size(); ++at) {
        if (names[at] == "action")
            given.action = values[at];
        else if (names[at] == "purpose")
            given.purpose = values[at];
        else if (names[at] == "now")
            given.at = values[at];
        else if (names[at] == "outcome")
            expected = values[at];
        else
            given.facts.push_back(names[at] + "=" + values[at]);
    }
    auto question = asked(context, given);
    if (!question) return std::unexpected{question.error()};
    return Row{std::move(*question), std::move(expected)};
}

// Every row with what the rules say; one that expects something else makes the whole command fail.
Exit explain_table(const Context& context, const Given& given) {
    const auto text = whole_file(given.table);
    if (!text) return failed(context, text.error());
    std::istringstream in{*text};
    std::string line;
    std::vector<std::string> names;
    if (std::getline(in, line)) names = cells(line);
    int number = 1, differing = 0;
    toml::array all;
    Columns columns{{"line", "action", "ruling", "expected"}};
    while (std::getline(in, line)) {
        const auto values = cells(line);
        const auto place = fmt::format("{}:{}", given.table, ++number);
        if (values.size() != names.size()) return failed(context, Exit::failure, Word::bad_row, place);
        const auto found = row(context, names, values);
        if (!found) return failed(context, Exit::failure, Word::bad_row, place);
        const auto ruling = policy::decide(found->question.request, found->question.facts, found->question.at);
        const std::string outcome{ruling ? "permit" : policy::word(ruling.error())};
        if (!found->expected.empty() && found->expected != outcome) {
            ++differing;
            tell(context, Word::row_differs, place, fmt::format("{} ≠ {}", found->expected, outcome));
        }
        auto entry = as_json(found->question, ruling);
        entry.insert("line", number);
        entry.insert("expected", found->expected);
        all.push_back(std::move(entry));
        columns.add(
            {std::to_string(number), std::string{policy::word(found->question.request.action)}, outcome, found->expected});
    }
    if (context.format == Format::json)
        print_json(toml::table{{"rows", std::move(all)}, {"differing", differing}});
    else
        columns.print();
    return differing == 0 ? Exit::ok : Exit::failure;
}

}  // namespace

void add_policy(CLI::App& app, Context& context, Work& chosen) {
    auto* policy = app.add_subcommand("policy", say(context, Word::help_policy));
    policy->require_subcommand(1);
    auto* command = policy->add_subcommand("explain", say(context, Word::help_policy_explain));
    command->footer(
        "  monitor policy explain --action grid --fact timekeeping=sure --fact directory=fresh\n"
        "  monitor policy explain --action live --purpose help --fact hours=open --fact hours_end=2026-11-23T14:15:00Z\n"
        "  monitor policy explain --table tests/golden/rulings.csv");
    auto given = std::make_shared<Given>();
    auto* action = command->add_option("--action", given->action, say(context, Word::help_action));
    command->add_option("--purpose", given->purpose, say(context, Word::help_purpose));
    command->add_option("--fact", given->facts, fmt::format(fmt::runtime(say(context, Word::help_fact)), known_facts()))
        ->type_name("FACT=VALUE");
    command->add_option("--at", given->at, say(context, Word::help_at))->type_name("INSTANT");
    auto* table = command->add_option("--table", given->table, say(context, Word::help_table))->type_name("FILE");
    table->excludes(action);
    command->add_flag_callback(
        "--json", [&context] { context.format = Format::json; }, say(context, Word::help_json));
    command->callback([&context, &chosen, given] {
        if (given->table.empty() && given->action.empty()) throw CLI::RequiredError("--action or --table");
        chosen = [&context, given] { return given->table.empty() ? explain(context, *given) : explain_table(context, *given); };
    });
}

}  // namespace monitor::cli
