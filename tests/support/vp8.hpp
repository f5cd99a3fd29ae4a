#pragma once
// support: the smallest bytes that a header check takes for VP8 (RFC 6386 §9.1). Nothing that decodes.

#include "monitor/base/bytes.hpp"
#include "monitor/base/size.hpp"

namespace monitor::test {

inline Bytes vp8_bytes(bool delta, Size size, std::size_t partition, unsigned fill) {
    const auto tag = static_cast<std::uint32_t>(delta ? 1 : 0) | 1U << 4 | static_cast<std::uint32_t>(partition) << 5;
    Bytes bytes;
    for (int shift = 0; shift < 24; shift += 8) bytes.push_back(static_cast<std::byte>(tag >> shift & 255));
    if (!delta) {
        for (const int value : {0x9d, 0x01, 0x2a, size.width & 255, size.width >> 8, size.height & 255, size.height >> 8})
            bytes.push_back(static_cast<std::byte>(value));
    }
    bytes.insert(bytes.end(), partition, static_cast<std::byte>(fill));
    return bytes;
}

inline Bytes vp8_key(Size size = {480, 270}, std::size_t partition = 64, unsigned fill = 7) {
    return vp8_bytes(false, size, partition, fill);
}
inline Bytes vp8_delta(std::size_t partition = 16, unsigned fill = 3) { return vp8_bytes(true, {}, partition, fill); }

}  // namespace monitor::test
