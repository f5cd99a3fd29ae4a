#pragma once
// store: one database, whichever program keeps it, and what every use of it must say first. Private.

#include <expected>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "engine.hpp"
#include "value.hpp"

namespace monitor::store {

/// One thread at a time: whoever uses it holds `lock()` and has said how far it reaches, which answer() sees to. Failures are
/// thrown as Failure.
class Database {
public:
    explicit Database(std::unique_ptr<Engine> engine) : engine_{std::move(engine)} {}
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

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
    [[nodiscard]] Engine& engine() { return *engine_; }
    /// In this transaction, which row stands on which is looked at when it ends.
    void let_keys_wait();
    /// What was deleted leaves the log of the database too. False: somebody was in the way; the next time will do.
    [[nodiscard]] bool empty_log();
    /// Another value than before: a connection committed something; an engine may count this one too.
    [[nodiscard]] std::int64_t others() { return engine_->others(); }

private:
    friend class Reaching;
    void reach(const std::optional<Reach>&);

    std::mutex mutex_;
    std::unique_ptr<Engine> engine_;
    std::optional<Reach> reach_;
};

/// While it lives the database shows what `reach` may see, and before and after it what it showed before: nothing, or, where one
/// stands inside another, as much as that one.
class Reaching {
public:
    Reaching(Database& database, const Reach& reach) : database_{database}, before_{database.reach_} { database_.reach(reach); }
    Reaching(const Reaching&) = delete;
    Reaching& operator=(const Reaching&) = delete;
    ~Reaching();

private:
    Database& database_;
    std::optional<Reach> before_;
};

/// Begins now, undone unless committed.
class Transaction {
public:
    Transaction(Database& database, Access access) : database_{database} {
        database_.engine().begin(access);
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

/// Where every exception of this room ends: `work` alone on the database, as far as it reaches, its Failure as an Error of
/// `operation`.
template <class Work>
[[nodiscard]] auto answer(Database& database, const Reach& reach, std::string_view operation, Work work)
    -> std::expected<std::invoke_result_t<Work&>, Error> {
    try {
        const auto alone = database.lock();
        const Reaching so_far{database, reach};
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
