// cli: `monitor directory sync|status`: which accounts does Microsoft 365 have for a school, and when was that last read?

#include <algorithm>
#include <iostream>
#include <memory>
#include <thread>

#include <fmt/format.h>

#include "answer.hpp"
#include "commands/commands.hpp"
#include "monitor/fetch/fetch.hpp"
#include "monitor/sync/run.hpp"
#include "office.hpp"

namespace monitor::cli {
namespace {

struct Given {
    std::string school{};
    store::Consent removals{};
};

// Waits as long as it is asked to; who typed the command may end it.
class AsLongAsItTakes final : public sync::Going {
public:
    std::optional<sync::Problem> ended() override { return std::nullopt; }
    void wait(std::chrono::milliseconds span) override { std::this_thread::sleep_for(span); }
    std::stop_token token() override { return {}; }
};

std::expected<std::vector<settings::Connection>, Exit> directories(const Context& context, const Office& office,
                                                                   const Given& given) {
    std::vector<settings::Connection> all;
    for (const auto& one : office.settings.connections) {
        if (one.kind == settings::ConnectionKind::graph && (given.school.empty() || one.school == given.school))
            all.push_back(one);
    }
    if (!all.empty()) return all;
    if (given.school.empty()) return std::unexpected{failed(context, Exit::not_found, Word::no_directory)};
    return std::unexpected{failed(context, Exit::not_found, Word::no_directory_of, given.school)};
}

// ---- sync

Exit exit_for(sync::Problem problem) {
    using enum sync::Problem;
    const bool passing = problem == unreachable || problem == busy || problem == service || problem == not_understood;
    return passing ? Exit::unavailable : problem == not_permitted ? Exit::not_permitted : Exit::failure;
}

toml::table described(const std::string& brin, const sync::Report& report, const Context& context) {
    toml::table told{{"school", brin}, {"accounts", static_cast<std::int64_t>(report.persons)}};
    if (report.failure) {
        told.insert("problem", std::string{sync::word(report.failure->problem)});
        told.insert("place", report.failure->place);
        told.insert("advice", std::string{sync::advice(report.failure->problem, context.language)});
    }
    if (!report.round) return told;
    const auto& round = *report.round;
    for (const auto& [name, count] : {std::pair{"added", round.added},
                                      {"changed", round.changed},
                                      {"removed", round.removed},
                                      {"unchanged", round.unchanged},
                                      {"linked", round.linked},
                                      {"doubtful", round.doubtful},
                                      {"pupils_lost", round.pupils_lost},
                                      {"staff_lost", round.staff_lost},
                                      {"sessions_ended", round.sessions_ended}})
        told.insert(name, static_cast<std::int64_t>(count));
    return told;
}

std::string counted(const sync::Report& report) {
    if (!report.round) return {};
    const auto& round = *report.round;
    return fmt::format("{} accounts (+{} ~{} -{}), {} linked, {} doubtful, {} sessions ended", report.persons, round.added,
                       round.changed, round.removed, round.linked, round.doubtful, round.sessions_ended);
}

Exit run_sync(const Context& context, const Given& given) {
    auto office = open_office(context, Opening::make_if_needed);
    if (!office) return office.error();
    const auto all = directories(context, **office, given);
    if (!all) return all.error();
    const auto fetch = fetch::make_fetch((*office)->settings.tls == settings::Tls::plain_loopback ? fetch::Loopback::plain_allowed
                                                                                                  : fetch::Loopback::refused);
    AsLongAsItTakes going;
    toml::array schools;
    auto exit = Exit::ok;
    for (const auto& connection : *all) {
        tell(context, Word::directory_reading, connection.school);
        const auto report =
            sync::run_once({(*office)->stores, *fetch, context.random, context.clock, (*office)->log}, connection, going,
                           given.removals);
        schools.push_back(described(connection.school, report, context));
        if (!report.failure) {
            tell(context, Word::directory_read, connection.school, counted(report));
            continue;
        }
        tell(context, Word::directory_failed, connection.school, sync::advice(report.failure->problem, context.language));
        exit = exit_for(report.failure->problem);
    }
    if (context.format == Format::json) print_json(toml::table{{"schools", std::move(schools)}});
    return exit;
}

// ---- status

struct Status {
    std::string brin{};
    std::optional<store::DirectoryState> state{};
    std::optional<store::Connection> connection{};
};

std::expected<Status, Error> status_of(Office& office, const std::string& brin) {
    return office.on_people([&]() -> std::expected<Status, Error> {
        Status status{.brin = brin};
        const auto school = office.stores.people->school(brin);
        if (!school) return std::unexpected{school.error()};
        if (!*school) return status;
        auto state = office.stores.directories->state((*school)->id);
        if (!state) return std::unexpected{state.error()};
        status.state = std::move(*state);
        auto connection = store::connection(*office.stores.schools, (*school)->id, store::Connected::directory);
        if (!connection) return std::unexpected{connection.error()};
        status.connection = std::move(*connection);
        return status;
    });
}

std::optional<sync::Problem> problem_of(const Status& status) {
    return status.connection && status.connection->last ? sync::problem_from(status.connection->last->problem) : std::nullopt;
}

toml::table described(const Status& status, const Context& context) {
    const bool off = status.connection && status.connection->state == store::Switch::off;
    toml::table told{{"school", status.brin}, {"state", off ? "off" : "on"}};
    if (status.state) {
        told.insert("accounts", static_cast<std::int64_t>(status.state->accounts));
        told.insert("linked", static_cast<std::int64_t>(status.state->linked));
        told.insert("doubtful", static_cast<std::int64_t>(status.state->doubtful));
        if (status.state->read) told.insert("read_at", written(*status.state->read));
    }
    if (status.connection && status.connection->last) told.insert("last_run_at", written(status.connection->last->at));
    if (status.connection && status.connection->last_good) told.insert("last_good_at", written(*status.connection->last_good));
    if (const auto problem = problem_of(status)) {
        told.insert("problem", std::string{sync::word(*problem)});
        told.insert("advice", std::string{sync::advice(*problem, context.language)});
    }
    return told;
}

Exit run_status(const Context& context, const Given& given) {
    auto office = open_office(context, Opening::existing_only);
    if (!office) return office.error();
    const auto all = directories(context, **office, given);
    if (!all) return all.error();
    toml::array schools;
    Columns columns{{"school", "read", "accounts", "linked", "doubtful", "problem"}};
    for (const auto& connection : *all) {
        const auto status = status_of(**office, connection.school);
        if (!status) return failed(context, status.error());
        schools.push_back(described(*status, context));
        const auto state = status->state.value_or(store::DirectoryState{});
        const auto problem = problem_of(*status);
        columns.add({status->brin, state.read ? written(*state.read) : "-", std::to_string(state.accounts),
                     std::to_string(state.linked), std::to_string(state.doubtful),
                     problem ? std::string{sync::word(*problem)} : "-"});
        if (problem) tell(context, Word::directory_failed, status->brin, sync::advice(*problem, context.language));
    }
    print(context, toml::table{{"schools", std::move(schools)}}, columns);
    return Exit::ok;
}

}  // namespace

void add_directory(Command monitor) {
    const auto directory = monitor.word("directory", Word::help_directory);
    const auto given = std::make_shared<Given>();
    const SchoolCommands<Given> command{directory, given};
    command("sync", Word::help_directory_sync, run_sync,
            "  monitor directory sync\n  monitor directory sync --school 99XX --json\n"
            "  monitor directory sync --school 99XX --accept-removals")
        .flag(
            "--accept-removals", [given] { given->removals = store::Consent::given; }, Word::help_accept_removals);
    command("status", Word::help_directory_status, run_status, "  monitor directory status\n  monitor directory status --json");
}

}  // namespace monitor::cli
