// Does one run announce, apply and record, in that order, and change nothing when anything is wrong?

#include <fstream>

#include "support/oneroster_small.hpp"
#include "unit/sync/stores_of_test.hpp"

using namespace monitor;
using namespace monitor::test;
using sync::Problem;

TEST_CASE("a directory's run is announced, applied and recorded, in that order", "[sync][run]") {
    SyncOfTest sync;
    sync.graph.last(sync.graph.first_users, sync.graph.user("a") + "," + sync.graph.user("b"), "d1");
    const auto report = sync.run(sync.directory_connection());
    CHECK(SyncOfTest::word(report) == "good");
    CHECK(report.persons == 2);
    CHECK(sync.kept.told() == "audit graph 2, apply, ran 0");
    CHECK(report.round->added == 2);
}

TEST_CASE("a directory that is read before any roster makes the school, by its BRIN", "[sync][run]") {
    SyncOfTest sync;
    sync.graph.last(sync.graph.first_users, sync.graph.user("a"));
    (void)sync.run(sync.directory_connection());
    REQUIRE(sync.kept.schools.size() == 1);
    CHECK(sync.kept.schools[0].brin == "99XX");
    (void)sync.run(sync.directory_connection());
    CHECK(sync.kept.schools.size() == 1);
}

TEST_CASE("the place where we were is kept only with what was read up to there", "[sync][run]") {
    SyncOfTest sync;
    sync.graph.last(sync.graph.first_users, sync.graph.user("a"), "d1");
    (void)sync.run(sync.directory_connection());
    const auto before = sync.kept.state->resume;
    sync.graph.page(sync.graph.root + "d1", sync.graph.user("b"), sync.graph.root + "p2", "");
    sync.graph.fetch.reply(sync.graph.root + "p2", 200, R"({"value":[{"id":)");
    CHECK(SyncOfTest::word(sync.run(sync.directory_connection())).find("not_understood") == 0);
    CHECK(sync.kept.state->resume == before);
    CHECK(sync.kept.rounds.size() == 1);
    CHECK(sync.kept.of(store::Connected::directory).last->problem == static_cast<int>(Problem::not_understood));
    sync.graph.last(sync.graph.root + "p2", sync.graph.user("c"), "d2");
    CHECK(SyncOfTest::word(sync.run(sync.directory_connection())) == "good");
    CHECK(GraphOfTest::who(sync.kept.rounds.back().accounts) == "b c ");
}

TEST_CASE("a round in which nothing changed keeps the list fresh and writes no line in the log", "[sync][run]") {
    SyncOfTest sync;
    sync.graph.last(sync.graph.first_users, sync.graph.user("a"), "d1");
    (void)sync.run(sync.directory_connection());
    sync.graph.last(sync.graph.root + "d1", "", "d2");
    sync.kept.order.clear();
    (void)sync.run(sync.directory_connection());
    CHECK(sync.kept.told() == "apply, ran 0");
}

TEST_CASE("what cannot be announced is not done", "[sync][run]") {
    SyncOfTest sync;
    sync.graph.last(sync.graph.first_users, sync.graph.user("a"));
    sync.kept.refuses = Error{Remedy::ask_operator, "append to the log", 28, "audit.db"};
    const auto report = sync.run(sync.directory_connection());
    CHECK(SyncOfTest::word(report) == "not_kept: append to the log: audit.db (28)");
    CHECK(sync.kept.rounds.empty());
    CHECK(sync.kept.told() == "ran 15");
}

TEST_CASE("a secret that others may read, or that is not there, is not used", "[sync][run]") {
    SyncOfTest sync;
    auto set = sync.directory_connection();
    (void)sync.file("graph-secret", "s&cret", 0644);
    CHECK(SyncOfTest::word(sync.run(set)) == "secret: secret_file: others may read it (chmod 0600)");
    set.secret_file = "/nowhere/at/all";
    CHECK(SyncOfTest::word(sync.run(set)) == "secret: secret_file: is not there");
    set.secret_file = sync.file("empty", "\n");
    CHECK(SyncOfTest::word(sync.run(set)) == "secret: secret_file: is empty");
    set.secret_file = sync.file("long", std::string(5000, 'x'));
    CHECK(SyncOfTest::word(sync.run(set)).find("longer than 4096 bytes") != std::string::npos);
    CHECK(sync.graph.fetch.asked().empty());
}

