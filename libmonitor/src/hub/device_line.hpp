#pragma once
// hub: one device on the line: who it is, who is at it, and what it may send.

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "hub/facts.hpp"
#include "hub/floor.hpp"
#include "hub/lease.hpp"
#include "monitor/base/rate.hpp"
#include "monitor/identity/challenge.hpp"
#include "monitor/identity/devices.hpp"
#include "monitor/transport/socket.hpp"
#include "monitor/wire/agent.hpp"

namespace monitor::hub {

class DeviceLine final : public transport::Events {
public:
    DeviceLine(Floor&, transport::Socket&, std::string address);
    ~DeviceLine() override;

    void message(BytesView) override;
    void drained() override {}
    void closed(transport::CloseReason) override;

    [[nodiscard]] const std::optional<identity::Device>& device() const noexcept { return device_; }
    [[nodiscard]] std::optional<PupilId> pupil() const noexcept { return pupil_; }
    [[nodiscard]] DevicePresence presence() const;
    /// Who looks at this device's pupil now, and at which streams; empty: nobody.
    void settle(const Demand&);
    /// Once a second: renews the lease in time, asks for the keys that are owed, forgets that the strip was covered.
    void tick(Tick now);
    void ask_key(picture::Stream);
    /// The school's roll changed: is it still this pupil's device?
    void reconsider();
    /// Ends the line: the device may not come back with this identity, or not now.
    void refuse(wire::AgentRefusal);
    /// A revoked device's line ends.
    void recheck();

private:
    enum class Stage : std::uint8_t { silent = 0, greeted = 1, checking = 2, proved = 3, over = 4 };

    void on(const wire::Hello&);
    void on(const wire::Enrol&);
    void on(const wire::Proof&);
    void on(const wire::Desktop&);
    void on(const wire::Indicated&);
    void on(const wire::Stopped&);
    void on(const wire::Picture&);
    void on(const wire::Tabs&) {}  // nothing sends tabs yet; the Chromebook agent will

    void proved(std::expected<identity::Device, wire::AgentRefusal>);
    void say(const wire::ToDevice&);
    void strike(wire::AgentRefusal);
    void leave_pupil();
    [[nodiscard]] bool acceptable(const wire::Picture&);

    Floor& floor_;
    transport::Socket& socket_;
    std::string address_;
    Stage stage_{Stage::silent};
    Bytes device_nonce_{}, server_nonce_{};
    std::optional<identity::Device> device_{};
    Personal<std::string> user_{};
    std::uint64_t active_{};  ///< its turn among all devices that said who is at them
    std::optional<PupilId> pupil_{};
    policy::DeviceUser device_user_{policy::DeviceUser::nobody};
    Lease lease_;
    std::optional<Tick> covered_until_{};  ///< the strip could not stand: not asked for before
    Rate strikes_{1.0 / 60, 4};            ///< pictures that were not in order; one more, and the line ends
    Tick came_{};
    std::shared_ptr<DeviceLine*> self_{std::make_shared<DeviceLine*>(this)};
};

}  // namespace monitor::hub
