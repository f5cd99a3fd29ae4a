#pragma once
// wire: the members that several sets of messages have in common.

#include "monitor/picture/picture.hpp"
#include "monitor/wire/agent.hpp"
#include "wire/body.hpp"

namespace monitor::wire {

inline constexpr std::int64_t any_u16 = 0xffff;
inline constexpr std::int64_t any_u32 = 0xffff'ffff;

template <class Io>
void stream_member(Io& io, Given<Io, picture::Stream>& stream) {
    io.choice("stream", stream, picture::Stream::grid, picture::Stream::live);
}

/// A number that does not say yet whether it is one we know: lists of reasons grow.
template <class Io, class Reason>
void why_member(Io& io, Reason& why) {
    io.number("why", why, 1, sizeof why == 1 ? 255 : any_u16);
}

template <class Io>
void tabs_member(Io& io, Given<Io, std::vector<Tab>>& tabs) {
    io.objects("tabs", tabs, {0, 100}, [](Io& one, Given<Io, Tab>& tab) {
        one.label("title", tab.title, {0, 256});
        one.label("url", tab.url, {0, 2048});
    });
}

template <class Io>
void watch_members(Io& io, Given<Io, Watch>& watch) {
    io.number("lease", watch.lease, 0, any_u32);
    io.number("seconds", watch.seconds, 1, 15);
    io.number("hours_left", watch.hours_left, 0, any_u32);
    io.list("who", watch.who, {1, most_viewers}, [](Io& one, Given<Io, std::string>& name) { one.label("", name, {1, 128}); });
    io.choice("occasion", watch.occasion, Occasion::at_school, Occasion::remote_lesson);
    io.objects("streams", watch.streams, {0, 2}, [](Io& one, Given<Io, StreamWish>& wish) {
        stream_member(one, wish.stream);
        one.number("width", wish.at_most.width, 2, 16'383);
        one.number("height", wish.at_most.height, 2, 16'383);
        one.number("frames_a_second", wish.frames_a_second, 1, 30);
        const auto most = picture::limits(wish.stream).size;
        const auto fits = [&](Size size) { return size.width <= most.width && size.height <= most.height; };
        one.require(fits(wish.at_most) || fits({wish.at_most.height, wish.at_most.width}));
    });
    io.require(watch.streams.size() < 2 || watch.streams[0].stream != watch.streams[1].stream);
}

/// Last in a binary body: the picture itself, never empty, never beyond its stream's limit.
template <class Io>
void vp8_layout(Io& io, picture::Stream stream, Given<Io, BytesView>& vp8) {
    io.rest(vp8);
    io.require(!vp8.empty() && (stream == picture::Stream::grid || stream == picture::Stream::live) &&
               vp8.size() <= picture::limits(stream).bytes);
}

}  // namespace monitor::wire
