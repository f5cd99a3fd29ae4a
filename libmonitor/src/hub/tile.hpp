#pragma once
// hub: one pupil in one view: what was ruled, what is shown, and which picture the viewer can make sense of. A value.

#include <array>
#include <cstdint>
#include <optional>

#include "monitor/base/clock.hpp"
#include "monitor/base/ids.hpp"
#include "monitor/picture/picture.hpp"
#include "monitor/policy/ruling.hpp"
#include "monitor/wire/viewer.hpp"

namespace monitor::hub {

/// Can this viewer make sense of the next delta of this stream?
struct Relay {
    enum class Following : std::uint8_t { waiting_for_key = 0, following = 1 };
    Following state{};
    bool key_owed{};  ///< a picture was not passed on; nothing passes until a key was asked for, and came
    std::uint32_t sequence{};

    /// What to do with a picture: its number for this viewer, or nothing, because it would be decoded from a broken chain.
    [[nodiscard]] std::optional<std::uint32_t> next(picture::Part part) noexcept {
        if (part == picture::Part::delta && state == Following::waiting_for_key) return std::nullopt;
        state = Following::following;
        key_owed = false;
        return ++sequence;
    }
    void skip() noexcept { state = Following::waiting_for_key; }
    void dropped() noexcept {
        skip();
        key_owed = true;
    }
};

/// What the rules said last about one pupil and one action, and whether that is written down.
struct Standing {
    enum class Gate : std::uint8_t { shut = 0, being_written = 1, open = 2 };
    Gate gate{};                                ///< pictures pass only when open
    std::optional<policy::Basis> basis{};
    std::optional<policy::Refusal> refusal{};
    std::uint32_t version{};                    ///< raised by every change, so that a late answer from the disk is known as late

    [[nodiscard]] bool same(const policy::Ruling& ruling) const noexcept {
        return ruling ? basis == ruling->basis() : refusal == ruling.error();
    }
    void take(const policy::Ruling& ruling) noexcept {
        basis = ruling ? std::optional{ruling->basis()} : std::nullopt;
        refusal = ruling ? std::nullopt : std::optional{ruling.error()};
        gate = Gate::shut;
        ++version;
    }
};

struct Tile {
    std::uint16_t number{};
    PupilId pupil{};
    Standing grid{};
    std::array<Relay, 2> relays{};          ///< grid, live
    std::optional<Instant> last_picture{};  ///< since the view began
    bool latest_owed{};                     ///< the last picture there is was not shown yet: the viewer was behind
    wire::State said{};                     ///< what the page was told last

    [[nodiscard]] Relay& relay(picture::Stream stream) noexcept { return relays[stream == picture::Stream::grid ? 0 : 1]; }
};

/// What to write under a tile. `last_seen`: when the pupil's device went silent, if it was there at all.
[[nodiscard]] wire::State state(const Tile&, std::optional<Instant> last_seen, Instant now);

}  // namespace monitor::hub
