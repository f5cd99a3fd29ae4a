#pragma once
// wire: what do a teacher's page and the school say to each other? The page speaks JavaScript: server-ref/web/wire.js.

#include <cstdint>
#include <expected>
#include <string>
#include <variant>
#include <vector>

#include "monitor/base/bytes.hpp"
#include "monitor/picture/picture.hpp"
#include "monitor/wire/agent.hpp"
#include "monitor/wire/envelope.hpp"

namespace monitor::wire {

// ---- viewer → school
struct OpenView { std::string ticket{}; std::string group{}; };  ///< first, always; `group` is a GroupId::text()
struct LookAt {                        ///< one pupil large; pupil "": back to the grid
    std::string pupil{};               ///< PupilId::text()
    std::string purpose{};             ///< policy::word(LookPurpose)
};
struct AskKey { std::uint16_t tile{}; picture::Stream stream{}; };
struct CloseView {};

// ---- school → viewer
/// What a tile is like now. Written down: append.
enum class TileState : std::uint8_t {
    live = 1, idle = 2, silent = 3, elsewhere = 4, outside_hours = 5, not_a_pupil_device = 6, no_device = 7, refused = 8,
    starting = 9,
};
struct Tile { std::uint16_t tile{}; std::string pupil{}; };
struct View { std::string view{}; std::vector<Tile> tiles{}; };   ///< the answer to OpenView
struct State {
    std::uint16_t tile{};
    TileState state{};
    std::int64_t since{};              ///< milliseconds since the Unix epoch, UTC
    std::uint16_t refusal{};           ///< policy::Refusal with TileState::refused; else 0
};
struct ViewPicture {                   ///< binary: tile u16 · stream u8 · zero u8 · sequence u32 · age u32 (ms since received) · VP8
    std::uint16_t tile{};
    picture::Stream stream{};
    std::uint32_t sequence{}, age{};
    BytesView vp8{};
};
struct ViewTabs { std::uint16_t tile{}; std::vector<Tab> tabs{}; };
struct Look { std::string pupil{}; std::uint32_t seconds{}; };   ///< live view granted, and how long it lasts; pupil "": none
/// Why a view, or with `pupil` only the look at one screen, ended. Written down: append.
enum class EndReason : std::uint16_t {
    asked = 1, time_over = 2, refused = 3, session_over = 4, replaced = 5, audit_down = 6, server_stops = 7, malformed = 8,
    ticket = 9, too_slow = 10, too_fast = 11,
};
struct Ended { EndReason why{}; std::uint16_t refusal{}; std::string pupil{}; };

using FromViewer = std::variant<OpenView, CloseView, AskKey, LookAt>;
using ToViewer = std::variant<View, State, ViewPicture, Ended, Look, ViewTabs>;
[[nodiscard]] std::expected<FromViewer, Flaw> from_viewer(const Envelope&);
[[nodiscard]] std::expected<ToViewer, Flaw> to_viewer(const Envelope&);
[[nodiscard]] Bytes encode(const FromViewer&);
[[nodiscard]] Bytes encode(const ToViewer&);

}  // namespace monitor::wire
