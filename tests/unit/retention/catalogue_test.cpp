// Does the one list of everything kept hold everything, once, with its reasons?

#include "monitor/retention/catalogue.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include <catch2/catch.hpp>

using namespace monitor::retention;

namespace {

std::string name(const Field& field) {
    return std::string{field.table} + "." + std::string{field.column};
}

}  // namespace

TEST_CASE("every field says what it is, what it is for and where it comes from, in both languages", "[retention]") {
    for (const auto& field : catalogue()) {
        INFO(name(field));
        for (const auto text :
             {field.what_nl, field.what_en, field.purpose_nl, field.purpose_en, field.source_nl, field.source_en}) {
            CHECK_FALSE(text.empty());
            CHECK(text.size() <= 100);
            CHECK(text.find('|') == std::string_view::npos);  // they become cells of a table
            CHECK_FALSE(text.ends_with('.'));
        }
    }
}

TEST_CASE("no field stands twice, and the fields of a table stand together", "[retention]") {
    std::set<std::string> seen;
    std::set<std::string_view> tables;
    std::string_view last;
    for (const auto& field : catalogue()) {
        INFO(name(field));
        CHECK(seen.insert(name(field)).second);
        if (field.table != last) CHECK(tables.insert(field.table).second);
        last = field.table;
    }
}

TEST_CASE("every kind of record has a field", "[retention]") {
    std::set<Kind> seen;
    for (const auto& field : catalogue()) {
        CHECK(word(field.kind) != "unknown");
        seen.insert(field.kind);
    }
    for (int number = 1; word(static_cast<Kind>(number)) != "unknown"; ++number) CHECK(seen.contains(static_cast<Kind>(number)));
}

TEST_CASE("pictures, tabs and attempts to sign in are in memory only, and nothing else is", "[retention]") {
    for (const auto& field : catalogue()) {
        INFO(name(field));
        const bool fleeting =
            field.kind == Kind::last_picture || field.kind == Kind::open_tabs || field.kind == Kind::sign_in_attempt;
        CHECK(fleeting == (field.keeping == Keeping::memory_only));
        CHECK(fleeting == field.table.starts_with("memory."));
    }
}

TEST_CASE("names, user names, addresses and what was seen are never in plain sight", "[retention]") {
    const std::set<std::string> personal{"people.pupils.name",   "people.pupils.user",        "people.staff.name",
                                         "people.staff.user",    "people.devices.fixed_user", "people.sessions.address",
                                         "audit.entries.content"};
    std::set<std::string> found;
    for (const auto& field : catalogue()) {
        if (personal.contains(name(field)) && field.keeping == Keeping::sealed) found.insert(name(field));
    }
    CHECK(found == personal);
}

TEST_CASE("what is about pupils has a term with an end", "[retention]") {
    for (const auto& field : catalogue()) {
        INFO(name(field));
        const bool about_someone = field.subject != Subject::nobody;
        if (about_someone) CHECK_FALSE(std::holds_alternative<WhileSchoolTakesPart>(ceiling(field.kind)));
    }
}
