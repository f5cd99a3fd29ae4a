#pragma once
// support: a PostgreSQL of this test program alone, and a database in it for each store.

#include <cstdlib>
#include <memory>
#include <string>

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <pwd.h>

#include "processes/program.hpp"
#include "support/temporary.hpp"

namespace monitor::test {

/// On a socket in a directory of its own, with fsync as in earnest. PostgreSQL does not run as root: then it is the user `postgres`.
class Postgres {
public:
    Postgres() {
        if (::geteuid() == 0) {
            const auto* user = ::getpwnam("postgres");
            REQUIRE(user != nullptr);
            account_ = user->pw_uid;
        }
        REQUIRE(::chown(directory_.path().c_str(), account_, static_cast<gid_t>(-1)) == 0);
        Program initdb{{"sh", "-c", R"(exec "$0" "$@" >/dev/null)", program("initdb"), "-D", data(), "-U", "postgres", "-A", "trust",
                        "--no-sync", "-E", "UTF8", "--locale", "C"},
                       log(), account_};
        REQUIRE(initdb.wait() == 0);
        start();
    }

    void start(std::vector<std::string> words = {}) {
        std::vector<std::string> all{program("postgres"), "-D", data(), "-k", socket(), "-c", "listen_addresses=", "-c", "max_connections=40"};
        all.insert(all.end(), words.begin(), words.end());
        server_ = std::make_unique<Program>(all, log(), account_);
        REQUIRE(soon([&] { return says("postgres", "SELECT 1"); }));
    }
    /// As a power cut would: nothing is finished.
    void stop() { (void)server_->end(SIGQUIT); }

    [[nodiscard]] std::string socket() const { return directory_.path().string(); }
    /// One statement of a superuser; did it go well?
    [[nodiscard]] bool says(const std::string& database, const std::string& statement) const {
        return says_as("postgres", database, statement);
    }
    [[nodiscard]] bool says_as(const std::string& user, const std::string& database, const std::string& statement) const {
        Program psql{{"env", "PGOPTIONS=-c client_min_messages=warning", program("psql"), "-qXt", "-o", "/dev/null", "-h", socket(), "-U", user,
                      "-v", "ON_ERROR_STOP=1", "-d", database, "-c", statement},
                     log()};
        return psql.wait() == 0;
    }
    /// A database with its roles, made as docs/operations/postgresql.sql makes them.
    void make(const std::string& database) const {
        Program psql{{program("psql"), "-qX", "-h", socket(), "-U", "postgres", "-v", "ON_ERROR_STOP=1", "-v", "login=monitor", "-v",
                      "database=" + database, "-f", MONITOR_POSTGRES_ROLES},
                     log()};
        REQUIRE(psql.wait() == 0);
    }

private:
    static std::string program(const std::string& name) { return std::string{MONITOR_POSTGRES} + "/" + name; }
    [[nodiscard]] std::string data() const { return (directory_.path() / "data").string(); }
    [[nodiscard]] std::string log() const { return (directory_.path() / "log").string(); }

    Temporary directory_{};
    uid_t account_{::geteuid()};
    std::unique_ptr<Program> server_{};
};

/// The one of this program: made when it is first asked for.
[[nodiscard]] inline Postgres& postgres() {
    static Postgres one;
    return one;
}

/// An empty one: making a database takes a second, so that of an earlier test is used again.
class PostgresDatabase {
public:
    PostgresDatabase() {
        if (empty().empty()) {
            name_ = fmt::format("monitor_{}", ++made());
            postgres().make(name_);
        } else {
            name_ = empty().back();
            empty().pop_back();
        }
    }
    PostgresDatabase(const PostgresDatabase&) = delete;
    PostgresDatabase& operator=(const PostgresDatabase&) = delete;
    ~PostgresDatabase() {
        if (says("SET lock_timeout='5s'; DROP SCHEMA IF EXISTS people, audit CASCADE")) empty().push_back(name_);
    }

    [[nodiscard]] std::string connection() const { return fmt::format("host={} user=monitor dbname={}", postgres().socket(), name_); }
    [[nodiscard]] const std::string& name() const { return name_; }
    /// Of a superuser, who passes by row security.
    [[nodiscard]] bool says(const std::string& statement) const { return postgres().says(name_, statement); }

private:
    static std::vector<std::string>& empty() {
        static std::vector<std::string> names;
        return names;
    }
    static int& made() {
        static int number{};
        return number;
    }
    std::string name_;
};

}  // namespace monitor::test
