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

TEST_CASE("pictures, tabs, lines and attempts to sign in are in memory only, and nothing else is", "[retention]") {
    for (const auto& field : catalogue()) {
        INFO(name(field));
        const bool fleeting = field.kind == Kind::last_picture || field.kind == Kind::open_tabs ||
                              field.kind == Kind::sign_in_attempt || field.kind == Kind::line;
        CHECK(fleeting == (field.keeping == Keeping::memory_only));
        CHECK(fleeting == field.table.starts_with("memory."));
    }
}

TEST_CASE("names, user names, addresses and what was seen are never in plain sight", "[retention]") {
    const std::set<std::string> personal{"people.pupils.name",   "people.pupils.user",        "people.staff.name",
                                         "people.staff.user",    "people.devices.fixed_user", "people.sessions.address",
                                         "audit.entries.lasting", "audit.entries.personal"};
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

TEST_CASE("every field stands in a row of one of the three tables", "[retention]") {
    for (const auto& field : catalogue()) {
        INFO(name(field) << ": say which Listed it is, in its row of libmonitor/src/retention");
        CHECK(field.listed != Listed::nowhere);
    }
}

TEST_CASE(
    "the identity of a teacher is name, user name, school and IP, and that of a pupil has group, picture and tabs beside them",
    "[retention]") {
    std::map<Subject, std::set<Listed>> rows;
    for (const auto& field : catalogue()) {
        if (field.listed == Listed::rights) continue;
        INFO(name(field));
        if (field.subject == Subject::nobody) CHECK(field.kind == Kind::school_layout);
        if (field.subject != Subject::staff) rows[Subject::pupil].insert(field.listed);
        if (field.subject == Subject::staff || field.subject == Subject::pupil_and_staff)
            rows[Subject::staff].insert(field.listed);
    }
    CHECK(rows[Subject::staff] == std::set{Listed::name, Listed::user_name, Listed::school, Listed::address});
    CHECK(rows[Subject::pupil] == std::set{Listed::name, Listed::user_name, Listed::school, Listed::group, Listed::address,
                                           Listed::picture, Listed::tabs});
}

TEST_CASE("nothing of who a pupil is goes beyond what the school's Microsoft 365 holds, but the picture and the tabs",
          "[retention]") {
    for (const auto& field : catalogue()) {
        if (field.subject != Subject::pupil && field.subject != Subject::pupil_and_staff) continue;
        INFO(name(field));
        const bool seen_in_class = field.listed == Listed::picture || field.listed == Listed::tabs;
        if (seen_in_class) CHECK(field.keeping == Keeping::memory_only);
        if (!seen_in_class && field.listed != Listed::rights) CHECK_FALSE(directory_property(field.listed).empty());
    }
}

TEST_CASE("every kind says who gets to see it and on which ground, in both languages", "[retention]") {
    for (int number = 1; word(static_cast<Kind>(number)) != "unknown"; ++number) {
        const auto said = grounds(static_cast<Kind>(number));
        INFO(word(static_cast<Kind>(number)));
        for (const auto text : {said.recipients_nl, said.recipients_en, said.basis_nl, said.basis_en}) CHECK_FALSE(text.empty());
    }
}
