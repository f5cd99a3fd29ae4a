#include "hub/viewer_line.hpp"

#include <algorithm>
#include <utility>

#include "hub/device_line.hpp"

namespace monitor::hub {
namespace {

/// More than this unread: the viewer is behind, and gets nothing until the next key picture it has room for.
constexpr std::size_t behind = 256 * 1024;
constexpr std::chrono::seconds recheck_pause{60};

using policy::Action;
using wire::EndReason;

}  // namespace

ViewerLine::ViewerLine(Floor& floor, transport::Socket& socket, std::string address, identity::SessionToken token)
    : floor_{floor}, socket_{socket}, address_{std::move(address)}, token_{std::move(token)}, came_{floor.parts.clock.tick()} {
    floor_.viewers.insert(this);
    ++floor_.counts.viewers;
}

ViewerLine::~ViewerLine() {
    if (floor_.viewers.erase(this) > 0) --floor_.counts.viewers;
}

void ViewerLine::message(BytesView bytes) {
    if (stage_ == Stage::over) return;
    Bytes unpacked;
    const auto envelope = wire::open(bytes, unpacked);
    if (!envelope) return end(EndReason::malformed);
    const auto message = wire::from_viewer(*envelope);
    if (!message) return end(EndReason::malformed);
    std::visit([this](const auto& said) { on(said); }, *message);
}

void ViewerLine::on(const wire::OpenView& open) {
    if (stage_ != Stage::waiting) return end(EndReason::malformed);
    const auto expected = floor_.tickets.use(open.ticket, floor_.parts.clock.tick());
    const auto group = GroupId::from_text(open.group);
    if (!expected || !group) return end(EndReason::ticket);
    stage_ = Stage::opening;
    floor_.parts.stores.people_thread->post([parts = floor_.parts, token = token_, idle = floor_.options.session_idle,
                                             expected = *expected, group = *group, self = std::weak_ptr{self_}] {
        auto session = parts.stores.sessions->find(token, idle);
        parts.strand.post([self, session = std::move(session), expected, group]() mutable {
            const auto here = self.lock();
            if (!here || (*here)->stage_ == Stage::over) return;
            if (!session || !*session || (*session)->id != expected) return (*here)->end(EndReason::session_over);
            (*here)->admitted(std::move(**session), group);
        });
    });
}

void ViewerLine::admitted(identity::Session session, GroupId group) {
    session_ = std::move(session);
    group_ = group;
    floor_.rolls.load(session_->school, [self = std::weak_ptr{self_}](const RollIndex* index) {
        const auto here = self.lock();
        if (!here || (*here)->stage_ == Stage::over) return;
        if (index == nullptr) return (*here)->end(EndReason::audit_down);
        (*here)->begin(*index);
    });
}

void ViewerLine::begin(const RollIndex& index) {
    view_ = draw<ViewId>(floor_.parts.random);
    for (const auto* pupil : index.members(group_))
        tiles_.push_back({.number = static_cast<std::uint16_t>(tiles_.size()), .pupil = pupil->id});
    auto began = entry(audit::Act::look_began, Action::grid);
    for (auto& tile : tiles_) {
        const auto asked = request(tile, Action::grid, {});
        const auto known = facts_of(asked);
        const auto ruling = policy::decide(asked, known, floor_.now());
        ++floor_.counts.decisions;
        tile.grid.take(ruling);
        if (ruling) tile.grid.gate = Standing::Gate::being_written;
        began.rulings.push_back({tile.pupil, tile.grid.basis, tile.grid.refusal, known});
    }
    if (tiles_.empty() || refusal_of_all()) {
        began.act = audit::Act::look_refused;
        floor_.record.note(session_->school, std::move(began));
        return end(EndReason::refused, tiles_.empty() ? policy::Refusal::not_their_group : *refusal_of_all());
    }
    floor_.record.write(session_->school, std::move(began), [self = std::weak_ptr{self_}](Written written) {
        const auto here = self.lock();
        if (!here || (*here)->stage_ != Stage::opening) return;
        if (written == Written::no) return (*here)->end(EndReason::audit_down);
        (*here)->opened();
    });
}

std::optional<policy::Refusal> ViewerLine::refusal_of_all() const {
    using enum policy::Refusal;
    const auto about_viewer = [](policy::Refusal refusal) {
        return refusal == clock_doubtful || refusal == records_put_back || refusal == directory_stale ||
               refusal == staff_not_active || refusal == not_for_their_role || refusal == other_school ||
               refusal == not_their_group || refusal == viewer_elsewhere;
    };
    const auto barred = [&](const Tile& tile) { return tile.grid.refusal && about_viewer(*tile.grid.refusal); };
    if (tiles_.empty() || !std::ranges::all_of(tiles_, barred)) return std::nullopt;
    return tiles_.front().grid.refusal;
}

void ViewerLine::opened() {
    stage_ = Stage::open;
    ++floor_.counts.views;
    recheck_at_ = floor_.parts.clock.tick() + recheck_pause;
    wire::View view{.view = view_.text()};
    for (const auto& tile : tiles_) view.tiles.push_back({tile.number, tile.pupil.text()});
    say(view);
    for (auto& tile : tiles_) {
        const auto written = tile.grid.version;
        review(tile);  // what changed since the line was begun
        if (stage_ != Stage::open) return;
        tell(tile);
        if (tile.grid.version == written && tile.grid.gate == Standing::Gate::being_written) granted(tile);
    }
}

void ViewerLine::granted(Tile& tile) {
    tile.grid.gate = Standing::Gate::open;
    show_latest(tile);
    floor_.settle_lease(tile.pupil);
    if (const auto at = floor_.at_work.find(tile.pupil); at != floor_.at_work.end()) at->second->ask_key(picture::Stream::grid);
}

// Asked of the store once a minute; a machine that slept must not show a thing in that minute.
bool ViewerLine::outlived() {
    if (floor_.now() < session_->expires) return false;
    end(EndReason::session_over);
    return true;
}

void ViewerLine::review(Tile& tile) {
    if (outlived()) return;
    const auto asked = request(tile, Action::grid, {});
    const auto known = facts_of(asked);
    const auto ruling = policy::decide(asked, known, floor_.now());
    ++floor_.counts.decisions;
    if (tile.grid.same(ruling)) return;
    tile.grid.take(ruling);
    tile.last_picture.reset();
    for (auto& relay : tile.relays) relay.skip();
    auto changed = entry(audit::Act::look_changed, Action::grid);
    changed.rulings.push_back({tile.pupil, tile.grid.basis, tile.grid.refusal, known});
    if (!ruling) {
        floor_.settle_lease(tile.pupil);
        floor_.record.note(session_->school, std::move(changed));
        tell(tile);
        if (const auto all = refusal_of_all()) end(EndReason::refused, all);
        return;
    }
    tile.grid.gate = Standing::Gate::being_written;
    tell(tile);
    floor_.record.write(session_->school, std::move(changed),
                        [self = std::weak_ptr{self_}, number = tile.number, version = tile.grid.version](Written written) {
                            const auto here = self.lock();
                            if (!here || (*here)->stage_ != Stage::open) return;
                            if (written == Written::no) return (*here)->end(EndReason::audit_down);
                            auto& written_tile = (*here)->tiles_[number];
                            if (written_tile.grid.version == version) (*here)->granted(written_tile);
                        });
}

bool ViewerLine::picture(PupilId pupil, const wire::Picture& picture, picture::Part part) {
    if (stage_ != Stage::open) return false;
    auto* tile = tile_of(pupil);
    if (tile == nullptr) return false;
    if (picture.stream == picture::Stream::grid) {
        review(*tile);
        if (stage_ != Stage::open || tile->grid.gate != Standing::Gate::open) return false;
    } else {
        review_look();
        if (!look_ || look_->tile != tile->number || look_->standing.gate != Standing::Gate::open) return false;
    }
    return pass(*tile, picture, part);
}

bool ViewerLine::pass(Tile& tile, const wire::Picture& picture, picture::Part part) {
    auto& relay = tile.relay(picture.stream);
    if (socket_.unsent() > behind) {
        relay.dropped();
        ++floor_.counts.pictures_skipped;
        return true;
    }
    const auto number = relay.next(part);
    if (!number) {
        ++floor_.counts.pictures_skipped;
        if (const auto at = floor_.at_work.find(tile.pupil); at != floor_.at_work.end()) at->second->ask_key(picture.stream);
        return true;
    }
    if (picture.stream == picture::Stream::grid) tile.latest_owed = false;
    tile.last_picture = floor_.now();
    say(wire::ViewPicture{.tile = tile.number, .stream = picture.stream, .sequence = *number, .age = 0, .vp8 = picture.vp8});
    ++floor_.counts.pictures_out;
    tell(tile);
    return true;
}

void ViewerLine::show_latest(Tile& tile) {
    const auto asked = request(tile, Action::grid, {});
    const auto permit = policy::decide(asked, facts_of(asked), floor_.now());
    if (!permit) return;
    const auto now = floor_.now();
    const auto latest = floor_.parts.stores.pictures->latest(session_->school, *permit, now);
    if (!latest) return;
    // Of a large group not all at once: the rest when there is room again.
    tile.latest_owed = socket_.unsent() > behind;
    if (tile.latest_owed) return;
    auto& relay = tile.relay(picture::Stream::grid);
    const auto number = relay.next(picture::Part::key);
    say(wire::ViewPicture{.tile = tile.number, .stream = picture::Stream::grid, .sequence = *number,
                          .age = static_cast<std::uint32_t>(std::clamp<std::int64_t>((now - latest->taken).count(), 0, 0xffffffff)),
                          .vp8 = latest->vp8});
    relay.skip();  // the device's next delta does not follow from this picture
}

void ViewerLine::drained() {
    if (stage_ != Stage::open) return;
    // Room again: those that fell behind need a key to go on from.
    for (auto& tile : tiles_) {
        if (tile.latest_owed && tile.grid.gate == Standing::Gate::open) show_latest(tile);
        const auto at = floor_.at_work.find(tile.pupil);
        if (at == floor_.at_work.end() || tile.grid.gate != Standing::Gate::open) continue;
        for (const auto stream : {picture::Stream::grid, picture::Stream::live})
            if (std::exchange(tile.relay(stream).key_owed, false)) at->second->ask_key(stream);
    }
}

void ViewerLine::on(const wire::AskKey& ask) {
    if (stage_ != Stage::open || ask.tile >= tiles_.size()) return;
    auto& tile = tiles_[ask.tile];
    tile.relay(ask.stream).skip();
    if (tile.grid.gate != Standing::Gate::open) return;
    if (const auto at = floor_.at_work.find(tile.pupil); at != floor_.at_work.end()) at->second->ask_key(ask.stream);
}

void ViewerLine::look_again(PupilId pupil) {
    if (stage_ != Stage::open) return;
    if (auto* tile = tile_of(pupil)) {
        review(*tile);
        if (stage_ != Stage::open) return;
        tell(*tile);
        if (look_ && look_->tile == tile->number) review_look();
    }
}

void ViewerLine::reconsider(SchoolId school) {
    if (stage_ != Stage::open || session_->school != school) return;
    recheck();
    for (std::size_t at = 0; at < tiles_.size() && stage_ == Stage::open; ++at) {
        review(tiles_[at]);
        floor_.settle_lease(tiles_[at].pupil);
    }
    if (stage_ == Stage::open) review_look();
}

void ViewerLine::tick(Tick now) {
    if (stage_ == Stage::waiting && now - came_ > introduction) return end(EndReason::ticket);
    if (stage_ != Stage::open) return;
    for (std::size_t at = 0; at < tiles_.size() && stage_ == Stage::open; ++at) {
        review(tiles_[at]);
        if (stage_ == Stage::open) tell(tiles_[at]);
    }
    if (stage_ != Stage::open) return;
    review_look();
    if (now < recheck_at_) return;
    recheck_at_ = now + recheck_pause;
    recheck();
}

void ViewerLine::recheck() {
    floor_.parts.stores.people_thread->post(
        [parts = floor_.parts, token = token_, idle = floor_.options.session_idle, self = std::weak_ptr{self_}] {
            const auto session = parts.stores.sessions->find(token, idle);
            if (session && *session) return;
            parts.strand.post([self] {
                if (const auto here = self.lock()) (*here)->end(EndReason::session_over);
            });
        });
}

void ViewerLine::add_demand(PupilId pupil, Demand& demand) const {
    if (stage_ != Stage::open) return;
    const auto tile = std::ranges::find(tiles_, pupil, &Tile::pupil);
    const auto* index = floor_.rolls.known(session_->school);
    if (tile == tiles_.end() || index == nullptr) return;
    const bool live = look_ && look_->tile == tile->number && look_->standing.gate == Standing::Gate::open;
    if (tile->grid.gate == Standing::Gate::open) demand.grid = Wanted::yes;
    if (live) demand.live = Wanted::yes;
    if (demand.empty() || (tile->grid.gate != Standing::Gate::open && !live)) return;
    if (const auto* staff = index->staff(session_->staff)) demand.who.push_back(staff->name.reveal(Purpose::identify_to_viewed));
    const auto known = facts_of(request(*tile, Action::grid, {}));
    if (known.hours_end && (!demand.hours_end || *known.hours_end < *demand.hours_end)) demand.hours_end = known.hours_end;
    if (known.remote_lesson == policy::RemoteLesson::in_force) demand.occasion = wire::Occasion::remote_lesson;
}

void ViewerLine::tell(Tile& tile) {
    std::optional<Instant> seen;
    if (const auto at = floor_.last_seen.find(tile.pupil); at != floor_.last_seen.end()) seen = at->second;
    const auto now_true = state(tile, seen, floor_.now());
    if (now_true.state == tile.said.state && now_true.since == tile.said.since && now_true.refusal == tile.said.refusal) return;
    tile.said = now_true;
    say(now_true);
}

policy::Request ViewerLine::request(const Tile& tile, Action action, policy::LookPurpose purpose) const {
    return {.viewer = session_->staff, .pupil = tile.pupil, .action = action, .purpose = purpose};
}

policy::Facts ViewerLine::facts_of(const policy::Request& asked) const {
    const auto* index = floor_.rolls.known(session_->school);
    if (index == nullptr) return {};
    const auto now = floor_.now();  // reads the clock, and so before anybody asks whether it is to be believed
    Situation situation{.index = *index, .session_school = session_->school, .group = index->group(group_),
                        .viewer_address = address_, .trust = floor_.time.trust(), .now = now,
                        .directory_fresh = floor_.options.directory_fresh};
    if (const auto at = floor_.at_work.find(asked.pupil); at != floor_.at_work.end()) situation.device = at->second->presence();
    if (asked.action == Action::live && look_)
        situation.look_left = std::chrono::floor<std::chrono::milliseconds>(look_->until - floor_.parts.clock.tick());
    return facts(asked, situation);
}

Tile* ViewerLine::tile_of(PupilId pupil) {
    const auto at = std::ranges::find(tiles_, pupil, &Tile::pupil);
    return at == tiles_.end() ? nullptr : &*at;
}

audit::Entry ViewerLine::entry(audit::Act act, Action action) const {
    return {.at = floor_.now(), .act = act, .actor = {audit::ActorKind::staff, session_->staff, {}}, .view = view_,
            .action = action, .group = group_, .address = Personal{address_}};
}

void ViewerLine::end(EndReason why, std::optional<policy::Refusal> refusal) {
    if (stage_ == Stage::over) return;
    // Over before anything is settled: no lease is renewed for a view that ends.
    const bool was_open = std::exchange(stage_, Stage::over) == Stage::open;
    if (look_) end_look(why, refusal);
    say(wire::Ended{why, static_cast<std::uint16_t>(refusal ? static_cast<int>(*refusal) : 0), {}});
    if (was_open) {
        --floor_.counts.views;
        auto ended = entry(audit::Act::look_ended, Action::grid);
        ended.reason = static_cast<std::uint16_t>(why);
        floor_.record.note(session_->school, std::move(ended));
        for (const auto& tile : tiles_) floor_.settle_lease(tile.pupil);
    }
    if (!gone_) socket_.close(why == EndReason::asked ? transport::CloseReason::done : transport::CloseReason::not_permitted);
}

void ViewerLine::closed(transport::CloseReason) {
    gone_ = true;
    end(EndReason::asked);
}

void ViewerLine::say(const wire::ToViewer& message) {
    if (!gone_) socket_.send(wire::encode(message));
}

}  // namespace monitor::hub
