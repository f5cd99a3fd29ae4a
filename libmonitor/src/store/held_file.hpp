#pragma once
// store: a descriptor that is closed when it goes, and a lock that one process at a time holds. Private.

#include <cerrno>
#include <filesystem>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace monitor::store {

class HeldFile {
public:
    HeldFile(const std::filesystem::path& path, int flags) : file_{::open(path.c_str(), flags | O_CLOEXEC, 0600)} {}
    HeldFile(const HeldFile&) = delete;
    HeldFile& operator=(const HeldFile&) = delete;
    ~HeldFile() {
        if (file_ >= 0) ::close(file_);
    }
    /// Negative: it could not be opened; errno says why.
    [[nodiscard]] int number() const noexcept { return file_; }
    /// Waits until no other process has it; until this goes. False: errno says why.
    [[nodiscard]] bool lock() const noexcept {
        int done{};
        do done = ::flock(file_, LOCK_EX);
        while (done != 0 && errno == EINTR);
        return done == 0;
    }

private:
    int file_;
};

}  // namespace monitor::store
