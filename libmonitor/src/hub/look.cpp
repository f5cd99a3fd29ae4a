// hub: one pupil large. A look has a purpose, an end, and rules of its own; it lives inside a view.

#include <algorithm>

#include "hub/device_line.hpp"
#include "hub/viewer_line.hpp"
#include "monitor/policy/words.hpp"

namespace monitor::hub {

using policy::Action;
using wire::EndReason;

void ViewerLine::on(const wire::LookAt& wish) {
    if (stage_ != Stage::open) return end(EndReason::malformed);
    if (look_) end_look(EndReason::asked);
    if (wish.pupil.empty()) return;
    const auto pupil = PupilId::from_text(wish.pupil);
    const auto* tile = pupil ? tile_of(*pupil) : nullptr;
    if (tile == nullptr) return end(EndReason::malformed);
    if (!looks_.take(1, floor_.parts.clock.tick())) return end(EndReason::too_fast);
    look_ = Look{.tile = tile->number, .purpose = policy::purpose_from(wish.purpose).value_or(policy::LookPurpose::none)};
    look_->until = floor_.parts.clock.tick() + std::min(floor_.options.live_view, policy::longest_look);
    review_look();
}

void ViewerLine::review_look() {
    if (!look_ || stage_ != Stage::open || outlived()) return;
    if (floor_.parts.clock.tick() >= look_->until) return end_look(EndReason::time_over);
    auto& tile = tiles_[look_->tile];
    const auto asked = request(tile, Action::live, look_->purpose);
    const auto known = facts_of(asked);
    const auto ruling = policy::decide(asked, known, floor_.now());
    ++floor_.counts.decisions;
    if (look_->standing.same(ruling)) return;
    const bool ran = look_->standing.gate == Standing::Gate::open;
    look_->standing.take(ruling);
    auto began = entry(ruling ? audit::Act::look_began : ran ? audit::Act::look_changed : audit::Act::look_refused, Action::live);
    began.purpose = look_->purpose;
    began.rulings.push_back({tile.pupil, look_->standing.basis, look_->standing.refusal, known});
    if (!ruling) {
        floor_.record.note(session_->school, std::move(began));
        return end_look(EndReason::refused, ruling.error());
    }
    look_->standing.gate = Standing::Gate::being_written;
    floor_.record.write(session_->school, std::move(began),
                        [self = std::weak_ptr{self_}, number = tile.number, until = look_->until](Written written) {
                            const auto here = self.lock();
                            if (!here || (*here)->stage_ != Stage::open) return;
                            auto& line = **here;
                            if (written == Written::no) return line.end(EndReason::audit_down);
                            // Another look, or none, may have been asked for while the disk was busy.
                            if (line.look_ && line.look_->tile == number && line.look_->until == until) line.look_granted();
                        });
}

void ViewerLine::look_granted() {
    auto& tile = tiles_[look_->tile];
    look_->standing.gate = Standing::Gate::open;
    tile.relay(picture::Stream::live).skip();
    const auto left = std::chrono::ceil<std::chrono::seconds>(look_->until - floor_.parts.clock.tick());
    say(wire::Look{tile.pupil.text(), static_cast<std::uint32_t>(left.count())});
    floor_.settle_lease(tile.pupil);
    if (const auto at = floor_.at_work.find(tile.pupil); at != floor_.at_work.end()) at->second->ask_key(picture::Stream::live);
}

void ViewerLine::end_look(EndReason why, std::optional<policy::Refusal> refusal) {
    const auto look = *std::exchange(look_, std::nullopt);
    auto& tile = tiles_[look.tile];
    say(wire::Ended{why, static_cast<std::uint16_t>(refusal ? static_cast<int>(*refusal) : 0), tile.pupil.text()});
    floor_.settle_lease(tile.pupil);
    // A look that never began was recorded as refused; there is no end to write down.
    if (look.standing.gate != Standing::Gate::open && why == EndReason::refused) return;
    auto ended = entry(audit::Act::look_ended, Action::live);
    ended.purpose = look.purpose;
    ended.reason = static_cast<std::uint16_t>(why);
    ended.rulings.push_back({tile.pupil, look.standing.basis, look.standing.refusal, {}});
    floor_.record.note(session_->school, std::move(ended));
}

}  // namespace monitor::hub
