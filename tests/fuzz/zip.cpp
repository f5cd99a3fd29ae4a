// Can any bytes make a zip give more than it says and may, or anything that is not in it?

#include <cstdint>
#include <cstdlib>

#include <sys/mman.h>
#include <unistd.h>

#include "monitor/roster/source.hpp"

using namespace monitor;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::uintmax_t most = 1 << 20;
    const int file = ::memfd_create("zip", MFD_CLOEXEC);
    if (file < 0 || ::write(file, data, size) != static_cast<ssize_t>(size)) std::abort();
    const auto files = roster::open_files("/proc/self/fd/" + std::to_string(file), {.files = 8, .bytes = most});
    ::close(file);
    if (!files) return 0;
    std::uintmax_t total{};
    if ((*files)->names().size() > 8) std::abort();
    for (const auto& name : (*files)->names()) {
        if (name.find_first_of("/\\") != std::string::npos || name == "..") std::abort();
        auto source = (*files)->open(name);
        std::byte room[4096];
        while (source) {
            const auto got = (*source)->read(room);
            if (!got || *got == 0) break;
            total += *got;
        }
    }
    if (total > most) std::abort();
    return 0;
}
