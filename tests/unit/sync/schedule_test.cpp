// Does each connection run in its own time, come back after a failure, and end when it must?

#include "monitor/sync/schedule.hpp"

#include "support/manual_executor.hpp"
#include "sync/timing.hpp"
#include "unit/sync/stores_of_test.hpp"

using namespace monitor;
using namespace monitor::test;
using sync::next_run;
using sync::Past;
using sync::Problem;

namespace {

Instant utc(unsigned day, std::chrono::minutes time) {
    return Instant{std::chrono::sys_days{std::chrono::year{2026} / 9 / std::chrono::day{day}}} + time;
}

/// The thread of the test, lent to every connection.
class Lent final : public Executor {
public:
    explicit Lent(Executor& to) : to_{to} {}
    void post(Task task) override { to_.post(std::move(task)); }
    void post_at(Tick when, Task task) override { to_.post_at(when, std::move(task)); }

private:
    Executor& to_;
};

struct Scheduled : SyncOfTest {
    ManualExecutor thread{graph.clock};
    std::unique_ptr<sync::Schedule> schedule{};

    void open(std::vector<settings::Connection> connections) {
        schedule = sync::make_schedule(parts(), std::move(connections),
                                       {"https://school.example", [this] { return std::make_unique<Lent>(thread); }});
    }
    void quiet_directory() {
        graph.last(graph.first_users, graph.user("a"), "d1");
        graph.last(graph.root + "d1", "", "d1");
    }
    int rounds() const { return static_cast<int>(kept.rounds.size()); }
};

}  // namespace

TEST_CASE("a directory is read every quarter of an hour, with a little luck in it", "[sync][schedule]") {
    const settings::Connection set{.kind = settings::ConnectionKind::graph, .every = 15min};
    const auto now = utc(1, 9h);
    CHECK(next_run(set, {}, now, 0.5) == now);
    CHECK(next_run(set, {.last = now}, now, 0.0) == now + 15min);
    CHECK(next_run(set, {.last = now}, now, 0.999) < now + 17min);
    CHECK(next_run(set, {.last = now - 3h}, now, 0.0) < now);           // it was missed
    CHECK(next_run(set, {.last = now + 3h}, now, 0.0) == now + 15min);  // the clock was set back
}

TEST_CASE("an administration is read at its time of day, and at once when that was missed", "[sync][schedule]") {
    const settings::Connection set{.kind = settings::ConnectionKind::uwlr, .at = 2h + 15min};
    CHECK(next_run(set, {.last = utc(1, 15min)}, utc(1, 9h), 0.0) == utc(2, 15min));
    CHECK(next_run(set, {.last = utc(1, 15min)}, utc(1, 9h), 0.999) < utc(2, 21min));
    CHECK(next_run(set, {.last = utc(1, 15min)}, utc(4, 9h), 0.0) < utc(4, 9h));
}

TEST_CASE("after a failure the pauses grow up to an hour", "[sync][schedule]") {
    const settings::Connection set{.kind = settings::ConnectionKind::uwlr, .at = 2h + 15min};
    const auto now = utc(1, 30min);
    for (const auto& [failures, pause] :
         {std::pair{1, std::chrono::milliseconds{1min}}, {2, 2min}, {3, 4min}, {6, 32min}, {7, 60min}, {50, 60min}}) {
        const Past past{.last = now, .problem = Problem::unreachable, .failures = failures};
        CHECK(next_run(set, past, now, 0.0) == now + pause);
        CHECK(next_run(set, past, now, 0.999) < now + pause + pause / 4);
    }
}

TEST_CASE("a pause that the service asked for is kept to", "[sync][schedule]") {
    const settings::Connection set{.kind = settings::ConnectionKind::graph, .every = 15min};
    const auto now = utc(1, 9h);
    CHECK(next_run(set, {.last = now, .problem = Problem::busy, .failures = 1, .pause = 3h}, now, 0.0) == now + 3h);
}

