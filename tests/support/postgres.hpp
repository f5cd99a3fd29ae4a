#pragma once
// support: a PostgreSQL of this test program alone, and a database in it for each store.

#include <memory>
#include <string>
#include <vector>

#include <sys/types.h>

#include "support/temporary.hpp"

namespace monitor::test {

class Program;

/// On a socket in a directory of its own, with fsync as in earnest. PostgreSQL does not run as root: then it is the user `postgres`.
class Postgres {
public:
    Postgres();
    Postgres(const Postgres&) = delete;
    Postgres& operator=(const Postgres&) = delete;
    ~Postgres();

    void start(const std::vector<std::string>& words = {});
    /// As a power cut would: nothing is finished.
    void stop();

    [[nodiscard]] std::string socket() const { return directory_.path().string(); }
    /// One statement of a superuser; did it go well?
    [[nodiscard]] bool says(const std::string& database, const std::string& statement) const {
        return says_as("postgres", database, statement);
    }
    [[nodiscard]] bool says_as(const std::string& user, const std::string& database, const std::string& statement) const;
    /// A database with its roles, made as docs/operations/postgresql.sql makes them.
    void make(const std::string& database) const;

private:
    [[nodiscard]] std::string data() const { return (directory_.path() / "data").string(); }
    [[nodiscard]] std::string log() const { return (directory_.path() / "log").string(); }

    Temporary directory_;
    uid_t account_;
    std::unique_ptr<Program> server_;
};

/// The one of this program: made when it is first asked for.
[[nodiscard]] Postgres& postgres();

/// An empty one: making a database takes a second, so that of an earlier test is used again.
class PostgresDatabase {
public:
    PostgresDatabase();
    PostgresDatabase(const PostgresDatabase&) = delete;
    PostgresDatabase& operator=(const PostgresDatabase&) = delete;
    ~PostgresDatabase();

    [[nodiscard]] std::string connection() const;
    [[nodiscard]] const std::string& name() const { return name_; }
    /// Of a superuser, who passes by row security.
    [[nodiscard]] bool says(const std::string& statement) const { return postgres().says(name_, statement); }

private:
    std::string name_;
};

}  // namespace monitor::test
