#include "agent/easel.hpp"

namespace monitor::agent {
namespace {

Trouble trouble(capture::Fault fault) {
    switch (fault) {
        case capture::Fault::try_again: return Trouble::pause;
        case capture::Fault::reopen: return Trouble::renew;
        case capture::Fault::try_another:
        case capture::Fault::stop: return Trouble::give_up;
    }
    return Trouble::give_up;
}

}  // namespace

Easel::Easel(const wire::StreamWish& wish, std::unique_ptr<capture::Capturer> capturer, std::unique_ptr<codec::Encoder> encoder,
             const Clock& clock)
    : wish_{wish}, capturer_{std::move(capturer)}, encoder_{std::move(encoder)}, clock_{clock}, due_{clock.tick()} {}

void Easel::pause(std::chrono::milliseconds span) noexcept {
    due_ = clock_.tick() + span;
}

/// The school keeps the last grid key: while things change it is never much older than ten seconds, also when they then stop.
bool Easel::key_due(Tick now) const noexcept {
    if (!last_key_) return false;  // the first picture stands alone anyway
    if (key_asked_ && now - *last_key_ >= between_asked_keys) return true;
    return wish_.stream == picture::Stream::grid && changed_since_key_ && now - *last_key_ >= between_grid_keys;
}

std::expected<Easel::Look, EaselError> Easel::look(std::chrono::milliseconds patience) {
    const auto frame = capturer_->next(patience);
    if (!frame)
        return std::unexpected{EaselError{trouble(frame.error().fault), frame.error().operation, frame.error().system_code}};
    const Tick now = clock_.tick();
    Look look;
    if (*frame) {
        look.captures = 1;
        encoder_->look(**frame);
        changed_since_key_ = true;
        due_ = now + std::chrono::milliseconds{1000} / wish_.frames_a_second;
    }
    const bool stands_alone = key_due(now);
    if (!*frame && !stands_alone) return look;
    if (stands_alone) encoder_->ask_key();
    auto encoded = encoder_->encode();
    if (!encoded) {
        const auto next = encoded.error().remedy == Remedy::try_again ? Trouble::pause : Trouble::renew;
        return std::unexpected{EaselError{next, encoded.error().operation, encoded.error().system_code}};
    }
    if (*encoded && (*encoded)->part == picture::Part::key) {
        last_key_ = now;
        key_asked_ = changed_since_key_ = false;
    }
    look.picture = std::move(*encoded);
    return look;
}

}  // namespace monitor::agent
