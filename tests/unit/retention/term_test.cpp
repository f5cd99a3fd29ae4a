// When must each kind of record be gone?

#include "monitor/retention/term.hpp"

#include <set>

#include <catch2/catch.hpp>

using namespace monitor;
using namespace monitor::retention;
using namespace std::chrono;

namespace {

Kind kind(int number) {
    return static_cast<Kind>(number);
}
/// Kinds are numbered without a gap; somebody adds one now and then.
const int how_many = [] {
    int known = 0;
    while (word(kind(known + 1)) != "unknown") ++known;
    return known;
}();
constexpr int nobody_knows = 200;
constexpr school::SchoolYear this_year{2026y};
const Instant monday = sys_days{2026y / 11 / 23} + 9h;

}  // namespace

TEST_CASE("the longest anything may be kept is what was promised", "[retention]") {
    const Term year_end = UntilSchoolYearEnds{}, membership = WhileSchoolTakesPart{};
    CHECK(ceiling(Kind::last_picture) == Term{For{48h}});
    CHECK(ceiling(Kind::open_tabs) == Term{For{48h}});
    CHECK(ceiling(Kind::pupil) == year_end);
    CHECK(ceiling(Kind::staff) == year_end);
    CHECK(ceiling(Kind::membership) == year_end);
    CHECK(ceiling(Kind::school_layout) == membership);
    CHECK(ceiling(Kind::device) == membership);
    CHECK(ceiling(Kind::enrolment_token) == Term{For{days{30}}});
    CHECK(ceiling(Kind::session) == Term{For{12h}});
    CHECK(ceiling(Kind::sign_in_attempt) == Term{For{10min}});
    CHECK(ceiling(Kind::audit_entry) == Term{For{days{365}}});
    CHECK(ceiling(Kind::audit_chain) == membership);
    CHECK(ceiling(Kind::bookkeeping) == membership);
    CHECK(ceiling(Kind::right) == year_end);
    CHECK(ceiling(Kind::invitation) == Term{For{days{7}}});
    CHECK(ceiling(Kind::held_import) == Term{For{days{7}}});
    CHECK(ceiling(Kind::link_key) == Term{For{days{7}}});
    CHECK(ceiling(Kind::directory_account) == year_end);
    CHECK(ceiling(Kind::connection) == membership);
    CHECK(ceiling(Kind::line) == Term{For{0s}});  // nothing of it is written
}

TEST_CASE("a kind that nobody knows may not exist at all", "[retention]") {
    CHECK(ceiling(kind(0)) == Term{For{0s}});
    CHECK(ceiling(kind(nobody_knows)) == Term{For{0s}});
}

TEST_CASE("a picture may no longer exist 48 hours after it was made, also when the clocks change", "[retention]") {
    CHECK(deadline(ceiling(Kind::last_picture), monday, this_year) == monday + 48h);
    const Instant saturday = sys_days{2026y / 10 / 24} + 12h;
    CHECK(deadline(ceiling(Kind::last_picture), saturday, this_year) == saturday + 48h);
}

TEST_CASE("a pupil is gone when the school year ends, at midnight in Amsterdam", "[retention]") {
    CHECK(deadline(ceiling(Kind::pupil), monday, this_year) == Instant{sys_days{2027y / 7 / 31} + 22h});
    CHECK(deadline(ceiling(Kind::pupil), sys_days{2027y / 7 / 31} + 21h, this_year) == Instant{sys_days{2027y / 7 / 31} + 22h});
    // Delivered in July for the new year: lives until the end of that one.
    CHECK(deadline(ceiling(Kind::pupil), sys_days{2027y / 7 / 1}, {2027y}) == Instant{sys_days{2028y / 7 / 31} + 22h});
}

TEST_CASE("what stays while the school takes part has no deadline", "[retention]") {
    CHECK_FALSE(deadline(ceiling(Kind::device), monday, this_year));
}

TEST_CASE("a span that makes no sense ends at once, or within the calendar", "[retention]") {
    CHECK(deadline(For{-5s}, monday, this_year) == monday);
    CHECK(deadline(For{seconds::max()}, monday, this_year).value() > monday);
}

TEST_CASE("a term can be shortened, never lengthened", "[retention]") {
    CHECK(shortened(Kind::last_picture, 1h) == Term{For{1h}});
    CHECK(shortened(Kind::last_picture, 49h) == Term{For{48h}});
    CHECK(shortened(Kind::last_picture, -1h) == Term{For{0s}});
    CHECK(shortened(Kind::device, days{30}) == Term{For{days{30}}});
    CHECK(shortened(Kind::pupil, days{1000}) == Term{UntilSchoolYearEnds{}});
    for (int number = 1; number <= how_many; ++number) {
        for (const seconds asked : {seconds{-1}, seconds{0}, seconds{1}, seconds{12h}, seconds{days{400}}, seconds::max()}) {
            const auto most = deadline(ceiling(kind(number)), monday, this_year);
            const auto least = deadline(shortened(kind(number), asked), monday, this_year);
            CHECK((!most || (least && *least <= *most)));
        }
    }
}

TEST_CASE("every kind has a word of its own", "[retention]") {
    std::set<std::string_view> words;
    for (int number = 1; number <= how_many; ++number) words.insert(word(kind(number)));
    CHECK(words.size() == static_cast<std::size_t>(how_many));
    CHECK(how_many >= static_cast<int>(Kind::line));
    CHECK(word(kind(0)) == "unknown");
    CHECK(word(kind(nobody_knows)) == "unknown");
}
