// Does decide() rule as tests/golden/rulings.csv says? The same table is read by the command line and by Python.

#include <array>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "monitor/policy/words.hpp"

using namespace monitor;
using namespace monitor::policy;

namespace {

using Row = std::map<std::string, std::string>;

std::vector<std::string> cells(const std::string& line) {
    std::vector<std::string> all;
    std::istringstream in{line};
    for (std::string cell; std::getline(in, cell, ',');) all.push_back(cell);
    return all;
}

std::vector<Row> table() {
    std::ifstream file{MONITOR_TEST_DATA "/golden/rulings.csv"};
    std::string line;
    REQUIRE(std::getline(file, line));
    const auto names = cells(line);
    std::vector<Row> rows;
    while (std::getline(file, line)) {
        const auto values = cells(line);
        REQUIRE(values.size() == names.size());
        Row row;
        for (std::size_t at = 0; at < names.size(); ++at) row[names[at]] = values[at];
        rows.push_back(row);
    }
    return rows;
}

std::string ruled(Row row) {
    constexpr std::array<std::byte, 16> someone{std::byte{7}};
    const Request request{.viewer = StaffId{someone},
                          .pupil = PupilId{someone},
                          .action = action_from(row["action"]).value(),
                          .purpose = purpose_from(row["purpose"]).value()};
    Facts now;  // the column `now` is written as the fact hours_end is
    REQUIRE(set_fact(now, "hours_end", row["now"]));
    Facts facts;
    for (const auto& [name, value] : row) {
        if (name == "action" || name == "purpose" || name == "now" || name == "outcome") continue;
        REQUIRE(set_fact(facts, name, value));
    }
    const auto ruling = decide(request, facts, now.hours_end.value());
    return ruling ? "permit" : std::string{word(ruling.error())};
}

}  // namespace

TEST_CASE("every row of the golden table is ruled as it says", "[policy][golden]") {
    int line = 1;
    for (const auto& row : table()) {
        INFO("tests/golden/rulings.csv:" << ++line);
        CHECK(ruled(row) == row.at("outcome"));
    }
}

TEST_CASE("the golden table knows every fact, every outcome and no row twice", "[policy][golden]") {
    const auto rows = table();
    std::set<std::string> outcomes;
    for (const auto& row : rows) outcomes.insert(row.at("outcome"));
    CHECK(outcomes.contains("permit"));
    for (const auto refusal : order()) CHECK(outcomes.contains(std::string{word(refusal)}));
    CHECK(std::set<Row>(rows.begin(), rows.end()).size() == rows.size());
    const auto listed = [](void* row, std::string_view fact, std::string_view) {
        CHECK(static_cast<const Row*>(row)->contains(std::string{fact}));
    };
    Row first = rows.front();
    list_facts(Facts{}, listed, &first);
}
