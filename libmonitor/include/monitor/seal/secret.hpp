#pragma once
// seal: 256 bits that must not be copied, printed or left behind.

#include <array>
#include <cstddef>
#include <memory>
#include <optional>

#include "monitor/base/bytes.hpp"
#include "monitor/base/random.hpp"

namespace monitor::seal {

/// A symmetric key. Move-only; overwritten when it goes.
class Secret {
public:
    static constexpr std::size_t size = 32;
    explicit Secret(Random&);
    /// Empty unless there are exactly 32 bytes.
    [[nodiscard]] static std::optional<Secret> from_bytes(BytesView);
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    Secret(Secret&&) noexcept;
    Secret& operator=(Secret&&) noexcept;
    ~Secret();

    [[nodiscard]] BytesView bytes() const noexcept { return value_; }
    /// Another key that follows from this one and `label` (HKDF-SHA-256, RFC 5869).
    [[nodiscard]] Secret derive(std::string_view label) const;

private:
    Secret() = default;
    std::array<std::byte, size> value_{};
};

/// The operating system's source, fit for keys.
[[nodiscard]] std::unique_ptr<Random> system_random();
/// Overwrites, in a way the compiler may not leave out.
void wipe(std::span<std::byte>) noexcept;

}  // namespace monitor::seal
