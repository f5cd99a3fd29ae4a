#include "capture/pixel_store.hpp"

#include <sys/mman.h>

namespace monitor::capture {
namespace {

std::span<std::byte> mapped(std::size_t bytes, int flags, int descriptor) {
    if (bytes == 0) return {};
    void* at = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, flags, descriptor, 0);
    if (at == MAP_FAILED) return {};
    (void)madvise(at, bytes, MADV_DONTDUMP);
    return {static_cast<std::byte*>(at), bytes};
}

}  // namespace

PixelStore::PixelStore(std::size_t bytes) : bytes_{mapped(bytes, MAP_PRIVATE | MAP_ANONYMOUS, -1)} {}

PixelStore::PixelStore(std::size_t bytes, int descriptor) : bytes_{mapped(bytes, MAP_SHARED, descriptor)} {}

PixelStore::~PixelStore() {
    if (!bytes_.empty()) munmap(bytes_.data(), bytes_.size());
}

}  // namespace monitor::capture
