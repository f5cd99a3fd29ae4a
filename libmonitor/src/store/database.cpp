// store: what does every use of a database go through, whichever program keeps it?

#include "database.hpp"

namespace monitor::store {

std::vector<Row> Database::rows(const std::string& sql, std::span<const Value> values) {
    if (!reach_) fail(Remedy::give_up, "nobody said how far this reaches");
    return engine_->ask(sql, values).rows;
}

std::uint64_t Database::run(const std::string& sql, std::span<const Value> values) {
    if (!reach_) fail(Remedy::give_up, "nobody said how far this reaches");
    return engine_->ask(sql, values).touched;
}

std::int64_t Database::number(const std::string& sql, std::initializer_list<Value> values) {
    const auto answered = rows(sql, values);
    if (answered.empty() || answered[0].empty(0)) return 0;
    return answered[0].number(0);
}

void Database::let_keys_wait() {
    run(engine_->dialect() == Dialect::sqlite ? "PRAGMA defer_foreign_keys=ON" : "SET CONSTRAINTS ALL DEFERRED");
}

bool Database::empty_log() {
    const bool emptied = engine_->empty_log();
    if (reach_) engine_->reach(*reach_);
    return emptied;
}

void Database::reach(const std::optional<Reach>& reach) {
    reach_.reset();
    if (reach) engine_->reach(*reach);
    reach_ = reach;
}

Reaching::~Reaching() {
    try {
        database_.reach(before_);
    } catch (const Failure&) {
        // In a transaction that failed, or on a connection that is gone: nothing is asked any more under a reach that nobody set.
        database_.reach_.reset();
    }
}

Transaction::~Transaction() {
    if (!open_) return;
    try {
        (void)database_.engine().ask("ROLLBACK", {});
    } catch (const Failure&) {
        // A disk that failed has undone it already, or will when the file is opened again.
        open_ = false;
    }
}

}  // namespace monitor::store