TEST_CASE("the secret is what stands in the file, without the end of its line", "[sync][run]") {
    SyncOfTest sync;
    sync.graph.last(sync.graph.first_users, sync.graph.user("a"));
    (void)sync.run(sync.directory_connection());
    CHECK(sync.graph.fetch.asked()[0].body.find("client_secret=s%26cret&") != std::string::npos);
}

TEST_CASE("a link rule that cannot be read is told, and nobody is asked", "[sync][run]") {
    SyncOfTest sync;
    auto set = sync.directory_connection();
    set.link_rules = {"number", "shoe size"};
    CHECK(SyncOfTest::word(sync.run(set)).find("settings: connection.link.rules: ") == 0);
    CHECK(sync.graph.fetch.asked().empty());
    sync.graph.last(sync.graph.first_users, sync.graph.user("a"));
    set.link_rules = {"number"};
    (void)sync.run(set);
    CHECK(sync.kept.rounds.back().rules == std::vector{roster::LinkRule{roster::RuleKind::number, ""}});
}

TEST_CASE("a run that was stopped or switched off changes and records nothing", "[sync][run]") {
    for (const auto problem : {Problem::stopped, Problem::switched_off}) {
        SyncOfTest sync;
        sync.graph.last(sync.graph.first_users, sync.graph.user("a"));
        sync.graph.going.with = problem;
        for (const int after : {0, 1, 3, 4}) {
            sync.graph.going.end_after = after;
            const auto report = sync.run(sync.directory_connection());
            REQUIRE(report.failure);
            CHECK(report.failure->problem == problem);
        }
        CHECK(sync.kept.order.empty());
    }
}

TEST_CASE("one who switches off in the very moment of keeping is heard", "[sync][run]") {
    SyncOfTest sync;
    sync.kept.schools = {{the_school, "De Regenboog", "99XX"}};
    sync.graph.last(sync.graph.first_users, "");  // nothing to announce: the store is the first to refuse
    sync.kept.refuses = Error{Remedy::ask_operator, "apply a round", 0, "connection: switched off by the school"};
    sync.kept.switched_off_by_refusal = true;
    const auto report = sync.run(sync.directory_connection());
    CHECK(SyncOfTest::word(report) == "switched_off: before it was kept");
    CHECK(sync.kept.order.empty());
}

TEST_CASE("a file of the administration is read anew at each run", "[sync][run]") {
    SyncOfTest sync;
    const std::string edexml =
        R"(<?xml version="1.0" encoding="UTF-8"?><EDEX><school><schooljaar>2026-2027</schooljaar><brincode>BRIN</brincode></school>
<groepen><groep key="5a"><naam>5A</naam><jaargroep>5</jaargroep></groep></groepen>
<leerlingen><leerling key="1"><achternaam>Bakker</achternaam><roepnaam>Sanne</roepnaam><jaargroep>5</jaargroep><groep key="5a"/></leerling></leerlingen></EDEX>)";
    const auto of = [&](const std::string& brin) { return std::string{edexml}.replace(edexml.find("BRIN"), 4, brin); };
    settings::Connection set{.school = "99XX", .kind = settings::ConnectionKind::edexml};
    set.file = sync.directory.path() / "edex.xml";
    CHECK(SyncOfTest::word(sync.run(set)).find("file: ") == 0);
    (void)sync.file("edex.xml", of("99XX"));
    const auto report = sync.run(set);
    CHECK(SyncOfTest::word(report) == "good");
    CHECK(report.persons == 1);
    REQUIRE(sync.kept.snapshots.size() == 1);
    CHECK(sync.kept.snapshots[0].pupils[0].name == Personal<std::string>{"Sanne B."});
    CHECK(sync.kept.told() == "audit edexml 1, apply, ran 0");
    (void)sync.file("edex.xml", of("12AB"));
    CHECK(SyncOfTest::word(sync.run(set)).find("other_school") == 0);
    (void)sync.file("edex.xml", "<EDEX><school>");
    CHECK(SyncOfTest::word(sync.run(set)).find("refused: line ") == 0);
    CHECK(sync.kept.snapshots.size() == 1);
}

