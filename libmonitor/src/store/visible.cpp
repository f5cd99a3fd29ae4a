// store: policy::admits(), said to a database.

#include "visible.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace monitor::store {
namespace {

using policy::Audience;
using policy::Detail;
using policy::Reach;
using policy::Restriction;

template <class Enum>
int number(Enum value) {
    return static_cast<int>(value);
}

// "t.audience=2 AND one of the person's groups is one of the reader's"
void add_groups(Condition& made, const policy::VisibleTo& filter, const std::string& table) {
    if (filter.groups.empty()) return;
    std::vector<std::string> places(filter.groups.size(), "?");
    made.sql += fmt::format(
        " OR ({0}.audience={1} AND EXISTS(SELECT 1 FROM person_groups g WHERE g.school={0}.school AND g.person={0}.person"
        " AND g.grp IN ({2})))",
        table, number(Audience::my_groups), fmt::join(places, ","));
    for (const auto& group : filter.groups) made.values.push_back(cell(group));
}

}  // namespace

Condition condition(const policy::VisibleTo& filter, const std::string& table) {
    if (filter.reach == Reach::nothing) return {"0=1", {}};
    Condition made{fmt::format("({0}.school=? AND {0}.person<>? AND {0}.detail BETWEEN {1} AND {2} AND ({0}.person=?", table,
                               number(Detail::phone), number(Detail::address)),
                   {cell(filter.school), cell(policy::PersonId{}), cell(filter.person)}};
    const auto unrestricted = fmt::format("{}.restriction={}", table, number(Restriction::none));
    switch (filter.reach) {
        case Reach::nothing:
        case Reach::own: break;
        case Reach::shared:
            made.sql += fmt::format(" OR ({} AND ({}.audience={}", unrestricted, table, number(Audience::the_whole_school));
            add_groups(made, filter, table);
            made.sql += "))";
            break;
        case Reach::everyone: made.sql += " OR " + unrestricted; break;
    }
    made.sql += "))";
    return made;
}

}  // namespace monitor::store
