// privacy: does the answer to a request for access hold everything about one person, and nothing about another?

#include "monitor/privacy/access.hpp"
#include "monitor/privacy/ending.hpp"

#include <set>

#include "support/directory_of_test.hpp"
#include "support/store_of_test.hpp"

using namespace monitor;
using namespace monitor::test;

namespace {

template <class Persons>
auto of(const Persons& persons, const char* name) {
    const auto at = std::ranges::find_if(persons, [&](const auto& one) { return one.name == school::Name{name}; });
    REQUIRE(at != persons.end());
    return at->id;
}

/// A teacher looked along with the group for a quarter, with one pupil large in it; another pupil was in the same view.
struct Looked : StoreOfTest {
    PupilId sanne, tim;
    StaffId anouk, kees;

    Looked() {
        auto snapshot = regenboog();
        for (auto& member : snapshot.staff) member.account.reset();
        apply(snapshot);
        must(stores.directories->apply(school, round_of(regenboog_accounts())));
        const auto whole = roll();
        sanne = of(whole->pupils, "Sanne B."), tim = of(whole->pupils, "Timoteüs V.");
        anouk = of(whole->staff, "Anouk de Vries"), kees = of(whole->staff, "Kees Jansen");
        must(stores.restrictions->record(school, sanne, school::Against::restriction));
        must(stores.sessions->begin(
            {.school = school, .staff = anouk, .address = Personal<std::string>{"192.0.2.7"}, .browser = "Firefox"}, 10h));
        const ViewId view{{std::byte{7}}};
        write(entry(audit::Act::look_began, view, policy::Action::grid, {sanne, tim}));
        clock.jump(5min);
        write(entry(audit::Act::look_began, view, policy::Action::live, {sanne}, policy::LookPurpose::help));
        clock.jump(4min);
        write(entry(audit::Act::look_ended, view, policy::Action::live, {sanne}, policy::LookPurpose::help, 2));
        clock.jump(6min);
        write(entry(audit::Act::look_ended, view, policy::Action::grid, {}, {}, 1));
    }
    void write(const audit::Entry& entry) { REQUIRE(stores.trail->append(school, entry)); }
    audit::Entry entry(audit::Act act, ViewId view, policy::Action action, const std::vector<PupilId>& pupils,
                       policy::LookPurpose purpose = {}, std::uint16_t reason = 0) {
        audit::Entry entry{.at = clock.now(), .act = act, .actor = {audit::ActorKind::staff, anouk, {}}, .view = view, .action = action,
                           .purpose = purpose, .reason = reason, .address = Personal<std::string>{"192.0.2.7"}};
        for (const auto pupil : pupils) entry.rulings.push_back({.pupil = pupil, .basis = policy::Basis::teaches_group});
        return entry;
    }
    std::string answer(store::Person whom, Language language = Language::nl) {
        const auto found = must(privacy::access(stores, clock, school, whom));
        auto facts = privacy::facts(settings::Server{}, {});
        facts.school = roll()->school;
        return markdown(privacy::answer(found, facts, language));
    }
};

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a pupil's answer has who looked, when, how long, why and how it ended", "[privacy]") {
    Looked test;
    const auto found = must(privacy::access(test.stores, test.clock, test.school, test.sanne));
    REQUIRE(found.happened.size() == 2);
    const auto& live = found.happened[0];
    CHECK(live.entry.action == policy::Action::live);
    REQUIRE((live.look && live.look->end));
    CHECK(live.look->end->at == tuesday + 9min);
    CHECK(live.look->end->reason == 2);
    const auto& grid = found.happened[1];
    REQUIRE((grid.look && grid.look->end));
    CHECK(grid.look->end->at == tuesday + 15min);
    CHECK(grid.look->end->reason == 1);
    CHECK(grid.look->pupils.empty());
    CHECK(grid.pupils == 2);
    REQUIRE(grid.entry.rulings.size() == 1);
    CHECK(grid.entry.rulings[0].pupil == test.sanne);
    const auto text = test.answer(test.sanne);
    for (const auto* part : {"Sanne B.", "sanne.b", "Groep 5A", "beperking", "Anouk de Vries", "15 min", "4 min", "De tijd was om.",
                             "voornaam en eerste letter van de achternaam", "01-08-2027 00:00"}) {
        INFO(part);
        CHECK(has(text, part));
    }
}

