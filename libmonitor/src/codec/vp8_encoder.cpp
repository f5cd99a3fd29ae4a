// codec: VP8 by libvpx, with the settings of docs/decisions/0011-vp8-settings.md.

#include <vpx/vp8cx.h>
#include <vpx/vpx_encoder.h>

#include "codec/activity.hpp"
#include "codec/fit.hpp"
#include "codec/planes.hpp"
#include "monitor/codec/encoder.hpp"

namespace monitor::codec {
namespace {

constexpr unsigned finest = 20, coarsest = 32;  // quantiser, 0 to 63
constexpr unsigned rescue = 63;                 // when a picture would not fit its stream
constexpr std::int32_t largest_screen = 16384;
constexpr int busiest = 60;  // pictures a second

/// Ceiling of the rate control in kbit/s, by the area of the picture.
unsigned ceiling(Size size) {
    const auto area = [](Size of) { return std::int64_t{of.width} * of.height; };
    if (area(size) <= area({320, 180})) return 500;
    if (area(size) <= area({480, 270})) return 1000;
    if (area(size) <= area({960, 540})) return 2500;
    if (area(size) <= area({1280, 720})) return 4000;
    return 6000;
}

bool within(Size size, Size limit) {
    return (size.width <= limit.width && size.height <= limit.height) ||
           (size.width <= limit.height && size.height <= limit.width);
}

std::unexpected<Error> failed(std::string_view operation, vpx_codec_err_t code) {
    const auto remedy = code == VPX_CODEC_MEM_ERROR ? Remedy::try_again : Remedy::give_up;
    return std::unexpected{Error{remedy, operation, static_cast<int>(code), {}}};
}

struct Destroy {
    void operator()(vpx_codec_ctx_t* codec) const {
        vpx_codec_destroy(codec);
        delete codec;
    }
};

/// One libvpx encoder for one size of picture.
class Vpx {
public:
    std::expected<void, Error> open(Size, int frames_a_second);
    std::expected<void, Error> quantiser(unsigned from, unsigned to);
    std::expected<void, Error> active(std::uint8_t* map, int rows, int columns);
    std::expected<Bytes, Error> encode(const PlanesView&, picture::Part);
    [[nodiscard]] bool is_open() const { return codec_ != nullptr; }
    void close() { codec_.reset(); }

private:
    std::unique_ptr<vpx_codec_ctx_t, Destroy> codec_;
    vpx_codec_enc_cfg_t settings_{};
    vpx_codec_pts_t picture_{};
};

std::expected<void, Error> Vpx::open(Size size, int frames_a_second) {
    close();
    if (const auto code = vpx_codec_enc_config_default(vpx_codec_vp8_cx(), &settings_, 0); code != VPX_CODEC_OK)
        return failed("vpx_codec_enc_config_default", code);
    settings_.g_w = static_cast<unsigned>(size.width);
    settings_.g_h = static_cast<unsigned>(size.height);
    settings_.g_timebase = {1, frames_a_second};
    settings_.g_threads = 1;  // a second thread spins: up to 50 times the work when the other core is busy
    settings_.g_lag_in_frames = 0;
    settings_.g_error_resilient = 0;
    settings_.rc_end_usage = VPX_VBR;
    settings_.rc_target_bitrate = ceiling(size);
    settings_.rc_min_quantizer = finest;
    settings_.rc_max_quantizer = coarsest;
    settings_.rc_dropframe_thresh = 0;
    settings_.rc_resize_allowed = 0;
    settings_.kf_mode = VPX_KF_DISABLED;
    auto codec = std::make_unique<vpx_codec_ctx_t>();
    if (const auto code = vpx_codec_enc_init(codec.get(), vpx_codec_vp8_cx(), &settings_, 0); code != VPX_CODEC_OK)
        return failed("vpx_codec_enc_init", code);
    codec_.reset(codec.release());
    picture_ = 0;
    for (const auto& [setting, value] : {std::pair<int, int>{VP8E_SET_CPUUSED, -6},
                                         {VP8E_SET_STATIC_THRESHOLD, 100},
                                         {VP8E_SET_NOISE_SENSITIVITY, 0},
                                         {VP8E_SET_TOKEN_PARTITIONS, 0},
                                         {VP8E_SET_SCREEN_CONTENT_MODE, 1}})
        if (const auto code = vpx_codec_control_(codec_.get(), setting, value); code != VPX_CODEC_OK)
            return failed("vpx_codec_control", code);
    return {};
}

std::expected<void, Error> Vpx::quantiser(unsigned from, unsigned to) {
    settings_.rc_min_quantizer = from;
    settings_.rc_max_quantizer = to;
    if (const auto code = vpx_codec_enc_config_set(codec_.get(), &settings_); code != VPX_CODEC_OK)
        return failed("vpx_codec_enc_config_set", code);
    return {};
}

std::expected<void, Error> Vpx::active(std::uint8_t* map, int rows, int columns) {
    vpx_active_map_t active{map, static_cast<unsigned>(rows), static_cast<unsigned>(columns)};
    if (const auto code = vpx_codec_control(codec_.get(), VP8E_SET_ACTIVEMAP, &active); code != VPX_CODEC_OK)
        return failed("VP8E_SET_ACTIVEMAP", code);
    return {};
}

std::expected<Bytes, Error> Vpx::encode(const PlanesView& planes, picture::Part part) {
    vpx_image_t image{};
    auto* first = const_cast<std::uint8_t*>(planes.plane[0]);  // libvpx reads it only
    if (vpx_img_wrap(&image, VPX_IMG_FMT_I420, settings_.g_w, settings_.g_h, 1, first) == nullptr)
        return failed("vpx_img_wrap", VPX_CODEC_ERROR);
    for (std::size_t i = 0; i < 3; ++i) {
        image.planes[i] = const_cast<std::uint8_t*>(planes.plane[i]);
        image.stride[i] = planes.stride[i];
    }
    const vpx_enc_frame_flags_t flags = part == picture::Part::key ? VPX_EFLAG_FORCE_KF : 0;
    if (const auto code = vpx_codec_encode(codec_.get(), &image, picture_++, 1, flags, VPX_DL_REALTIME); code != VPX_CODEC_OK)
        return failed("vpx_codec_encode", code);
    Bytes vp8;
    vpx_codec_iter_t at = nullptr;
    while (const auto* packet = vpx_codec_get_cx_data(codec_.get(), &at)) {
        if (packet->kind != VPX_CODEC_CX_FRAME_PKT) continue;
        const auto* bytes = static_cast<const std::byte*>(packet->data.frame.buf);
        vp8.insert(vp8.end(), bytes, bytes + packet->data.frame.sz);
    }
    if (vp8.empty()) return failed("vpx_codec_get_cx_data", VPX_CODEC_ERROR);
    return vp8;
}

class Vp8Encoder final : public Encoder {
public:
    explicit Vp8Encoder(const EncoderOptions& options) : options_{options} {}