TEST_CASE("changes that a supplier leaves beside its whole delivery are taken in by themselves", "[sync][run]") {
    SyncOfTest sync;
    settings::Connection set{.school = "99XX", .kind = settings::ConnectionKind::oneroster};
    set.file = sync.directory.path() / "oneroster";
    const auto leave = [&](const std::string& name, const oneroster::Texts& files) {
        std::filesystem::create_directories(set.file / name);
        for (const auto& [file, text] : files) std::ofstream{set.file / name / file, std::ios::binary} << text;
    };
    leave("1", oneroster::small_1_1());
    CHECK(SyncOfTest::word(sync.run(set)) == "good");
    leave("2", {{"manifest.csv", "propertyName,value\noneroster.version,1.1\nfile.users,delta\n"},
                {"users.csv", std::string{oneroster::users_1_1} + "ll-2,tobedeleted,,true,99XX01,student,,,,,,,,,,,,\n"}});
    CHECK(SyncOfTest::word(sync.run(set)) == "good");
    REQUIRE(sync.kept.snapshots.size() == 2);
    CHECK(sync.kept.snapshots[0].pupils.size() == 2);
    REQUIRE(sync.kept.snapshots[1].pupils.size() == 1);
    CHECK(sync.kept.snapshots[1].pupils[0].name == Personal<std::string>{"Sanne V."});
    leave("3", {{"manifest.csv", "propertyName,value\noneroster.version,1.1\nfile.users,sometimes\n"}});
    CHECK(SyncOfTest::word(sync.run(set)).find("refused: line 3, 3/manifest.csv:3") == 0);
    CHECK(sync.kept.snapshots.size() == 2);
}

TEST_CASE("a delivery that would remove too many waits, and the run says so", "[sync][run]") {
    SyncOfTest sync;
    sync.kept.fate = store::Fate::held_for_consent;
    settings::Connection set{.school = "99XX", .kind = settings::ConnectionKind::edexml};
    set.file = sync.file("edex.xml", R"(<EDEX><school><schooljaar>2026-2027</schooljaar><brincode>99XX</brincode></school>
<leerlingen><leerling key="1"><roepnaam>Sanne</roepnaam><jaargroep>5</jaargroep></leerling></leerlingen></EDEX>)");
    const auto report = sync.run(set);
    CHECK(SyncOfTest::word(report) == "held: it would remove 7 of the pupils and 0 of the staff");
}

TEST_CASE("a directory that lacks many who were there is held until a person lets it pass, once", "[sync][run]") {
    SyncOfTest sync;
    sync.kept.fate = store::Fate::held_for_consent;
    sync.graph.last(sync.graph.first_users, sync.graph.user("a"), "d1");
    CHECK(SyncOfTest::word(sync.run(sync.directory_connection())) ==
          "many_gone: it no longer has the accounts of 7 pupils and 1 staff");
    CHECK(sync.kept.told() == "audit graph 1, apply, ran 22");
    CHECK_FALSE(sync.kept.of(store::Connected::directory).last_good);
    sync.kept.order.clear();
    CHECK(SyncOfTest::word(sync.run(sync.directory_connection(), store::Consent::given)) == "good");
    CHECK(sync.kept.told() == "audit graph, removals accepted 1, apply, ran 0");
}

TEST_CASE("every problem has a word and tells the school what to do, in both languages", "[sync]") {
    for (std::uint16_t number = 1; number <= 22; ++number) {
        const auto problem = sync::problem_from(number);
        REQUIRE(problem);
        CHECK(sync::word(*problem) != "unknown");
        CHECK(sync::advice(*problem, Language::nl).size() > 40);
        CHECK(sync::advice(*problem, Language::nl) != sync::advice(*problem, Language::en));
    }
    CHECK_FALSE(sync::problem_from(0));
    CHECK_FALSE(sync::problem_from(23));
}
