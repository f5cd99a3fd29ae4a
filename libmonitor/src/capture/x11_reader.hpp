#pragma once
// capture: pixels out of the X server, by memory that both share, or over the line where that is refused.

#include "capture/pixel_store.hpp"
#include "capture/regions.hpp"
#include "capture/x11_connection.hpp"

namespace monitor::capture::x11 {

class Reader {
public:
    /// For parts of a desktop of at most `size`. `x` is lent.
    Reader(const Connection& x, Size size);
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;
    ~Reader();

    /// The most rectangles worth a question each; above it one around them all is cheaper.
    static constexpr std::size_t most = 24;

    /// Reads `parts` (desktop pixels, together no more than the size, at most `most`) in one round trip. Afterwards part(i) holds
    /// the packed rows of each. False: the server refused, the layout is no longer what it was.
    [[nodiscard]] bool read(const Rects& parts);
    [[nodiscard]] std::span<const std::byte> part(std::size_t index) const { return got_[index]; }

private:
    void share(std::size_t bytes);
    [[nodiscard]] bool read_shared(const Rects& parts);
    [[nodiscard]] bool read_line(const Rects& parts);

    const Connection& x_;
    std::uint32_t segment_{};
    PixelStore shared_;
    std::vector<Reply<void>> answers_;
    std::vector<std::span<const std::byte>> got_;
};

}  // namespace monitor::capture::x11
