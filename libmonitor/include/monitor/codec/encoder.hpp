#pragma once
// codec: a frame into VP8 bytes small enough for its stream, as cheaply as can be.
//
// Settings go together (VBR under a ceiling, tight quantiser, active map from what changed, one thread): see docs/decisions.

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>

#include "monitor/base/bytes.hpp"
#include "monitor/base/error.hpp"
#include "monitor/capture/frame.hpp"
#include "monitor/picture/picture.hpp"

namespace monitor::codec {

struct Encoded {
    picture::Part part{};
    Size size{};
    Bytes vp8{};
};

/// One stream of one screen. Belongs to one thread.
class Encoder {
public:
    virtual ~Encoder() = default;
    Encoder(const Encoder&) = delete;
    Encoder& operator=(const Encoder&) = delete;

    /// Takes in what changed: colour conversion of the changed rectangles only, nothing is encoded.
    virtual void look(const capture::Frame&) = 0;
    /// All that changed since the last call as one picture; empty: nothing did, and nothing was done.
    [[nodiscard]] virtual std::expected<std::optional<Encoded>, Error> encode() = 0;
    /// The next picture stands alone. A key is also made of an unchanged screen.
    virtual void ask_key() = 0;

protected:
    Encoder() = default;
};

struct EncoderOptions {
    picture::Stream stream{picture::Stream::grid};
    Size at_most{480, 270};  ///< scaled down at the source, never up, proportions kept, even numbers
    int frames_a_second{5};  ///< what rate control counts on
};

/// `at_most` beyond picture::limits(stream): Remedy::correct_input.
[[nodiscard]] std::expected<std::unique_ptr<Encoder>, Error> make_encoder(const EncoderOptions&);

}  // namespace monitor::codec
