// codec: VP8 bytes back into pixels, by libvpx, after picture::header() has let them pass.

#include <vpx/vp8dx.h>
#include <vpx/vpx_decoder.h>

#include "codec/planes.hpp"
#include "monitor/codec/decoder.hpp"

namespace monitor::codec {
namespace {

std::string words(picture::Flaw flaw) {
    switch (flaw) {
        case picture::Flaw::empty: return "no bytes";
        case picture::Flaw::truncated: return "shorter than its own header says";
        case picture::Flaw::not_vp8: return "not a VP8 frame that is shown";
        case picture::Flaw::bad_size: return "no size, or a scaled one";
        case picture::Flaw::beyond_limits: return "larger than its stream allows";
    }
    return "unknown flaw";
}

std::unexpected<Error> refused(int code, std::string place) {
    return std::unexpected{Error{Remedy::correct_input, "decode", code, std::move(place)}};
}

struct Destroy {
    void operator()(vpx_codec_ctx_t* codec) const {
        vpx_codec_destroy(codec);
        delete codec;
    }
};

class Vp8Decoder final : public Decoder {
public:
    explicit Vp8Decoder(picture::Stream stream) : stream_{stream} {}

    std::expected<Decoded, Error> decode(BytesView vp8) override;

private:
    std::expected<void, Error> open(Size);
    void close() {
        codec_.reset();
        size_ = {};
    }

    picture::Stream stream_;
    Size size_{};  ///< of the last key; 0×0: none yet, or the chain is broken
    std::unique_ptr<vpx_codec_ctx_t, Destroy> codec_;
};

std::expected<void, Error> Vp8Decoder::open(Size size) {
    close();
    const vpx_codec_dec_cfg_t settings{1, static_cast<unsigned>(size.width), static_cast<unsigned>(size.height)};
    auto codec = std::make_unique<vpx_codec_ctx_t>();
    if (const auto code = vpx_codec_dec_init(codec.get(), vpx_codec_vp8_dx(), &settings, 0); code != VPX_CODEC_OK)
        return std::unexpected{Error{Remedy::give_up, "vpx_codec_dec_init", static_cast<int>(code), {}}};
    codec_.reset(codec.release());
    size_ = size;
    return {};
}

std::expected<Decoded, Error> Vp8Decoder::decode(BytesView vp8) {
    const auto header = picture::header(vp8, stream_);
    if (!header) return refused(static_cast<int>(header.error()), words(header.error()));
    if (header->part == picture::Part::key)
        if (const auto opened = open(header->size); !opened) return std::unexpected{opened.error()};
    if (size_ == Size{}) return refused(0, "a delta before any key");

    const auto code = vpx_codec_decode(codec_.get(), reinterpret_cast<const std::uint8_t*>(vp8.data()),
                                       static_cast<unsigned>(vp8.size()), nullptr, 0);
    vpx_codec_iter_t at = nullptr;
    const auto* image = code == VPX_CODEC_OK ? vpx_codec_get_frame(codec_.get(), &at) : nullptr;
    int corrupted = 0;
    if (image != nullptr && vpx_codec_control(codec_.get(), VP8D_GET_FRAME_CORRUPTED, &corrupted) != VPX_CODEC_OK) corrupted = 1;
    if (image == nullptr || corrupted != 0 || Size{static_cast<int>(image->d_w), static_cast<int>(image->d_h)} != size_) {
        close();  // deltas build on what came before: only a key helps now
        return refused(static_cast<int>(code), "damaged inside");
    }
    const PlanesView planes{
        size_, {image->planes[0], image->planes[1], image->planes[2]}, {image->stride[0], image->stride[1], image->stride[2]}};
    return Decoded{size_, bgrx(planes)};
}

}  // namespace

std::unique_ptr<Decoder> make_decoder(picture::Stream stream) {
    return std::make_unique<Vp8Decoder>(stream);
}

}  // namespace monitor::codec
