// store: whom would an import that waits bring, move or take away? For a person to look at before they decide.

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "held.hpp"

namespace monitor::store {
namespace {

using roster::Move;
using roster::Part;
using Names = std::set<std::string>;

struct Table {
    Part part;
    const char *name, *groups, *person, *name_place;
};
constexpr Table pupils{Part::pupil, "pupils", "pupil_groups", "pupil", "people.pupils.name"};
constexpr Table staff{Part::staff, "staff", "staff_groups", "staff", "people.staff.name"};

struct Person {
    std::string name{};
    Names groups{};
    friend bool operator==(const Person&, const Person&) = default;
};
using Persons = std::map<RowId, Person>;

RowId row_id(const Row& row, std::size_t at) {
    return row.id<PupilId>(at).bytes();  // the bytes of any id
}

Persons there_now(PeopleFile& file, SchoolId school, const Table& table, Instant now) {
    Persons persons;
    PeopleSeal seal = file.seal_of(school);
    for (const Row& row : file.database.rows(
             fmt::format("SELECT id, name, expires FROM {} WHERE school=? AND expires>?", table.name), {cell(school), cell(now)}))
        persons[row_id(row, 0)].name = seal.opened(table.name_place, row_id(row, 0), row.bytes(1), year_until(row.instant(2)));
    for (const Row& row : file.database.rows(fmt::format("SELECT m.{0}, g.name FROM {1} m JOIN groups g ON g.school=m.school AND"
                                                         " g.id=m.grp WHERE m.school=?",
                                                         table.person, table.groups),
                                             {cell(school)}))
        if (const auto at = persons.find(row_id(row, 0)); at != persons.end()) at->second.groups.insert(row.text(1));
    return persons;
}

Persons there_then(const Minimal& wanted, const std::vector<Minimal::Person>& lines) {
    Persons persons;
    for (const auto& line : lines) {
        auto& person = persons[line.id];
        person.name = line.name;
        for (const auto group : line.groups) person.groups.insert(wanted.groups[group].name);
    }
    return persons;
}

Mover mover(Move move, Part part, const std::string& name, const Names& from, const Names& to) {
    return {move, part, Personal{name}, {from.begin(), from.end()}, {to.begin(), to.end()}};
}

void compare(Part part, const Persons& now, const Persons& then, std::vector<Mover>& all) {
    for (const auto& [id, person] : now) {
        const auto at = then.find(id);
        if (at == then.end())
            all.push_back(mover(Move::removed, part, person.name, person.groups, {}));
        else if (at->second != person)
            all.push_back(mover(Move::changed, part, at->second.name, person.groups, at->second.groups));
    }
    for (const auto& [id, person] : then)
        if (!now.contains(id)) all.push_back(mover(Move::added, part, person.name, {}, person.groups));
}

}  // namespace

std::vector<Mover> movers(PeopleFile& file, SchoolId school, const Minimal& wanted, Instant now) {
    std::vector<Mover> all;
    compare(Part::pupil, there_now(file, school, pupils, now), there_then(wanted, wanted.pupils), all);
    compare(Part::staff, there_now(file, school, staff, now), there_then(wanted, wanted.staff), all);
    std::ranges::stable_sort(all, {}, [](const Mover& one) {
        return std::tuple{one.part, one.move, one.name.reveal(Purpose::identify_to_teacher)};
    });
    return all;
}

}  // namespace monitor::store
