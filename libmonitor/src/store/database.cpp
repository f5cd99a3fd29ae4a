// store: where does Poco's SQLite end, and what do its exceptions mean to the caller?

#include "database.hpp"

#include <array>
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

Value value_at(Poco::Data::RecordSet& set, std::size_t column, std::size_t row) {
    using Poco::Data::MetaColumn;
    if (set.isNull(column, row)) return {};
    const auto type = set.columnType(column);
    if (type == MetaColumn::FDT_BLOB) {
        const auto& blob = set.value<Poco::Data::BLOB>(column, row);
        const auto* first = reinterpret_cast<const std::byte*>(blob.rawContent());
        return Bytes{first, first + blob.size()};
    }
    const auto value = set.value(column, row);
    if (value.isNumeric()) return std::int64_t{value.convert<Poco::Int64>()};
    return value.convert<std::string>();
}

}  // namespace

struct Database::Inside {
    Poco::Data::Session session;

    Poco::Data::Statement statement(const std::string& sql, std::span<const Value> values) {
        Poco::Data::Statement statement{session};
        statement << sql;
        for (const Value& value : values) bind(statement, value);
        return statement;
    }
    static void bind(Poco::Data::Statement& statement, const Value& value) {
        using Poco::Data::Keywords::bind;
        if (const auto* number = std::get_if<std::int64_t>(&value)) {
            statement, bind(Poco::Int64{*number});
        } else if (const auto* text = std::get_if<std::string>(&value)) {
            statement, bind(*text);
        } else if (const auto* bytes = std::get_if<Bytes>(&value)) {
            statement, bind(Poco::Data::BLOB{reinterpret_cast<const unsigned char*>(bytes->data()), bytes->size()});
        } else {
            statement, bind(Poco::Data::Keywords::null);
        }
    }
};

Database::Database(const std::filesystem::path& path) : name_{path.filename().string()} {
    make_file(path, name_);
    try {
        lite::Connector::registerConnector();
        inside_ = std::make_unique<Inside>(Poco::Data::Session{lite::Connector::KEY, path.string()});
        run("PRAGMA busy_timeout=5000");
        run("PRAGMA temp_store=MEMORY");
        run("PRAGMA trusted_schema=OFF");
        run("PRAGMA cell_size_check=ON");
        promise("PRAGMA journal_mode=WAL", "wal", "PRAGMA journal_mode");
        promise("PRAGMA synchronous=FULL", "2", "PRAGMA synchronous");
        promise("PRAGMA secure_delete=ON", "1", "PRAGMA secure_delete");
        promise("PRAGMA foreign_keys=ON", "1", "PRAGMA foreign_keys");
    } catch (...) {
        translate(name_);
    }
}

Database::~Database() = default;

void Database::promise(const char* pragma, const char* wanted, const std::string& read_back) {
    (void)rows(pragma);
    const auto answered = rows(read_back);
    if (answered.size() != 1 || answered[0].text(0) != wanted)
        fail(Remedy::ask_operator, name_ + ": " + pragma + " does not hold");
}

std::vector<Row> Database::rows(const std::string& sql, std::span<const Value> values) {
    try {
        auto statement = inside_->statement(sql, values);
        statement.execute();
        if (statement.columnsExtracted() == 0) return {};
        Poco::Data::RecordSet set{statement};
        std::vector<Row> rows;
        rows.reserve(set.rowCount());
        for (std::size_t row = 0; row < set.rowCount(); ++row) {
            std::vector<Value> cells;
            cells.reserve(set.columnCount());
            for (std::size_t column = 0; column < set.columnCount(); ++column) cells.push_back(value_at(set, column, row));
            rows.emplace_back(std::move(cells));
        }
        return rows;
    } catch (...) {
        translate(name_);
    }
}

std::uint64_t Database::run(const std::string& sql, std::span<const Value> values) {
    try {
        return inside_->statement(sql, values).execute();
    } catch (...) {
        translate(name_);
    }
}

std::int64_t Database::number(const std::string& sql, std::initializer_list<Value> values) {
    const auto answered = rows(sql, values);
    if (answered.empty() || answered[0].empty(0)) return 0;
    return answered[0].number(0);
}

bool Database::empty_log() {
    return number("PRAGMA wal_checkpoint(TRUNCATE)") == 0;
}

void Batch::add(std::initializer_list<Value> row) {
    constexpr std::size_t enough = 64;
    waiting_.insert(waiting_.end(), row);
    if (waiting_.size() == enough * columns_) write(enough);
}

void Batch::done() {
    if (!waiting_.empty()) write(waiting_.size() / columns_);
}

void Batch::write(std::size_t rows) {
    std::string row{"(?"};
    for (std::size_t column = 1; column < columns_; ++column) row += ",?";
    row += ')';
    std::string sql = head_ + ' ' + row;
    for (std::size_t at = 1; at < rows; ++at) sql += ',' + row;
    database_.run(sql + ' ' + tail_, waiting_);
    waiting_.clear();
}

Transaction::~Transaction() {
    if (!open_) return;
    try {
        database_.run("ROLLBACK");
    } catch (const Failure&) {
        // A disk that failed has undone it already, or will when the file is opened again.
        open_ = false;
    }
}

}  // namespace monitor::store
