#pragma once
// store: one SQLite file, and the promises we need it to keep. Private; Poco ends in database.cpp.

#include <expected>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "value.hpp"

namespace monitor::store {

/// Durable when it says so (WAL, synchronous=FULL), forgetful when told so (secure_delete=ON), consistent (foreign keys).
/// One thread at a time: whoever uses it holds `lock()`, which answer() sees to. Failures are thrown as Failure.
class Database {
public:
    /// Makes the file, mode 0600, if it is not there; refuses one that others may read.
    explicit Database(const std::filesystem::path&);
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    ~Database();

    [[nodiscard]] std::vector<Row> rows(const std::string& sql, std::span<const Value>);
    [[nodiscard]] std::vector<Row> rows(const std::string& sql, std::initializer_list<Value> values = {}) {
        return rows(sql, std::span{values.begin(), values.size()});
    }
    /// How many rows were touched.
    std::uint64_t run(const std::string& sql, std::span<const Value>);
    std::uint64_t run(const std::string& sql, std::initializer_list<Value> values = {}) {
        return run(sql, std::span{values.begin(), values.size()});
    }
    /// The one number of an answer; 0 when it has no row or is NULL.
    [[nodiscard]] std::int64_t number(const std::string& sql, std::initializer_list<Value> = {});

    [[nodiscard]] std::unique_lock<std::mutex> lock() { return std::unique_lock{mutex_}; }
    /// All of the log into the file, and the log cut to nothing. False: a reader was in the way; the next time will do.
    [[nodiscard]] bool empty_log();
    /// Another value than before: another connection committed something.
    [[nodiscard]] std::int64_t others() { return number("PRAGMA data_version"); }

private:
    struct Inside;
    void promise(const char* pragma, const char* wanted, const std::string& read_back);

    std::string name_;
    std::mutex mutex_;
    std::unique_ptr<Inside> inside_;
};

/// Many rows in few statements: `head` ends in VALUES, `tail` may say what a row that is there becomes. What was added is written
/// when there is enough of it, and by done().
class Batch {
public:
    Batch(Database& database, std::string head, std::size_t columns, std::string tail = {})
        : database_{database}, head_{std::move(head)}, tail_{std::move(tail)}, columns_{columns} {}
    void add(std::initializer_list<Value> row);
    void done();

private:
    void write(std::size_t rows);

    Database& database_;
    std::string head_, tail_;
    std::size_t columns_;
    std::vector<Value> waiting_;
};

enum class Access : std::uint8_t { read = 1, write = 2 };

/// Begins now, undone unless committed.
class Transaction {
public:
    Transaction(Database& database, Access access) : database_{database} {
        database_.run(access == Access::write ? "BEGIN IMMEDIATE" : "BEGIN");
    }
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();
    void commit() {
        database_.run("COMMIT");
        open_ = false;
    }

private:
    Database& database_;
    bool open_{true};
};

/// Where every exception of this room ends: `work` alone on the database, its Failure as an Error of `operation`.
template <class Work>
[[nodiscard]] auto answer(Database& database, std::string_view operation, Work work)
    -> std::expected<std::invoke_result_t<Work&>, Error> {
    try {
        const auto alone = database.lock();
        if constexpr (std::is_void_v<std::invoke_result_t<Work&>>) {
            work();
            return {};
        } else {
            return work();
        }
    } catch (Failure& failure) {
        failure.error.operation = operation;
        return std::unexpected{std::move(failure.error)};
    } catch (const std::exception&) {
        return std::unexpected{Error{Remedy::give_up, operation, 0, "unforeseen"}};
    }
}

}  // namespace monitor::store
