#include "capture/strip_paint.hpp"

#include <cmath>
#include <cstring>
#include <memory>

#include <cairo.h>

#ifdef __SANITIZE_ADDRESS__
/// fontconfig keeps its patterns behind offsets, where the leak checker cannot follow them.
extern "C" __attribute__((weak)) const char* __lsan_default_suppressions() {
    return "leak:libfontconfig\n";
}
#endif

namespace monitor::capture {
namespace {

constexpr double height = 28, margin = 14, gap = 9, eye_width = 22, letters = 15, radius = 10;
constexpr std::size_t most_characters = 200;
constexpr std::string_view ellipsis = "\xe2\x80\xa6";

using Surface = std::unique_ptr<cairo_surface_t, decltype([](cairo_surface_t* surface) { cairo_surface_destroy(surface); })>;
using Pen = std::unique_ptr<cairo_t, decltype([](cairo_t* pen) { cairo_destroy(pen); })>;

struct Scalar {
    char32_t value{};
    std::size_t length{};  ///< bytes; 0: not UTF-8
};

Scalar first_scalar(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const std::size_t length = byte(0) < 0x80 ? 1 : byte(0) >> 5 == 6 ? 2 : byte(0) >> 4 == 14 ? 3 : byte(0) >> 3 == 30 ? 4 : 0;
    if (length == 0 || length > text.size()) return {};
    char32_t value = length == 1 ? byte(0) : byte(0) & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if (byte(i) >> 6 != 2) return {};
        value = value << 6 | (byte(i) & 0x3fU);
    }
    constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (value < least[length] || value > 0x10ffff || (value >= 0xd800 && value < 0xe000)) return {};
    return {value, length};
}

/// Control characters, line ends, and marks that turn the direction of what follows.
bool steers(char32_t value) {
    return value < 0x20 || (value >= 0x7f && value < 0xa0) || value == 0x2028 || value == 0x2029 || value == 0xfeff ||
           (value >= 0x200b && value <= 0x200f) || (value >= 0x202a && value <= 0x202e) || (value >= 0x2066 && value <= 0x2069);
}

void dress(cairo_t* pen, double scale) {
    cairo_select_font_face(pen, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_BOLD);
    cairo_set_font_size(pen, letters * scale);
}

double advance(cairo_t* pen, const std::string& words) {
    cairo_text_extents_t extents{};
    cairo_text_extents(pen, words.c_str(), &extents);
    return extents.x_advance;
}

std::string fitted(cairo_t* pen, std::string words, double room) {
    if (advance(pen, words) <= room) return words;
    while (!words.empty() && advance(pen, words + std::string{ellipsis}) > room) {
        do words.pop_back();
        while (!words.empty() && static_cast<unsigned char>(words.back()) >> 6 == 2);  // a whole character, never part of one
        if (!words.empty() && static_cast<unsigned char>(words.back()) >= 0xc0) words.pop_back();
        while (!words.empty() && words.back() == ' ') words.pop_back();
    }
    return words.empty() ? words : words + std::string{ellipsis};
}

/// An almond with an iris and a glint; `x` its left corner, `y` its middle.
void draw_eye(cairo_t* pen, double x, double y, double scale) {
    const double half = eye_width / 2 * scale, middle = x + half;
    cairo_set_source_rgb(pen, 1, 1, 1);
    cairo_move_to(pen, x, y);
    cairo_curve_to(pen, x + half * 0.5, y - half * 0.86, x + half * 1.5, y - half * 0.86, x + 2 * half, y);
    cairo_curve_to(pen, x + half * 1.5, y + half * 0.86, x + half * 0.5, y + half * 0.86, x, y);
    cairo_fill(pen);
    const auto disc = [&](double dx, double dy, double size) {
        cairo_arc(pen, middle + dx * scale, y + dy * scale, size * scale, 0, 2 * M_PI);
        cairo_fill(pen);
    };
    cairo_set_source_rgb(pen, 0.83, 0.38, 0.0);
    disc(0, 0, 5.6);
    cairo_set_source_rgb(pen, 0.05, 0.06, 0.1);
    disc(0, 0, 3.0);
    cairo_set_source_rgb(pen, 1, 1, 1);
    disc(1.7, -1.7, 1.2);
}

/// A thin light edge, so that the strip stands out on a dark desktop too.
void draw_edge(cairo_t* pen, Size size, double scale) {
    const double line = std::max(1.0, std::floor(scale)), inset = line / 2, corner = radius * scale - inset;
    const double right = size.width - inset, bottom = size.height - inset;
    cairo_move_to(pen, inset, 0);
    cairo_arc_negative(pen, inset + corner, bottom - corner, corner, M_PI, M_PI / 2);
    cairo_arc_negative(pen, right - corner, bottom - corner, corner, M_PI / 2, 0);
    cairo_line_to(pen, right, 0);
    cairo_set_source_rgb(pen, 0.42, 0.47, 0.58);
    cairo_set_line_width(pen, line);
    cairo_stroke(pen);
}

/// Row by row, what of the strip is left once its lower corners are round.
std::vector<Rect> rounded(Size size, double corner) {
    const int round = std::min({static_cast<int>(std::lround(corner)), size.height, size.width / 2});
    std::vector<Rect> rows{{0, 0, size.width, size.height - round}};
    for (int i = 0; i < round; ++i) {
        const double y = i + 0.5;
        const int cut = static_cast<int>(std::lround(corner - std::sqrt(std::max(0.0, corner * corner - y * y))));
        rows.push_back({cut, size.height - round + i, size.width - 2 * cut, 1});
    }
    std::erase_if(rows, [](const Rect& row) { return row.empty(); });
    return rows;
}

}  // namespace

