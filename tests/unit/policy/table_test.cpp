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

std::vector<Row> table(const std::string& name) {
    std::ifstream file{MONITOR_TEST_DATA "/golden/" + name};
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

constexpr std::array<std::byte, 16> someone{std::byte{7}}, somebody_else{std::byte{8}};

/// The columns that are no fact of theirs.
Instant now_of(const Row& row) {
    Facts now;  // the column `now` is written as the fact hours_end is
    REQUIRE(set_fact(now, "hours_end", row.at("now")));
    return now.hours_end.value();
}

template <class SomeFacts>
SomeFacts facts_of(const Row& row) {
    SomeFacts facts;
    for (const auto& [name, value] : row) {
        if (name == "action" || name == "purpose" || name == "act" || name == "detail" || name == "now" || name == "outcome") continue;
        INFO(name << '=' << value);
        REQUIRE(set_fact(facts, name, value));
    }
    return facts;
}

template <class SomeRuling>
std::string outcome(const SomeRuling& ruling) {
    return ruling ? "permit" : std::string{word(ruling.error())};
}

std::string ruled(const Row& row) {
    return outcome(decide(Request{.viewer = StaffId{someone},
                                  .pupil = PupilId{someone},
                                  .action = action_from(row.at("action")).value(),
                                  .purpose = purpose_from(row.at("purpose")).value()},
                          facts_of<Facts>(row), now_of(row)));
}
std::string act_ruled(const Row& row) {
    return outcome(decide(ActRequest{StaffId{someone}, SchoolId{someone}, act_from(row.at("act")).value()}, facts_of<ActFacts>(row),
                          now_of(row)));
}
std::string contact_ruled(const Row& row) {
    return outcome(decide(ContactRequest{PersonId{someone}, PersonId{somebody_else}, detail_from(row.at("detail")).value()},
                          facts_of<ContactFacts>(row), now_of(row)));
}

void check(const std::string& name, std::string (*ruled)(const Row&)) {
    int line = 1;
    for (const auto& row : table(name)) {
        INFO("tests/golden/" << name << ':' << ++line);
        CHECK(ruled(row) == row.at("outcome"));
    }
}

/// Every fact, every value of each, every refusal, and no row twice.
template <class SomeFacts, class SomeRefusal>
void covers(const std::string& name, int first, int last) {
    const auto rows = table(name);
    std::set<std::string> outcomes;
    for (const auto& row : rows) outcomes.insert(row.at("outcome"));
    CHECK(outcomes.contains("permit"));
    for (int number = first; number <= last; ++number)
        CHECK(outcomes.contains(std::string{word(static_cast<SomeRefusal>(number))}));
    CHECK(std::set<Row>(rows.begin(), rows.end()).size() == rows.size());
    const auto listed = [](void* row, std::string_view fact, std::string_view) {
        INFO(fact);
        CHECK(static_cast<const Row*>(row)->contains(std::string{fact}));
    };
    Row head = rows.front();
    list_facts(SomeFacts{}, listed, &head);
}

/// How many different words stand in each column of facts.
std::map<std::string, std::size_t> values(const std::string& name) {
    std::map<std::string, std::set<std::string>> seen;
    for (const auto& row : table(name))
        for (const auto& [column, value] : row) seen[column].insert(value);
    std::map<std::string, std::size_t> counts;
    for (const auto& [column, all] : seen) counts[column] = all.size();
    return counts;
}

}  // namespace

TEST_CASE("every row of the golden tables is ruled as it says", "[policy][golden]") {
    check("rulings.csv", ruled);
    check("act_rulings.csv", act_ruled);
    check("contact_rulings.csv", contact_ruled);
}

TEST_CASE("the golden tables know every fact, every outcome and no row twice", "[policy][golden]") {
    covers<Facts, Refusal>("rulings.csv", 1, 18);
    covers<ActFacts, ActRefusal>("act_rulings.csv", 101, 109);
    covers<ContactFacts, ContactRefusal>("contact_rulings.csv", 201, 207);
}

TEST_CASE("each value of each fact stands in the golden tables", "[policy][golden]") {
    auto look = values("rulings.csv");
    for (const auto& [column, count] : std::map<std::string, std::size_t>{
             {"action", 4},      {"purpose", 5}, {"timekeeping", 3}, {"directory", 4},   {"employment", 3}, {"role", 3},
             {"schools", 3},     {"relation", 3}, {"objection", 3},  {"restriction", 3}, {"hours", 4},      {"viewer", 3},
             {"device_user", 5}, {"device", 3},  {"remote_lesson", 4}, {"indicator", 3}})
        CHECK(std::pair(column, look[column]) == std::pair(column, count));
    auto act = values("act_rulings.csv");
    for (const auto& [column, count] : std::map<std::string, std::size_t>{{"act", 29},
                                                                          {"timekeeping", 3},
                                                                          {"actor", 3},
                                                                          {"employment", 3},
                                                                          {"role", 3},
                                                                          {"schools", 3},
                                                                          {"school_admin", 2},
                                                                          {"board_admin", 2},
                                                                          {"privacy_officer", 2},
                                                                          {"support", 2},
                                                                          {"target", 3},
                                                                          {"duty", 5},
                                                                          {"permission", 2},
                                                                          {"request", 2}})
        CHECK(std::pair(column, act[column]) == std::pair(column, count));
    auto contact = values("contact_rulings.csv");
    for (const auto& [column, count] : std::map<std::string, std::size_t>{
             {"detail", 3}, {"viewer", 5}, {"belonging", 3}, {"schools", 3}, {"whose", 3}, {"restriction", 3}, {"permission", 2},
             {"audience", 4}, {"groups", 3}})
        CHECK(std::pair(column, contact[column]) == std::pair(column, count));
}
