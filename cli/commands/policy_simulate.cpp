// cli: `monitor policy simulate`: what would the rulings of the last day have been under another setting? Reads the school's log and
// rules each ruling again on the facts that were kept with it. Counts and ids; no names stand in the log.

#include <algorithm>
#include <map>
#include <memory>

#include <fmt/format.h>

#include "monitor/school/opening.hpp"
#include "office.hpp"
#include "policy_question.hpp"

namespace monitor::cli {
namespace {

constexpr std::size_t at_once = 1'000;  // lines of the log

struct Given {
    std::string school{};
    std::string since{};
    std::vector<std::string> facts{}, open{}, holidays{};
};

/// What is otherwise than it was.
struct Setting {
    std::vector<std::pair<std::string, std::string>> facts{};
    std::optional<school::Hours> hours{};
    std::vector<school::Holiday> holidays{};
};

std::expected<Setting, Exit> setting(const Context& context, const Given& given) {
    Setting made;
    policy::Facts probe;
    for (const auto& fact : given.facts) {
        const auto equals = std::min(fact.find('='), fact.size());
        made.facts.emplace_back(fact.substr(0, equals), fact.substr(std::min(equals + 1, fact.size())));
        if (!policy::set_fact(probe, made.facts.back().first, made.facts.back().second))
            return std::unexpected{failed(context, Exit::usage, Word::unknown_fact, fact, known_facts())};
    }
    if (!given.open.empty()) made.hours.emplace();
    for (const auto& open : given.open)
        if (!school::add_opening(*made.hours, open))
            return std::unexpected{failed(context, Exit::usage, Word::not_an_opening, open)};
    school::Hours days;
    for (const auto& holiday : given.holidays)
        if (!school::add_holiday(days, holiday)) return std::unexpected{failed(context, Exit::usage, Word::not_a_holiday, holiday)};
    made.holidays = days.holidays;
    return made;
}

// Other hours are held against the instant of the ruling; a holiday closes the day whatever the hours.
policy::Facts under(const Setting& setting, policy::Facts facts, Instant at) {
    if (setting.hours) {
        facts.hours_end = school::open_until(*setting.hours, at);
        if (facts.hours != policy::Hours::holiday) facts.hours = facts.hours_end ? policy::Hours::open : policy::Hours::closed;
    }
    if (school::on_holiday({.week = {}, .holidays = setting.holidays}, at)) facts.hours = policy::Hours::holiday;
    for (const auto& [fact, value] : setting.facts) (void)policy::set_fact(facts, fact, value);
    return facts;
}

struct Difference {
    std::uint64_t line{};
    Instant at{};
    PupilId pupil{};
    StaffId viewer{};
    std::string was{}, would_be{};
};

struct Outcome {
    std::uint64_t rulings{}, erased{}, otherwise{};  ///< `otherwise`: the rules of now differ, without any other setting
    std::vector<Difference> differences{};
};

std::string word(const policy::Ruling& ruling) {
    return ruling ? "permit" : std::string{policy::word(ruling.error())};
}

void replay(const audit::Kept& kept, const Setting& setting, Outcome& outcome) {
    const auto& entry = *kept.entry;
    for (const auto& ruled : entry.rulings) {
        ++outcome.rulings;
        const auto asked = asked_then(entry, ruled);
        const auto was = ruled_then(ruled);
        const auto now = word(policy::decide(asked, ruled.facts, entry.at));
        outcome.otherwise += now == was ? 0 : 1;
        const auto would_be = word(policy::decide(asked, under(setting, ruled.facts, entry.at), entry.at));
        if (would_be != was) outcome.differences.push_back({kept.index, entry.at, ruled.pupil, asked.viewer, was, would_be});
    }
}

// From the newest line back, until one is older than asked for.
std::expected<Outcome, Exit> replayed(const Context& context, const AtSchool& at, const Setting& setting, Instant since) {
    auto& stores = at.office->stores;
    const auto head = at.office->on_audit([&] { return stores.trail->head(at.school.id); });
    if (!head) return std::unexpected{failed(context, head.error())};
    Outcome outcome;
    bool more = true;
    for (auto end = head->size; end > 0 && more;) {
        const auto first = end - std::min<std::uint64_t>(end, at_once);
        const auto lines =
            at.office->on_audit([&] { return stores.trail->read(at.school.id, first, static_cast<std::size_t>(end - first)); });
        if (!lines) return std::unexpected{failed(context, lines.error())};
        for (const auto& kept : *lines) {
            if (!kept.entry) ++outcome.erased;
            if (holds_rulings(kept) && kept.entry->at >= since) replay(kept, setting, outcome);
        }
        more = std::ranges::any_of(*lines, [&](const auto& kept) { return kept.entry && kept.entry->at >= since; });
        end = first;
    }
    std::ranges::sort(outcome.differences, {}, &Difference::line);
    return outcome;
}

using Changes = std::map<std::pair<std::string, std::string>, std::uint64_t>;
Changes counted(const Outcome& outcome) {
    Changes counts;
    for (const auto& one : outcome.differences) ++counts[{one.was, one.would_be}];
    return counts;
}

void print_as_json(const school::School& school, Instant since, const Outcome& outcome) {
    toml::array changes, differences;
    for (const auto& [change, count] : counted(outcome))
        changes.push_back(toml::table{{"was", change.first}, {"would_be", change.second}, {"count", static_cast<std::int64_t>(count)}});
    for (const auto& one : outcome.differences)
        differences.push_back(toml::table{{"line", static_cast<std::int64_t>(one.line)},
                                          {"at", written(one.at)},
                                          {"pupil", one.pupil.text()},
                                          {"viewer", one.viewer.text()},
                                          {"was", one.was},
                                          {"would_be", one.would_be}});
    print_json(toml::table{{"school", school.brin},
                           {"since", written(since)},
                           {"rulings", static_cast<std::int64_t>(outcome.rulings)},
                           {"erased_lines", static_cast<std::int64_t>(outcome.erased)},
                           {"by_the_rules_of_now", static_cast<std::int64_t>(outcome.otherwise)},
                           {"changes", std::move(changes)},
                           {"differences", std::move(differences)}});
}

void print(const Outcome& outcome) {
    Columns lines{{"line", "at", "pupil", "was", "would be"}};
    for (const auto& one : outcome.differences)
        lines.add({std::to_string(one.line), written(one.at), one.pupil.text(), one.was, one.would_be});
    if (!outcome.differences.empty()) lines.print();
    Columns counts{{"rulings", std::to_string(outcome.rulings)}};
    counts.add({"would have been different", std::to_string(outcome.differences.size())});
    for (const auto& [change, count] : counted(outcome))
        counts.add({fmt::format("  {} → {}", change.first, change.second), std::to_string(count)});
    counts.add({"ruled otherwise by the rules of now", std::to_string(outcome.otherwise)});
    counts.print();
}

Exit simulate(const Context& context, const Given& given) {
    const auto made = setting(context, given);
    if (!made) return made.error();
    const auto since = given.since.empty() ? std::optional{context.clock.now() - std::chrono::hours{24}} : instant_from(given.since);
    if (!since) return failed(context, Exit::usage, Word::not_an_instant, given.since);
    const auto at = open_at_school(context, given.school);
    if (!at) return at.error();
    const auto outcome = replayed(context, *at, *made, *since);
    if (!outcome) return outcome.error();
    if (context.format == Format::json)
        print_as_json(at->school, *since, *outcome);
    else
        print(*outcome);
    return Exit::ok;
}

}  // namespace

void add_policy_simulate(Command policy) {
    auto given = std::make_shared<Given>();
    const auto command = policy.command("simulate", Word::help_policy_simulate,
                                        "  monitor policy simulate\n"
                                        "  monitor policy simulate --open \"mon-fri 08:30-14:00\" --holiday 2026-11-23\n"
                                        "  monitor policy simulate --without-remote-lesson --since 2026-11-20T00:00:00Z --json\n"
                                        "  monitor policy simulate --fact directory=stale",
                                        [given](const Context& context) { return simulate(context, *given); });
    command.school(given->school);
    command.option("--since", given->since, Word::help_since).called("INSTANT");
    command.option("--fact", given->facts, Word::help_fact, known_facts()).called("FACT=VALUE");
    command.option("--open", given->open, Word::help_other_hours).called("HOURS");
    command.option("--holiday", given->holidays, Word::help_other_holiday).called("DAYS");
    command.flag(
        "--without-remote-lesson", [given] { given->facts.emplace_back("remote_lesson=none"); }, Word::help_without_lesson);
}

}  // namespace monitor::cli
