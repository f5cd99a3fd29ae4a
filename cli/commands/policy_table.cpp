// cli: `monitor policy table`: which reasons are there, and does a table of questions get the answers it expects? A table is written
// as tests/golden/*rulings.csv are: no quotes, no commas inside cells.

#include <memory>
#include <sstream>

#include <fmt/format.h>

#include "office.hpp"
#include "policy_question.hpp"

namespace monitor::cli {
namespace {

constexpr std::size_t longest_table = 100'000;  // rows

std::vector<std::string> cells(const std::string& line) {
    std::vector<std::string> all;
    std::istringstream in{line};
    for (std::string cell; std::getline(in, cell, ',');) all.push_back(cell);
    return all;
}

struct Row {
    PolicyWords words{};
    std::string expected{};
};

Row row(const std::vector<std::string>& names, const std::vector<std::string>& values) {
    Row row;
    for (std::size_t at = 0; at < names.size(); ++at) {
        if (names[at] == "action")
            row.words.action = values[at];
        else if (names[at] == "act")
            row.words.act = values[at];
        else if (names[at] == "detail")
            row.words.detail = values[at];
        else if (names[at] == "purpose")
            row.words.purpose = values[at];
        else if (names[at] == "now")
            row.words.at = values[at];
        else if (names[at] == "outcome")
            row.expected = values[at];
        else
            row.words.facts.push_back(names[at] + "=" + values[at]);
    }
    return row;
}

struct Result {
    toml::array rows{};
    Columns columns{{"line", "asked", "ruling", "expected"}};
    int differing{};
};

// Every row with what the rules say; one that expects something else makes the whole command fail.
Exit answer_row(const Context& context, const std::string& place, int line, const Row& row, Result& result) {
    const auto answer = ask_policy(context, row.words);
    if (!answer) return failed(context, Exit::failure, Word::bad_row, place);
    if (!row.expected.empty() && row.expected != answer->outcome()) {
        ++result.differing;
        tell(context, Word::row_differs, place, fmt::format("{} ≠ {}", row.expected, answer->outcome()));
    }
    auto entry = as_json(*answer);
    entry.insert("line", line);
    entry.insert("expected", row.expected);
    result.rows.push_back(std::move(entry));
    result.columns.add({std::to_string(line), answer->asked, answer->outcome(), row.expected});
    return Exit::ok;
}

Exit ask_table(const Context& context, const std::string& name) {
    const auto text = whole_file(name);
    if (!text) return failed(context, text.error());
    std::istringstream in{*text};
    std::string line;
    std::vector<std::string> names;
    if (std::getline(in, line)) names = cells(line);
    Result result;
    for (int number = 2; std::getline(in, line); ++number) {
        const auto place = fmt::format("{}:{}", name, number);
        const auto values = cells(line);
        if (values.size() != names.size() || result.rows.size() >= longest_table)
            return failed(context, Exit::failure, Word::bad_row, place);
        if (const auto done = answer_row(context, place, number, row(names, values), result); done != Exit::ok) return done;
    }
    if (result.rows.empty()) return failed(context, Exit::failure, Word::bad_row, name + ":1");
    print(context, toml::table{{"rows", std::move(result.rows)}, {"differing", result.differing}}, result.columns);
    return result.differing == 0 ? Exit::ok : Exit::failure;
}

// No file: all reasons there are, by kind, in the order in which the rules are tried.
Exit list_reasons(const Context& context) {
    toml::array all;
    Columns columns{{"kind", "number", "reason", "sentence"}};
    for (const auto* kind : {"action", "act", "detail"}) {
        for (const auto& reason : all_reasons(kind)) {
            toml::table one{{"kind", kind}, {"number", reason.number}, {"word", reason.word}};
            for (const auto language : {Language::nl, Language::en})
                one.insert(tag(language), reason.sentence(reason.number, language, policy::Reader::asker));
            all.push_back(std::move(one));
            columns.add({kind, std::to_string(reason.number), reason.word,
                         reason.sentence(reason.number, context.language, policy::Reader::command)});
        }
    }
    print(context, toml::table{{"reasons", std::move(all)}}, columns);
    return Exit::ok;
}

}  // namespace

void add_policy_table(Command policy) {
    auto file = std::make_shared<std::string>();
    const auto command = policy.command(
        "table", Word::help_policy_table,
        "  monitor policy table\n"
        "  monitor policy table tests/golden/rulings.csv\n"
        "  monitor policy table tests/golden/act_rulings.csv --json",
        [file](const Context& context) { return file->empty() ? list_reasons(context) : ask_table(context, *file); });
    command.option("file", *file, Word::help_table).called("FILE");
}

}  // namespace monitor::cli
