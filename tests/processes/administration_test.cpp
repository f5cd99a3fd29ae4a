// Does our side of UWLR and GKV agree with a service that speaks them, in a process of its own?

#include <filesystem>
#include <fstream>
#include <memory>

#include <catch2/catch.hpp>

#include "monitor/fetch/fetch.hpp"
#include "monitor/seal/secret.hpp"
#include "monitor/sync/run.hpp"
#include "processes/beside.hpp"
#include "processes/program.hpp"
#include "support/store_of_test.hpp"

using namespace monitor;
using namespace monitor::test;
using sync::Problem;

namespace {

/// The administration of the demo's school, and a real store.
struct Administration {
    Temporary directory;
    ManualClock clock{Instant{std::chrono::sys_days{std::chrono::year{2026} / 9 / 1}} + 7h};
    NoLog log;
    std::unique_ptr<Random> random{seal::system_random()};
    std::unique_ptr<fetch::Fetch> fetch{fetch::make_fetch(fetch::Loopback::plain_allowed)};
    store::Stores stores{};
    std::string url{"http://127.0.0.1:" + std::to_string(free_port())};
    std::unique_ptr<Program> service{};
    Hasty going;

    Administration() {
        stores = must(store::open({.directory = directory.path() / "store", .keys = directory.path() / "keys" / "keys"}, clock,
                                  *random, log));
        key("s<3cret>");
        service =
            std::make_unique<Program>(std::vector<std::string>{MONITOR_NODE, MONITOR_CLASSROOM "/directory/administration.mjs",
                                                               "--port", url.substr(url.rfind(':') + 1), "--edex",
                                                               MONITOR_CLASSROOM "/EDEX.xml", "--key", "s&lt;3cret&gt;"},
                                      directory.path() / "service.log");
        REQUIRE(soon([&] { return fetch->fetch({.url = url + "/"}).has_value(); }, 30s));
    }
    void key(const std::string& text) {
        std::ofstream{directory.path() / "key"} << text;
        std::filesystem::permissions(directory.path() / "key",
                                     std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    }
    [[nodiscard]] settings::Connection connection(settings::ConnectionKind kind) {
        settings::Connection set{.school = "99XX", .kind = kind};
        set.url = url + (kind == settings::ConnectionKind::gkv ? "/gkv" : "/uwlr");
        set.secret_file = directory.path() / "key";
        set.customer = "K-1 & zoon";
        set.customer_name = "De Regenboog";
        return set;
    }
    sync::Report run(const settings::Connection& set) {
        return sync::run_once({stores, *fetch, *random, clock, log}, set, going);
    }
    static std::string word(const sync::Report& report) {
        return report.failure ? std::string{sync::word(report.failure->problem)} + ": " + report.failure->place : "good";
    }
};

using settings::ConnectionKind;

}  // namespace

TEST_CASE("over UWLR, whole and staged give the same school", "[processes]") {
    Administration las;
    const auto whole = las.run(las.connection(ConnectionKind::uwlr));
    REQUIRE(Administration::word(whole) == "good");
    REQUIRE(whole.applied);
    CHECK(whole.applied->fate == store::Fate::applied);
    CHECK(whole.applied->pupils.added > 5);
    CHECK(whole.applied->staff.added > 1);
    auto staged = las.connection(ConnectionKind::uwlr);
    staged.delivery = settings::Delivery::staged;
    const auto again = las.run(staged);
    REQUIRE(Administration::word(again) == "good");
    CHECK(again.applied->pupils.unchanged == whole.applied->pupils.added);
    CHECK(again.applied->staff.unchanged == whole.applied->staff.added);
    CHECK(again.applied->groups.added + again.applied->groups.removed == 0);
}

TEST_CASE("over UWLR, a wrong key, a wrong school and faults are told as what they are", "[processes]") {
    Administration las;
    auto set = las.connection(ConnectionKind::uwlr);
    set.school = "12AB";
    CHECK(Administration::word(las.run(set)) == "empty: HaalLeerlinggegevens: geengegevens");
    las.key("another");
    CHECK(Administration::word(las.run(las.connection(ConnectionKind::uwlr))) ==
          "authorisation: HaalLeerlinggegevens: Fault/Client.AutorisatieOngeldig");
    set.url += "?fault=Server.TijdelijkNietBeschikbaar";
    CHECK(Administration::word(las.run(set)) == "service: HaalLeerlinggegevens: Fault/Server.TijdelijkNietBeschikbaar");
    set.url = las.url + "/elsewhere";
    CHECK(Administration::word(las.run(set)) == "settings: HaalLeerlinggegevens: HTTP 404");
}

TEST_CASE("over GKV, pupils and staff come in two answers and are one school", "[processes]") {
    Administration las;
    const auto report = las.run(las.connection(ConnectionKind::gkv));
    REQUIRE(Administration::word(report) == "good");
    CHECK(report.applied->pupils.added > 5);
    CHECK(report.applied->staff.added > 1);
    CHECK(report.applied->groups.added == 2);
    las.key("another");
    CHECK(Administration::word(las.run(las.connection(ConnectionKind::gkv))).find("message: ") == 0);
}