TEST_CASE("no other pupil is in a pupil's answer, nor where a colleague sat", "[privacy]") {
    Looked test;
    for (const auto language : {Language::nl, Language::en}) {
        const auto text = test.answer(test.sanne, language);
        for (const auto* part : {"Timote", "tim.v", "Noortje", "192.0.2.7", "Kees"}) CHECK_FALSE(has(text, part));
        CHECK_FALSE(has(text, test.tim.text()));
    }
    const auto found = must(privacy::access(test.stores, test.clock, test.school, test.tim));
    REQUIRE(found.happened.size() == 1);  // the look at the other one alone was not about him
    CHECK_FALSE(has(test.answer(test.tim), "Sanne"));
}

TEST_CASE("a colleague's answer has their looks, sessions and duties, and names no pupil", "[privacy]") {
    Looked test;
    const auto text = test.answer(test.anouk);
    for (const auto* part : {"Anouk de Vries", "Firefox", "192.0.2.7", "Groep 5A", "deze persoon zelf", "leerlingen: 2"}) {
        INFO(part);
        CHECK(has(text, part));
    }
    for (const auto* part : {"Sanne", "sanne.b", "Timote", "Kees"}) CHECK_FALSE(has(text, part));
    CHECK_FALSE(has(text, test.sanne.text()));
    CHECK(must(privacy::access(test.stores, test.clock, test.school, test.kees)).happened.empty());
}

TEST_CASE("a stranger, and who was erased, are not found", "[privacy]") {
    Looked test;
    CHECK(privacy::access(test.stores, test.clock, test.school, PupilId{}).error().remedy == Remedy::not_found);
    must(test.stores.persons->erase(test.school, test.sanne, store::Return::kept_out));
    CHECK(privacy::access(test.stores, test.clock, test.school, test.sanne).error().remedy == Remedy::not_found);
    // The log goes on saying that somebody was looked at, and the number leads to no name.
    CHECK(must(test.stores.logbooks->about(test.school, test.sanne, 1000, 10)).size() == 3);
}

TEST_CASE("a school ends with a line in its own log, a signature over it, a line of the operator's, and a certificate", "[privacy]") {
    Looked test;
    const privacy::EndWish wish{.school = test.school, .brin = "99XX", .asked = std::chrono::sys_days{std::chrono::year{2026} / 8 / 31}};
    const auto key = must(test.stores.notary->public_key());
    const auto ended = must(privacy::end_school(test.stores, test.clock, wish));
    CHECK(ended.ending.lines == 5);
    const auto signed_ = must(audit::checkpoint(ended.ending.checkpoint, key));
    CHECK(signed_.size == 5);
    CHECK(signed_.root == ended.ending.root);
    const auto operators = must(test.stores.trail->read({}, 0, 100));
    REQUIRE_FALSE(operators.empty());
    CHECK(operators.back().entry->act == audit::Act::school_erased);
    CHECK(operators.back().entry->detail == "99XX, root " + hex(ended.ending.root));
    for (const auto language : {Language::nl, Language::en}) {
        const auto text = markdown(privacy::certificate(ended, language));
        for (const auto& part : {std::string{"De Regenboog"}, std::string{"99XX"}, std::string{"2026-08-31"}, hex(ended.ending.root)})
            CHECK(has(text, part));
        for (const auto* name : {"Sanne", "Anouk", "192.0.2.7"}) CHECK_FALSE(has(text, name));
    }
    CHECK(has(json(privacy::certificate(ended, Language::nl)), "\"rows\""));
    const auto again = must(test.stores.endings->ended("99XX"));
    REQUIRE(again);
    CHECK(markdown(privacy::certificate(*again, Language::nl)) == markdown(privacy::certificate(ended, Language::nl)));
}

TEST_CASE("a school whose log cannot be written does not end", "[privacy]") {
    Looked test;
    CHECK(privacy::end_school(test.stores, test.clock, {.school = {}, .brin = "00AA"}).error().remedy == Remedy::not_found);
}

TEST_CASE("somebody asked on a day that has come, by the clock on the wall", "[privacy]") {
    const Instant evening = Instant{std::chrono::sys_days{std::chrono::year{2026} / 9 / 1}} + 21h + 59min;  // 23:59 in Amsterdam
    CHECK(privacy::asked_on("2026-09-01", evening) == std::chrono::sys_days{std::chrono::year{2026} / 9 / 1});
    CHECK_FALSE(privacy::asked_on("2026-09-02", evening));
    CHECK(privacy::asked_on("2026-09-02", evening + 1min));
    CHECK(privacy::asked_on("2025-12-31", evening));
    for (const auto* no_day : {"", "gisteren", "2026-02-30", "2026-9-1", "9999-12-31"}) CHECK_FALSE(privacy::asked_on(no_day, evening));
}