TEST_CASE("what does not pass by itself is not asked again before its time", "[sync][schedule]") {
    const settings::Connection set{.kind = settings::ConnectionKind::uwlr, .at = 2h + 15min};
    for (const auto problem : {Problem::held, Problem::refused, Problem::other_school, Problem::empty})
        CHECK(next_run(set, {.last = utc(1, 9h), .problem = problem, .failures = 1}, utc(1, 9h), 0.0) == utc(2, 15min));
}

TEST_CASE("what was never read is read at once, and then every quarter of an hour", "[sync][schedule]") {
    Scheduled sync;
    sync.quiet_directory();
    sync.open({sync.directory_connection()});
    sync.thread.run();
    CHECK(sync.rounds() == 1);
    sync.thread.run_for(14min);
    CHECK(sync.rounds() == 1);
    sync.thread.run_for(3min);
    CHECK(sync.rounds() == 2);
    sync.thread.run_for(2h);
    CHECK(sync.rounds() >= 8);
    const auto planned = sync.schedule->planned();
    REQUIRE(planned.size() == 1);
    CHECK(planned[0].school == "99XX");
    CHECK(planned[0].doing == sync::Doing::waiting);
    REQUIRE(planned[0].next);
    CHECK(*planned[0].next > sync.graph.clock.now());
}

TEST_CASE("a restart does not ask everything anew: how the last run went is known", "[sync][schedule]") {
    Scheduled sync;
    sync.quiet_directory();
    sync.kept.schools = {{the_school, "De Regenboog", "99XX"}};
    sync.kept.of(store::Connected::directory).last = store::Run{.at = sync.graph.clock.now() - 5min};
    sync.open({sync.directory_connection()});
    sync.thread.run();
    CHECK(sync.rounds() == 0);
    sync.thread.run_for(12min);
    CHECK(sync.rounds() == 1);
}

TEST_CASE("who asks is served at once, and a wrong name wakes nobody", "[sync][schedule]") {
    Scheduled sync;
    sync.quiet_directory();
    sync.open({sync.directory_connection()});
    sync.thread.run();
    sync.schedule->wake("99XX", store::Connected::directory);
    sync.thread.run();
    CHECK(sync.rounds() == 2);
    sync.schedule->wake("99XX", store::Connected::roster);
    sync.schedule->wake("12AB", store::Connected::directory);
    sync.thread.run();
    CHECK(sync.rounds() == 2);
}

TEST_CASE("a directory that was held passes in one run once a person lets it, and is guarded again after that", "[sync][schedule]") {
    Scheduled sync;
    sync.quiet_directory();
    sync.kept.fate = store::Fate::held_for_consent;
    sync.open({sync.directory_connection()});
    sync.thread.run();
    REQUIRE(sync.rounds() == 1);
    CHECK(sync.kept.rounds.back().consent == store::Consent::guard);
    sync.schedule->accept("12AB");
    sync.thread.run();
    CHECK(sync.rounds() == 1);
    sync.schedule->accept("99XX");
    sync.thread.run();
    CHECK(sync.rounds() == 2);
    CHECK(sync.kept.rounds.back().consent == store::Consent::given);
    sync.schedule->wake("99XX", store::Connected::directory);
    sync.thread.run();
    CHECK(sync.kept.rounds.back().consent == store::Consent::guard);
}

TEST_CASE("a failed run comes back by itself, before its usual time", "[sync][schedule]") {
    Scheduled sync;
    sync.graph.refuse(sync.graph.first_users, 403, "Authorization_RequestDenied");
    sync.open({sync.directory_connection()});
    sync.thread.run();
    CHECK(sync.rounds() == 0);
    sync.quiet_directory();
    sync.thread.run_for(2min);
    CHECK(sync.rounds() == 1);
}

