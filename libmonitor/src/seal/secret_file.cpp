// seal: the system calls behind a secret file, in the order that survives a crash.
//
// Replacing: write <path>.new, sync; link <path> as <path>.old; rename .new over <path>; sync the directory; overwrite .old,
// sync, unlink, sync. At every step either the old or the new file stands at <path>, and what is left over is known by its name.
// (Overwriting reaches the blocks of an ordinary file system; what a copying file system or a flash disk keeps back it cannot
// reach: that is what full-disk encryption is for.)

#include "seal/secret_file.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace monitor::seal {
namespace {

namespace fs = std::filesystem;
using Done = std::expected<void, Error>;

constexpr off_t largest = 16 << 20;
constexpr mode_t ours_alone = 0600, others = 077, others_write = 022;

class File {
public:
    explicit File(int number) : number_{number} {}
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() {
        if (number_ >= 0) ::close(number_);
    }
    [[nodiscard]] int number() const noexcept { return number_; }
    explicit operator bool() const noexcept { return number_ >= 0; }

private:
    int number_;
};

File opened(const fs::path& path, int how) {
    return File{::open(path.c_str(), how | O_CLOEXEC | O_NOFOLLOW, ours_alone)};
}

fs::path with(const fs::path& path, const char* ending) {
    return fs::path{path} += ending;
}
fs::path directory_of(const fs::path& path) {
    return path.has_parent_path() ? path.parent_path() : fs::path{"."};
}

std::unexpected<Error> failed(std::string_view operation, const fs::path& path, int code) {
    return std::unexpected{Error{Remedy::ask_operator, operation, code, path.string()}};
}

bool write_all(int file, std::string_view text) {
    while (!text.empty()) {
        const auto written = ::write(file, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

bool overwrite_all(int file, off_t size) {
    static constexpr std::array<char, 4096> zeros{};
    if (::lseek(file, 0, SEEK_SET) != 0) return false;
    for (off_t left = size; left > 0; left -= static_cast<off_t>(zeros.size())) {
        const auto count = static_cast<std::size_t>(std::min(left, static_cast<off_t>(zeros.size())));
        if (!write_all(file, {zeros.data(), count})) return false;
    }
    return ::fsync(file) == 0;
}

Done sync_directory(const fs::path& path) {
    const File directory{::open(directory_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (!directory || ::fsync(directory.number()) != 0) return failed("write the key file", path, errno);
    return {};
}

// Overwrites and unlinks; a second name of the file that stands at `kept` only loses its name.
Done destroy_file(const fs::path& path, const fs::path& kept) {
    const File file = opened(path, O_WRONLY);
    if (!file) {
        if (errno == ENOENT) return {};
        return failed("overwrite an old key file", path, errno);
    }
    struct stat status {
    }, other{};
    if (::fstat(file.number(), &status) != 0) return failed("overwrite an old key file", path, errno);
    const bool same = ::lstat(kept.c_str(), &other) == 0 && other.st_dev == status.st_dev && other.st_ino == status.st_ino;
    if (!same && !overwrite_all(file.number(), status.st_size)) return failed("overwrite an old key file", path, errno);
    if (::unlink(path.c_str()) != 0) return failed("overwrite an old key file", path, errno);
    return sync_directory(path);
}

Done write_new(const fs::path& path, std::string_view text) {
    const File file = opened(path, O_WRONLY | O_CREAT | O_EXCL);
    if (!file || ::fchmod(file.number(), ours_alone) != 0 || !write_all(file.number(), text) || ::fsync(file.number()) != 0) {
        return failed("write the key file", path, errno);
    }
    return {};
}

}  // namespace

std::expected<FileLock, Error> FileLock::take(const fs::path& path, Sharing sharing) {
    const auto at = with(path, ".lock");
    const int file = ::open(at.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, ours_alone);
    if (file < 0) return failed("lock the key file", at, errno);
    FileLock lock{file};
    while (::flock(file, sharing == Sharing::alone ? LOCK_EX : LOCK_SH) != 0) {
        if (errno != EINTR) return failed("lock the key file", at, errno);
    }
    return lock;
}

FileLock::FileLock(FileLock&& other) noexcept : file_{std::exchange(other.file_, -1)} {}

FileLock::~FileLock() {
    if (file_ >= 0) ::close(file_);
}

Done make_place_for(const fs::path& path) {
    const auto directory = directory_of(path);
    std::error_code code;
    if (!fs::exists(directory, code)) {
        if (const auto above = make_place_for(directory); !above) return above;
        if (::mkdir(directory.c_str(), 0700) != 0 && errno != EEXIST)
            return failed("make the directory of the key file", directory, errno);
    }
    struct stat status {};
    if (::stat(directory.c_str(), &status) != 0) return failed("open the directory of the key file", directory, errno);
    // Whoever may write in the directory may put another file there; /tmp and its like are safe by their sticky bit.
    if (!S_ISDIR(status.st_mode) || ((status.st_mode & others_write) != 0 && (status.st_mode & S_ISVTX) == 0)) {
        return failed("open the directory of the key file", directory, EPERM);
    }
    return {};
}

std::expected<SecretText, Error> read_secret_file(const fs::path& path) {
    const File file = opened(path, O_RDONLY | O_NONBLOCK);
    if (!file) {
        if (errno == ENOENT) return std::unexpected{Error{Remedy::not_found, "read the key file", ENOENT, path.string()}};
        return failed("read the key file", path, errno);
    }
    struct stat status {};
    if (::fstat(file.number(), &status) != 0) return failed("read the key file", path, errno);
    if (!S_ISREG(status.st_mode) || status.st_uid != ::geteuid() || (status.st_mode & others) != 0) {
        return failed("read the key file", path, EPERM);
    }
    if (status.st_size > largest) return failed("read the key file", path, EFBIG);
    std::string text(static_cast<std::size_t>(status.st_size), '\0');
    std::size_t read{};
    while (read < text.size()) {
        const auto count = ::read(file.number(), text.data() + read, text.size() - read);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) {
            const SecretText half{std::move(text)};
            return failed("read the key file", path, count < 0 ? errno : EIO);
        }
        read += static_cast<std::size_t>(count);
    }
    return SecretText{std::move(text)};
}

Done replace_secret_file(const fs::path& path, std::string_view text) {
    const auto fresh = with(path, ".new"), old = with(path, ".old");
    if (const auto cleared = clear_leftovers(path); !cleared) return cleared;
    if (const auto written = write_new(fresh, text); !written) {
        if (const auto destroyed = destroy_file(fresh, path); !destroyed) return destroyed;
        return written;
    }
    if (::link(path.c_str(), old.c_str()) != 0 && errno != ENOENT) return failed("write the key file", path, errno);
    if (::rename(fresh.c_str(), path.c_str()) != 0) return failed("write the key file", path, errno);
    if (const auto synced = sync_directory(path); !synced) return synced;
    return destroy_file(old, path);
}

Done clear_leftovers(const fs::path& path) {
    for (const char* ending : {".old", ".new"}) {
        if (const auto cleared = destroy_file(with(path, ending), path); !cleared) return cleared;
    }
    return {};
}

}  // namespace monitor::seal
