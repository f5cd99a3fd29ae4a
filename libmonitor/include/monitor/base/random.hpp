#pragma once
// base: who draws the lots?

#include <cstddef>
#include <span>

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

}  // namespace monitor
