// Is a pupil shown by first name and one letter, whatever the administration wrote?

#include "roster/names.hpp"

#include <catch2/catch.hpp>

using monitor::roster::full_name;
using monitor::roster::short_name;

TEST_CASE("a pupil is shown by first name and the first letter of the surname", "[roster]") {
    CHECK(short_name("Sanne", "", "Bakker") == "Sanne B.");
    CHECK(short_name(" Sanne ", "", " Bakker ") == "Sanne B.");
    CHECK(short_name("Anna  Maria", "", "Bakker") == "Anna Maria B.");
    CHECK(short_name("Sanne", "", "") == "Sanne");
    CHECK(short_name("", "", "Bakker") == "B.");
    CHECK(short_name("", "", "") == "");
}

TEST_CASE("what comes before a surname is not its letter", "[roster]") {
    CHECK(short_name("Sanne", "de", "Vries") == "Sanne V.");
    CHECK(short_name("Sanne", "", "de Vries") == "Sanne V.");
    CHECK(short_name("Sanne", "", "van der Berg-de Wit") == "Sanne B.");
    CHECK(short_name("Sanne", "", "'t Hart") == "Sanne H.");
    CHECK(short_name("Sanne", "", "van \u2019t Hart") == "Sanne H.");
    CHECK(short_name("Sanne", "", "d'Ancona") == "Sanne A.");
    CHECK(short_name("Sanne", "", "el-Amrani") == "Sanne A.");
    CHECK(short_name("Sanne", "", "O'Brien") == "Sanne O.");
    CHECK(short_name("Sanne", "", "McDonald") == "Sanne M.");
    CHECK(short_name("Sanne", "", "De Vries") == "Sanne D.");
}

TEST_CASE("a surname wholly in lower case gives the letter of its last word", "[roster]") {
    CHECK(short_name("Sanne", "", "bakker") == "Sanne B.");
    CHECK(short_name("Sanne", "", "van der berg") == "Sanne B.");
}

TEST_CASE("IJ is one letter", "[roster]") {
    CHECK(short_name("Bo", "", "IJssel") == "Bo IJ.");
    CHECK(short_name("Bo", "van", "IJssel") == "Bo IJ.");
    CHECK(short_name("Bo", "", "van den ijssel") == "Bo IJ.");
    CHECK(short_name("Bo", "", "\u0132ssel") == "Bo \u0132.");
    CHECK(short_name("Bo", "", "Ijaz") == "Bo I.");
}

TEST_CASE("a letter of more than one byte is kept whole", "[roster]") {
    CHECK(short_name("Zo\u00eb", "", "\u00d6zt\u00fcrk") == "Zo\u00eb \u00d6.");
    CHECK(short_name("Zo\u00eb", "", "\u015eahin") == "Zo\u00eb \u015e.");
    CHECK(short_name("Ece", "", "\u00f6zt\u00fcrk") == "Ece \u00d6.");
    CHECK(short_name("Bo", "", "E\u0301tienne") == "Bo E\u0301.");
    CHECK(short_name("Bo", "", "\u738b") == "Bo \u738b.");
    CHECK(short_name("Bo", "", "\xff\xfe") == "Bo");
}

TEST_CASE("others are named in full, with one space between", "[roster]") {
    CHECK(full_name("Anouk", "de", "Vries") == "Anouk de Vries");
    CHECK(full_name(" Anouk ", "", "van  Dam") == "Anouk van Dam");
    CHECK(full_name("", "", "Vries") == "Vries");
    CHECK(full_name("", "", "") == "");
}
