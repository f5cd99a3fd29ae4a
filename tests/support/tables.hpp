#pragma once
// support: in what does a store of a test keep its tables?

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include <catch2/catch.hpp>

#ifdef MONITOR_POSTGRES
#include "support/postgres.hpp"
#endif

namespace monitor::test {

enum class Where : std::uint8_t { files = 1, postgres = 2 };
/// In files, or in PostgreSQL where the environment says MONITOR_TEST_STORE=postgres.
inline Where where_told() {
    const char* store = std::getenv("MONITOR_TEST_STORE");
    return store != nullptr && std::string_view{store} == "postgres" ? Where::postgres : Where::files;
}

/// The database of one test, where it has one.
struct Tables {
    [[nodiscard]] std::string postgres() const {
#ifdef MONITOR_POSTGRES
        if (database) return database->connection();
#endif
        return {};
    }
#ifdef MONITOR_POSTGRES
    explicit Tables(Where where) : database{where == Where::postgres ? std::make_unique<PostgresDatabase>() : nullptr} {}
    std::unique_ptr<PostgresDatabase> database;
#else
    explicit Tables(Where where) { REQUIRE(where == Where::files); }
#endif
};

}  // namespace monitor::test
