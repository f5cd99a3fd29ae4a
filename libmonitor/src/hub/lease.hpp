#pragma once
// hub: what did we allow this device to send, until when, and what of it came so far? A value with rules; sends nothing itself.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "monitor/base/clock.hpp"
#include "monitor/picture/picture.hpp"
#include "monitor/wire/agent.hpp"

namespace monitor::hub {

enum class Wanted : std::uint8_t { no = 0, yes = 1 };

struct Demand {
    Wanted grid{}, live{};
    std::vector<std::string> who{};  ///< names for the strip, sorted, each once
    std::optional<Instant> hours_end{};
    wire::Occasion occasion{};
    friend bool operator==(const Demand&, const Demand&) = default;
    [[nodiscard]] bool empty() const noexcept { return grid == Wanted::no && live == Wanted::no; }
};

class Lease {
public:
    explicit Lease(std::chrono::seconds length) : length_{length} {}

    /// What to send to make `demand` true; nothing when it already is.
    [[nodiscard]] std::optional<wire::ToDevice> settle(const Demand& demand, Instant now, Tick tick);
    /// The renewal, when it is time for one.
    [[nodiscard]] std::optional<wire::ToDevice> renewal(Instant now, Tick tick);
    /// The device says the strip is up. False: not for this lease.
    [[nodiscard]] bool indicated(std::uint32_t lease) noexcept;
    /// The device gave it back. False: it was over already.
    bool stopped(std::uint32_t lease) noexcept;

    enum class Verdict : std::uint8_t { pass = 1, late = 2, outside = 3, bad = 4 };
    /// Is this picture one we asked for, in order, and no larger than asked? `late`: of a lease that just ended, drop it kindly.
    [[nodiscard]] Verdict check(const wire::Picture&) noexcept;
    /// A key of this stream, at most once a second; what is asked sooner is owed.
    [[nodiscard]] std::optional<wire::ToDevice> key(picture::Stream, Tick) noexcept;
    /// The key that is owed, when it is time and none came by itself.
    [[nodiscard]] std::optional<wire::ToDevice> owed_key(picture::Stream, Tick) noexcept;

    [[nodiscard]] bool up() const noexcept { return id_ != 0 && up_; }
    [[nodiscard]] bool running() const noexcept { return id_ != 0; }

private:
    struct Chain {
        bool keyed{};
        bool anew{};  ///< asked for before within this lease: what was on its way then is late, not bad
        bool key_owed{};
        std::uint32_t last{};
        std::optional<Tick> key_asked{};
    };
    void take(const Demand&);
    [[nodiscard]] wire::Watch watch(Instant now) const;
    [[nodiscard]] Chain& chain(picture::Stream stream) noexcept { return chains_[stream == picture::Stream::grid ? 0 : 1]; }

    std::chrono::seconds length_;
    Demand demand_{};
    std::uint32_t id_{};    ///< 0: none
    std::uint32_t last_id_{};
    bool up_{};
    Tick renew_at_{};
    std::array<Chain, 2> chains_{};
};

}  // namespace monitor::hub
