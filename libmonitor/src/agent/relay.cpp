// agent: leases go down to the desktop, pictures go up to the school; nothing goes up that no lease asked for.

#include "agent/relay.hpp"

#include <algorithm>

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
    const Tick now = clock_.tick();
    auto lease = Lease::granted(watch, now);
    if (lease && desk() != nullptr) return adopt(std::move(*lease), now);
    const auto why = lease ? StopReason::desktop_gone : lease.error();
    end(why, Tell::desktop);  // a Watch that grants nothing takes what the one before it granted
    tell_school(wire::Stopped{watch.lease, code(why)});
}

void Relay::adopt(Lease lease, Tick now) {
    const bool renewed = holds(lease.id());
    if (!renewed) {
        indicated_ = false;
        sequence_ = 0;
        rooms_ = {Room::free, Room::free};
    } else {
        for (const auto& wish : lease.wishes())
            if (!lease_->wish(wish.stream)) room(wish.stream) = Room::free;
    }
    lease_ = std::move(lease);
    if (const auto watch = lease_->left(now)) desk()->send(wire::LocalWatch{*watch});
    executor_.post_at(lease_->ends(), [here = std::weak_ptr{self_here_}] {
        if (const auto self = here.lock()) (*self)->end_when_over();
    });
}

void Relay::on(const wire::Stop& stop) {
    if (holds(stop.lease)) end(static_cast<StopReason>(stop.why), Tell::desktop);
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
            return end(follows.why, Tell::desktop);
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
    rooms_ = {Room::free, Room::free};
    if (lease_) adopt(Lease{*lease_}, clock_.tick());
}

void Relay::gone(DesktopDoor& door) {
    const auto found = std::ranges::find(doors_, &door);
    if (found == doors_.end()) return;
    const bool at_screen = &door == desk();
    doors_.erase(found);
    if (!at_screen) return;
    lease_.reset();
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
    if (!holds(stopped.lease)) return;
    lease_.reset();
    tell_school(wire::Stopped{stopped.lease, stopped.why});
}

bool Relay::acceptable(const wire::LocalPicture& picture) const {
    const auto wish = lease_->wish(picture.stream);
    const auto header = picture::header(picture.vp8, picture.stream);
    return wish && header && within(header->size, wish->at_most);
}

void Relay::from(const wire::LocalPicture& picture) {
    end_when_over();
    // It may have been on its way when the lease ended or changed: dropped, and no harm done.
    if (!holds(picture.lease) || !lease_->wish(picture.stream) || line_ == nullptr) {
        ++held_back_;
        return;
    }
    if (!indicated_ || !acceptable(picture) || room(picture.stream) == Room::none) {
        ++held_back_;
        log(Level::warning, "the desktop process sent a picture nobody may see: closed");
        end(StopReason::refused, Tell::both);
        return desk()->close(transport::CloseReason::not_permitted);
    }
    room(picture.stream) = Room::none;
    line_->send(wire::Picture{picture.lease, ++sequence_, picture.stream, picture.vp8});
    if (line_ != nullptr && line_->unsent() == 0) give_room();
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
        if (room(stream) == Room::free) continue;
        room(stream) = Room::free;
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
    lease_.reset();
    if (desk() != nullptr) desk()->send(wire::LocalStop{id, code(why)});
    if (tell == Tell::both) tell_school(wire::Stopped{id, code(why)});
}

void Relay::end_when_over() {
    if (lease_ && !lease_->lasts(clock_.tick())) end(lease_->over_because(), Tell::both);
}

void Relay::say_desktop() {
    tell_school(wire::Desktop{desk() == nullptr ? std::string{} : desk()->user()});
}

void Relay::tell_school(const wire::FromDevice& message) {
    if (line_ != nullptr && line_->accepted()) line_->send(message);
}

void Relay::log(Level level, std::string_view line) {
    self_.log.write(level, "agent", line);
}

}  // namespace monitor::agent
