#include "monitor/wire/envelope.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include <zstd.h>

namespace monitor::wire {
namespace {

constexpr std::uint8_t packed_flag = 1;
/// A body that fits text_limit never needs a larger window; a frame that asks for one is not ours.
constexpr int window_log = 17;

constexpr bool known(Kind kind) {
    switch (kind) {
        case Kind::hello: case Kind::enrol: case Kind::proof: case Kind::desktop: case Kind::indicated:
        case Kind::stopped: case Kind::picture: case Kind::tabs:
        case Kind::welcome: case Kind::enrolled: case Kind::accepted: case Kind::refused: case Kind::watch:
        case Kind::stop: case Kind::key:
        case Kind::open_view: case Kind::close_view: case Kind::ask_key: case Kind::look_at:
        case Kind::view: case Kind::state: case Kind::view_picture: case Kind::ended: case Kind::look:
        case Kind::view_tabs:
        case Kind::local_hello: case Kind::local_watch: case Kind::local_stop: case Kind::local_key:
        case Kind::local_indicated: case Kind::local_stopped: case Kind::local_picture: case Kind::local_room:
        case Kind::local_tabs: case Kind::local_counts:
            return true;
    }
    return false;
}

constexpr bool is_picture(Kind kind) {
    return kind == Kind::picture || kind == Kind::view_picture || kind == Kind::local_picture;
}

constexpr std::size_t body_limit(Kind kind) { return is_picture(kind) ? message_limit - header_size : text_limit; }

struct Header {
    Kind kind{};
    bool packed{};
    std::size_t length{};
};

std::expected<Header, Flaw> header(BytesView begin) {
    if (begin.size() < header_size) return std::unexpected(Flaw::truncated);
    const auto at = [&](std::size_t place) { return std::to_integer<std::uint8_t>(begin[place]); };
    if (at(0) != wire_version) return std::unexpected(Flaw::bad_version);
    Header header{.kind = static_cast<Kind>(at(1)), .packed = (at(2) & packed_flag) != 0};
    if (!known(header.kind)) return std::unexpected(Flaw::bad_kind);
    if ((at(2) & ~packed_flag) != 0 || at(3) != 0 || (header.packed && is_picture(header.kind)))
        return std::unexpected(Flaw::bad_flags);
    for (std::size_t place = 4; place < header_size; ++place)
        header.length |= static_cast<std::size_t>(at(place)) << 8 * (place - 4);
    if (header.length > body_limit(header.kind)) return std::unexpected(Flaw::too_long);
    return header;
}

struct ForgetContext {
    void operator()(ZSTD_DCtx* context) const noexcept { ZSTD_freeDCtx(context); }
};

/// Begins as a zstd frame with content does; skippable frames would carry bytes nobody looks at.
bool ordinary(BytesView packed) {
    constexpr std::array magic{std::byte{0x28}, std::byte{0xb5}, std::byte{0x2f}, std::byte{0xfd}};
    return packed.size() > magic.size() && std::ranges::equal(packed.first(magic.size()), magic);
}

/// One whole frame, no more than text_limit bytes; false: refused.
bool unpack(BytesView packed, Bytes& unpacked) {
    const auto declared = ZSTD_getFrameContentSize(packed.data(), packed.size());
    if (declared == ZSTD_CONTENTSIZE_ERROR || !ordinary(packed)) return false;
    if (declared != ZSTD_CONTENTSIZE_UNKNOWN && declared > text_limit) return false;
    const std::unique_ptr<ZSTD_DCtx, ForgetContext> context{ZSTD_createDCtx()};
    if (!context || ZSTD_isError(ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, window_log)) != 0) return false;
    // One byte more than may be, so that a frame of exactly text_limit still ends by itself.
    unpacked.resize(declared == ZSTD_CONTENTSIZE_UNKNOWN ? text_limit + 1 : static_cast<std::size_t>(declared));
    ZSTD_inBuffer in{packed.data(), packed.size(), 0};
    ZSTD_outBuffer out{unpacked.data(), unpacked.size(), 0};
    const auto left = ZSTD_decompressStream(context.get(), &out, &in);
    if (left != 0 || in.pos != in.size || out.pos > text_limit) return false;
    unpacked.resize(out.pos);
    return true;
}

}  // namespace

std::expected<Envelope, Flaw> open(BytesView message, Bytes& unpacked) {
    const auto head = header(message);
    if (!head) return std::unexpected(head.error());
    const auto body = message.subspan(header_size);
    if (body.size() != head->length) return std::unexpected(body.size() < head->length ? Flaw::truncated : Flaw::bad_length);
    if (!head->packed) return Envelope{.kind = head->kind, .body = body};
    if (!unpack(body, unpacked)) {
        unpacked.clear();
        return std::unexpected(Flaw::bad_compression);
    }
    return Envelope{.kind = head->kind, .body = unpacked};
}

std::expected<std::optional<std::size_t>, Flaw> message_length(BytesView begin) {
    if (begin.size() < header_size) return std::optional<std::size_t>{};
    const auto head = header(begin);
    if (!head) return std::unexpected(head.error());
    return std::optional{header_size + head->length};
}

Bytes message(Kind kind, BytesView body, Packing packing) {
    Bytes packed;
    if (packing == Packing::zstd && body.size() >= 256 && !is_picture(kind)) {
        packed.resize(ZSTD_compressBound(body.size()));
        const auto size = ZSTD_compress(packed.data(), packed.size(), body.data(), body.size(), 3);
        packed.resize(ZSTD_isError(size) != 0 || size >= body.size() ? 0 : size);
    }
    const BytesView sent = packed.empty() ? body : BytesView{packed};
    Bytes whole(header_size + sent.size());
    std::ranges::copy(sent, whole.begin() + header_size);
    whole = with_header(kind, std::move(whole));
    whole[2] = static_cast<std::byte>(packed.empty() ? 0 : packed_flag);
    return whole;
}

Bytes with_header(Kind kind, Bytes whole) noexcept {
    const auto body = whole.size() - header_size;
    whole[0] = std::byte{wire_version};
    whole[1] = static_cast<std::byte>(kind);
    whole[2] = whole[3] = std::byte{0};
    for (std::size_t place = 4; place < header_size; ++place)
        whole[place] = static_cast<std::byte>(body >> 8 * (place - 4) & 255);
    return whole;
}

}  // namespace monitor::wire
