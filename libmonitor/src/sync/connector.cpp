// sync: what does one run do, from the first question to what is kept?

#include "sync/connector.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "monitor/roster/readers.hpp"

namespace monitor::sync {
namespace {

using settings::ConnectionKind;

std::string_view word(ConnectionKind kind) {
    switch (kind) {
        case ConnectionKind::graph: return "graph";
        case ConnectionKind::uwlr: return "uwlr";
        case ConnectionKind::gkv: return "gkv";
        case ConnectionKind::edexml: return "edexml";
        case ConnectionKind::oneroster: return "oneroster";
        case ConnectionKind::sds: return "sds";
    }
    return "unknown";
}

Failure not_kept(const Error& error) {
    return {Problem::not_kept, fmt::format("{}: {} ({})", error.operation, error.place, error.system_code), {}};
}

bool cut_short(const std::optional<Failure>& failure) {
    return failure && (failure->problem == Problem::stopped || failure->problem == Problem::switched_off);
}

// Without asking the store again: it counts links as well, and a board has many.
std::uint64_t accounts_after(const std::optional<store::DirectoryState>& before, store::Extent extent,
                             const store::RoundApplied& applied) {
    if (extent == store::Extent::everything) return applied.added + applied.changed + applied.unchanged;
    const auto there = (before ? before->accounts : 0) + applied.added;
    return there - std::min(there, applied.removed);
}

const roster::Finding* fatal(const std::vector<roster::Finding>& findings) {
    const auto found = std::ranges::find(findings, roster::Severity::fatal, &roster::Finding::severity);
    return found == findings.end() ? nullptr : &*found;
}

}  // namespace

store::Connected connected(ConnectionKind kind) noexcept {
    return kind == ConnectionKind::graph ? store::Connected::directory : store::Connected::roster;
}

std::optional<Problem> Connector::ended() {
    if (const auto over = outer_.ended()) return over;
    if (school_ == SchoolId{}) return std::nullopt;
    const auto one = connection(school_);
    return one && one->state == store::Switch::off ? std::optional{Problem::switched_off} : std::nullopt;
}

Report Connector::run(store::Consent consent) {
    Report report;
    report.failure = find_school(report);
    school_ = report.school;
    if (!report.failure) {
        if (const auto over = ended()) report.failure = Failure{*over, "before it began", {}};
    }
    if (!report.failure)
        report.failure = set_.kind == ConnectionKind::graph ? read_directory(report, consent) : read_administration(report);
    if (!cut_short(report.failure)) record(report);
    return report;
}

std::optional<store::Connection> Connector::connection(SchoolId school) {
    const auto one = on_people([&] { return store::connection(*parts_.stores.schools, school, connected(set_.kind)); });
    return one ? *one : std::nullopt;
}

std::optional<store::Run> Connector::last_run() {
    const auto found = on_people([&] { return parts_.stores.people->school(set_.school); });
    if (!found || !*found) return {};
    const auto one = connection((*found)->id);
    return one ? one->last : std::nullopt;
}

Connector::Done Connector::find_school(Report& report) {
    const auto found = on_people([&] { return parts_.stores.people->school(set_.school); });
    if (!found) return not_kept(found.error());
    if (*found) report.school = (*found)->id;
    if (!*found && parts_.stores.endings) {
        // Of a school whose contract ended nothing is asked, whatever the settings still say.
        const auto ended = parts_.stores.endings->ended(set_.school);
        if (!ended) return not_kept(ended.error());
        if (*ended) return Failure{Problem::switched_off, "the school has left", {}};
    }
    // Whichever side comes first makes the school; an administration names it when it is applied.
    if (*found || set_.kind != ConnectionKind::graph) return {};
    const auto made =
        on_people([&] { return parts_.stores.schools->keep({.name = set_.school, .brin = set_.school}, "Hoofdlocatie"); });
    if (!made) return not_kept(made.error());
    report.school = *made;
    return {};
}

// ---- directory

Connector::Done Connector::open_directory() {
    if (directory_) return {};
    auto secret = secret_from(set_.secret_file);
    if (!secret) return secret.error();
    GraphOptions options{.connection = set_, .secret = std::move(*secret)};
    auto rules = roster::link_rules(set_.link_rules);
    if (!rules) return Failure{Problem::settings, "connection.link.rules: " + rules.error(), {}};
    options.rules = std::move(*rules);
    directory_ = make_graph(std::move(options), graph_parts());
    return {};
}

Directory* Connector::directory() {
    Report report;
    if (set_.kind != ConnectionKind::graph || find_school(report)) return nullptr;
    school_ = report.school;
    return ended() || open_directory() ? nullptr : directory_.get();
}

Connector::Done Connector::read_directory(Report& report, store::Consent consent) {
    if (auto failed = open_directory()) return failed;
    const auto state = on_people([&] { return parts_.stores.directories->state(report.school); });
    if (!state) return not_kept(state.error());
    auto round = directory_->read(*state);
    if (!round) {
        if (round.error().problem == Problem::sign_in) directory_.reset();  // there may be a new secret by the next run
        return round.error();
    }
    if (const auto over = ended()) return Failure{*over, "before it was kept", {}};
    round->consent = consent;
    const auto count = round->accounts.size() + round->removed.size();
    if (count > 0) {
        if (auto failed = announce(report.school, count, consent)) return failed;
    }
    auto applied = on_people([&] { return parts_.stores.directories->apply(report.school, *round); });
    if (!applied) return refused(applied.error());
    report.round = *applied;
    report.persons = accounts_after(*state, round->extent, *applied);
    if (applied->fate != store::Fate::held_for_consent) return {};
    return Failure{Problem::many_gone,
                   fmt::format("it no longer has the accounts of {} pupils and {} staff", applied->pupils_lost, applied->staff_lost),
                   {}};
}

// ---- administration

std::optional<Instant> Connector::since(const Report& report) {
    if (set_.asking != settings::Asking::when_changed || report.school == SchoolId{}) return {};
    const auto one = connection(report.school);
    if (!one || !one->last_good) return {};
    // A new school year has not been told yet, whatever changed.
    const bool same_year = school::school_year(*one->last_good) == school::school_year(parts_.clock.now());
    return same_year ? one->last_good : std::nullopt;
}

std::expected<Delivery, Failure> Connector::delivery(const Report& report) {
    if (set_.kind != ConnectionKind::uwlr && set_.kind != ConnectionKind::gkv) return read_file(set_, parts_.clock.now());
    const auto secret = secret_from(set_.secret_file);
    if (!secret) return std::unexpected{secret.error()};
    if (set_.kind == ConnectionKind::gkv) return read_gkv(set_, *secret, graph_parts());
    return read_uwlr(set_, *secret, since(report), graph_parts());
}

Connector::Done Connector::read_administration(Report& report) {
    auto read = delivery(report);
    if (!read) return read.error();
    if (!*read) return {};
    auto& [snapshot, findings] = **read;
    report.findings = std::move(findings);
    report.persons = snapshot.pupils.size() + snapshot.staff.size();
    if (const auto* first = fatal(report.findings)) {
        const auto problem = first->place == "brincode" ? Problem::other_school : Problem::refused;
        return Failure{problem, fmt::format("line {}, {}: {}", first->line, first->place, first->message), {}};
    }
    if (snapshot.brin != set_.school)
        return Failure{Problem::other_school, fmt::format("the delivery is of {}", snapshot.brin), {}};
    if (const auto over = ended()) return Failure{*over, "before it was kept", {}};
    return apply(report, snapshot);
}

Connector::Done Connector::apply(Report& report, const roster::Snapshot& snapshot) {
    // A school's first list is announced in the operator's own log: it has none itself yet.
    if (auto failed = announce(report.school, report.persons)) return failed;
    const auto applied = on_people([&] { return parts_.stores.rosters->apply(snapshot); });
    if (!applied && applied.error().remedy == Remedy::correct_input)
        return Failure{Problem::refused, fmt::format("{}: {}", applied.error().operation, applied.error().place), {}};
    if (!applied) return refused(applied.error());
    report.applied = *applied;
    report.school = applied->school;
    if (applied->fate != store::Fate::held_for_consent) return {};
    return Failure{
        Problem::held,
        fmt::format("it would remove {} of the pupils and {} of the staff", applied->pupils.removed, applied->staff.removed),
        {}};
}

// ---- both

// The store holds to the switch too: whoever turned it in that very moment is heard.
Failure Connector::refused(const Error& error) {
    if (const auto over = ended()) return {*over, "before it was kept", {}};
    return not_kept(error);
}

Connector::Done Connector::announce(SchoolId school, std::uint64_t count, store::Consent consent) {
    const audit::Entry entry{
        .at = parts_.clock.now(),
        .act = audit::Act::roster_applied,
        .count = count,
        .detail = fmt::format("{}{}", word(set_.kind), consent == store::Consent::given ? ", removals accepted" : "")};
    const auto kept = ask(*parts_.stores.audit_thread, [&] { return parts_.stores.trail->append(school, entry); });
    if (!kept) return not_kept(kept.error());
    return {};
}

void Connector::record(const Report& report) {
    const auto problem = report.failure ? static_cast<std::uint16_t>(report.failure->problem) : std::uint16_t{0};
    if (report.failure) {
        parts_.log.write(Level::warning, "sync",
                         fmt::format("{} {}: {}: {}", set_.school, word(set_.kind), sync::word(report.failure->problem),
                                     report.failure->place));
    } else {
        parts_.log.write(Level::info, "sync",
                         fmt::format("{} {}: read, {} persons, {} findings", set_.school, word(set_.kind), report.persons,
                                     report.findings.size()));
    }
    if (report.school == SchoolId{}) return;
    const store::Run run{parts_.clock.now(), problem, report.findings.size(), report.persons};
    const auto kept = on_people([&] { return parts_.stores.schools->ran(report.school, connected(set_.kind), run); });
    if (!kept) parts_.log.write(Level::warning, "sync", fmt::format("{}: how it went could not be kept", set_.school));
}

Report run_once(const Parts& parts, const settings::Connection& connection, Going& going, store::Consent consent) {
    return Connector{parts, connection, going}.run(consent);
}

}  // namespace monitor::sync
