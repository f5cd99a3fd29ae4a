// store: does a shorter term hold for what comes and for what is there already, in every process?

#include "monitor/seal/sign.hpp"
#include "support/store_of_test.hpp"

using namespace monitor;
using namespace monitor::test;
using retention::Kind;

namespace {

identity::SessionToken session(StoreOfTest& test) {
    return must(test.stores.sessions->begin({.school = test.school,
                                             .staff = test.staff("anouk.devries"),
                                             .address = Personal<std::string>{"192.0.2.1"},
                                             .browser = "Firefox"},
                                            10h));
}

bool works(StoreOfTest& test, const identity::SessionToken& token) {
    return must(test.stores.sessions->find(token, 480min)).has_value();
}

}  // namespace

TEST_CASE("a session ends by the term the school chose, also one that had begun", "[store]") {
    StoreOfTest test;
    test.apply(regenboog());
    const auto before = session(test);
    must(test.stores.choices->shorten(test.school, Kind::session, 4h));
    const auto after = session(test);
    test.clock.advance(4h - 1ms);
    CHECK(works(test, before));
    CHECK(works(test, after));
    test.clock.advance(1ms);
    CHECK_FALSE(works(test, before));
    CHECK_FALSE(works(test, after));
}

TEST_CASE("what is asked for can be shorter than the school's term, never longer", "[store]") {
    StoreOfTest test;
    test.apply(regenboog());
    must(test.stores.choices->shorten(test.school, Kind::invitation, 2h));
    const auto staff = test.staff("anouk.devries");
    const auto long_one = must(test.stores.rights->invite(test.school, school::Duty::school_admin, 48h));
    test.clock.advance(2h);
    CHECK(test.stores.rights->accept(test.school, staff, long_one).error().remedy == Remedy::not_found);
}

TEST_CASE("a token that was given before ends within the new term from now", "[store]") {
    StoreOfTest test;
    test.apply(regenboog());
    const auto token = must(test.stores.enrolments->offer({test.school, test.site("Hoofdgebouw"), 2, 24h * 20}));
    must(test.stores.choices->shorten(test.school, Kind::enrolment_token, 1h));
    test.clock.advance(1h);
    CHECK_FALSE(test.stores.enrolments->redeem(token, seal::SigningKey::make().public_key(), "kar 3", {}));
}

TEST_CASE("a term goes back for what comes, and what was shortened stays short", "[store]") {
    StoreOfTest test;
    test.apply(regenboog());
    must(test.stores.choices->shorten(test.school, Kind::session, 2h));
    const auto before = session(test);
    must(test.stores.choices->restore(test.school, Kind::session));
    const auto after = session(test);
    test.clock.advance(2h);
    CHECK_FALSE(works(test, before));
    CHECK(works(test, after));
}

TEST_CASE("what waits for the new school year is counted from its first day, however short its term is", "[store]") {
    StoreOfTest test;
    test.apply(regenboog());
    test.clock.advance(std::chrono::hours{24} * 320);  // in July
    must(test.stores.rosters->apply(regenboog(next_year)));
    must(test.stores.choices->shorten(test.school, Kind::held_import, std::chrono::days{3}));
    must(test.stores.choices->shorten(test.school, Kind::held_import, std::chrono::days{2}));
    const auto held = must(test.stores.rosters->held(test.school));
    REQUIRE(held.size() == 1);
    CHECK(held[0].expires == school::ends(this_year) + std::chrono::days{2});
}

TEST_CASE("pictures of a school that wants them for less time are gone by then, those of another school stay", "[store]") {
    StoreOfTest test;
    test.apply(regenboog());
    must(test.stores.choices->shorten(test.school, Kind::last_picture, 2h));
    auto other = must(test.another());  // another process
    must(other.choices->shorten(test.school, Kind::last_picture, 1h));
    CHECK(must(test.stores.choices->of(test.school)).terms.of(Kind::last_picture) == retention::Term{retention::For{1h}});

    const PupilId sanne{{std::byte{1}}};
    const Bytes picture(64, std::byte{1});
    const SchoolId elsewhere{{std::byte{7}}};
    other.pictures->keep(test.school, sanne, picture, tuesday);
    other.pictures->keep(elsewhere, sanne, picture, tuesday);
    CHECK(other.pictures->sweep(tuesday + 1h - 1ms) == 0);
    CHECK(other.pictures->sweep(tuesday + 1h) == 1);
    CHECK(other.pictures->sweep(tuesday + 48h - 1ms) == 0);
    CHECK(other.pictures->sweep(tuesday + 48h) == 1);
}

TEST_CASE("a term that goes back lengthens no picture that was kept under the shorter one", "[store]") {
    StoreOfTest test;
    test.apply(regenboog());
    must(test.stores.choices->shorten(test.school, Kind::last_picture, 2h));
    const PupilId sanne{{std::byte{1}}}, tim{{std::byte{2}}};
    const Bytes picture(64, std::byte{1});
    test.stores.pictures->keep(test.school, sanne, picture, tuesday);
    must(test.stores.choices->restore(test.school, Kind::last_picture));
    test.stores.pictures->keep(test.school, tim, picture, tuesday);
    CHECK(test.stores.pictures->sweep(tuesday + 2h - 1ms) == 0);
    CHECK(test.stores.pictures->sweep(tuesday + 2h) == 1);
    CHECK(test.stores.pictures->count() == 1);
}

TEST_CASE("a shorter term reaches the pictures of a running server that another process chose it for", "[store]") {
    StoreOfTest test;
    test.apply(regenboog());
    const PupilId sanne{{std::byte{1}}};
    const Bytes picture(64, std::byte{1});
    test.stores.pictures->keep(test.school, sanne, picture, tuesday);
    auto other = must(test.another());
    must(other.choices->shorten(test.school, Kind::last_picture, 1h));
    // The poll of 250 ms belongs to the people thread: what it does is asked for here by a change of its own.
    must(test.stores.choices->publish(test.school, store::Publication::open));
    CHECK(test.stores.pictures->sweep(tuesday + 1h) == 1);
}
