#pragma once
// picture: what is this run of bytes that claims to be a picture, without decoding it?
//
// VP8 frames as in RFC 6386 §9.1; WebP as in the container specification: a VP8 key frame behind a 20-byte RIFF header.

#include <cstdint>
#include <expected>

#include "monitor/base/bytes.hpp"
#include "monitor/base/size.hpp"

namespace monitor::picture {

enum class Stream : std::uint8_t { grid = 1, live = 2 };
enum class Part : std::uint8_t { key = 1, delta = 2 };  ///< a whole picture, or the difference with the one before

/// The largest that may pass, per stream.
struct Limits {
    Size size{};
    std::size_t bytes{};
};
/// grid: 480×270 and 128 KiB; live: 1920×1080 and 1.5 MiB. Portrait screens may swap width and height.
[[nodiscard]] Limits limits(Stream) noexcept;

struct Header {
    Part part{};
    Size size{};  ///< 0×0 for a delta, which does not say
};

enum class Flaw : std::uint8_t {
    empty = 1,
    truncated = 2,      ///< shorter than its own header or first partition
    not_vp8 = 3,        ///< no start code, an unknown version, or a hidden frame
    bad_size = 4,       ///< zero, or scaling bits set
    beyond_limits = 5,  ///< larger than the stream allows
};

/// Reads only the first ten bytes. Never allocates.
[[nodiscard]] std::expected<Header, Flaw> header(BytesView vp8) noexcept;
/// header(), held to the limits of a stream.
[[nodiscard]] std::expected<Header, Flaw> header(BytesView vp8, Stream) noexcept;

/// The same picture as a WebP file, bit-exact, without re-encoding; empty unless `vp8` is a key frame.
[[nodiscard]] Bytes webp(BytesView vp8);

}  // namespace monitor::picture
