// support: how does a test program start a PostgreSQL, and what does it do with its databases?

#include "support/postgres.hpp"

#include <csignal>

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include "processes/program.hpp"

namespace monitor::test {

namespace {

std::string program(const std::string& name) {
    return std::string{MONITOR_POSTGRES} + "/" + name;
}

/// Databases that a test is done with.
std::vector<std::string>& empty() {
    static std::vector<std::string> names;
    return names;
}

}  // namespace

Postgres::Postgres() : account_{::geteuid()} {
    if (account_ == 0) {
        const auto* user = ::getpwnam("postgres");
        REQUIRE(user != nullptr);
        account_ = user->pw_uid;
    }
    REQUIRE(::chown(directory_.path().c_str(), account_, static_cast<gid_t>(-1)) == 0);
    Program initdb{{"sh", "-c", R"(exec "$0" "$@" >/dev/null)", program("initdb"), "-D", data(), "-U", "postgres", "-A", "trust",
                    "--no-sync", "-E", "UTF8", "--locale", "C"},
                   log(),
                   account_};
    REQUIRE(initdb.wait() == 0);
    start();
}

Postgres::~Postgres() = default;

void Postgres::start(const std::vector<std::string>& words) {
    std::vector<std::string> all{program("postgres"), "-D", data(), "-k", socket(), "-c", "listen_addresses=", "-c",
                                 "max_connections=40"};
    all.insert(all.end(), words.begin(), words.end());
    server_ = std::make_unique<Program>(all, log(), account_);
    REQUIRE(soon([&] { return says("postgres", "SELECT 1"); }));
}

void Postgres::stop() {
    (void)server_->end(SIGQUIT);
}

bool Postgres::says_as(const std::string& user, const std::string& database, const std::string& statement) const {
    Program psql{{"env", "PGOPTIONS=-c client_min_messages=warning", program("psql"), "-qXt", "-o", "/dev/null", "-h", socket(),
                  "-U", user, "-v", "ON_ERROR_STOP=1", "-d", database, "-c", statement},
                 log()};
    return psql.wait() == 0;
}

void Postgres::make(const std::string& database) const {
    Program psql{{program("psql"), "-qX", "-h", socket(), "-U", "postgres", "-v", "ON_ERROR_STOP=1", "-v", "login=monitor", "-v",
                  "database=" + database, "-f", MONITOR_POSTGRES_ROLES},
                 log()};
    REQUIRE(psql.wait() == 0);
}

Postgres& postgres() {
    static Postgres one;
    return one;
}

PostgresDatabase::PostgresDatabase() {
    static int made = 0;
    if (empty().empty()) {
        name_ = fmt::format("monitor_{}", ++made);
        postgres().make(name_);
    } else {
        name_ = empty().back();
        empty().pop_back();
    }
}

PostgresDatabase::~PostgresDatabase() {
    if (says("SET lock_timeout='5s'; DROP SCHEMA IF EXISTS people, audit CASCADE")) empty().push_back(name_);
}

std::string PostgresDatabase::connection() const {
    return fmt::format("host={} user=monitor dbname={}", postgres().socket(), name_);
}

}  // namespace monitor::test
