// Writes the histories that days.py has checked: one file a seed.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "history/random_day.hpp"

using namespace monitor::test;

namespace {

int setting(const char* name, int otherwise) {
    const char* text = std::getenv(name);
    return text == nullptr ? otherwise : std::atoi(text);
}

}  // namespace

TEST_CASE("a day that one seed decides is the same day twice, and pictures come through on it") {
    std::ostringstream first, second;
    for (auto* out : {&first, &second}) {
        RandomDay day{7, *out, Crooked::no};
        day.run(30);
        CHECK(day.delivered() > 0);
    }
    const auto lines = [](const std::string& text) { return std::count(text.begin(), text.end(), '\n'); };
    CHECK(lines(first.str()) == lines(second.str()));
}

TEST_CASE("random school days are written down for another program to judge", "[.days]") {
    const char* directory = std::getenv("MONITOR_HISTORY");
    REQUIRE(directory != nullptr);
    const auto crooked = static_cast<Crooked>(setting("MONITOR_CROOKED", 0));
    const int first = setting("MONITOR_FIRST_SEED", 1), seeds = setting("MONITOR_SEEDS", 1);
    for (int seed = first; seed < first + seeds; ++seed) {
        INFO("seed " << seed);
        std::ofstream out{std::filesystem::path{directory} / fmt::format("{:05}.jsonl", seed)};
        RandomDay day{static_cast<std::uint64_t>(seed), out, crooked};
        day.run(120);
        REQUIRE(out);
    }
}
