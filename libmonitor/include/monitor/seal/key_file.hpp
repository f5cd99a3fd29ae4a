#pragma once
// seal: where do keys live, apart from what they open?

#include <cstdint>
#include <expected>
#include <filesystem>
#include <memory>
#include <string_view>

#include "monitor/base/error.hpp"
#include "monitor/base/random.hpp"
#include "monitor/seal/secret.hpp"

namespace monitor::seal {

/// Named keys in one file of mode 0600, outside the database and its backups. Several processes may hold it: every call reads
/// and writes under a file lock. Thread-safe.
class KeyFile {
public:
    virtual ~KeyFile() = default;
    KeyFile(const KeyFile&) = delete;
    KeyFile& operator=(const KeyFile&) = delete;

    /// The key of that name; made, and on disk, before it is handed out for the first time.
    [[nodiscard]] virtual std::expected<Secret, Error> key(std::string_view name) = 0;
    /// The key of that name, if it is there: Remedy::not_found once it was destroyed or was never made.
    [[nodiscard]] virtual std::expected<Secret, Error> existing(std::string_view name) = 0;
    /// Gone from the disk when this returns: the old file is overwritten and unlinked. Of a name that is not there: fine.
    [[nodiscard]] virtual std::expected<void, Error> destroy(std::string_view name) = 0;
    /// The same of every key with `part` as a whole part of its name, as "b" of "a/b/c"; how many went.
    [[nodiscard]] virtual std::expected<std::uint64_t, Error> destroy_all(std::string_view part) = 0;

protected:
    KeyFile() = default;
};

/// Makes the file if it is not there. Refuses one that others may read (Remedy::ask_operator, place = the path).
[[nodiscard]] std::expected<std::unique_ptr<KeyFile>, Error> open_key_file(const std::filesystem::path&, Random&);

}  // namespace monitor::seal
