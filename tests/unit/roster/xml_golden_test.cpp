// Does each file of tests/golden/roster give, to the letter, what lies beside it?
//
// MONITOR_WRITE_GOLDEN=1 writes what they give now; read the difference before you commit it.

#include <algorithm>
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

constexpr Instant october_2026{std::chrono::sys_days{std::chrono::year{2026} / 10 / 14} + 12h};
const fs::path folder = fs::path{MONITOR_TEST_DATA} / "golden" / "roster";

std::string content(const fs::path& path) {
    std::ifstream file{path, std::ios::binary};
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

Import import_of(const fs::path& path) {
    const auto source = file_source(path).value();
    const auto name = path.filename().string();
    if (name.starts_with("edexml")) return read_edexml(*source, {.now = october_2026});
    if (name.starts_with("uwlr")) return read_uwlr(*source, {.now = october_2026});
    const auto staff = file_source(fs::path{path}.replace_extension("staff.xml")).value();
    return read_gkv(*source, *staff, {.now = october_2026, .brin = "99XX"});
}

std::vector<fs::path> files() {
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator{folder}) {
        const auto name = entry.path().filename().string();
        const bool ours = name.starts_with("edexml") || name.starts_with("uwlr") || name.starts_with("gkv");
        if (ours && name.ends_with(".xml") && !name.ends_with(".staff.xml")) found.push_back(entry.path());
    }
    std::ranges::sort(found);
    return found;
}

}  // namespace

TEST_CASE("each golden file of XML gives what lies beside it", "[roster][golden]") {
    REQUIRE(files().size() >= 9);
    for (const auto& path : files()) {
        const auto beside = fs::path{path}.replace_extension(".json");
        const auto made = test::import_text(import_of(path));
        if (std::getenv("MONITOR_WRITE_GOLDEN") != nullptr) std::ofstream{beside, std::ios::binary} << made;
        INFO(beside);
        CHECK(made == content(beside));
    }
}
