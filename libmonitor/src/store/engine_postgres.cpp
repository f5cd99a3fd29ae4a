// store: where does Poco's PostgreSQL end, which promises must a server keep, and what do its refusals mean to the caller?

#include "engine.hpp"

#include <cerrno>
#include <utility>

#include <Poco/Data/DataException.h>
#include <Poco/Data/PostgreSQL/Connector.h>
#include <Poco/Data/PostgreSQL/PostgreSQLException.h>
#include <Poco/Data/PostgreSQL/SessionHandle.h>
#include <Poco/Data/Session.h>
#include <fmt/format.h>

#include "cells.hpp"
#include "spelling.hpp"

namespace monitor::store {
namespace {

namespace pg = Poco::Data::PostgreSQL;

// Poco 1.11 has the code in its text alone, and none where a statement could not be prepared.
std::string state_of(const Poco::Exception& exception) {
    constexpr std::string_view before = " State: ";
    const auto& text = exception.message();
    const auto at = text.rfind(before);
    const auto state = at == std::string::npos ? std::string{} : text.substr(at + before.size(), 5);
    return state.starts_with("N/A") ? std::string{} : state;
}

// Messages are left out: what a database says may quote what it holds.
[[noreturn]] void fail_as(const std::string& state, const std::string& name) {
    struct Meaning {
        std::string_view begins;
        Remedy remedy;
        const char* what;
        int code;
    };
    constexpr Meaning meanings[]{
        {"23", Remedy::conflict, "a constraint", EEXIST},
        {"55P03", Remedy::try_again, "locked", EBUSY},
        {"40", Remedy::try_again, "locked", EBUSY},
        {"53100", Remedy::ask_operator, "the disk is full", ENOSPC},
        {"53200", Remedy::try_again, "no memory", ENOMEM},
        {"53300", Remedy::try_again, "too many connections", EAGAIN},
        {"57P", Remedy::try_again, "the server stops", ECONNRESET},
        {"08", Remedy::try_again, "the connection was lost", ECONNRESET},
        {"58", Remedy::ask_operator, "the disk fails", EIO},
        {"25006", Remedy::ask_operator, "read-only", EROFS},
        {"42501", Remedy::ask_operator, "row security refuses", EACCES},
        {"XX00", Remedy::ask_operator, "damaged", EBADMSG},
    };
    for (const auto& one : meanings) {
        if (state.starts_with(one.begins)) fail(one.remedy, fmt::format("{}: {}", name, one.what), one.code);
    }
    fail(Remedy::ask_operator, fmt::format("{}: PostgreSQL refuses ({})", name, state.empty() ? "no code" : state), EPROTO);
}

class PostgresEngine final : public Engine {
public:
    PostgresEngine(const std::string& connection, File file)
        : Engine{Dialect::postgres}, file_{file}, name_{fmt::format("postgres {}", word(file))},
          connection_{connection + " connect_timeout=5 tcp_user_timeout=5000 fallback_application_name=libmonitor"} {
        pg::Connector::registerConnector();
        connect();
    }

    Answered ask(const std::string& sql, std::span<const Value> values) override {
        if (sql == "ROLLBACK") return rolled_back();
        // PostgreSQL would undo it all, and call that a success.
        if (sql == "COMMIT" && broken_) fail(Remedy::give_up, name_ + ": a part of this failed");
        if (lost_) fail_as("08", name_);
        try {
            auto answered = store::answered(*session_, spelled(sql), values);
            if (sql == "COMMIT") open_ = false;
            if (sql.starts_with("ROLLBACK TO ")) broken_ = false;
            return answered;
        } catch (const Poco::Exception& exception) {
            broken_ = open_;
            shown_.reset();
            const auto state = state_of(exception);
            lost_ = state.empty() ? is_lost() : !session_->isConnected();
            fail_as(lost_ ? "08" : state, name_);
        }
    }

    // One lock for all that writes, as long as the transaction: SQLite's own way, so that what is read in it stays true.
    void begin(Access access) override {
        if (access == Access::read) {
            (void)ask("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", {});
            open_ = true;
            return;
        }
        (void)ask("BEGIN", {});
        open_ = true;
        try {
            (void)ask("SELECT pg_advisory_xact_lock(771, ?)", std::initializer_list<Value>{static_cast<std::int64_t>(file_)});
        } catch (const Failure&) {
            (void)rolled_back();
            throw;
        }
    }

    void reach(const Reach& reach) override {
        if (lost_ && open_) fail_as("08", name_);
        if (lost_) connect();
        const auto wanted = fmt::format("{}{}", role(reach), reach.school().text());
        if (shown_ == wanted) return;
        (void)ask("SELECT set_config('role', ?, false), set_config('monitor.school', ?, false)",
                  std::initializer_list<Value>{std::string{role(reach)},
                                               reach.who() == Reach::Who::school ? hex(reach.school().bytes()) : std::string{}});
        shown_ = wanted;
    }

