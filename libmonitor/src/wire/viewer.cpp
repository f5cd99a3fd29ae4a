#include "monitor/wire/viewer.hpp"

#include "wire/codec.hpp"
#include "wire/shared.hpp"

namespace monitor::wire {

template <> inline constexpr Kind kind_of<OpenView> = Kind::open_view;
template <> inline constexpr Kind kind_of<CloseView> = Kind::close_view;
template <> inline constexpr Kind kind_of<AskKey> = Kind::ask_key;
template <> inline constexpr Kind kind_of<LookAt> = Kind::look_at;
template <> inline constexpr Kind kind_of<View> = Kind::view;
template <> inline constexpr Kind kind_of<State> = Kind::state;
template <> inline constexpr Kind kind_of<ViewPicture> = Kind::view_picture;
template <> inline constexpr Kind kind_of<Ended> = Kind::ended;
template <> inline constexpr Kind kind_of<Look> = Kind::look;
template <> inline constexpr Kind kind_of<ViewTabs> = Kind::view_tabs;

template <class Io>
void tile_member(Io& io, Given<Io, std::uint16_t>& tile) { io.number("tile", tile, 0, any_u16); }

template <class Io>
void members(Io& io, Given<Io, OpenView>& open_view) {
    io.text("ticket", open_view.ticket, {1, 256});
    io.id("group", open_view.group);
}

template <class Io>
void members(Io& io, Given<Io, LookAt>& look_at) {
    io.id("pupil", look_at.pupil, 0);
    io.text("purpose", look_at.purpose, {0, 64});
}

template <class Io>
void members(Io& io, Given<Io, AskKey>& ask_key) {
    tile_member(io, ask_key.tile);
    stream_member(io, ask_key.stream);
}

template <class Io>
void members(Io&, Given<Io, CloseView>&) {}

template <class Io>
void members(Io& io, Given<Io, View>& view) {
    io.text("view", view.view, {1, 64});
    io.objects("tiles", view.tiles, {0, 1000}, [](Io& one, Given<Io, Tile>& tile) {
        tile_member(one, tile.tile);
        one.id("pupil", tile.pupil);
    });
}

template <class Io>
void members(Io& io, Given<Io, State>& state) {
    tile_member(io, state.tile);
    io.choice("state", state.state, TileState::live, TileState::starting);
    io.number("since", state.since, 0, largest_number);
    io.number("refusal", state.refusal, 0, any_u16);
}

template <class Io>
void layout(Io& io, Given<Io, ViewPicture>& picture) {
    io.number(picture.tile);
    io.number(picture.stream);
    io.zeros(1);
    io.number(picture.sequence);
    io.number(picture.age);
    vp8_layout(io, picture.stream, picture.vp8);
}

template <class Io>
void members(Io& io, Given<Io, ViewTabs>& tabs) {
    tile_member(io, tabs.tile);
    tabs_member(io, tabs.tabs);
}

template <class Io>
void members(Io& io, Given<Io, Look>& look) {
    io.id("pupil", look.pupil, 0);
    io.number("seconds", look.seconds, 0, any_u32);
}

template <class Io>
void members(Io& io, Given<Io, Ended>& ended) {
    io.choice("why", ended.why, EndReason::asked, EndReason::too_fast);
    io.number("refusal", ended.refusal, 0, any_u16);
    io.id("pupil", ended.pupil, 0);
}

std::expected<FromViewer, Flaw> from_viewer(const Envelope& envelope) { return one_of<FromViewer>(envelope); }
std::expected<ToViewer, Flaw> to_viewer(const Envelope& envelope) { return one_of<ToViewer>(envelope); }
Bytes encode(const FromViewer& set) { return encoded_set(set, Packing::plain); }
Bytes encode(const ToViewer& set) { return encoded_set(set, Packing::plain); }

}  // namespace monitor::wire
