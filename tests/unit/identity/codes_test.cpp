// identity: is a code what a person can copy from paper, and what nobody can guess?

#include <set>

#include <catch2/catch.hpp>

#include "monitor/identity/codes.hpp"
#include "support/seeded_random.hpp"

using namespace monitor;
using identity::code_from;

TEST_CASE("a drawn code reads back as it was drawn", "[identity]") {
    test::SeededRandom random;
    std::set<std::string> all;
    std::set<char> signs;
    for (int number = 0; number < 500; ++number) {
        const auto code = identity::draw_code(random);
        CHECK(code.size() == 19);
        CHECK(code_from(code) == code);
        signs.insert(code.begin(), code.end());
        all.insert(code);
    }
    CHECK(all.size() == 500);
    CHECK(signs.size() == 33);  // 32 and the dash
    for (const char alike : {'I', 'L', 'O', 'U'}) CHECK_FALSE(signs.contains(alike));
}

TEST_CASE("a code is read however it was typed", "[identity]") {
    for (const auto* typed :
         {"0123-4567-89AB-CDEF", "0123456789abcdef", " 0123 4567 89ab cdef ", "oi23-4567-89ab-cdef", "0L23.4567.89AB.CDEF"})
        CHECK(code_from(typed) == "0123-4567-89AB-CDEF");
}

TEST_CASE("what can be no code is none", "[identity]") {
    for (const auto* typed :
         {"", "0123-4567-89AB-CDE", "0123-4567-89AB-CDEF0", "0123-4567-89AB-CDEU", "0123-4567-89AB-CDE*", "é123-4567-89AB-CDEF"})
        CHECK_FALSE(code_from(typed));
}
