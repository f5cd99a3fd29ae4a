#pragma once
// support: a disk that is full beyond a size, for this process, as long as this lives. Works for root too.

#include <csignal>
#include <cstdint>

#include <sys/resource.h>

namespace monitor::test {

class FileSizeLimit {
public:
    explicit FileSizeLimit(std::uint64_t bytes) : signal_{std::signal(SIGXFSZ, SIG_IGN)} {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit limit{bytes, before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;
    ~FileSizeLimit() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, signal_);
    }

private:
    void (*signal_)(int);
    rlimit before_{};
};

}  // namespace monitor::test
