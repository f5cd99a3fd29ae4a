#include "hub/device_line.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "hub/viewer_line.hpp"

namespace monitor::hub {
namespace {

constexpr std::chrono::seconds covered_pause{30};

using wire::AgentRefusal;

AgentRefusal refusal(identity::ProofFlaw flaw) {
    switch (flaw) {
        case identity::ProofFlaw::revoked: return AgentRefusal::revoked;
        case identity::ProofFlaw::counter: return AgentRefusal::cloned;
        case identity::ProofFlaw::signature:
        case identity::ProofFlaw::none: return AgentRefusal::bad_proof;
    }
    return AgentRefusal::bad_proof;
}

/// On the people thread: is it that device, and is its key in one place only?
std::expected<identity::Device, AgentRefusal> prove(identity::Devices& devices, const wire::Proof& proof, BytesView transcript) {
    const auto id = DeviceId::from_text(proof.device);
    if (!id) return std::unexpected{AgentRefusal::unknown_device};
    auto device = devices.find(*id);
    if (!device)
        return std::unexpected{device.error().remedy == Remedy::not_found ? AgentRefusal::unknown_device : AgentRefusal::try_later};
    seal::Signature signature{};
    if (proof.signature.size() != signature.size()) return std::unexpected{AgentRefusal::bad_proof};
    std::ranges::copy(proof.signature, signature.begin());
    // A counter that went back is for the store to refuse: it keeps that this key is in two places.
    if (const auto flaw = identity::check(*device, transcript, signature, proof.counter);
        flaw != identity::ProofFlaw::none && flaw != identity::ProofFlaw::counter)
        return std::unexpected{refusal(flaw)};
    if (const auto kept = devices.proved(*id, proof.counter); !kept)
        return std::unexpected{kept.error().remedy == Remedy::conflict ? AgentRefusal::cloned : AgentRefusal::try_later};
    return std::move(*device);
}

}  // namespace

DeviceLine::DeviceLine(Floor& floor, transport::Socket& socket, std::string address)
    : floor_{floor}, socket_{socket}, address_{std::move(address)}, lease_{floor.options.lease}, came_{floor.parts.clock.tick()} {
    floor_.devices.insert(this);
    ++floor_.counts.agents;
}

DeviceLine::~DeviceLine() {
    if (floor_.devices.erase(this) > 0) --floor_.counts.agents;
}

void DeviceLine::message(BytesView bytes) {
    if (stage_ == Stage::over) return;
    Bytes unpacked;
    const auto envelope = wire::open(bytes, unpacked);
    if (!envelope) return refuse(AgentRefusal::malformed);
    const auto message = wire::from_device(*envelope);
    if (!message) return refuse(AgentRefusal::malformed);
    std::visit([this](const auto& said) { on(said); }, *message);
}

void DeviceLine::on(const wire::Hello& hello) {
    if (stage_ != Stage::silent) return refuse(AgentRefusal::malformed);
    if (std::ranges::find(hello.versions, int{wire::wire_version}) == hello.versions.end()) return refuse(AgentRefusal::version);
    device_nonce_ = hello.nonce;
    server_nonce_.resize(32);
    floor_.parts.random.fill(server_nonce_);
    stage_ = Stage::greeted;
    say(wire::Welcome{.version = wire::wire_version, .server = floor_.options.server_name, .nonce = server_nonce_, .can = {"zstd"}});
}

void DeviceLine::on(const wire::Enrol& enrol) {
    seal::PublicKey key{};
    if (stage_ != Stage::greeted || enrol.public_key.size() != key.size()) return refuse(AgentRefusal::malformed);
    std::ranges::copy(enrol.public_key, key.begin());
    stage_ = Stage::checking;
    floor_.parts.stores.people_thread->post([parts = floor_.parts, enrol, key, self = std::weak_ptr{self_}]() mutable {
        auto device = parts.stores.enrolments->redeem(Personal{enrol.token}, key, enrol.label, Personal{enrol.fixed_user});
        parts.strand.post([self, device = std::move(device)]() mutable {
            const auto here = self.lock();
            if (!here || (*here)->stage_ == Stage::over) return;
            auto& line = **here;
            line.stage_ = Stage::greeted;
            if (!device)
                return line.refuse(device.error().remedy == Remedy::not_found ? AgentRefusal::token : AgentRefusal::try_later);
            line.floor_.record.note(device->school, {.at = line.floor_.now(), .act = audit::Act::device_enrolled,
                                                     .actor = {audit::ActorKind::device, {}, device->id},
                                                     .address = Personal{line.address_}});
            line.say(wire::Enrolled{device->id.text()});
        });
    });
}

void DeviceLine::on(const wire::Proof& proof) {
    if (stage_ != Stage::greeted) return refuse(AgentRefusal::malformed);
    stage_ = Stage::checking;
    const auto id = DeviceId::from_text(proof.device);
    auto transcript = wire::transcript(floor_.options.server_name, device_nonce_, server_nonce_,
                                       id ? BytesView{id->bytes()} : BytesView{}, proof.counter);
    floor_.parts.stores.people_thread->post(
        [parts = floor_.parts, proof, transcript = std::move(transcript), self = std::weak_ptr{self_}]() mutable {
            auto device = prove(*parts.stores.devices, proof, transcript);
            parts.strand.post([self, device = std::move(device)]() mutable {
                if (const auto here = self.lock(); here && (*here)->stage_ != Stage::over) (*here)->proved(std::move(device));
            });
        });
}

void DeviceLine::proved(std::expected<identity::Device, AgentRefusal> device) {
    if (!device) return refuse(device.error());
    // Not written down: it was, when the device first was too fast.
    if (!floor_.may_change(device->id)) return refuse(AgentRefusal::too_fast);
    device_ = std::move(*device);
    stage_ = Stage::proved;
    floor_.rolls.load(device_->school, [self = std::weak_ptr{self_}](const RollIndex* index) {
        const auto here = self.lock();
        if (!here || (*here)->stage_ == Stage::over) return;
        if (index == nullptr) return (*here)->refuse(AgentRefusal::try_later);
        (*here)->say(wire::Accepted{(*here)->device_->site.text()});
        (*here)->reconsider();
    });
}

void DeviceLine::on(const wire::Desktop& desktop) {
    if (stage_ != Stage::proved) return refuse(AgentRefusal::malformed);
    if (!floor_.may_change(device_->id)) return refuse(AgentRefusal::too_fast);
    user_ = Personal{desktop.user};
    active_ = ++floor_.active;
    reconsider();
}

void DeviceLine::reconsider() {
    if (stage_ != Stage::proved) return;
    const auto* index = floor_.rolls.known(device_->school);
    if (index == nullptr) return;
    const auto& user = user_.reveal(Purpose::match_account);
    const auto owner = index->owner(user);
    const auto* pupil = std::get_if<const school::Pupil*>(&owner);
    const auto before = pupil_;
    const auto user_before = device_user_;
    if (user.empty()) {
        device_user_ = policy::DeviceUser::nobody;
    } else if (pupil != nullptr) {
        device_user_ = policy::DeviceUser::this_pupil;
    } else {
        device_user_ = std::holds_alternative<const school::Staff*>(owner) ? policy::DeviceUser::staff : policy::DeviceUser::unknown;
        if (device_user_ != user_before) say(wire::Refused{static_cast<std::uint16_t>(AgentRefusal::not_a_pupil)});
    }
    if (pupil != nullptr && before != (*pupil)->id) {
        leave_pupil();
        pupil_ = (*pupil)->id;
    }
    if (pupil == nullptr && !pupil_) {
        // A device that belongs to one pupil, with someone else at it: that pupil's tile says so.
        const auto fixed = index->owner(device_->fixed_user.reveal(Purpose::match_account));
        if (const auto* meant = std::get_if<const school::Pupil*>(&fixed); meant && !floor_.at_work.contains((*meant)->id)) {
            pupil_ = (*meant)->id;
            floor_.at_work[*pupil_] = this;
        }
    }
    // Another user, or nobody, at the device: the pupil's tile says so, and whatever runs stops.
    if (pupil == nullptr) settle({});
    if (!pupil_) return;
    if (pupil != nullptr) {
        const auto at = floor_.at_work.find(*pupil_);
        auto* other = at != floor_.at_work.end() && at->second != this ? at->second : nullptr;
        // Who is asked again, as after every change of the roster, did not become active by it.
        if (other == nullptr || other->device_user_ != policy::DeviceUser::this_pupil || other->active_ < active_) {
            floor_.at_work[*pupil_] = this;
            if (other != nullptr) other->settle({});
        }
    }
    floor_.look_again(*pupil_);
    if (pupil != nullptr) floor_.settle_lease(*pupil_);
}

void DeviceLine::leave_pupil() {
    if (!pupil_) return;
    const auto left = *std::exchange(pupil_, std::nullopt);
    settle({});
    const auto at = floor_.at_work.find(left);
    if (at == floor_.at_work.end() || at->second != this) return;
    floor_.at_work.erase(at);
    floor_.last_seen[left] = floor_.now();
    floor_.look_again(left);
}

DevicePresence DeviceLine::presence() const {
    const auto indicator = covered_until_ ? policy::Indicator::down
                           : lease_.up()  ? policy::Indicator::up
                                          : policy::Indicator::first;
    return {device_user_, address_, indicator};
}

void DeviceLine::settle(const Demand& demand) {
    if (stage_ != Stage::proved) return;
    const bool may = device_user_ == policy::DeviceUser::this_pupil && !covered_until_;
    const bool ran = lease_.running();
    if (auto message = lease_.settle(may ? demand : Demand{}, floor_.now(), floor_.parts.clock.tick())) say(*message);
    if (!ran && lease_.running()) ++floor_.counts.leases;
}

void DeviceLine::tick(Tick now) {
    const bool strange = stage_ == Stage::silent || stage_ == Stage::greeted;
    if (strange && now - came_ > introduction) return socket_.close(transport::CloseReason::silent);
    if (stage_ != Stage::proved) return;
    if (covered_until_ && now >= *covered_until_) {
        covered_until_.reset();
        if (pupil_) floor_.look_again(*pupil_);
    }
    if (auto message = lease_.renewal(floor_.now(), now)) say(*message);
    for (const auto stream : {picture::Stream::grid, picture::Stream::live})
        if (auto message = lease_.owed_key(stream, now)) say(*message);
}

void DeviceLine::on(const wire::Indicated& indicated) {
    if (stage_ != Stage::proved) return refuse(AgentRefusal::malformed);
    // Of a lease that is over: it may have renewed what it gave back itself.
    if (!lease_.indicated(indicated.lease))
        say(wire::Stop{indicated.lease, static_cast<std::uint8_t>(wire::StopReason::nobody_looks)});
}

void DeviceLine::on(const wire::Stopped& stopped) {
    if (stage_ != Stage::proved) return refuse(AgentRefusal::malformed);
    if (!lease_.stopped(stopped.lease)) return;  // the answer to our own word changes nothing
    if (!floor_.may_change(device_->id)) return refuse(AgentRefusal::too_fast);
    // A strip that cannot stand, or a screen that cannot be read, is not asked for again at once.
    if (stopped.why == static_cast<std::uint8_t>(wire::StopReason::indicator_covered) ||
        stopped.why == static_cast<std::uint8_t>(wire::StopReason::capture_failed) ||
        stopped.why == static_cast<std::uint8_t>(wire::StopReason::desktop_gone))
        covered_until_ = floor_.parts.clock.tick() + covered_pause;
    if (pupil_) floor_.look_again(*pupil_);
    if (pupil_) floor_.settle_lease(*pupil_);
}

bool DeviceLine::acceptable(const wire::Picture& picture) {
    switch (lease_.check(picture)) {
        case Lease::Verdict::pass: return true;
        case Lease::Verdict::late: ++floor_.counts.pictures_skipped; return false;
        case Lease::Verdict::outside: strike(AgentRefusal::outside_lease); return false;
        case Lease::Verdict::bad: strike(AgentRefusal::bad_picture); return false;
    }
    return false;
}

void DeviceLine::on(const wire::Picture& picture) {
    if (stage_ != Stage::proved) return refuse(AgentRefusal::malformed);
    ++floor_.counts.pictures_in;
    floor_.counts.picture_bytes_in += picture.vp8.size();
    if (!pupil_ || device_user_ != policy::DeviceUser::this_pupil) return strike(AgentRefusal::not_a_pupil);
    if (!acceptable(picture)) return;
    const bool key = picture::header(picture.vp8)->part == picture::Part::key;
    bool shown = false;
    for (auto* viewer : std::vector(floor_.viewers.begin(), floor_.viewers.end()))
        shown = viewer->picture(*pupil_, picture, key ? picture::Part::key : picture::Part::delta) || shown;
    // Kept only when somebody was entitled to see it: a picture nobody may look at leaves no trace.
    if (shown && key && picture.stream == picture::Stream::grid)
        floor_.parts.stores.pictures->keep(device_->school, *pupil_, picture.vp8, floor_.now());
}

void DeviceLine::ask_key(picture::Stream stream) {
    if (auto message = lease_.key(stream, floor_.parts.clock.tick())) say(*message);
}

void DeviceLine::strike(AgentRefusal why) {
    ++floor_.counts.pictures_refused;
    if (!strikes_.take(1, floor_.parts.clock.tick())) return refuse(why);
    say(wire::Refused{static_cast<std::uint16_t>(why)});
}

void DeviceLine::refuse(AgentRefusal why) {
    if (stage_ == Stage::over) return;
    say(wire::Refused{static_cast<std::uint16_t>(why)});
    floor_.parts.log.write(Level::warning, "hub",
                           fmt::format("device {} refused: reason {}", device_ ? device_->id.text() : "without identity",
                                       static_cast<int>(why)));
    if (device_)
        floor_.record.note(device_->school, {.at = floor_.now(), .act = audit::Act::device_refused,
                                             .actor = {audit::ActorKind::device, {}, device_->id},
                                             .reason = static_cast<std::uint16_t>(why),
                                             .address = Personal{address_}});
    leave_pupil();
    stage_ = Stage::over;
    socket_.close(transport::CloseReason::not_permitted);
}

void DeviceLine::recheck() {
    if (stage_ != Stage::proved) return;
    floor_.parts.stores.people_thread->post([parts = floor_.parts, id = device_->id, self = std::weak_ptr{self_}]() mutable {
        const auto device = parts.stores.devices->find(id);
        const bool gone = device ? device->revoked_at.has_value() : device.error().remedy == Remedy::not_found;
        if (!gone) return;
        parts.strand.post([self] {
            if (const auto here = self.lock()) (*here)->refuse(AgentRefusal::revoked);
        });
    });
}

void DeviceLine::say(const wire::ToDevice& message) {
    if (stage_ != Stage::over) socket_.send(wire::encode(message));
}

void DeviceLine::closed(transport::CloseReason) {
    leave_pupil();
    stage_ = Stage::over;
}

}  // namespace monitor::hub
