// May a school make a term shorter, and never longer?

#include "monitor/retention/terms.hpp"

#include <catch2/catch.hpp>

using namespace monitor::retention;
using namespace std::chrono_literals;
using std::chrono::days;

TEST_CASE("a school shortens a term within its room, and no further", "[retention]") {
    Terms terms;
    CHECK(terms.of(Kind::last_picture) == Term{For{48h}});
    CHECK(terms.shorten(Kind::last_picture, 49h).error() == TermFlaw::too_long);
    CHECK(terms.shorten(Kind::last_picture, 59min).error() == TermFlaw::too_short);
    CHECK(terms.shorten(Kind::last_picture, -1h).error() == TermFlaw::too_short);
    CHECK(terms.of(Kind::last_picture) == Term{For{48h}});
    REQUIRE(terms.shorten(Kind::last_picture, 2h));
    CHECK(terms.of(Kind::last_picture) == Term{For{2h}});
    terms.restore(Kind::last_picture);
    CHECK(terms.of(Kind::last_picture) == Term{For{48h}});
}

TEST_CASE("the log is kept for ninety days at least and a year at most", "[retention]") {
    Terms terms;
    CHECK(terms.shorten(Kind::audit_entry, days{89}).error() == TermFlaw::too_short);
    CHECK(terms.shorten(Kind::audit_entry, days{366}).error() == TermFlaw::too_long);
    CHECK(terms.shorten(Kind::audit_entry, days{90}));
}

TEST_CASE("a term that ends with the school year, the school or the connection is nobody's to set", "[retention]") {
    for (int number = 1; word(static_cast<Kind>(number)) != "unknown"; ++number) {
        const auto kind = static_cast<Kind>(number);
        const auto most = ceiling(kind);
        INFO(word(kind));
        CHECK(kind_of(word(kind)) == kind);
        Terms terms;
        if (!std::holds_alternative<For>(most)) CHECK(terms.shorten(kind, days{1}).error() == TermFlaw::not_to_set);
        if (const auto within = room(kind)) CHECK(within->shortest < within->longest);
    }
    CHECK_FALSE(kind_of("unknown"));
}

TEST_CASE("of what is asked, what the school set and the ceiling, the shortest holds", "[retention]") {
    Terms terms;
    CHECK(terms.of(Kind::session, 10h) == Term{For{10h}});
    CHECK(terms.of(Kind::session, 100h) == Term{For{12h}});
    REQUIRE(terms.shorten(Kind::session, 4h));
    CHECK(terms.of(Kind::session, 10h) == Term{For{4h}});
    CHECK(terms.of(Kind::session, 2h) == Term{For{2h}});
    CHECK(terms.of(Kind::pupil, 1h) == Term{UntilSchoolYearEnds{}});
}
