#pragma once
// store: what must a program that keeps tables be able to do, and how much of them may one operation see? Private.

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "value.hpp"

namespace monitor::store {

enum class File : std::uint8_t { people = 1, audit = 2 };
[[nodiscard]] std::string_view word(File) noexcept;

/// How much of the tables an operation sees. PostgreSQL enforces it row by row; SQLite shows everything to everybody.
class Reach {
public:
    enum class Who : std::uint8_t { school = 1, across = 2, owner = 3 };

    /// One school's rows: whatever is done for a school that is known.
    Reach(SchoolId school) : who_{Who::school}, school_{school} {}  // NOLINT: a school says it all
    /// Every school's: to find out which school it is, and for what is done to all of them.
    [[nodiscard]] static Reach across() { return Reach{Who::across}; }
    /// The tables themselves; a row of a school is not seen.
    [[nodiscard]] static Reach owner() { return Reach{Who::owner}; }

    [[nodiscard]] Who who() const { return who_; }
    [[nodiscard]] SchoolId school() const { return school_; }

private:
    explicit Reach(Who who) : who_{who} {}
    Who who_;
    SchoolId school_{};
};

enum class Access : std::uint8_t { read = 1, write = 2 };
enum class Dialect : std::uint8_t { sqlite = 1, postgres = 2 };

struct Answered {
    std::vector<Row> rows{};
    std::uint64_t touched{};
};

/// One connection, one thread. SQL is written with ?, or ?1, and tables are made in SQLite's words. Failures are thrown as Failure.
class Engine {
public:
    virtual ~Engine() = default;
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    [[nodiscard]] virtual Answered ask(const std::string& sql, std::span<const Value>) = 0;
    /// A transaction; of those that write, one at a time.
    virtual void begin(Access) = 0;
    /// From now on; connects again where the connection was lost.
    virtual void reach(const Reach&) = 0;
    /// As Database's functions of these names.
    [[nodiscard]] virtual bool empty_log() = 0;
    [[nodiscard]] virtual std::int64_t others() = 0;

    [[nodiscard]] Dialect dialect() const { return dialect_; }

protected:
    explicit Engine(Dialect dialect) : dialect_{dialect} {}

private:
    Dialect dialect_;
};

/// A file: durable when it says so (WAL, synchronous=FULL), forgetful when told so (secure_delete=ON), consistent (foreign keys).
/// Makes it, mode 0600, if it is not there; refuses one that others may read.
[[nodiscard]] std::unique_ptr<Engine> sqlite_engine(const std::filesystem::path&);
/// The schema of that name in the database that `connection` leads to (libpq's words): durable (synchronous_commit, fsync), as a
/// user who by itself may see nothing. Refuses a server that does not keep its promises, and roles that row security does not hold.
[[nodiscard]] std::unique_ptr<Engine> postgres_engine(const std::string& connection, File);

}  // namespace monitor::store
