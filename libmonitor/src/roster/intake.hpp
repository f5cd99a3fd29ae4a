#pragma once
// roster: how does a reader take in no more than it may, and tell how far it is?

#include <cstdint>
#include <expected>
#include <functional>
#include <span>

#include "monitor/roster/source.hpp"

namespace monitor::roster {

/// What one import may read in all, over all of its files, and who wants to hear how far it is.
class Meter {
public:
    Meter(std::uintmax_t most, std::move_only_function<void(std::uintmax_t)>& progress) : most_{most}, progress_{&progress} {}
    /// Counts; false when it is more than may be read.
    [[nodiscard]] bool take(std::size_t bytes);
    [[nodiscard]] std::uintmax_t most() const noexcept { return most_; }

private:
    std::uintmax_t most_{};
    std::uintmax_t taken_{};
    std::uintmax_t told_{};
    std::move_only_function<void(std::uintmax_t)>* progress_{};
};

/// A source whose bytes are counted. Too many: Remedy::correct_input at "bytes".
class Intake final : public Source {
public:
    Intake(Source& source, Meter& meter) : source_{&source}, meter_{&meter} {}
    [[nodiscard]] std::expected<std::size_t, Error> read(std::span<std::byte> into) override;

private:
    Source* source_{};
    Meter* meter_{};
};

}  // namespace monitor::roster
