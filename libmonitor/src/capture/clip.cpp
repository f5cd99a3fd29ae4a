#include "capture/clip.hpp"

#include <fmt/format.h>

namespace monitor::capture {
namespace {

using std::chrono::milliseconds;

constexpr std::string_view magic = "MONCLIP1";
constexpr std::size_t header_bytes = 8 + 2 + 2 + 4 + 4;
constexpr std::int32_t largest_side = 16384;
constexpr std::uint32_t most_pictures = 100'000, longest = 3'600'000;
constexpr std::uint32_t most_patches = 4096;
constexpr std::size_t largest_file = std::size_t{256} << 20;
constexpr std::int64_t most_repainting = 4;  // screens' worth of pixels in one picture
constexpr std::uint32_t run_bit = 0x8000, longest_run = 0x8000;

/// Reads little-endian numbers and remembers when there were too few bytes.
class Reader {
public:
    explicit Reader(BytesView bytes) : bytes_{bytes} {}
    std::uint32_t number(std::size_t width) {
        std::uint32_t value = 0;
        if (left() < width)
            short_ = true;
        else
            for (std::size_t i = 0; i < width; ++i) value |= std::to_integer<std::uint32_t>(bytes_[at_ + i]) << (8 * i);
        skip(width);
        return value;
    }
    void skip(std::size_t count) {
        if (left() < count) short_ = true;
        at_ += std::min(count, left());
    }
    [[nodiscard]] std::size_t at() const { return at_; }
    [[nodiscard]] std::size_t left() const { return bytes_.size() - at_; }
    [[nodiscard]] bool ran_short() const { return short_; }

private:
    BytesView bytes_;
    std::size_t at_{};
    bool short_{};
};

std::unexpected<Error> wrong(std::string place) {
    return std::unexpected{Error{Remedy::correct_input, "read clip", 0, std::move(place)}};
}

/// How many pixels these packets make; empty when one is cut off.
std::optional<std::int64_t> pixels_in(BytesView packets) {
    Reader reader{packets};
    std::int64_t pixels = 0;
    while (reader.left() > 0) {
        const auto control = reader.number(2);
        const auto count = (control & (run_bit - 1)) + 1;
        reader.skip((control & run_bit) != 0 ? 3 : std::size_t{3} * count);
        pixels += count;
    }
    if (reader.ran_short()) return std::nullopt;
    return pixels;
}

std::expected<Clip::Patch, Error> patch(Reader& reader, const Clip& clip, const std::string& place) {
    Clip::Patch patch;
    for (auto* side : {&patch.where.x, &patch.where.y, &patch.where.width, &patch.where.height})
        *side = static_cast<std::int32_t>(reader.number(2));
    patch.length = reader.number(4);
    patch.begin = reader.at();
    reader.skip(patch.length);
    if (reader.ran_short()) return wrong(place + ": the file ends inside it");
    if (patch.where.empty() || patch.where.common(whole(clip.size)) != patch.where) return wrong(place + ": outside the screen");
    if (pixels_in(BytesView{clip.bytes}.subspan(patch.begin, patch.length)) != patch.where.area())
        return wrong(place + ": its pixels do not fill it");
    return patch;
}

std::expected<Clip::Picture, Error> picture(Reader& reader, const Clip& clip, std::size_t index) {
    Clip::Picture picture;
    const auto place = fmt::format("picture {}", index + 1);
    picture.at = milliseconds{reader.number(4)};
    const auto patches = reader.number(2);
    if (reader.ran_short()) return wrong(place + ": the file ends before it");
    if (patches == 0 || patches > most_patches) return wrong(place + ": 1 to 4096 rectangles are allowed");
    const auto before = index == 0 ? milliseconds{0} : clip.pictures.back().at;
    if (picture.at < before || picture.at > milliseconds{longest} || (index == 0 && picture.at != before))
        return wrong(place + ": its time goes back, or beyond an hour, or does not begin at 0");
    std::int64_t painted = 0;
    for (std::uint32_t i = 0; i < patches; ++i) {
        auto one = patch(reader, clip, fmt::format("{}, rectangle {}", place, i + 1));
        if (!one) return std::unexpected{one.error()};
        painted += one->where.area();
        picture.patches.push_back(*one);
    }
    if (painted > most_repainting * whole(clip.size).area()) return wrong(place + ": paints the screen more than four times");
    if (index == 0 && picture.patches.front().where != whole(clip.size)) return wrong(place + ": does not cover the screen");
    return picture;
}

void put(Bytes& out, std::uint32_t value, std::size_t width) {
    for (std::size_t i = 0; i < width; ++i) out.push_back(static_cast<std::byte>(value >> (8 * i) & 0xff));
}

void put_pixel(Bytes& out, BytesView pixel) {
    out.insert(out.end(), pixel.begin(), pixel.begin() + 3);
}

bool same(BytesView a, BytesView b) {
    return std::equal(a.begin(), a.begin() + 3, b.begin());
}

/// Packets for one rectangle: equal neighbours as runs, the rest as they are.
void put_packets(Bytes& out, const Frame& frame, const Rect& where) {
    const auto total = static_cast<std::size_t>(where.area()), width = static_cast<std::size_t>(where.width);
    const auto pixel = [&](std::size_t index) {
        const auto x = static_cast<std::size_t>(where.x) + index % width, y = static_cast<std::size_t>(where.y) + index / width;
        return frame.pixels().subspan(y * frame.stride() + x * 4, 4);
    };
    const auto run = [&](std::size_t from) {
        std::size_t end = from + 1;
        while (end < total && end - from < longest_run && same(pixel(from), pixel(end))) ++end;
        return end - from;
    };
    constexpr std::size_t worth_it = 3;
    for (std::size_t at = 0; at < total;) {
        if (const auto equal = run(at); equal >= worth_it) {
            put(out, run_bit | static_cast<std::uint32_t>(equal - 1), 2);
            put_pixel(out, pixel(at));
            at += equal;
            continue;
        }
        std::size_t end = at + 1;
        while (end < total && end - at < longest_run && run(end) < worth_it) ++end;
        put(out, static_cast<std::uint32_t>(end - at - 1), 2);
        for (; at < end; ++at) put_pixel(out, pixel(at));
    }
}

}  // namespace

std::expected<Clip, Error> read_clip(Bytes file) {
    Clip clip{.bytes = std::move(file)};
    if (clip.bytes.size() > largest_file) return wrong("larger than 256 MiB");
    if (clip.bytes.size() < header_bytes || as_text(clip.bytes).substr(0, magic.size()) != magic)
        return wrong("does not begin as a clip");
    Reader reader{clip.bytes};
    reader.skip(magic.size());
    clip.size = {static_cast<std::int32_t>(reader.number(2)), static_cast<std::int32_t>(reader.number(2))};
    clip.length = milliseconds{reader.number(4)};
    const auto count = reader.number(4);
    const auto fits = [](std::int32_t side) { return side >= 1 && side <= largest_side; };
    if (!fits(clip.size.width) || !fits(clip.size.height)) return wrong("screen: sides of 1 to 16384 are allowed");
    if (clip.length > milliseconds{longest}) return wrong("length: at most an hour");
    if (count == 0 || count > most_pictures) return wrong("pictures: 1 to 100000 are allowed");
    for (std::size_t i = 0; i < count; ++i) {
        auto one = picture(reader, clip, i);
        if (!one) return std::unexpected{one.error()};
        clip.pictures.push_back(std::move(*one));
    }
    if (reader.left() > 0) return wrong("bytes after the last picture");
    if (clip.length.count() != 0 && clip.length <= clip.pictures.back().at) return wrong("length: ends before its last picture");
    return clip;
}

void paint(const Clip& clip, const Clip::Patch& patch, std::span<std::byte> canvas, std::size_t stride) {
    Reader reader{BytesView{clip.bytes}.subspan(patch.begin, patch.length)};
    const auto coded = BytesView{clip.bytes}.subspan(patch.begin, patch.length);
    const auto width = static_cast<std::size_t>(patch.where.width);
    std::size_t index = 0;
    while (reader.left() > 0) {
        const auto control = reader.number(2);
        const auto count = (control & (run_bit - 1)) + 1;
        const std::size_t step = (control & run_bit) != 0 ? 0 : 3;
        auto from = reader.at();
        for (std::uint32_t i = 0; i < count; ++i, ++index, from += step) {
            const auto x = static_cast<std::size_t>(patch.where.x) + index % width,
                       y = static_cast<std::size_t>(patch.where.y) + index / width;
            const auto to = canvas.subspan(y * stride + x * 4, 4);
            std::copy_n(coded.begin() + static_cast<std::ptrdiff_t>(from), 3, to.begin());
            to[3] = std::byte{255};
        }
        reader.skip(step == 0 ? 3 : std::size_t{3} * count);
    }
}

ClipWriter::ClipWriter(Size size) : size_{size} {}

void ClipWriter::add(milliseconds at, const Frame& frame) {
    if (frame.size() != size_) return;
    Rects parts{frame.changed().begin(), frame.changed().end()};
    if (count_ == 0 || parts.size() > most_patches || area(parts) > most_repainting * whole(size_).area()) parts = {whole(size_)};
    put(bytes_, static_cast<std::uint32_t>(at.count()), 4);
    put(bytes_, static_cast<std::uint32_t>(parts.size()), 2);
    for (const auto& part : parts) {
        for (const auto side : {part.x, part.y, part.width, part.height}) put(bytes_, static_cast<std::uint32_t>(side), 2);
        Bytes packets;
        put_packets(packets, frame, part);
        put(bytes_, static_cast<std::uint32_t>(packets.size()), 4);
        bytes_.insert(bytes_.end(), packets.begin(), packets.end());
    }
    ++count_;
}

Bytes ClipWriter::finished(milliseconds length) && {
    Bytes file = copy(as_bytes(magic));
    put(file, static_cast<std::uint32_t>(size_.width), 2);
    put(file, static_cast<std::uint32_t>(size_.height), 2);
    put(file, static_cast<std::uint32_t>(length.count()), 4);
    put(file, count_, 4);
    file.insert(file.end(), bytes_.begin(), bytes_.end());
    return file;
}

std::expected<Bytes, CaptureError> record(Capturer& capturer, milliseconds length, const Clock& clock) {
    length = std::min(length, milliseconds{longest});
    Tick begin = clock.tick();
    std::optional<ClipWriter> writer;
    Size size;
    for (Tick now = begin; now < begin + length; now = clock.tick()) {
        auto given = capturer.next(begin + length - now);
        if (!given) return std::unexpected{given.error()};
        const Tick then = clock.tick();
        const auto& frame = *given;
        if (!frame) {
            if (then == now) break;  // a clock that stands still: nothing more will come
            continue;
        }
        if (!writer) begin = then, size = frame->size(), writer.emplace(size);
        if (frame->size() != size || then >= begin + length) break;
        writer->add(then - begin, *frame);
    }
    if (!writer) return std::unexpected{CaptureError{Fault::try_again, "record: no picture came", 0}};
    return std::move(*writer).finished(length);
}

}  // namespace monitor::capture
