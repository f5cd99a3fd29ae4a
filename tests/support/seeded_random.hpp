#pragma once
// support: the same lots every time.

#include <random>

#include "monitor/base/random.hpp"

namespace monitor::test {

class SeededRandom final : public Random {
public:
    explicit SeededRandom(std::uint64_t seed = 1) : engine_{seed} {}
    void fill(std::span<std::byte> bytes) override {
        for (auto& byte : bytes) byte = static_cast<std::byte>(engine_() & 255);
    }

private:
    std::mt19937_64 engine_;
};

}  // namespace monitor::test
