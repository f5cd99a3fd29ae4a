#pragma once
// wire: how does a message look from outside? docs/formats/wire.md is the same in prose.
//
// byte 0 version (1) · byte 1 kind · byte 2 flags (bit 0: body is one zstd frame) · byte 3 zero · bytes 4–7 length of the body,
// little-endian · body. One message is one binary WebSocket message; on a local stream socket they follow each other.

#include <cstdint>
#include <expected>
#include <optional>
#include <string_view>

#include "monitor/base/bytes.hpp"

namespace monitor::wire {

inline constexpr std::uint8_t wire_version = 1;
inline constexpr std::size_t header_size = 8;
/// Text bodies, before and after zstd; pictures have picture::limits().
inline constexpr std::size_t text_limit = 64 * 1024;
/// No message of any kind is longer, header included.
inline constexpr std::size_t message_limit = 1'600 * 1024;

/// Written down in wire.md: append, never renumber. 1–63 device → school, 64–127 school → device, 128–159 viewer → school,
/// 160–191 school → viewer, 192–255 between the two processes of one device.
enum class Kind : std::uint8_t {
    hello = 1, enrol = 2, proof = 3, desktop = 4, indicated = 5, stopped = 6, picture = 7, tabs = 8,
    welcome = 64, enrolled = 65, accepted = 66, refused = 67, watch = 68, stop = 69, key = 70,
    open_view = 128, close_view = 129, ask_key = 130, look_at = 131,
    view = 160, state = 161, view_picture = 162, ended = 163, look = 164, view_tabs = 165,
    local_hello = 192, local_watch = 193, local_stop = 194, local_key = 195, local_indicated = 196, local_stopped = 197,
    local_picture = 198, local_room = 199, local_tabs = 200, local_counts = 201,
};

enum class Flaw : std::uint8_t {
    truncated = 1, bad_version = 2, bad_kind = 3, bad_flags = 4, bad_length = 5, too_long = 6,
    bad_compression = 7,  ///< not zstd, would grow beyond text_limit, or needs too much memory
    bad_body = 8,         ///< not the JSON or layout this kind has
};

struct Envelope {
    Kind kind{};
    BytesView body{};  ///< views the input, or `unpacked`
};
/// Reads a whole message. `unpacked` holds the body when it was compressed.
[[nodiscard]] std::expected<Envelope, Flaw> open(BytesView message, Bytes& unpacked);
/// The length of the whole message that begins with these bytes, for stream sockets; empty: give me header_size bytes first.
[[nodiscard]] std::expected<std::optional<std::size_t>, Flaw> message_length(BytesView begin);

enum class Packing : std::uint8_t { plain = 0, zstd = 1 };
/// A whole message. Bodies below 256 bytes are never packed.
[[nodiscard]] Bytes message(Kind, BytesView body, Packing = Packing::plain);
/// The same, plain, of a body that stands behind header_size free bytes: no copy is made.
[[nodiscard]] Bytes with_header(Kind, Bytes whole) noexcept;

}  // namespace monitor::wire