TEST_CASE("a connection that is switched off is not read, and is again when it is on", "[sync][schedule]") {
    Scheduled sync;
    sync.quiet_directory();
    sync.kept.schools = {{the_school, "De Regenboog", "99XX"}};
    sync.kept.of(store::Connected::directory).state = store::Switch::off;
    sync.open({sync.directory_connection()});
    sync.thread.run_for(1h);
    CHECK(sync.rounds() == 0);
    CHECK(sync.graph.fetch.asked().empty());
    sync.kept.of(store::Connected::directory).state = store::Switch::on;
    sync.thread.run_for(20min);
    CHECK(sync.rounds() >= 1);
}

TEST_CASE("switching off in the middle of a run ends it without a change", "[sync][schedule]") {
    Scheduled sync;
    sync.kept.schools = {{the_school, "De Regenboog", "99XX"}};
    sync.graph.fetch.reply(sync.graph.first_users, [&](const fetch::Ask&) {
        sync.kept.of(store::Connected::directory).state = store::Switch::off;
        return fetch::Answer{
            200, {}, R"({"value":[)" + sync.graph.user("a") + R"(],"@odata.deltaLink":")" + sync.graph.root + "d1\"}"};
    });
    sync.open({sync.directory_connection()});
    sync.thread.run();
    CHECK(sync.graph.fetch.times(sync.graph.first_users) == 1);
    CHECK(sync.kept.order.empty());
}

TEST_CASE("stopping ends what runs, and nothing else begins", "[sync][schedule]") {
    Scheduled sync;
    sync.graph.fetch.reply(sync.graph.first_users, [&](const fetch::Ask&) {
        sync.schedule->stop();
        return fetch::Answer{
            200, {}, R"({"value":[)" + sync.graph.user("a") + R"(],"@odata.deltaLink":")" + sync.graph.root + "d1\"}"};
    });
    sync.open({sync.directory_connection()});
    sync.thread.run();
    CHECK(sync.graph.fetch.times(sync.graph.first_users) == 1);
    sync.schedule->wake("99XX", store::Connected::directory);
    sync.thread.run_for(1h);
    CHECK(sync.graph.fetch.times(sync.graph.first_users) == 1);
    CHECK(sync.kept.order.empty());
}

TEST_CASE("stopping cuts off the question that is under way, and it is not asked again", "[sync][schedule]") {
    Scheduled sync;
    std::stop_token token;
    sync.graph.fetch.reply(sync.graph.first_users, [&](const fetch::Ask& ask) -> std::expected<fetch::Answer, Error> {
        CHECK(ask.stop.stop_possible());
        CHECK_FALSE(ask.stop.stop_requested());
        sync.schedule->stop();
        token = ask.stop;
        return std::unexpected{Error{Remedy::try_again, "ask a host", 0, "took too long"}};
    });
    sync.open({sync.directory_connection()});
    sync.thread.run();
    CHECK(token.stop_requested());
    CHECK(sync.graph.fetch.times(sync.graph.first_users) == 1);
    CHECK(sync.kept.order.empty());
}

TEST_CASE("with notices on, Graph is asked to tell us, with a state nobody can guess, and once a day for longer",
          "[sync][schedule]") {
    Scheduled sync;
    sync.quiet_directory();
    auto set = sync.directory_connection();
    set.notifications = settings::Notifications::on;
    const auto subscriptions = sync.graph.root + "subscriptions";
    sync.graph.fetch.reply(subscriptions, 201, R"({"id":"sub-1"})");
    sync.graph.fetch.reply(subscriptions + "/sub-1", 200, "{}");
    sync.open({set});
    sync.thread.run_for(23h);
    CHECK(sync.graph.fetch.times(subscriptions) == 1);
    CHECK(sync.graph.fetch.times(subscriptions + "/sub-1") == 0);
    sync.thread.run_for(2h);
    CHECK(sync.graph.fetch.times(subscriptions + "/sub-1") == 1);
    std::string asked;
    for (const auto& ask : sync.graph.fetch.asked())
        if (ask.url == subscriptions) asked = ask.body;
    const auto at = asked.find(R"("clientState":")") + 15;
    const auto state = asked.substr(at, asked.find('"', at) - at);
    CHECK(state.size() == 43);  // 32 bytes
    CHECK(asked.find("https://school.example/directory/notifications") != std::string::npos);

    const auto before = sync.rounds();
    const std::string tenant{GraphOfTest::tenant};
    const auto told = [&](const std::string& with, const std::string& more = "") {
        return sync.schedule
            ->notified("", R"({"value":[{"subscriptionId":"sub-1","tenantId":")" + tenant + R"(","clientState":")" + with + "\"" +
                               more + "}]}")
            .status;
    };
    CHECK(told("a guess") == 202);
    sync.thread.run();
    CHECK(sync.rounds() == before);
    CHECK(told(state) == 202);
    sync.thread.run();
    CHECK(sync.rounds() == before + 1);
    CHECK(told(state, R"(,"lifecycleEvent":"subscriptionRemoved")") == 202);
    sync.thread.run();
    CHECK(sync.graph.fetch.times(subscriptions) == 2);
    CHECK(sync.schedule->notified("", "nonsense").status == 400);
    const auto validated = sync.schedule->notified("validationToken=a%20b", "");
    CHECK(validated.status == 200);
    CHECK(validated.body == "a b");
}

