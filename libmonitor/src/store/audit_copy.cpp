#include "monitor/store/audit_copy.hpp"

#include "parts.hpp"

namespace monitor::store {
namespace {

namespace fs = std::filesystem;

void take(const fs::path& from, const fs::path& to) {
    std::error_code code;
    fs::copy_file(from, to, code);
    if (code)
        fail(code == std::errc::no_such_file_or_directory ? Remedy::not_found : Remedy::ask_operator, from.string(),
             code.value());
    fs::permissions(to, fs::perms::owner_read | fs::perms::owner_write, code);
    if (code) fail(Remedy::ask_operator, to.string(), code.value());
}

// Opening a key file that is not there would make an empty one: a mistaken path must be told.
std::unique_ptr<seal::KeyFile> key_file(const fs::path& workshop, const std::optional<fs::path>& keys, Random& random) {
    std::error_code code;
    if (keys && !fs::exists(*keys, code)) fail(Remedy::not_found, keys->string(), code.value());
    auto file = seal::open_key_file(keys.value_or(workshop / "no-keys"), random);
    if (!file) throw Failure{std::move(file.error())};
    return std::move(*file);
}

}  // namespace

std::expected<AuditCopy, Error> open_audit_copy(const fs::path& directory, const fs::path& workshop,
                                                const std::optional<fs::path>& keys, const Clock& clock, Random& random,
                                                Log& log) {
    try {
        take(directory / "audit.db", workshop / "audit.db");
        std::error_code code;
        if (fs::exists(directory / "audit.db-wal", code)) take(directory / "audit.db-wal", workshop / "audit.db-wal");
        AuditCopy copy;
        copy.contents = keys ? Contents::opened : Contents::sealed;
        copy.keys = key_file(workshop, keys, random);
        const auto door = std::make_shared<AuditDoor>([at = workshop / "audit.db"] { return sqlite_engine(at); }, *copy.keys,
                                                      clock, random, log);
        if (auto opened = door->file(); !opened) throw Failure{std::move(opened.error())};
        copy.trail = make_trail(door);
        copy.notary = make_notary(door);
        copy.logbooks = make_logbooks(door);
        return copy;
    } catch (Failure& failure) {
        failure.error.operation = "open a copy of the record";
        return std::unexpected{std::move(failure.error)};
    } catch (const std::exception&) {
        return std::unexpected{Error{Remedy::give_up, "open a copy of the record", 0, directory.string()}};
    }
}

}  // namespace monitor::store