    void look(const capture::Frame&) override;
    std::expected<std::optional<Encoded>, Error> encode() override;
    void ask_key() override { next_ = picture::Part::key; }

private:
    bool adopt(const capture::Frame&);
    void start(Size screen);
    void changed(const Rect&);
    const Planes& scaled();
    std::expected<Bytes, Error> made(picture::Part);
    std::expected<Bytes, Error> made_to_fit();

    EncoderOptions options_;
    std::optional<Error> wrong_;
    picture::Part next_{picture::Part::key};
    Size size_{};                 ///< of the pictures
    Planes screen_, small_;       ///< small_ stays empty when the screen already fits
    std::vector<Rect> unscaled_;  ///< in pixels of small_
    bool anything_{};             ///< looked at since the last picture
    Activity activity_;
    Vpx vpx_;
};

bool Vp8Encoder::adopt(const capture::Frame& frame) {
    const auto [width, height] = frame.size();
    wrong_.reset();
    if (width < 2 || height < 2 || width > largest_screen || height > largest_screen)
        wrong_ = Error{Remedy::correct_input, "look", 0, "a screen of less than 2 or more than 16384 pixels a side"};
    else if (const auto row = static_cast<std::size_t>(width) * 4;
             frame.stride() < row || frame.pixels().size() < frame.stride() * static_cast<std::size_t>(height - 1) + row)
        wrong_ = Error{Remedy::correct_input, "look", 0, "fewer bytes than the frame says"};
    return !wrong_;
}

void Vp8Encoder::start(Size screen) {
    size_ = fit(screen, options_.at_most);
    screen_ = Planes{screen};
    small_ = size_.width + 1 >= screen.width && size_.height + 1 >= screen.height ? Planes{} : Planes{size_};
    unscaled_.clear();
    activity_ = Activity{size_};
    next_ = picture::Part::key;
    vpx_.close();
}

void Vp8Encoder::look(const capture::Frame& frame) {
    if (!adopt(frame)) return;
    if (frame.size() != screen_.size()) {
        start(frame.size());
        changed(screen_.take(frame, {0, 0, frame.size().width, frame.size().height}));
        return;
    }
    for (const auto& part : frame.changed()) changed(screen_.take(frame, part));
}

/// Remembers what to scale, and which macroblocks that touches.
void Vp8Encoder::changed(const Rect& part) {
    if (part.empty()) return;
    anything_ = true;
    const Rect touched = small_.empty() ? part : shrunk(part, screen_.size(), size_);
    activity_.mark(touched);
    if (!small_.empty()) unscaled_.push_back(touched);
}

const Planes& Vp8Encoder::scaled() {
    for (const auto& part : unscaled_) small_.scale_from(screen_, part);
    unscaled_.clear();
    return small_.empty() ? screen_ : small_;
}

std::expected<Bytes, Error> Vp8Encoder::made(picture::Part part) {
    auto* map = activity_.turn();
    if (part == picture::Part::key) std::fill_n(map, activity_.rows() * activity_.columns(), std::uint8_t{1});
    if (const auto set = vpx_.active(map, activity_.rows(), activity_.columns()); !set) return std::unexpected{set.error()};
    return vpx_.encode(scaled().view(), part);
}

/// A picture that outgrew its stream (noise fills the whole screen) is made again as a coarse key.
std::expected<Bytes, Error> Vp8Encoder::made_to_fit() {
    if (const auto set = vpx_.quantiser(rescue, rescue); !set) return std::unexpected{set.error()};
    auto again = made(picture::Part::key);
    if (const auto set = vpx_.quantiser(finest, coarsest); !set) return std::unexpected{set.error()};
    return again;
}

std::expected<std::optional<Encoded>, Error> Vp8Encoder::encode() {
    if (wrong_) return std::unexpected{*wrong_};
    if (screen_.size() == Size{}) return std::nullopt;
    if (!anything_ && next_ == picture::Part::delta) return std::nullopt;
    if (!vpx_.is_open())
        if (const auto opened = vpx_.open(size_, options_.frames_a_second); !opened) return std::unexpected{opened.error()};

    auto vp8 = made(next_);
    if (vp8 && vp8->size() > picture::limits(options_.stream).bytes) vp8 = made_to_fit();
    next_ = picture::Part::key;  // until this one is out: what the other side has would not be what libvpx builds on
    if (!vp8) return std::unexpected{vp8.error()};
    const auto header = picture::header(*vp8, options_.stream);
    if (!header)
        return std::unexpected{Error{Remedy::try_again, "encode", static_cast<int>(header.error()), "beyond its stream"}};
    next_ = picture::Part::delta;
    anything_ = false;
    return Encoded{header->part, size_, std::move(*vp8)};
}

}  // namespace

std::expected<std::unique_ptr<Encoder>, Error> make_encoder(const EncoderOptions& options) {
    const auto refused = [](std::string place) {
        return std::unexpected{Error{Remedy::correct_input, "make_encoder", 0, std::move(place)}};
    };
    if (options.at_most.width < 2 || options.at_most.height < 2) return refused("at_most: less than 2 pixels");
    if (!within(options.at_most, picture::limits(options.stream).size)) return refused("at_most: beyond the stream");
    if (options.frames_a_second < 1 || options.frames_a_second > busiest) return refused("frames_a_second: not 1 to 60");
    return std::make_unique<Vp8Encoder>(options);
}

}  // namespace monitor::codec
