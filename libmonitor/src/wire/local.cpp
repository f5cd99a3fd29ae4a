#include "monitor/wire/local.hpp"

#include "wire/codec.hpp"
#include "wire/shared.hpp"

namespace monitor::wire {

template <> inline constexpr Kind kind_of<LocalHello> = Kind::local_hello;
template <> inline constexpr Kind kind_of<LocalIndicated> = Kind::local_indicated;
template <> inline constexpr Kind kind_of<LocalStopped> = Kind::local_stopped;
template <> inline constexpr Kind kind_of<LocalPicture> = Kind::local_picture;
template <> inline constexpr Kind kind_of<LocalTabs> = Kind::local_tabs;
template <> inline constexpr Kind kind_of<LocalCounts> = Kind::local_counts;
template <> inline constexpr Kind kind_of<LocalWatch> = Kind::local_watch;
template <> inline constexpr Kind kind_of<LocalStop> = Kind::local_stop;
template <> inline constexpr Kind kind_of<LocalKey> = Kind::local_key;
template <> inline constexpr Kind kind_of<LocalRoom> = Kind::local_room;

template <class Io>
void members(Io& io, Given<Io, LocalHello>& hello) { io.number("version", hello.version, 1, 255); }

template <class Io>
void members(Io& io, Given<Io, LocalIndicated>& indicated) { io.number("lease", indicated.lease, 0, any_u32); }

template <class Io>
void members(Io& io, Given<Io, LocalStopped>& stopped) {
    io.number("lease", stopped.lease, 0, any_u32);
    why_member(io, stopped.why);
}

template <class Io>
void layout(Io& io, Given<Io, LocalPicture>& picture) {
    io.number(picture.lease);
    io.number(picture.stream);
    io.zeros(3);
    vp8_layout(io, picture.stream, picture.vp8);
}

template <class Io>
void members(Io& io, Given<Io, LocalTabs>& tabs) {
    io.number("lease", tabs.lease, 0, any_u32);
    tabs_member(io, tabs.tabs);
}

template <class Io>
void members(Io& io, Given<Io, LocalCounts>& counts) {
    io.number("captures", counts.captures, 0, largest_number);
    io.number("pictures", counts.pictures, 0, largest_number);
    io.number("bytes", counts.bytes, 0, largest_number);
}

template <class Io>
void members(Io& io, Given<Io, LocalWatch>& watch) { watch_members(io, watch.watch); }

template <class Io>
void members(Io& io, Given<Io, LocalStop>& stop) {
    io.number("lease", stop.lease, 0, any_u32);
    why_member(io, stop.why);
}

template <class Io>
void members(Io& io, Given<Io, LocalKey>& key) { stream_member(io, key.stream); }

template <class Io>
void members(Io& io, Given<Io, LocalRoom>& room) { stream_member(io, room.stream); }

std::expected<FromDesktop, Flaw> from_desktop(const Envelope& envelope) { return one_of<FromDesktop>(envelope); }
std::expected<ToDesktop, Flaw> to_desktop(const Envelope& envelope) { return one_of<ToDesktop>(envelope); }
Bytes encode(const FromDesktop& set) { return encoded_set(set, Packing::plain); }
Bytes encode(const ToDesktop& set) { return encoded_set(set, Packing::plain); }

}  // namespace monitor::wire