    // Dead rows go; a row that goes had sealed cells, and no kept key opens what of it stands in the server's own log.
    bool empty_log() override {
        try {
            reach(Reach::owner());
            for (const Row& table : ask("SELECT format('%I', relname) FROM pg_class WHERE relnamespace=current_schema()::regnamespace"
                                        " AND relkind='r' ORDER BY relname",
                                        {})
                                        .rows)
                (void)ask("VACUUM " + table.text(0), {});
            return true;
        } catch (const Failure& failure) {
            if (failure.error.remedy == Remedy::try_again) return false;
            throw;
        }
    }

    std::int64_t others() override {
        return ask("SELECT coalesce(sum(revision), 0)::bigint FROM revisions", {}).rows.at(0).number(0);
    }

private:
    static std::string_view role(const Reach& reach) {
        switch (reach.who()) {
            case Reach::Who::school: return "monitor_school";
            case Reach::Who::across: return "monitor_across";
            case Reach::Who::owner: return "monitor_owner";
        }
        return "nobody";
    }

    Answered rolled_back() {
        const bool broken = std::exchange(broken_, false);
        open_ = false;
        if (lost_) return {};  // with its connection it is undone
        try {
            (void)store::answered(*session_, "ROLLBACK", {});
            // Poco cannot throw away what it prepared in a transaction that failed.
            if (broken) (void)store::answered(*session_, "DEALLOCATE ALL", {});
        } catch (const Poco::Exception&) {
            lost_ = true;
        }
        return {};
    }

    // A connection that ended says so at the second question only.
    bool is_lost() {
        try {
            (void)store::answered(*session_, "SELECT 1", {});
        } catch (const Poco::Exception&) {
            return !session_->isConnected();  // or it refuses for now, in a transaction that failed
        }
        return false;
    }

    // The same session again where there was one: Poco 1.11 never frees one that could not connect.
    void connect() {
        try {
            if (!session_)
                session_ = std::make_unique<Poco::Data::Session>(pg::Connector::KEY, connection_);
            else if (!Poco::AnyCast<pg::SessionHandle*>(session_->getProperty("handle"))->reset())
                fail_as("08", name_);
        } catch (const Poco::Exception&) {
            fail(Remedy::try_again, name_ + ": no connection", ECONNREFUSED);
        }
        open_ = broken_ = lost_ = false;
        shown_.reset();
        try {
            set();
        } catch (...) {
            lost_ = true;  // nothing is asked of a connection that keeps no promises
            throw;
        }
    }

    void set() {
        (void)ask("SET client_min_messages=warning", {});
        (void)ask("SET lock_timeout='5s'", {});
        (void)ask("SET synchronous_commit=on", {});
        (void)ask(fmt::format("SET search_path={}", word(file_)), {});
        promise("synchronous_commit", "on");
        promise("fsync", "on");
        promise("full_page_writes", "on");
        promise("server_encoding", "UTF8");
        hold_to_roles();
    }

    void promise(const std::string& setting, std::string_view wanted) {
        if (ask("SHOW " + setting, {}).rows.at(0).text(0) != wanted)
            fail(Remedy::ask_operator, fmt::format("{}: {} is not {}", name_, setting, wanted));
    }

    // Row security holds nobody who may pass by it; and who has not said how far they reach must not see a thing.
    void hold_to_roles() {
        const auto roles = ask("SELECT rolname, rolsuper OR rolbypassrls, pg_has_role(rolname, 'MEMBER'), rolname<>session_user AND"
                               " pg_has_role(rolname, 'USAGE') FROM pg_roles WHERE rolname IN (session_user, 'monitor_owner',"
                               " 'monitor_school', 'monitor_across')",
                               {})
                               .rows;
        if (roles.size() != 4)
            fail(Remedy::ask_operator, name_ + ": the roles monitor_owner, monitor_school and monitor_across are needed");
        for (const Row& role : roles) {
            if (role.number(1) != 0) fail(Remedy::ask_operator, fmt::format("{}: {} passes by row security", name_, role.text(0)));
            if (role.number(2) == 0) fail(Remedy::ask_operator, fmt::format("{}: the user may not become {}", name_, role.text(0)));
            if (role.number(3) != 0) fail(Remedy::ask_operator, fmt::format("{}: the user inherits from {}", name_, role.text(0)));
        }
    }

    File file_;
    std::string name_, connection_;
    std::unique_ptr<Poco::Data::Session> session_{};
    std::optional<std::string> shown_{};  ///< how far the connection reaches now
    bool lost_{};                         ///< the connection is gone, or was never sound
    bool open_{};                         ///< a transaction is under way
    bool broken_{};                       ///< and something in it failed
};

}  // namespace

std::unique_ptr<Engine> postgres_engine(const std::string& connection, File file) {
    return std::make_unique<PostgresEngine>(connection, file);
}

}  // namespace monitor::store
