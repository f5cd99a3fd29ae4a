// cli: `monitor retention`: what is past its end, and let it go now? How long may it be there?

#include <iostream>
#include <memory>

#include <fmt/format.h>

#include "answer.hpp"
#include "commands/commands.hpp"
#include "commands/restored.hpp"
#include "commands/retention_terms.hpp"
#include "office.hpp"

namespace monitor::cli {
namespace {

enum class Belief : std::uint8_t { ask_the_clock = 0, given = 1 };

struct Given {
    Belief belief{};
    Accepting accepting{};
    TermWish wish{};
    int days{365};
};

void print(const Context& context, const std::vector<store::Due>& all) {
    toml::array json;
    Columns columns{{"kind", "count", "oldest"}};
    std::uint64_t total{};
    for (const auto& due : all) {
        total += due.count;
        toml::table entry{{"kind", std::string{retention::word(due.kind)}}, {"count", static_cast<std::int64_t>(due.count)}};
        if (due.oldest) entry.insert("oldest", written(*due.oldest));
        json.push_back(std::move(entry));
        columns.add({std::string{retention::word(due.kind)}, std::to_string(due.count), due.oldest ? written(*due.oldest) : "-"});
    }
    cli::print(context, toml::table{{"kinds", std::move(json)}, {"total", static_cast<std::int64_t>(total)}}, columns);
}

// The time deadlines are held against. Doubtful: nothing but pictures may be erased until someone says that the clock is right.
std::expected<Instant, Exit> believed_now(const Context& context, Office& office, const Given& given) {
    const auto high = store::high_water(office.stores);
    if (!high) return std::unexpected{failed(context, high.error())};
    retention::Timekeeper keeper{*high, context.clock.now(), context.clock.tick()};
    if (given.belief == Belief::given) keeper.confirm();
    if (keeper.trust() == retention::Trust::sure) return keeper.effective();
    return std::unexpected{
        failed(context, Exit::unavailable, Word::clock_doubtful, written(context.clock.now()), written(keeper.high_water()))};
}

Exit due(const Context& context, const Given&) {
    auto office = open_office(context, Opening::existing_only);
    if (!office) return office.error();
    const auto found = store::due((*office)->stores, context.clock.now());
    if (!found) return failed(context, found.error());
    print(context, *found);
    return Exit::ok;
}

Exit sweep(const Context& context, const Given& given) {
    auto office = open_office(context, Opening::existing_only);
    if (!office) return office.error();
    const auto now = believed_now(context, **office, given);
    if (!now) return now.error();
    if (const auto raised = store::raise_high_water((*office)->stores, *now); !raised) return failed(context, raised.error());
    const auto waiting = store::due((*office)->stores, *now);
    if (!waiting) return failed(context, waiting.error());
    for (const auto& kind : *waiting) {
        if (kind.count == 0) continue;
        if (const auto noted =
                note_unruled(context, **office, SchoolId{},
                             {.act = audit::Act::swept, .count = kind.count, .detail = std::string{retention::word(kind.kind)}});
            !noted) {
            return noted.error();
        }
    }
    const auto gone = store::sweep((*office)->stores, *now);
    if (!gone) return failed(context, gone.error());
    print(context, *gone);
    return Exit::ok;
}

void add_terms(Command retention, const std::shared_ptr<Given>& given) {
    const auto terms = retention.command("terms", Word::help_retention_terms,
                                         "  monitor retention terms\n  monitor retention terms --school 99XX --json",
                                         [given](const Context& context) { return show_terms(context, given->wish.school); });
    const auto set = retention.command("set", Word::help_retention_set,
                                       "  monitor retention set last_picture 24h --requested 2026-11-20\n  monitor retention set "
                                       "audit_entry 90d --school 99XX --requested 2026-11-20\n"
                                       "  monitor retention set last_picture ceiling --requested 2026-11-20",
                                       [given](const Context& context) { return set_term(context, given->wish); });
    set.option("KIND", given->wish.kind, Word::help_retention_kind).required();
    set.option("TERM", given->wish.term, Word::help_retention_term).required();
    for (const auto command : {terms, set}) command.school(given->wish.school);
    set.requested(given->wish.requested);
    const auto reporting = retention.command("report", Word::help_retention_report,
                                             "  monitor retention report\n  monitor retention report --days 31 --json",
                                             [given](const Context& context) { return report(context, given->days); });
    reporting.option("--days", given->days, Word::help_retention_days).between(1, 3650).with_default();
}

}  // namespace

void add_retention(Command monitor) {
    const auto retention = monitor.word("retention", Word::help_retention);
    const auto given = std::make_shared<Given>();
    retention.command("due", Word::help_retention_due, "  monitor retention due\n  monitor retention due --json",
                      [given](const Context& context) { return due(context, *given); });
    const auto sweeping =
        retention.command("sweep", Word::help_retention_sweep, "  monitor retention sweep\n  monitor retention sweep --json",
                          [given](const Context& context) { return sweep(context, *given); });
    const auto restored = retention.command(
        "restored", Word::help_retention_restored,
        "  monitor retention restored\n  monitor retention restored --json\n  monitor retention restored --accept",
        [given](const Context& context) { return show_restored(context, given->accepting); });
    restored.flag(
        "--accept", [given] { given->accepting = Accepting::loss; }, Word::help_restored_accept);
    add_terms(retention, given);
    sweeping.flag(
        "--clock-is-right", [given] { given->belief = Belief::given; }, Word::help_clock_is_right);
}

}  // namespace monitor::cli
