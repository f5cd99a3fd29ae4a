// cli: `monitor audit show`: what was done, by whom, and was it allowed? Names are not in the log: ids are.

#include <algorithm>
#include <iostream>
#include <memory>
#include <set>

#include <fmt/format.h>

#include "commands/audit_log.hpp"
#include "commands/commands.hpp"
#include "monitor/audit/json.hpp"
#include "monitor/policy/words.hpp"

namespace monitor::cli {
namespace {

constexpr std::uint64_t at_once = 1000;

struct Given {
    LogWanted log{};
    std::uint64_t last{20};
    std::optional<std::uint64_t> from{};
    std::string since{}, view{};
    std::vector<std::string> acts{};
};

/// Which lines are wanted; of an erased line nobody knows whether it was one.
struct Sieve {
    std::optional<Instant> since{};
    std::optional<ViewId> view{};
    std::set<audit::Act> acts{};

    [[nodiscard]] bool lets_through(const audit::Kept& kept) const {
        if (!kept.entry) return !since && !view && acts.empty();
        const auto& entry = *kept.entry;
        return !(since && entry.at < *since) && !(view && entry.view != *view) && !(!acts.empty() && !acts.contains(entry.act));
    }
};

std::expected<Sieve, Exit> sieve(const Context& context, const Given& given) {
    Sieve sieve;
    if (!given.since.empty()) {
        policy::Facts at;
        if (!policy::set_fact(at, "hours_end", given.since) || !at.hours_end)
            return std::unexpected{failed(context, Exit::usage, Word::not_an_instant, given.since)};
        sieve.since = at.hours_end;
    }
    if (!given.view.empty()) {
        sieve.view = ViewId::from_text(given.view);
        if (!sieve.view) return std::unexpected{failed(context, Exit::usage, Word::audit_no_id, given.view)};
    }
    for (const auto& word : given.acts) {
        const auto act = audit::act_from(word);
        if (!act) return std::unexpected{failed(context, Exit::usage, Word::audit_no_act, word)};
        sieve.acts.insert(*act);
    }
    return sieve;
}

using Lines = std::vector<audit::Kept>;

/// Forward from a line, or backward from the end: as many as were asked for, in the order of the log.
std::expected<Lines, Error> lines(OpenLog& log, const Given& given, const Sieve& sieve, std::uint64_t size) {
    Lines found;
    const bool backward = !given.from;
    auto first = given.from.value_or(size), end = size;
    while (found.size() < given.last) {
        if (backward) end = first, first -= std::min(first, at_once);
        const auto count = std::min(end - std::min(first, end), at_once);
        if (count == 0) break;
        auto read = log.office->on_audit([&] { return log.office->stores.trail->read(log.school, first, count); });
        if (!read) return std::unexpected{read.error()};
        std::erase_if(*read, [&](const audit::Kept& kept) { return !sieve.lets_through(kept); });
        const auto room = static_cast<std::size_t>(given.last) - found.size();
        if (backward) {
            if (read->size() > room) read->erase(read->begin(), read->end() - static_cast<std::ptrdiff_t>(room));
            found.insert(found.begin(), std::make_move_iterator(read->begin()), std::make_move_iterator(read->end()));
        } else {
            if (read->size() > room) read->resize(room);
            std::ranges::move(*read, std::back_inserter(found));
            first += count;
        }
    }
    return found;
}

std::string actor(const audit::Actor& actor) {
    switch (actor.kind) {
        case audit::ActorKind::system: return "system";
        case audit::ActorKind::staff: return "staff " + (actor.staff ? actor.staff->text() : "?");
        case audit::ActorKind::operator_: return "operator";
        case audit::ActorKind::device: return "device " + (actor.device ? actor.device->text() : "?");
        case audit::ActorKind::pupil: return "pupil";
        case audit::ActorKind::parent: return "parent";
    }
    return "?";
}

std::string outcome(const audit::Ruled& ruled) {
    if (ruled.basis) return fmt::format("permit ({})", policy::word(*ruled.basis));
    return ruled.refusal ? fmt::format("refusal ({})", policy::word(*ruled.refusal)) : "?";
}

// The part of a line that differs from act to act.
std::string about(const audit::Entry& entry) {
    std::string all;
    const auto add = [&](const std::string& part) { all += (all.empty() ? "" : ", ") + part; };
    if (entry.view != ViewId{}) add(fmt::format("{}, view {}", policy::word(entry.action), entry.view.text().substr(0, 8)));
    if (entry.purpose != policy::LookPurpose::none) add(fmt::format("purpose {}", policy::word(entry.purpose)));
    if (entry.reason != 0) add(fmt::format("reason {}", entry.reason));
    if (entry.count != 0) add(fmt::format("count {}", entry.count));
    if (!entry.detail.empty()) add(entry.detail);
    if (entry.group) add("group " + entry.group->text());
    if (entry.colleague) add("colleague " + entry.colleague->text());
    if (entry.pupil) add("pupil " + entry.pupil->text());
    if (entry.actor.kind == audit::ActorKind::operator_ && entry.actor.device) add("device " + entry.actor.device->text());
    return all;
}

void print(const Lines& lines) {
    for (const auto& kept : lines) {
        if (!kept.entry) {
            std::cout << fmt::format("{:>6}  (erased)              leaf {}…\n", kept.index, hex(kept.leaf).substr(0, 16));
            continue;
        }
        const auto& entry = *kept.entry;
        std::cout << fmt::format("{:>6}  {}  {:17}  {}  {}\n", kept.index, written(entry.at), audit::word(entry.act),
                                 actor(entry.actor), about(entry));
        for (const auto& ruled : entry.rulings)
            std::cout << fmt::format("        pupil {}  {}\n",
                                     kept.remains == audit::Remains::whole ? ruled.pupil.text() : "(erased)", outcome(ruled));
    }
}

Exit show(const Context& context, const Given& given) {
    const auto wanted = sieve(context, given);
    if (!wanted) return wanted.error();
    auto log = open_log(context, given.log);
    if (!log) return log.error();
    const auto head = log->office->on_audit([&] { return log->office->stores.trail->head(log->school); });
    if (!head) return failed(context, head.error());
    const auto found = lines(*log, given, *wanted, head->size);
    if (!found) return failed(context, found.error());
    if (context.format == Format::json) {
        std::string all;
        for (const auto& kept : *found) all += (all.empty() ? "" : ",\n") + audit::json(log->school, kept, audit::Told::whole);
        std::cout << fmt::format("{{\"schema\":1,\"log\":\"{}\",\"size\":{},\"root\":\"{}\",\"lines\":[{}]}}\n", log->name,
                                 head->size, hex(head->root), all);
        return Exit::ok;
    }
    print(*found);
    std::cout << fmt::format("log {}: {} lines, root {}\n", log->name, head->size, hex(head->root));
    return Exit::ok;
}

void add_show(Command audit) {
    auto given = std::make_shared<Given>();
    const auto command = audit.command("show", Word::help_audit_show,
                                       "  monitor audit show --last 50\n"
                                       "  monitor audit show --since 2026-11-23T00:00:00Z --act look_began --act look_ended\n"
                                       "  monitor audit show --operator --from 0 --json",
                                       [given](const Context& context) { return show(context, *given); });
    offer_log(command, given->log);
    command.option("--last", given->last, Word::help_last).between(1, 1'000'000).with_default();
    command.option("--from", given->from, Word::help_audit_from);
    command.option("--since", given->since, Word::help_audit_since);
    command.option("--act", given->acts, Word::help_audit_act);
    command.option("--view", given->view, Word::help_audit_view);
}

}  // namespace

void add_audit(Command monitor) {
    const auto audit = monitor.word("audit", Word::help_audit);
    add_show(audit);
    add_audit_export(audit);
    add_audit_verify(audit);
    add_audit_looks(audit);
}

}  // namespace monitor::cli
