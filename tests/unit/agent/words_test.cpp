#include <catch2/catch.hpp>
#include <unistd.h>

#include "agent/desktop_door.hpp"
#include "agent/refusal.hpp"
#include "agent/strip_words.hpp"

using namespace monitor;
using namespace monitor::agent;

TEST_CASE("the strip names everyone who looks, in the language of the device", "[agent][words]") {
    CHECK(strip_words({"Anouk de Vries"}, wire::Occasion::at_school, Language::nl) == "Anouk de Vries kijkt mee");
    CHECK(strip_words({"Anouk de Vries", "Bram Smit"}, wire::Occasion::at_school, Language::nl) ==
          "Anouk de Vries en Bram Smit kijken mee");
    CHECK(strip_words({"Anouk de Vries", "Bram Smit", "Chris Jansen"}, wire::Occasion::at_school, Language::nl) ==
          "Anouk de Vries, Bram Smit en Chris Jansen kijken mee");
    CHECK(strip_words({"Anouk de Vries"}, wire::Occasion::at_school, Language::en) == "Anouk de Vries is looking along");
    CHECK(strip_words({"Anouk de Vries", "Bram Smit"}, wire::Occasion::at_school, Language::en) ==
          "Anouk de Vries and Bram Smit are looking along");
}

TEST_CASE("a name cannot put more than itself on the strip", "[agent][words]") {
    CHECK(strip_words({"Anouk\nde\tVries\x7f"}, wire::Occasion::at_school, Language::nl) == "AnoukdeVries kijkt mee");
    CHECK(strip_words({"{0} {1}"}, wire::Occasion::at_school, Language::nl) == "{0} {1} kijkt mee");
}

TEST_CASE("every refusal of the school has a consequence and a sentence", "[agent][refusal]") {
    for (std::uint16_t why = 1; why <= 12; ++why) {
        const auto follows = consequence(why);
        INFO(why);
        CHECK_FALSE(follows.words.empty());
        CHECK((follows.then == Then::end_lease || follows.pause.count() >= 30));
    }
    CHECK(consequence(9).then == Then::end_lease);
    CHECK(consequence(9).why == wire::StopReason::not_a_pupil);
    CHECK(consequence(5).pause.count() == 300);  // revoked: it comes back minutes later, not at once
    CHECK(consequence(77).then == Then::hang_up);
    CHECK(consequence(77).pause.count() == 300);
}

TEST_CASE("accounts of the system are nobody's desktop", "[agent][door]") {
    CHECK_FALSE(desktop_user(0, ""));
    CHECK_FALSE(desktop_user(1, ""));
    CHECK_FALSE(desktop_user(999, ""));
    CHECK_FALSE(desktop_user(65534, ""));
    CHECK_FALSE(desktop_user(65534, "sam.k"));
    CHECK_FALSE(desktop_user(3'999'999'999, ""));  // no such account
    CHECK(desktop_user(1000, "sam.k") == "sam.k");
    CHECK(desktop_user(::geteuid(), "sam.k") == "sam.k");  // one account for everything, as the demo has it
}

TEST_CASE("during a remote lesson the strip says so") {
    CHECK(strip_words({"Anouk de Vries"}, wire::Occasion::remote_lesson, Language::nl) == "Anouk de Vries kijkt mee (les op afstand)");
    CHECK(strip_words({}, wire::Occasion::remote_lesson, Language::nl).empty());
}
