// support: who is at the invented school of the stores' tests, and how is its store opened?

#include "support/store_of_test.hpp"

namespace monitor::test {

roster::PupilLine pupil_line(const std::string& key, const std::string& name, const std::string& user,
                             std::vector<std::string> groups) {
    return {roster::Key{key}, school::Name{name}, school::Name{user}, std::move(groups)};
}
roster::StaffLine staff_line(const std::string& key, const std::string& name, const std::string& user,
                             std::vector<std::string> groups, school::Employment employment) {
    return {roster::Key{key},
            school::Name{name},
            school::Name{user},
            employment,
            roster::AccountLine{"tenant-1", Personal<std::string>{"object-" + key}},
            std::move(groups)};
}

roster::Snapshot regenboog(school::SchoolYear year) {
    roster::Snapshot snapshot{.year = year, .brin = "99XX", .school_name = "De Regenboog"};
    school::Hours hours;
    for (std::size_t day = 1; day <= 5; ++day) hours.week[day] = {{8h + 30min, 12h}, {13h, 15h + 15min}};
    hours.holidays = {{std::chrono::year{2026} / 10 / 17, std::chrono::year{2026} / 10 / 25}};
    snapshot.sites = {{"main",
                       "Hoofdgebouw",
                       {*school::Network::from_text("10.1.0.0/16"), *school::Network::from_text("2001:db8::/32")},
                       hours},
                      {"annex", "Dependance", {}, {}}};
    snapshot.groups = {{"5a", "Groep 5A", "main"}, {"6b", "Groep 6B", "annex"}};
    snapshot.pupils = {pupil_line("p1", "Sanne B.", "sanne.b"), pupil_line("p2", "Timoteüs V.", "tim.v", {"5a", "6b"}),
                       pupil_line("p3", "Noortje K.", "noor.k", {"6b"})};
    snapshot.staff = {staff_line("s1", "Anouk de Vries", "anouk.devries"), staff_line("s2", "Kees Jansen", "kees.jansen", {"6b"}),
                      staff_line("s3", "Wilma Pieters", "wilma.pieters", {}, school::Employment::ended)};
    return snapshot;
}

roster::Tally persons(const store::Applied& applied) {
    return {applied.pupils.added + applied.staff.added, applied.pupils.changed + applied.staff.changed,
            applied.pupils.removed + applied.staff.removed, applied.pupils.unchanged + applied.staff.unchanged};
}

StoreOfTest::StoreOfTest(Where where) : tables{where} {
    reopen();
}

StoreOfTest::~StoreOfTest() = default;

store::Options StoreOfTest::options() const {
    return {.directory = directory.path() / "store",
            .keys = directory.path() / "keys" / "keys",
            .rules = rules,
            .postgres = tables.postgres()};
}

std::expected<store::Stores, Error> StoreOfTest::another() {
    return store::open(options(), clock, random, log);
}

void StoreOfTest::reopen() {
    stores = {};
    stores = must(another());
}

store::Applied StoreOfTest::apply(const roster::Snapshot& snapshot) {
    const auto applied = must(stores.rosters->apply(snapshot));
    school = applied.school;
    return applied;
}

StaffId StoreOfTest::staff(const std::string& user) {
    const auto whole = roll();
    for (const auto& member : whole->staff) {
        if (member.user == school::Name{user}) return member.id;
    }
    FAIL("nobody is called " << user);
    return {};
}

SiteId StoreOfTest::site(const std::string& name) {
    const auto whole = roll();
    for (const auto& site : whole->sites) {
        if (site.name == name) return site.id;
    }
    FAIL("no site is called " << name);
    return {};
}

std::uint64_t StoreOfTest::revision() {
    for (const auto& one : must(stores.changes->now())) {
        if (one.school == school) return one.revision;
    }
    return 0;
}

}  // namespace monitor::test
