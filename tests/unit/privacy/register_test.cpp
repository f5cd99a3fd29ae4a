// Does the register that stands in docs/privacy say what the code keeps? MONITOR_APPROVE=1 writes it anew.

#include "monitor/privacy/register.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include <catch2/catch.hpp>

#include "monitor/retention/catalogue.hpp"

using namespace monitor;

namespace {

std::string path(Language language) {
    return std::string{MONITOR_TEST_DATA "/../docs/privacy/register"} + (language == Language::en ? ".en.md" : ".md");
}

std::string whole(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace

TEST_CASE("docs/privacy/register is what the code prints", "[privacy][golden]") {
    for (const auto language : {Language::nl, Language::en}) {
        const auto printed = privacy::register_page(language);
        if (std::getenv("MONITOR_APPROVE") != nullptr) std::ofstream{path(language), std::ios::binary} << printed;
        INFO(path(language) << ": look at the difference; if it is right, run this with MONITOR_APPROVE=1");
        CHECK(whole(path(language)) == printed);
    }
}

TEST_CASE("every field of the catalogue stands in the register once, with its purpose and its term", "[privacy]") {
    for (const auto language : {Language::nl, Language::en}) {
        const auto page = privacy::register_page(language);
        const auto rows = std::count(page.begin(), page.end(), '`') / 2;
        CHECK(static_cast<std::size_t>(rows) == retention::catalogue().size());
        CHECK(page.find("|  |") == std::string::npos);
        CHECK(page.find("{0}") == std::string::npos);
    }
}
