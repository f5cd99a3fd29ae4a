// picture: what do the first ten bytes of a VP8 frame say, and are they to be believed?
//
// RFC 6386 §9.1: a 3-byte tag (1 bit "not a key", 3 version, 1 shown, 19 size of the first partition, little endian); a key
// frame goes on with a start code and two 16-bit words of 14-bit length and 2-bit scaling.

#include "monitor/picture/picture.hpp"

namespace monitor::picture {
namespace {

constexpr std::size_t tag_bytes = 3;
constexpr std::size_t key_bytes = 10;
constexpr std::uint32_t newest_version = 3;

std::uint32_t at(BytesView bytes, std::size_t index) noexcept {
    return std::to_integer<std::uint32_t>(bytes[index]);
}

std::uint32_t word(BytesView bytes, std::size_t index) noexcept {
    return at(bytes, index) | at(bytes, index + 1) << 8;
}

bool starts_picture(BytesView vp8) noexcept {
    return at(vp8, 3) == 0x9d && at(vp8, 4) == 0x01 && at(vp8, 5) == 0x2a;
}

bool fits(Size size, Size limit) noexcept {
    return (size.width <= limit.width && size.height <= limit.height) ||
           (size.width <= limit.height && size.height <= limit.width);
}

}  // namespace

Limits limits(Stream stream) noexcept {
    switch (stream) {
        case Stream::grid: return {{480, 270}, std::size_t{128} * 1024};
        case Stream::live: return {{1920, 1080}, std::size_t{1536} * 1024};
    }
    return {};  // not one of ours: nothing passes
}

std::expected<Header, Flaw> header(BytesView vp8) noexcept {
    if (vp8.empty()) return std::unexpected{Flaw::empty};
    if (vp8.size() < tag_bytes) return std::unexpected{Flaw::truncated};

    const auto tag = at(vp8, 0) | at(vp8, 1) << 8 | at(vp8, 2) << 16;
    const bool key = (tag & 1) == 0;
    const bool shown = (tag >> 4 & 1) == 1;
    const std::size_t first_partition = tag >> 5;
    if ((tag >> 1 & 7) > newest_version || !shown || first_partition == 0) return std::unexpected{Flaw::not_vp8};

    const std::size_t before = key ? key_bytes : tag_bytes;
    if (vp8.size() < before) return std::unexpected{Flaw::truncated};
    if (key && !starts_picture(vp8)) return std::unexpected{Flaw::not_vp8};
    if (first_partition > vp8.size() - before) return std::unexpected{Flaw::truncated};
    if (!key) return Header{Part::delta, {}};

    const auto wide = word(vp8, 6), high = word(vp8, 8);
    const Size size{static_cast<std::int32_t>(wide & 0x3fff), static_cast<std::int32_t>(high & 0x3fff)};
    if (size.width == 0 || size.height == 0 || wide >> 14 != 0 || high >> 14 != 0) return std::unexpected{Flaw::bad_size};
    return Header{Part::key, size};
}

std::expected<Header, Flaw> header(BytesView vp8, Stream stream) noexcept {
    const auto limit = limits(stream);
    if (vp8.size() > limit.bytes) return std::unexpected{Flaw::beyond_limits};
    auto read = header(vp8);
    if (read && !fits(read->size, limit.size)) return std::unexpected{Flaw::beyond_limits};
    return read;
}

}  // namespace monitor::picture
