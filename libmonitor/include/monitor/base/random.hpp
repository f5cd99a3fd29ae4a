#pragma once
// base: who draws the lots?

#include <array>
#include <cstddef>
#include <span>
#include <string>

#include "monitor/base/bytes.hpp"
#include "monitor/base/ids.hpp"

namespace monitor {

/// Thread-safe. The real one, `seal::system_random()`, is fit for keys; tests use a seeded one.
class Random {
public:
    virtual ~Random() = default;
    Random(const Random&) = delete;
    Random& operator=(const Random&) = delete;

    virtual void fill(std::span<std::byte>) = 0;

protected:
    Random() = default;
};

/// A fresh id.
template <class SomeId>
[[nodiscard]] SomeId draw(Random& random) {
    std::array<std::byte, SomeId::size> value;
    random.fill(value);
    return SomeId{value};
}

/// 32 fresh bytes as base64url, 43 characters: a secret for a cookie, a token, a state or a code.
[[nodiscard]] inline std::string draw_secret(Random& random) {
    std::array<std::byte, 32> value;
    random.fill(value);
    return base64url(value);
}

}  // namespace monitor
