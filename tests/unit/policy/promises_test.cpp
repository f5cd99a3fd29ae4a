// Do the rules keep the promises? Here where it is near a permit; the whole space is tests/bench/policy_space.cpp.

#include "support/promised_rulings.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

using namespace monitor;
using namespace monitor::policy;
using namespace monitor::test;

namespace {

/// Turns `case_` into the next one over these digits; false: that was the last.
bool next(promised::Case& case_, std::initializer_list<std::size_t> over) {
    for (const auto digit : over) {
        if (++case_[digit] < promised::values[digit]) return true;
        case_[digit] = 0;
    }
    return false;
}

/// All values of these digits, the others as `from` has them. How many differ from what was promised?
std::uint64_t differing(promised::Case from, std::initializer_list<std::size_t> over, std::uint64_t& tried) {
    std::uint64_t wrong{};
    for (const auto digit : over) from[digit] = 0;
    do {
        ++tried;
        if (!promised::agrees(from)) ++wrong;
    } while (next(from, over));
    return wrong;
}

}  // namespace

TEST_CASE("all is well is a permit, for each action and for a lesson far from school", "[policy]") {
    auto all = promised::well;
    CHECK(decide(promised::request(all), promised::facts(all), promised::now));
    for (std::uint8_t action = 0; action < 4; ++action) {
        all[promised::action] = action;
        CHECK(decide(promised::request(all), promised::facts(all), promised::now));
    }
    all[promised::viewer] = all[promised::device] = 2;
    CHECK_FALSE(decide(promised::request(all), promised::facts(all), promised::now));
    all[promised::lesson] = 1, all[promised::lesson_end] = 2;
    CHECK(decide(promised::request(all), promised::facts(all), promised::now));
}

TEST_CASE("all combinations of any three facts, the others being right, are ruled as promised", "[policy]") {
    // Close to a permit is where a slip would let someone look.
    std::uint64_t tried{}, wrong{};
    for (std::size_t a = 0; a < promised::digits; ++a)
        for (std::size_t b = a + 1; b < promised::digits; ++b)
            for (std::size_t c = b + 1; c < promised::digits; ++c) wrong += differing(promised::well, {a, b, c}, tried);
    CHECK(tried == 46'090);
    CHECK(wrong == 0);
}

TEST_CASE("every combination of places, lessons, hours, ends and kinds of look is ruled as promised", "[policy]") {
    using namespace promised;
    std::uint64_t tried{};
    const auto wrong = differing(well, {viewer, device, lesson, lesson_end, hours, hours_end, action, look_end}, tried);
    CHECK(tried == 3 * 3 * 4 * 3 * 4 * 3 * 4 * 5);
    CHECK(wrong == 0);
}

TEST_CASE("the order of the refusals is the order in which the promises are told", "[policy]") {
    std::vector<Refusal> told;
    for (const auto& promise : promised::promises) {
        // Three promises are told in two ways each: after a backup, on a holiday and with nobody at the device first.
        for (const int value : {3, 2}) {
            auto broken = promised::well;
            broken[promised::directory] = broken[promised::hours] = static_cast<std::uint8_t>(value);
            broken[promised::device_user] = value == 3 ? std::uint8_t{4} : std::uint8_t{2};
            if (const auto refusal = promise.told(broken); std::ranges::find(told, refusal) == told.end()) told.push_back(refusal);
        }
    }
    CHECK(std::vector(order().begin(), order().end()) == told);
}

TEST_CASE("of what is wrong every rule is named, and the first of them is the ruling", "[policy]") {
    auto broken = promised::well;
    CHECK(refusals(promised::request(broken), promised::facts(broken), promised::now).empty());
    broken[promised::directory] = 2, broken[promised::indicator] = 0, broken[promised::purpose] = 0;
    const auto all = refusals(promised::request(broken), promised::facts(broken), promised::now);
    CHECK(all == std::vector{Refusal::directory_stale, Refusal::indicator_down, Refusal::purpose_missing});
    CHECK(decide(promised::request(broken), promised::facts(broken), promised::now).error() == all.front());
}
