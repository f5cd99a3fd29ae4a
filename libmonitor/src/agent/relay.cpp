// agent: leases go down to the desktop, pictures go up to the school; nothing goes up that no lease asked for.

#include "agent/relay.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "agent/refusal.hpp"

namespace monitor::agent {
namespace {

using wire::StopReason;

constexpr std::chrono::minutes unable_pause{5};

std::uint8_t code(StopReason why) {
    return static_cast<std::uint8_t>(why);
}

bool within(Size size, Size limit) {
    return size.width <= limit.width && size.height <= limit.height;
}

}  // namespace

Relay::Relay(Executor& executor, const Clock& clock, const Credentials& self, Rest rest)
    : executor_{executor}, clock_{clock}, self_{self}, rest_{std::move(rest)} {}

// ---- the school

std::unique_ptr<transport::Events> Relay::school_line(transport::Socket& socket) {
    auto line = std::make_unique<SchoolLine>(socket, self_, *this);
    line_ = line.get();
    ended_ = 0;
    said_user_.clear();
    return line;
}

void Relay::said(SchoolLine& line, const wire::ToDevice& message) {
    if (&line == line_) std::visit([this](const auto& one) { on(one); }, message);
}

void Relay::gone(SchoolLine& line) {
    if (&line != line_) return;
    line_ = nullptr;
    end(StopReason::line_silent, Tell::desktop);
}

void Relay::unable(SchoolLine&, const Error& error) {
    log(Level::error, fmt::format("{}: {}", error.operation, error.place));
    rest(unable_pause);
}

void Relay::drained(SchoolLine& line) {
    if (&line == line_) give_room();
}

void Relay::on(const wire::Accepted&) {
    log(Level::info, "accepted by the school; waiting for someone to look");
    say_desktop();
}

void Relay::on(const wire::Watch& watch) {
    if (watch.lease <= ended_) return;  // the school was told, and has not heard it yet
    const Tick now = clock_.tick();
    auto lease = Lease::granted(watch, now);
    if (lease && desk() != nullptr) return adopt(std::move(*lease), now);
    const auto why = lease ? StopReason::desktop_gone : lease.error();
    end(why, Tell::desktop);  // a Watch that grants nothing takes what the one before it granted
    ended_ = watch.lease;
    tell_school(wire::Stopped{watch.lease, code(why)});
}

void Relay::adopt(Lease lease, Tick now) {
    const bool renewed = holds(lease.id());
    if (!renewed) {
        if (lease_) forget();
        indicated_ = false;
        sequence_ = 0;
        flows_ = {};
    } else {
        for (const auto& wish : lease.wishes())
            if (!lease_->wish(wish.stream)) flow(wish.stream) = {.anew = true};
    }
    lease_ = std::move(lease);
    if (const auto watch = lease_->left(now)) desk()->send(wire::LocalWatch{*watch});
    executor_.post_at(lease_->ends(), [here = std::weak_ptr{self_here_}] {
        if (const auto self = here.lock()) (*self)->end_when_over();
    });
}

void Relay::on(const wire::Stop& stop) {
    if (holds(stop.lease)) end(static_cast<StopReason>(stop.why), Tell::both);
}

void Relay::on(const wire::Key& key) {
    if (lease_ && lease_->wish(key.stream) && desk() != nullptr) desk()->send(wire::LocalKey{key.stream});
}

void Relay::on(const wire::Refused& refused) {
    const auto follows = consequence(refused.why);
    log(follows.level, fmt::format("refused, reason {}: {}", refused.why, follows.words));
    switch (follows.then) {
        case Then::end_lease:
            if (!lease_ && desk() != nullptr) desk()->send(wire::LocalStop{0, code(follows.why)});
            return end(follows.why, Tell::both);
        case Then::hang_up: return rest(follows.pause);
    }
}

/// Between half and the whole of it, so that a school's devices do not come back all at once.
void Relay::rest(std::chrono::milliseconds pause) {
    std::byte lot{};
    self_.random.fill({&lot, 1});
    rest_(pause / 2 + pause / 2 * std::to_integer<int>(lot) / 255);
}

// ---- the desktop

std::unique_ptr<transport::Events> Relay::desktop_door(transport::Socket& socket, transport::Peer peer) {
    auto user = desktop_user(peer.user, self_.settings.user);
    if (!user) {
        log(Level::warning, fmt::format("a process of account {} is no pupil's desktop: refused", peer.user));
        return nullptr;
    }
    return std::make_unique<DesktopDoor>(socket, peer.user, std::move(*user), *this, self_.log);
}

void Relay::opened(DesktopDoor& door) {
    const auto same = std::ranges::find(doors_, door.account(), &DesktopDoor::account);
    auto* const replaced = same == doors_.end() ? nullptr : *same;
    const bool stays = replaced != nullptr && replaced == desk();
    if (replaced != nullptr) {
        doors_.erase(same);
        if (lease_ && stays) replaced->send(wire::LocalStop{lease_->id(), code(StopReason::desktop_gone)});
        replaced->close(transport::CloseReason::done);
        log(Level::info, "another desktop process of the same account takes over");
    }
    if (!stays) end(StopReason::desktop_gone, Tell::desktop);  // it was given for who sat here before
    doors_.push_back(&door);
    if (!stays) return say_desktop();
    indicated_ = false;  // this process has not shown its strip yet
    flows_ = {};
    if (lease_) adopt(Lease{*lease_}, clock_.tick());
}

void Relay::gone(DesktopDoor& door) {
    const auto found = std::ranges::find(doors_, &door);
    if (found == doors_.end()) return;
    const bool at_screen = &door == desk();
    doors_.erase(found);
    if (!at_screen) return;
    if (lease_) forget();
    say_desktop();
}

void Relay::said(DesktopDoor& door, const wire::FromDesktop& message) {
    if (&door == desk()) std::visit([this](const auto& one) { from(one); }, message);
}

void Relay::from(const wire::LocalIndicated& indicated) {
    if (!holds(indicated.lease)) return;
    indicated_ = true;
    tell_school(wire::Indicated{indicated.lease});
}

void Relay::from(const wire::LocalStopped& stopped) {
    desk()->send(wire::LocalStop{stopped.lease, stopped.why});  // heard: no renewal of it comes after this
    if (!holds(stopped.lease)) return;
    forget();
    tell_school(wire::Stopped{stopped.lease, stopped.why});
}

std::optional<picture::Part> Relay::part_of(const wire::LocalPicture& picture) const {
    const auto wish = lease_->wish(picture.stream);
    const auto header = picture::header(picture.vp8, picture.stream);
    if (!wish || !header || !within(header->size, wish->at_most)) return std::nullopt;
    return header->part;
}

void Relay::from(const wire::LocalPicture& picture) {
    end_when_over();
    // It may have been on its way when the lease ended or changed: dropped, and no harm done.
    if (!holds(picture.lease) || !lease_->wish(picture.stream) || line_ == nullptr) {
        ++held_back_;
        return;
    }
    const auto part = part_of(picture);
    if (!indicated_ || !part) return shut_out();
    auto& flow = this->flow(picture.stream);
    flow.keyed = flow.keyed || *part == picture::Part::key;
    if (!flow.keyed) {  // of before the stream was asked for again
        ++held_back_;
        return;
    }
    if (!flow.room) {
        if (!std::exchange(flow.anew, false)) return shut_out();
        ++held_back_;
        flow.keyed = false;
        return desk()->send(wire::LocalKey{picture.stream});
    }
    flow.room = false;
    line_->send(wire::Picture{picture.lease, ++sequence_, picture.stream, picture.vp8});
    if (line_ != nullptr && line_->unsent() == 0) give_room();
}

/// A desktop process that does what ours never does.
void Relay::shut_out() {
    ++held_back_;
    log(Level::warning, "the desktop process sent a picture nobody may see: closed");
    end(StopReason::refused, Tell::both);
    desk()->close(transport::CloseReason::not_permitted);
}

void Relay::from(const wire::LocalTabs& tabs) {
    if (holds(tabs.lease) && indicated_) tell_school(wire::Tabs{tabs.lease, tabs.tabs});
}

void Relay::from(const wire::LocalCounts& counts) {
    log(Level::debug, fmt::format("desktop: captures={} pictures={} bytes={}, held back={}", counts.captures, counts.pictures,
                                  counts.bytes, held_back_));
}

/// Newest wins before encoding: the next picture is taken only when the last one has left this device.
void Relay::give_room() {
    if (!lease_ || desk() == nullptr) return;
    for (const auto stream : {picture::Stream::grid, picture::Stream::live}) {
        if (std::exchange(flow(stream).room, true)) continue;
        desk()->send(wire::LocalRoom{stream});
    }
}

// ---- the lease

bool Relay::holds(std::uint32_t lease) const {
    return lease_ && lease_->id() == lease && lease_->lasts(clock_.tick());
}

void Relay::end(StopReason why, Tell tell) {
    if (!lease_) return;
    const auto id = lease_->id();
    forget();
    if (desk() != nullptr) desk()->send(wire::LocalStop{id, code(why)});
    if (tell == Tell::both) tell_school(wire::Stopped{id, code(why)});
}

void Relay::forget() {
    ended_ = lease_->id();
    lease_.reset();
}

void Relay::end_when_over() {
    if (lease_ && !lease_->lasts(clock_.tick())) end(lease_->over_because(), Tell::both);
}

void Relay::say_desktop() {
    const auto user = desk() == nullptr ? std::string{} : desk()->user();
    // The same pupil at another screen: to the school nothing changed, but what ran at the one before is over.
    if (!user.empty() && user == said_user_) tell_school(wire::Desktop{});
    tell_school(wire::Desktop{user});
    said_user_ = user;
}

void Relay::tell_school(const wire::FromDevice& message) {
    if (line_ != nullptr && line_->accepted()) line_->send(message);
}

void Relay::log(Level level, std::string_view line) {
    self_.log.write(level, "agent", line);
}

}  // namespace monitor::agent
