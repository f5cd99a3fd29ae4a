#pragma once
// capture: memory for a screen's pixels, which never reaches a core dump and is gone when released.

#include <cstddef>
#include <span>
#include <utility>

namespace monitor::capture {

class PixelStore {
public:
    PixelStore() = default;
    /// Of this process alone, zeroed; empty() when there is no memory.
    explicit PixelStore(std::size_t bytes);
    /// The same over a file descriptor that another process may map too; empty() when it cannot be.
    PixelStore(std::size_t bytes, int descriptor);
    PixelStore(PixelStore&& other) noexcept : bytes_{std::exchange(other.bytes_, {})} {}
    PixelStore& operator=(PixelStore&& other) noexcept {
        std::swap(bytes_, other.bytes_);
        return *this;
    }
    ~PixelStore();

    [[nodiscard]] std::span<std::byte> bytes() const noexcept { return bytes_; }
    [[nodiscard]] bool empty() const noexcept { return bytes_.empty(); }

private:
    std::span<std::byte> bytes_;
};

}  // namespace monitor::capture