std::string showable(const std::string& words) {
    std::string clean;
    std::string_view left{words};
    for (std::size_t count = 0; !left.empty() && count < most_characters; ++count) {
        const auto scalar = first_scalar(left);
        if (scalar.length == 0)
            clean += '?';
        else if (steers(scalar.value))
            clean += ' ';
        else
            clean += left.substr(0, scalar.length);
        left.remove_prefix(std::max<std::size_t>(1, scalar.length));
    }
    return clean;
}

PaintedStrip paint_strip(const std::string& words, std::int32_t widest, double scale) {
    const Surface ruler_paper{cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1, 1)};
    const Pen ruler{cairo_create(ruler_paper.get())};
    dress(ruler.get(), scale);
    const double beside = (2 * margin + eye_width + gap) * scale;
    const auto shown = fitted(ruler.get(), showable(words), widest - beside);
    const auto wanted = static_cast<std::int32_t>(std::ceil(beside + advance(ruler.get(), shown)));
    const Size size{std::clamp(wanted, 1, std::max(1, widest)), static_cast<std::int32_t>(std::lround(height * scale))};

    const Surface paper{cairo_image_surface_create(CAIRO_FORMAT_RGB24, size.width, size.height)};
    const Pen pen{cairo_create(paper.get())};
    cairo_set_source_rgb(pen.get(), 0.07, 0.09, 0.15);
    cairo_paint(pen.get());
    draw_edge(pen.get(), size, scale);
    draw_eye(pen.get(), margin * scale, size.height / 2.0, scale);
    dress(pen.get(), scale);
    cairo_font_extents_t line{};
    cairo_font_extents(pen.get(), &line);
    cairo_set_source_rgb(pen.get(), 1, 1, 1);
    cairo_move_to(pen.get(), (margin + eye_width + gap) * scale,
                  std::round((size.height - line.ascent - line.descent) / 2 + line.ascent));
    cairo_show_text(pen.get(), shown.c_str());
    cairo_surface_flush(paper.get());

    PaintedStrip painted{size, Bytes(static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height) * 4),
                         rounded(size, radius * scale)};
    const auto row = static_cast<std::size_t>(size.width) * 4;
    const auto* from = cairo_image_surface_get_data(paper.get());
    if (from == nullptr) return painted;  // out of memory inside cairo: a black strip is still a strip
    const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(paper.get()));
    for (std::size_t y = 0; y < static_cast<std::size_t>(size.height); ++y)
        std::memcpy(painted.pixels.data() + y * row, from + y * stride, row);
    return painted;
}

}  // namespace monitor::capture
