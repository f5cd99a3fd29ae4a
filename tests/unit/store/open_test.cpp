// store: which files are opened, and which are refused?

#include <fstream>

#include <sys/stat.h>

#include "store/schema.hpp"
#include "support/inside.hpp"
#include "support/store_of_test.hpp"

using namespace monitor;
using namespace monitor::test;

namespace {

unsigned mode(const std::filesystem::path& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 0777U : 0U;
}
void run(const std::filesystem::path& path, const std::string& sql) {
    Inside database{path};
    database.run(sql);
}

}  // namespace

TEST_CASE("what is made is for its owner alone", "[files][store]") {
    StoreOfTest test;
    test.apply(regenboog());
    CHECK(mode(test.options().directory) == 0700);
    CHECK(mode(test.options().keys) == 0600);
    for (const char* name : {"people.db", "people.db-wal", "people.db-shm", "audit.db"}) {
        CHECK(mode(test.options().directory / name) == 0600);
    }
}

TEST_CASE("durable, forgetful and consistent: SQLite says so itself", "[files][store]") {
    StoreOfTest test;
    Inside database{test.options(), store::File::audit};
    CHECK(database.rows("PRAGMA journal_mode")[0].text(0) == "wal");
    CHECK(database.number("PRAGMA synchronous") == 2);
    CHECK(database.number("PRAGMA secure_delete") == 1);
    CHECK(database.number("PRAGMA foreign_keys") == 1);
}

TEST_CASE("a schema of a newer program is refused", "[files][store]") {
    for (const auto& [name, ours] : {std::pair{"people.db", 9}, std::pair{"audit.db", 5}}) {
        StoreOfTest test;
        test.stores = {};
        CHECK(Inside{test.options().directory / name}.number("PRAGMA user_version") == ours);
        run(test.options().directory / name, "PRAGMA user_version=" + std::to_string(ours + 1));
        const auto opened = test.another();
        REQUIRE_FALSE(opened);
        CHECK(opened.error().remedy == Remedy::ask_operator);
        CHECK(opened.error().place.find("schema " + std::to_string(ours + 1)) != std::string::npos);
        run(test.options().directory / name, "PRAGMA user_version=" + std::to_string(ours));
        CHECK(test.another());
    }
}

TEST_CASE("a column or table the catalogue does not know is refused, and one that is missing too", "[files][store]") {
    for (const auto& [file, sql, place] :
         {std::tuple{"people.db", "ALTER TABLE pupils ADD COLUMN surname TEXT", "people.pupils.surname"},
          std::tuple{"people.db", "CREATE TABLE marks(pupil BLOB)", "people.marks.pupil"},
          std::tuple{"people.db", "ALTER TABLE schools DROP COLUMN directory_read", "people.schools.directory_read"},
          std::tuple{"audit.db", "ALTER TABLE entries ADD COLUMN name TEXT", "audit.entries.name"}}) {
        StoreOfTest test;
        test.stores = {};
        run(test.options().directory / file, sql);
        const auto opened = test.another();
        REQUIRE_FALSE(opened);
        CHECK(opened.error().remedy == Remedy::give_up);
        CHECK(opened.error().place.starts_with(place));
    }
}

TEST_CASE("a database somebody else made is not taken over", "[files][store]") {
    StoreOfTest test;
    test.stores = {};
    std::filesystem::remove(test.options().directory / "people.db");
    run(test.options().directory / "people.db", "CREATE TABLE theirs(x)");
    CHECK(test.another().error().place.find("not made by this program") != std::string::npos);
}

TEST_CASE("a key file of another database is refused, not used", "[store]") {
    StoreOfTest test;
    test.apply(regenboog());
    test.stores = {};
    std::filesystem::rename(test.options().keys, test.options().keys.string() + ".elsewhere");
    const auto opened = test.another();
    REQUIRE_FALSE(opened);
    CHECK(opened.error().remedy == Remedy::ask_operator);
    CHECK(opened.error().place == "the key file does not belong to people.db");
}

TEST_CASE("files that others may read, or that are no files, are refused", "[files][store]") {
    StoreOfTest test;
    test.stores = {};
    const auto people = test.options().directory / "people.db";
    std::filesystem::permissions(people, std::filesystem::perms::group_read, std::filesystem::perm_options::add);
    CHECK(test.another().error().place.find("others may read it") != std::string::npos);
    std::filesystem::remove(people);
    std::filesystem::create_symlink("/dev/null", people);
    CHECK(test.another().error().remedy == Remedy::ask_operator);
    std::filesystem::remove(people);
    std::filesystem::create_directory(people);
    CHECK(test.another().error().remedy == Remedy::ask_operator);
}

TEST_CASE("a directory that cannot be is an error with its name", "[store]") {
    StoreOfTest test;
    const auto file = test.directory.path() / "a file";
    std::ofstream{file} << "x";
    auto options = test.options();
    options.directory = file / "store";
    const auto opened = store::open(options, test.clock, test.random, test.log);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().remedy == Remedy::ask_operator);
    CHECK(opened.error().system_code != 0);
}

TEST_CASE("a sealed value that was moved or changed does not open, and the reader is told", "[files][store]") {
    for (const char* sql : {"UPDATE pupils SET name=(SELECT name FROM pupils ORDER BY id LIMIT 1)", "UPDATE pupils SET name=user",
                            "UPDATE pupils SET user=zeroblob(40)"}) {
        StoreOfTest test;
        test.apply(regenboog());
        run(test.options().directory / "people.db", sql);
        const auto roll = test.stores.people->roll(test.school);
        REQUIRE_FALSE(roll);
        CHECK(roll.error().remedy == Remedy::ask_operator);
        CHECK(roll.error().place.starts_with("people.pupils."));
    }
}

// The ledger beside the keys could not be made where the keys' directory is a link.
TEST_CASE("databases and keys may lie in directories that are links", "[files][store]") {
    StoreOfTest test;
    test.stores = {};
    test::Temporary away;
    for (const auto* name : {"state", "keys"}) {
        std::filesystem::create_directory(away.path() / name);
        std::filesystem::permissions(away.path() / name, std::filesystem::perms::owner_all);
        std::filesystem::create_directory_symlink(away.path() / name, away.path() / (std::string{"link-"} + name));
    }
    auto options = test.options();
    options.directory = away.path() / "link-state";
    options.keys = away.path() / "link-keys" / "keys";
    for (int time = 0; time < 2; ++time) {
        const auto opened = store::open(options, test.clock, test.random, test.log);
        INFO((opened ? std::string{} : opened.error().place));
        CHECK(opened);
    }
}
