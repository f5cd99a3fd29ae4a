// roster: how does a reader take in no more than it may, and tell how far it is?

#include "roster/intake.hpp"

namespace monitor::roster {

bool Meter::take(std::size_t bytes) {
    constexpr std::uintmax_t step = 1 << 20;
    taken_ += bytes;
    if (*progress_ && taken_ - told_ >= step) {
        told_ = taken_;
        (*progress_)(taken_);
    }
    return taken_ <= most_;
}

std::expected<std::size_t, Error> Intake::read(std::span<std::byte> into) {
    auto got = source_->read(into);
    if (got && !meter_->take(*got)) return std::unexpected{Error{Remedy::correct_input, "read an import", 0, "bytes"}};
    return got;
}

}  // namespace monitor::roster