TEST_CASE("a subscription that Graph refuses is tried again, less and less often, and one that it forgot is made anew",
          "[sync][schedule]") {
    Scheduled sync;
    sync.quiet_directory();
    auto set = sync.directory_connection();
    set.notifications = settings::Notifications::on;
    const auto subscriptions = sync.graph.root + "subscriptions";
    sync.graph.refuse(subscriptions, 400, "ValidationError");
    sync.open({set});
    sync.thread.run_for(29s);
    CHECK(sync.graph.fetch.times(subscriptions) == 1);
    sync.thread.run_for(8min);
    CHECK(sync.graph.fetch.times(subscriptions) == 5);  // after 30 s, 1, 2 and 4 minutes
    CHECK(sync.rounds() == 1);
    sync.graph.fetch.reply(subscriptions, 201, R"({"id":"sub-1"})");
    sync.thread.run_for(10min);
    CHECK(sync.graph.fetch.times(subscriptions) == 6);
    sync.graph.refuse(subscriptions + "/sub-1", 404, "ResourceNotFound");
    sync.thread.run_for(24h);
    CHECK(sync.graph.fetch.times(subscriptions) == 7);
}

TEST_CASE("after a restart Graph is asked to tell us at once, though there is nothing to read yet", "[sync][schedule]") {
    Scheduled sync;
    sync.kept.schools = {{the_school, "De Regenboog", "99XX"}};
    sync.kept.of(store::Connected::directory).last = store::Run{.at = sync.graph.clock.now() - 5min};
    sync.graph.fetch.reply(sync.graph.root + "subscriptions", 201, R"({"id":"sub-1"})");
    auto set = sync.directory_connection();
    set.notifications = settings::Notifications::on;
    sync.open({set});
    sync.thread.run();
    CHECK(sync.rounds() == 0);
    CHECK(sync.graph.fetch.times(sync.graph.root + "subscriptions") == 1);
}

TEST_CASE("a connection that is switched off asks nobody to tell it anything", "[sync][schedule]") {
    Scheduled sync;
    sync.kept.schools = {{the_school, "De Regenboog", "99XX"}};
    sync.kept.of(store::Connected::directory).state = store::Switch::off;
    auto set = sync.directory_connection();
    set.notifications = settings::Notifications::on;
    sync.open({set});
    sync.thread.run_for(1h);
    CHECK(sync.graph.fetch.asked().empty());
}

TEST_CASE("two schools run beside each other, and one that fails does not keep the other", "[sync][schedule]") {
    Scheduled sync;
    sync.quiet_directory();
    auto file = settings::Connection{.school = "12AB", .kind = settings::ConnectionKind::edexml};
    file.file = "/nowhere/edex.xml";
    sync.open({file, sync.directory_connection()});
    sync.thread.run();
    CHECK(sync.rounds() == 1);
    CHECK(sync.schedule->planned().size() == 2);
}
