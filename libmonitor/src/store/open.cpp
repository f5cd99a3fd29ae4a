// store: how are both files opened, and handed out as parts?

#include <cerrno>

#include <sys/stat.h>

#include <fmt/format.h>

#include "monitor/base/worker.hpp"
#include "monitor/seal/hash.hpp"
#include "held_file.hpp"
#include "latest_pictures.hpp"
#include "parts.hpp"
#include "put_back.hpp"
#include "redis_pictures.hpp"
#include "schema.hpp"

namespace monitor::store {
namespace {

constexpr std::size_t shortest_cluster_secret = 32;

// Two processes that open at the same moment make the files one after the other.
class OneAtATime {
public:
    explicit OneAtATime(const std::filesystem::path& directory) : file_{directory, O_RDONLY | O_DIRECTORY} {
        if (file_.number() >= 0 && file_.lock()) return;
        const int code = errno;
        fail(Remedy::ask_operator, directory.string(), code);
    }

private:
    HeldFile file_;
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
    const Reaching all_schools{file.database, Reach::across()};
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
};

Files open_files(const Options& options, seal::KeyFile& keys, const Clock& clock, Random& random, Log& log) {
    make_directory(options.directory);
    if (!options.audit.empty()) make_directory(options.audit);
    const OneAtATime alone{options.directory};
    Files files;
    files.people.reset(new PeopleFile{Database{engine(options, File::people)}, keys, clock, random, log});
    for (const auto& [brin, rules] : options.rules)
        files.people->rules.emplace(id_for<SchoolId>(files.people->instance("school"), "school", brin), rules);
    prepare(files.people->database, File::people);
    hold_to_keys(*files.people);
    files.people->ledger = std::make_unique<Ledger>(options.keys.string() + ".ledger", files.people->instance("ledger"));
    files.audit = std::make_shared<AuditDoor>([options] { return engine(options, File::audit); }, keys, clock, random, log);
    // A disk or file that fails stops looking along, not the rest of the house; a schema that is not ours stops everything.
    if (auto opened = files.audit->file(); !opened && opened.error().system_code == 0) throw Failure{std::move(opened.error())};
    return files;
}

std::unique_ptr<LatestPictures> pictures(const Options& options, std::shared_ptr<const PictureTerms> terms, const Clock& clock,
                                         Random& random, Log& log) {
    if (options.redis.empty()) return make_latest_pictures(std::move(terms));
    RedisOptions redis{.at = options.redis};
    if (!options.cluster_secret.empty()) {
        if (options.cluster_secret.size() < shortest_cluster_secret)
            fail(Remedy::correct_input, fmt::format("the cluster's secret has less than {} bytes", shortest_cluster_secret));
        redis.cluster = seal::Secret::from_bytes(seal::sha256(as_bytes(options.cluster_secret)));
    }
    auto opened = open_redis_pictures(std::move(redis), std::move(terms), clock, random, log);
    if (!opened) throw Failure{std::move(opened.error())};
    return std::move(*opened);
}

}  // namespace

std::unique_ptr<Engine> engine(const Options& options, File file) {
    if (!options.postgres.empty()) return postgres_engine(options.postgres, file);
    const auto& directory = file == File::audit && !options.audit.empty() ? options.audit : options.directory;
    return sqlite_engine(directory / fmt::format("{}.db", word(file)));
}

std::expected<Options, Error> options(const settings::Server& set) {
    Options options{.directory = set.state,
                    .audit = set.audit_directory,
                    .keys = set.keys,
                    .picture = set.picture,
                    .rules = {},
                    .postgres = set.postgres};
    for (const auto& connection : set.connections) {
        const bool directory = connection.kind == settings::ConnectionKind::graph;
        if (connection.link_rules.empty() || (!directory && options.rules.contains(connection.school))) continue;
        auto rules = roster::link_rules(connection.link_rules);
        if (!rules)
            return std::unexpected{
                Error{Remedy::correct_input, "read the settings", 0,
                      fmt::format("connection.link.rules of {}: {}", connection.school, rules.error())}};
        options.rules.insert_or_assign(connection.school, std::move(*rules));
    }
    return options;
}

std::expected<Stores, Error> open(const Options& options, const Clock& clock, Random& random, Log& log) {
    auto keys = seal::open_key_file(options.keys, random);
    if (!keys) return std::unexpected{keys.error()};
    try {
        const Files files = open_files(options, **keys, clock, random, log);
        files.people->trail = make_trail(files.audit);
        Stores stores;
        stores.keys = std::move(*keys);
        files.people->picture_terms = std::make_shared<PictureTerms>(options.picture);
        {
            const Reaching all_schools{files.people->database, Reach::across()};
            look_for_older_files(*files.people, *files.audit);
            files.people->picture_terms->read(files.people->database);
            files.people->see_others();
        }
        stores.pictures = pictures(options, files.people->picture_terms, clock, random, log);
        stores.trail = make_trail(files.audit);
        stores.notary = make_notary(files.audit);
        stores.logbooks = make_logbooks(files.audit);
        stores.rosters = make_rosters(files.people);
        stores.directories = make_directories(files.people);
        stores.schools = make_schools(files.people);
        stores.choices = make_choices(files.people);
        stores.erasures = make_erasures(files.people);
        stores.persons = make_persons(files.people);
        stores.corrections = make_corrections(files.people);
        stores.people = make_people(files.people);
        stores.rights = make_rights(files.people);
        stores.lessons = make_lessons(files.people);
        stores.restrictions = make_restrictions(files.people);
        stores.sessions = make_sessions(files.people);
        stores.sittings = make_sittings(files.people);
        stores.codes = make_codes(files.people);
        stores.devices = make_devices(files.people);
        stores.enrolments = make_enrolments(files.people);
        stores.quarantines = make_quarantines(files.people);
        stores.changes = make_changes(files.people);
        stores.upkeep = make_upkeep(files.people, files.audit);
        stores.endings = make_endings(files.people, files.audit);
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
