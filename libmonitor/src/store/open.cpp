// store: how are both files opened, and handed out as parts?

#include <cerrno>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "monitor/base/worker.hpp"
#include "parts.hpp"
#include "schema.hpp"

namespace monitor::store {
namespace {

// Two processes that open at the same moment make the files one after the other.
class OneAtATime {
public:
    explicit OneAtATime(const std::filesystem::path& directory)
        : file_{::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)} {
        if (file_ < 0 || ::flock(file_, LOCK_EX) != 0) {
            const int code = errno;
            if (file_ >= 0) ::close(file_);
            fail(Remedy::ask_operator, directory.string(), code);
        }
    }
    OneAtATime(const OneAtATime&) = delete;
    OneAtATime& operator=(const OneAtATime&) = delete;
    ~OneAtATime() { ::close(file_); }

private:
    int file_;
};

void make_directory(const std::filesystem::path& directory) {
    std::error_code error;
    if (std::filesystem::is_directory(directory, error)) return;
    if (const auto above = directory.parent_path(); !above.empty()) std::filesystem::create_directories(above, error);
    if (error || (::mkdir(directory.c_str(), 0700) != 0 && errno != EEXIST)) {
        fail(Remedy::ask_operator, directory.string(), error ? error.value() : errno);
    }
}

// A key file that does not belong to this database would silently make a second school of every school.
void hold_to_keys(PeopleFile& file) {
    const auto mark = lookup(file.instance("check"), {as_bytes("people.db")});
    Transaction change{file.database, Access::write};
    const auto kept = file.database.rows("SELECT value FROM meta WHERE name='key_check'");
    if (kept.empty()) {
        file.database.run("INSERT INTO meta(name, value) VALUES('key_check', ?)", {hex(mark)});
        change.commit();
    } else if (kept[0].text(0) != hex(mark)) {
        fail(Remedy::ask_operator, "the key file does not belong to people.db");
    }
}

struct Files {
    SharedPeople people;
    SharedAudit audit;
    std::optional<Error> why_no_audit;
};

Files open_files(const Options& options, seal::KeyFile& keys, const Clock& clock, Random& random, Log& log) {
    make_directory(options.directory);
    const OneAtATime alone{options.directory};
    Files files;
    files.people.reset(new PeopleFile{Database{options.directory / "people.db"}, keys, clock, random, log});
    files.people->rules = options.rules.empty() ? roster::usual_rules() : options.rules;
    prepare(files.people->database, File::people);
    hold_to_keys(*files.people);
    try {
        SharedAudit audit{new AuditFile{Database{options.directory / "audit.db"}, keys, clock, random, log}};
        prepare(audit->database, File::audit);
        files.audit = std::move(audit);
    } catch (Failure& failure) {
        // A disk or file that fails stops looking along, not the rest of the house; a schema that is not ours stops everything.
        if (failure.error.system_code == 0) throw;
        failure.error.operation = "open audit.db";
        log.write(Level::error, "store", "audit.db cannot be used: nobody can look along until it can");
        files.why_no_audit = std::move(failure.error);
    }
    return files;
}

}  // namespace

std::expected<Stores, Error> open(const Options& options, const Clock& clock, Random& random, Log& log) {
    auto keys = seal::open_key_file(options.keys, random);
    if (!keys) return std::unexpected{keys.error()};
    try {
        const Files files = open_files(options, **keys, clock, random, log);
        Stores stores;
        stores.keys = std::move(*keys);
        stores.pictures = make_latest_pictures(options.picture);
        stores.trail = files.audit ? make_trail(files.audit) : make_closed_trail(files.why_no_audit.value_or(Error{}));
        stores.rosters = make_rosters(files.people);
        stores.directories = make_directories(files.people);
        stores.schools = make_schools(files.people);
        stores.erasures = make_erasures(files.people);
        stores.people = make_people(files.people);
        stores.rights = make_rights(files.people);
        stores.sessions = make_sessions(files.people);
        stores.devices = make_devices(files.people);
        stores.enrolments = make_enrolments(files.people);
        stores.changes = make_changes(files.people);
        stores.upkeep = make_upkeep(files.people, files.audit, files.why_no_audit);
        files.people->others_seen = files.people->database.others();
        stores.audit_thread = make_worker(clock);
        stores.people_thread = make_worker(clock);
        begin_polling(files.people, *stores.people_thread);
        return stores;
    } catch (Failure& failure) {
        failure.error.operation = "open the store";
        return std::unexpected{std::move(failure.error)};
    } catch (const std::exception&) {
        return std::unexpected{Error{Remedy::give_up, "open the store", 0, options.directory.string()}};
    }
}

}  // namespace monitor::store
