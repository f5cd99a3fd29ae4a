#pragma once
// support: ids that a reader of a test can tell apart.

#include <array>
#include <cstddef>

namespace monitor::test {

/// The one that ends in this byte.
template <class SomeId>
[[nodiscard]] SomeId id(int last) {
    std::array<std::byte, SomeId::size> bytes{};
    bytes.back() = static_cast<std::byte>(last);
    return SomeId{bytes};
}

}  // namespace monitor::test
