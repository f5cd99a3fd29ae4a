#pragma once
// agent: one stream of one lease: when is its screen read, and when does its picture stand alone?

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string_view>

#include "monitor/base/clock.hpp"
#include "monitor/capture/capturer.hpp"
#include "monitor/codec/encoder.hpp"
#include "monitor/wire/agent.hpp"

namespace monitor::agent {

/// Named after what follows.
enum class Trouble : std::uint8_t {
    pause = 1,    ///< look again a little later
    renew = 2,    ///< this easel is of no use any more, another may be
    give_up = 3,  ///< pictures cannot be made here
};
struct EaselError {
    Trouble trouble{};
    std::string_view operation{};
    int system_code{};
};

/// Exists only while its stream is in a lease. Belongs to the thread that looks.
class Easel {
public:
    static constexpr std::chrono::seconds between_asked_keys{1};
    static constexpr std::chrono::seconds between_grid_keys{10};

    Easel(const wire::StreamWish&, std::unique_ptr<capture::Capturer>, std::unique_ptr<codec::Encoder>, const Clock&);

    [[nodiscard]] picture::Stream stream() const noexcept { return wish_.stream; }
    [[nodiscard]] Size at_most() const noexcept { return wish_.at_most; }
    void pace(int frames_a_second) noexcept { wish_.frames_a_second = frames_a_second; }
    /// The next picture that may stand alone does: not within a second of the last one that did.
    void ask_key() noexcept { key_asked_ = true; }
    /// Before it the screen is not read.
    [[nodiscard]] Tick due() const noexcept { return due_; }
    void pause(std::chrono::milliseconds) noexcept;

    struct Look {
        std::uint64_t captures{};
        std::optional<codec::Encoded> picture{};
    };
    /// Waits at most `patience` for a change. No picture: nothing changed, and no key was due.
    [[nodiscard]] std::expected<Look, EaselError> look(std::chrono::milliseconds patience);

private:
    [[nodiscard]] bool key_due(Tick now) const noexcept;

    wire::StreamWish wish_;
    std::unique_ptr<capture::Capturer> capturer_;
    std::unique_ptr<codec::Encoder> encoder_;
    const Clock& clock_;
    Tick due_;
    std::optional<Tick> last_key_{};
    bool key_asked_{};
    bool changed_since_key_{};
};

}  // namespace monitor::agent
