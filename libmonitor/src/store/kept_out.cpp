// store: who was erased, and stays away while the administration still names them?

#include "kept_out.hpp"

#include <algorithm>

namespace monitor::store {
namespace {

Value blob(BytesView who) {
    return Bytes{who.begin(), who.end()};
}

}  // namespace

bool any_kept_out(Database& database, SchoolId school, Instant now) {
    return database.number("SELECT EXISTS(SELECT 1 FROM kept_out WHERE school=? AND expires>?)", {cell(school), cell(now)}) != 0;
}

bool is_kept_out(Database& database, SchoolId school, BytesView who, Instant now) {
    return database.number("SELECT count(*) FROM kept_out WHERE school=? AND who=? AND expires>?",
                           {cell(school), blob(who), cell(now)}) != 0;
}

void keep_out(PeopleFile& file, SchoolId school, Side side, BytesView who, Instant now, Instant until) {
    file.database.run(
        "INSERT INTO kept_out(school, who, side, since, expires) VALUES(?, ?, ?, ?, ?)"
        " ON CONFLICT(school, who) DO UPDATE SET expires=excluded.expires WHERE excluded.expires>kept_out.expires",
        {cell(school), blob(who), static_cast<std::int64_t>(side), cell(now), cell(until)});
}

Minimal without_kept_out(PeopleFile& file, SchoolId school, Minimal minimal, Instant now) {
    if (!any_kept_out(file.database, school, now)) return minimal;
    for (const auto& [side, persons] : {std::pair{Side::pupil, &minimal.pupils}, std::pair{Side::staff, &minimal.staff}}) {
        std::erase_if(*persons, [&, of = side](const Minimal::Person& person) {
            if (!is_kept_out(file.database, school, person.id, now)) return false;
            keep_out(file, school, of, person.id, now, school::ends(minimal.year));
            return true;
        });
    }
    return minimal;
}

}  // namespace monitor::store
