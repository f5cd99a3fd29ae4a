// Does each delivery of tests/golden/roster give, to the letter, what lies beside it?
//
// MONITOR_WRITE_GOLDEN=1 writes what they give now; read the difference before you commit it.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "monitor/roster/readers.hpp"
#include "support/import_text.hpp"

using namespace monitor;
using namespace monitor::roster;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

const fs::path folder = fs::path{MONITOR_TEST_DATA} / "golden" / "roster";

Reading reading() {
    return {.wanted = Wanted::look_along_and_portal, .now = std::chrono::sys_days{std::chrono::year{2026} / 10 / 14} + 12h};
}

void compare(const Import& import, const std::string& name) {
    const auto beside = folder / (name + ".json");
    const auto made = test::import_text(import);
    if (std::getenv("MONITOR_WRITE_GOLDEN") != nullptr) std::ofstream{beside, std::ios::binary} << made;
    std::ostringstream text;
    text << std::ifstream{beside, std::ios::binary}.rdbuf();
    INFO(beside);
    CHECK(made == text.str());
}

}  // namespace

TEST_CASE("each golden delivery of several files gives what lies beside it", "[roster][golden]") {
    for (const std::string name : {"oneroster-1.1", "oneroster-1.2", "oneroster-sloppy", "sds-1", "sds-2", "sds-2.1"}) {
        const auto files = open_files(folder / name).value();
        compare(name.starts_with("sds") ? read_sds(*files, reading()) : read_oneroster(*files, reading()), name);
    }
}

TEST_CASE("the golden list of guardians gives what lies beside it", "[roster][golden]") {
    Import import;
    for (const auto* key : {"10001", "10002"})
        import.snapshot.pupils.push_back({.key = Key{key}, .name = Personal<std::string> { "Bo D." }});
    const auto source = file_source(folder / "guardians.csv").value();
    read_guardians(*source, import, reading());
    compare(import, "guardians");
}
