// cli: `monitor policy explain`: what would the rules say, or what did they say, and why?

#include <iostream>
#include <memory>
#include <sstream>

#include <fmt/format.h>

#include "commands/commands.hpp"
#include "office.hpp"
#include "policy_question.hpp"

namespace monitor::cli {
namespace {

struct Given {
    PolicyWords words{};
    std::string school{};
    std::optional<std::uint64_t> line{};
};

void print(const PolicyAnswer& answer) {
    Columns columns{{"ruling", answer.reasons.empty()
                                   ? "permit"
                                   : fmt::format("refusal {}, {}", answer.reasons.front().number, answer.reasons.front().word)}};
    if (answer.reasons.empty()) {
        columns.add({"basis", answer.basis});
        if (answer.valid_until) columns.add({"until", written(*answer.valid_until)});
    } else {
        const auto& first = answer.reasons.front();
        for (const auto language : {Language::nl, Language::en})
            columns.add({std::string{tag(language)}, first.sentence(first.number, language, policy::Reader::asker)});
        columns.add({"admin", first.sentence(first.number, Language::en, policy::Reader::admin)});
        columns.add({"command", first.sentence(first.number, Language::en, policy::Reader::command)});
    }
    for (std::size_t at = 1; at < answer.reasons.size(); ++at)
        columns.add({"also", fmt::format("refusal {}, {}", answer.reasons[at].number, answer.reasons[at].word)});
    columns.add({"asked", fmt::format("{}{}, at {}", answer.asked, answer.purpose.empty() ? "" : ", purpose " + answer.purpose,
                                      written(answer.at))});
    for (const auto& [fact, value] : answer.facts) columns.add({"  " + fact, value});
    columns.print();
}

// The rulings that stand in one line of a school's log, ruled again by the rules of now.
std::expected<std::vector<std::pair<audit::Ruled, PolicyAnswer>>, Exit> kept(const Context& context, const Given& given) {
    auto at = open_at_school(context, given.school);
    if (!at) return std::unexpected{at.error()};
    const auto lines = at->office->on_audit([&] { return at->office->stores.trail->read(at->school.id, *given.line, 1); });
    if (!lines) return std::unexpected{failed(context, lines.error())};
    if (lines->empty() || lines->front().index != *given.line || !holds_rulings(lines->front()))
        return std::unexpected{failed(context, Exit::not_found, Word::no_ruling_there, std::to_string(*given.line))};
    const auto& entry = *lines->front().entry;
    std::vector<std::pair<audit::Ruled, PolicyAnswer>> all;
    for (const auto& ruled : entry.rulings) all.emplace_back(ruled, explained(asked_then(entry, ruled), ruled.facts, entry.at));
    return all;
}

Exit explain_line(const Context& context, const Given& given) {
    const auto rulings = kept(context, given);
    if (!rulings) return rulings.error();
    if (context.format == Format::json) {
        toml::array all;
        for (const auto& [ruled, answer] : *rulings) {
            auto one = as_json(answer);
            one.insert("pupil", ruled.pupil.text());
            one.insert("was", ruled_then(ruled));
            all.push_back(std::move(one));
        }
        print_json(toml::table{{"line", static_cast<std::int64_t>(*given.line)}, {"rulings", std::move(all)}});
        return Exit::ok;
    }
    for (const auto& [ruled, answer] : *rulings) {
        std::cout << fmt::format("pupil {}, ruled then: {}\n", ruled.pupil.text(), ruled_then(ruled));
        print(answer);
        std::cout << '\n';
    }
    return Exit::ok;
}

Exit explain(const Context& context, const Given& given) {
    if (given.line) return explain_line(context, given);
    const auto answer = ask_policy(context, given.words);
    if (!answer) return answer.error();
    if (context.format == Format::json)
        print_json(as_json(*answer));
    else
        print(*answer);
    return Exit::ok;
}

}  // namespace

void add_policy_explain(Command policy) {
    auto given = std::make_shared<Given>();
    const auto command = policy.command(
        "explain", Word::help_policy_explain,
        "  monitor policy explain --action grid --fact timekeeping=sure --fact directory=fresh\n"
        "  monitor policy explain --action live --purpose help --fact hours=open --fact hours_end=2026-11-23T14:15:00Z\n"
        "  monitor policy explain --act stand_in --fact actor=colleague --fact employment=active\n"
        "  monitor policy explain --detail phone --fact viewer=guardian --fact audience=my_groups\n"
        "  monitor policy explain --line 218",
        [given](const Context& context) { return explain(context, *given); });
    const auto kind = command.exactly_one();
    kind.option("--action", given->words.action, Word::help_action);
    kind.option("--act", given->words.act, Word::help_act);
    kind.option("--detail", given->words.detail, Word::help_detail);
    kind.option("--line", given->line, Word::help_line).called("NUMBER");
    command.option("--purpose", given->words.purpose, Word::help_purpose);
    command.option("--fact", given->words.facts, Word::help_fact, known_facts()).called("FACT=VALUE");
    command.option("--at", given->words.at, Word::help_at).called("INSTANT");
    command.school(given->school);
}

void add_policy(Command monitor) {
    const auto policy = monitor.word("policy", Word::help_policy);
    add_policy_explain(policy);
    add_policy_table(policy);
    add_policy_simulate(policy);
}

}  // namespace monitor::cli
