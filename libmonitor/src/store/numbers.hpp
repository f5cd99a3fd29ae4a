#pragma once
// store: how does a number stand in bytes that are kept? Eight of them, the highest first. Private.

#include <cstdint>

#include "monitor/base/bytes.hpp"

namespace monitor::store {

inline void add_number(Bytes& to, std::uint64_t number) {
    for (int shift = 56; shift >= 0; shift -= 8) to.push_back(static_cast<std::byte>(number >> shift & 255));
}
/// Of the first eight bytes.
[[nodiscard]] inline std::uint64_t number_in(BytesView bytes) {
    std::uint64_t number{};
    for (const auto byte : bytes.first(8)) number = number << 8 | std::to_integer<std::uint64_t>(byte);
    return number;
}

}  // namespace monitor::store
