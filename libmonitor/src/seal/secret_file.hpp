#pragma once
// seal: how is a small secret file read and replaced, so that a crash at any moment leaves the old one or the new one, whole?

#include <cstdint>
#include <expected>
#include <filesystem>
#include <string_view>

#include "monitor/base/error.hpp"
#include "seal/key_text.hpp"

namespace monitor::seal {

enum class Sharing : std::uint8_t { alone = 0, with_readers = 1 };

/// Holds the lock on `<path>.lock` while it lives; also keeps out other threads of this process.
class FileLock {
public:
    [[nodiscard]] static std::expected<FileLock, Error> take(const std::filesystem::path&, Sharing);
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;
    FileLock(FileLock&&) noexcept;
    FileLock& operator=(FileLock&&) = delete;
    ~FileLock();

private:
    explicit FileLock(int file) : file_{file} {}
    int file_;
};

/// Makes the directories above `path` that are not there, 0700. Refuses one in which others may write.
[[nodiscard]] std::expected<void, Error> make_place_for(const std::filesystem::path& path);
/// Remedy::not_found when there is none; refuses a file that is not ours alone, or larger than 16 MiB.
[[nodiscard]] std::expected<SecretText, Error> read_secret_file(const std::filesystem::path&);
/// On disk when this returns. The old file, if any, is overwritten and unlinked. Hold the lock alone.
[[nodiscard]] std::expected<void, Error> replace_secret_file(const std::filesystem::path&, std::string_view text);
/// What a crash left half-way is overwritten and unlinked. Hold the lock alone.
[[nodiscard]] std::expected<void, Error> clear_leftovers(const std::filesystem::path&);

}  // namespace monitor::seal
