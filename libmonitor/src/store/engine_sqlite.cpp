// store: where does Poco's SQLite end, and what do its exceptions mean to the caller?

#include "engine.hpp"

#include <cerrno>

#include <Poco/Data/LOB.h>
#include <Poco/Data/RecordSet.h>
#include <Poco/Data/SQLite/Connector.h>
#include <Poco/Data/SQLite/SQLiteException.h>
#include <Poco/Data/Session.h>
#include <Poco/Data/Statement.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cells.hpp"

namespace monitor::store {
namespace {

namespace lite = Poco::Data::SQLite;

// The exception in flight, as an Error. Messages are left out: what a database says may quote what it holds.
[[noreturn]] void translate(const std::string& name) {
    try {
        throw;
    } catch (const Failure&) {
        throw;
    } catch (const lite::DBLockedException&) {
        fail(Remedy::try_again, name + ": locked", EBUSY);
    } catch (const lite::TableLockedException&) {
        fail(Remedy::try_again, name + ": locked", EBUSY);
    } catch (const lite::ConstraintViolationException&) {
        fail(Remedy::conflict, name + ": a constraint", EEXIST);
    } catch (const lite::DatabaseFullException&) {
        fail(Remedy::ask_operator, name + ": the disk is full", ENOSPC);
    } catch (const lite::ReadOnlyException&) {
        fail(Remedy::ask_operator, name + ": read-only", EROFS);
    } catch (const lite::IOErrorException&) {
        fail(Remedy::ask_operator, name + ": the disk fails", EIO);
    } catch (const lite::CantOpenDBFileException&) {
        fail(Remedy::ask_operator, name + ": cannot be opened", EACCES);
    } catch (const lite::CorruptImageException&) {
        fail(Remedy::ask_operator, name + ": damaged", EBADMSG);
    } catch (const lite::NoMemoryException&) {
        fail(Remedy::try_again, name + ": no memory", ENOMEM);
    } catch (const Poco::Data::ConnectionFailedException&) {
        fail(Remedy::ask_operator, name + ": cannot be opened", EACCES);
    } catch (const Poco::Exception& exception) {
        fail(Remedy::ask_operator, name + ": " + exception.name());
    }
}

// SQLite gives its log and its shared memory the mode of the file itself.
void make_file(const std::filesystem::path& path, const std::string& name) {
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0) fail(Remedy::ask_operator, name + ": cannot be opened", errno);
    struct stat status {};
    const bool known = ::fstat(file, &status) == 0;
    ::close(file);
    if (!known || !S_ISREG(status.st_mode)) fail(Remedy::ask_operator, name + ": no file");
    if ((status.st_mode & 077) != 0) fail(Remedy::ask_operator, name + ": others may read it; chmod 600", EACCES);
}

class SqliteEngine final : public Engine {
public:
    explicit SqliteEngine(const std::filesystem::path& path) : Engine{Dialect::sqlite}, name_{path.filename().string()} {
        make_file(path, name_);
        try {
            lite::Connector::registerConnector();
            session_ = std::make_unique<Poco::Data::Session>(lite::Connector::KEY, path.string());
        } catch (...) {
            translate(name_);
        }
        (void)ask("PRAGMA busy_timeout=5000", {});
        (void)ask("PRAGMA temp_store=MEMORY", {});
        (void)ask("PRAGMA trusted_schema=OFF", {});
        (void)ask("PRAGMA cell_size_check=ON", {});
        promise("PRAGMA journal_mode=WAL", "wal", "PRAGMA journal_mode");
        promise("PRAGMA synchronous=FULL", "2", "PRAGMA synchronous");
        promise("PRAGMA secure_delete=ON", "1", "PRAGMA secure_delete");
        promise("PRAGMA foreign_keys=ON", "1", "PRAGMA foreign_keys");
    }

    Answered ask(const std::string& sql, std::span<const Value> values) override {
        try {
            return answered(*session_, sql, values);
        } catch (...) {
            translate(name_);
        }
    }
    void begin(Access access) override { (void)ask(access == Access::write ? "BEGIN IMMEDIATE" : "BEGIN", {}); }
    void reach(const Reach&) override {}
    bool empty_log() override { return ask("PRAGMA wal_checkpoint(TRUNCATE)", {}).rows.at(0).number(0) == 0; }
    std::int64_t others() override { return ask("PRAGMA data_version", {}).rows.at(0).number(0); }

private:
    void promise(const char* pragma, const char* wanted, const std::string& read_back) {
        (void)ask(pragma, {});
        const auto answered = ask(read_back, {}).rows;
        if (answered.size() != 1 || answered[0].text(0) != wanted)
            fail(Remedy::ask_operator, name_ + ": " + pragma + " does not hold");
    }

    std::string name_;
    std::unique_ptr<Poco::Data::Session> session_;
};

}  // namespace

std::unique_ptr<Engine> sqlite_engine(const std::filesystem::path& path) {
    return std::make_unique<SqliteEngine>(path);
}

}  // namespace monitor::store
