#pragma once
// codec: VP8 bytes back into pixels, for integrators and tests. The server never does this.

#include <expected>
#include <memory>

#include "monitor/base/bytes.hpp"
#include "monitor/base/error.hpp"
#include "monitor/picture/picture.hpp"

namespace monitor::codec {

struct Decoded {
    Size size{};
    Bytes bgrx{};  ///< rows packed, 4 bytes a pixel, BT.601 limited range taken into account
};

class Decoder {
public:
    virtual ~Decoder() = default;
    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;

    /// Held to the limits of `stream` before the library sees a byte. A delta before any key: Remedy::correct_input.
    [[nodiscard]] virtual std::expected<Decoded, Error> decode(BytesView vp8) = 0;

protected:
    Decoder() = default;
};

[[nodiscard]] std::unique_ptr<Decoder> make_decoder(picture::Stream);

}  // namespace monitor::codec
