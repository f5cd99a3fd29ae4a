// picture: how does a VP8 key frame become a file that every browser shows?
//
// WebP container specification, "Simple File Format (Lossy)": RIFF, size, WEBP, "VP8 ", size, the key frame, and one zero
// where its length is odd. Nothing is decoded or encoded: the picture inside is the same to the bit.

#include "monitor/picture/picture.hpp"

namespace monitor::picture {
namespace {

void put(Bytes& out, std::string_view letters) {
    for (const auto letter : letters) out.push_back(static_cast<std::byte>(letter));
}

void put(Bytes& out, std::uint32_t number) {
    for (int shift = 0; shift < 32; shift += 8) out.push_back(static_cast<std::byte>(number >> shift & 0xff));
}

}  // namespace

Bytes webp(BytesView vp8) {
    constexpr std::size_t fourcc_and_chunk_header = 12;
    constexpr std::size_t largest = std::size_t{1} << 24;  // far above every limit; keeps the 32-bit sizes true
    const auto read = header(vp8);
    if (!read || read->part != Part::key || vp8.size() > largest) return {};

    const std::size_t padding = vp8.size() % 2;
    Bytes file;
    file.reserve(8 + fourcc_and_chunk_header + vp8.size() + padding);
    put(file, "RIFF");
    put(file, static_cast<std::uint32_t>(fourcc_and_chunk_header + vp8.size() + padding));
    put(file, "WEBP");
    put(file, "VP8 ");
    put(file, static_cast<std::uint32_t>(vp8.size()));
    file.insert(file.end(), vp8.begin(), vp8.end());
    file.insert(file.end(), padding, std::byte{0});
    return file;
}

}  // namespace monitor::picture
