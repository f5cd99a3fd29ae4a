// Does the query give exactly the contact details that the rules permit?

#include "store/visible.hpp"

#include <set>

#include <catch2/catch.hpp>

#include "support/inside.hpp"
#include "support/onlookers.hpp"
#include "support/temporary.hpp"

using namespace monitor;
using namespace monitor::test;

namespace {

// Every kind of detail, each with a person of its own but for the one who looks: groups belong to persons.
struct Directory {
    explicit Directory(const std::filesystem::path& file) : database{file} {
        const auto inside = database.lock();
        database.run("CREATE TABLE details(number INTEGER PRIMARY KEY, school BLOB, person BLOB, detail INTEGER, audience INTEGER,"
                     " restriction INTEGER) STRICT");
        database.run("CREATE TABLE person_groups(school BLOB, person BLOB, grp BLOB) STRICT");
        database.run("CREATE TABLE seen(number INTEGER) STRICT");
        database.run("BEGIN");
        for (std::size_t number = 0; number < kept.size(); ++number) {
            auto& one = kept[number];
            if (one.person == numbered<policy::PersonId>(2))
                one.person = policy::PersonId{std::array<std::byte, 16>{
                    std::byte{2}, static_cast<std::byte>(number >> 8), static_cast<std::byte>(number & 255)}};
            database.run("INSERT INTO details VALUES(?, ?, ?, ?, ?, ?)",
                         {static_cast<std::int64_t>(number), store::cell(one.school), store::cell(one.person),
                          static_cast<std::int64_t>(one.detail), static_cast<std::int64_t>(one.audience),
                          static_cast<std::int64_t>(one.restriction)});
            if (one.person == numbered<policy::PersonId>(1)) continue;  // what is one's own does not ask for groups
            for (const auto& group : one.groups)
                database.run("INSERT INTO person_groups VALUES(?, ?, ?)",
                             {store::cell(one.school), store::cell(one.person), store::cell(group)});
        }
        database.run("COMMIT");
    }

    std::set<std::int64_t> seen(const policy::VisibleTo& filter) {
        const auto inside = database.lock();
        const auto condition = store::condition(filter, "d");
        database.run("BEGIN");
        database.run("INSERT INTO seen SELECT number FROM details d WHERE " + condition.sql, condition.values);
        std::set<std::int64_t> all;
        for (const auto& row : database.rows("SELECT number FROM seen")) all.insert(row.number(0));
        database.run("ROLLBACK");
        return all;
    }

    std::vector<policy::KeptDetail> kept{kept_details()};
    Inside database;
};

}  // namespace

TEST_CASE("the query gives exactly the details that the rules permit, for every kind of onlooker") {
    const Temporary place;
    Directory directory{place.path() / "details.db"};
    std::uint64_t compared{}, differing{};
    for (const auto& by : onlookers()) {
        const auto seen = directory.seen(policy::visible_to(by, promised::now));
        for (std::size_t number = 0; number < directory.kept.size(); ++number) {
            ++compared;
            differing += ruled(by, directory.kept[number]) == seen.contains(static_cast<std::int64_t>(number)) ? 0 : 1;
        }
    }
    CHECK(compared == 1440U * 1620U);
    CHECK(differing == 0);
}
