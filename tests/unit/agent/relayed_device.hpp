#pragma once
// support: a device without a network: the relay of its service between a school and a desktop process that are a test's own.

#include <fstream>

#include <unistd.h>

#include "agent/enrolment.hpp"
#include "agent/relay.hpp"
#include "support/manual_executor.hpp"
#include "support/seeded_random.hpp"
#include "support/temporary.hpp"
#include "unit/agent/desktop_end.hpp"
#include "unit/agent/doubles.hpp"
#include "unit/agent/school_end.hpp"

namespace monitor::test {

using namespace std::chrono_literals;

struct RelayedDevice {
    RelayedDevice() {
        settings.state = scratch.path() / "state";
        settings.enrolment = scratch.path() / "token";
        settings.user = "sam.k";
        std::ofstream{settings.enrolment} << wire::text(
            wire::EnrolmentToken{"wss://school.example/agent", Bytes(32), "a secret"});
        file.emplace(agent::IdentityFile::in(settings.state).value());
        identity.emplace(agent::identity_of(settings, *file).value());
        relay.emplace(executor, clock, agent::Credentials{*identity, *file, settings, random, log},
                      [this](std::chrono::milliseconds pause) { rests.push_back(pause); });
    }

    void connect() {
        school_line = transport::loopback(
            executor, [this](transport::Socket& socket) { return relay->school_line(socket); },
            [this](transport::Socket& socket) { return school.line(socket); });
        executor.run();
    }
    [[nodiscard]] std::unique_ptr<transport::Loopback> seat(DesktopEnd& end, std::uint32_t account) {
        auto line = transport::loopback(
            executor,
            [this, account](transport::Socket& socket) {
                return relay->desktop_door(socket, {account, 1});
            },
            [&end](transport::Socket& socket) { return end.line(socket); });
        executor.run();
        return line;
    }
    /// A school that accepted this device, and a desktop process at the screen.
    void begin() {
        connect();
        desktop_line = seat(desktop, ::geteuid());
    }
    void school_says(const wire::ToDevice& message) {
        school.say(message);
        executor.run();
    }
    void desktop_says(const wire::FromDesktop& message) {
        desktop.say(message);
        executor.run();
    }
    void show(std::uint32_t lease) {
        school_says(watch(lease));
        desktop_says(wire::LocalIndicated{lease});
    }
    void picture(std::uint32_t lease, const Bytes& vp8, picture::Stream stream = picture::Stream::grid) {
        desktop_says(wire::LocalPicture{lease, stream, vp8});
    }
    [[nodiscard]] std::vector<wire::StopReason> stops() const {
        std::vector<wire::StopReason> reasons;
        for (const auto& stop : desktop.all<wire::LocalStop>()) reasons.push_back(static_cast<wire::StopReason>(stop.why));
        return reasons;
    }

    Temporary scratch;
    ManualClock clock{Instant{1'790'000'000'000ms}};
    ManualExecutor executor{clock};
    SeededRandom random;
    KeptLog log;
    settings::Agent settings;
    std::optional<agent::IdentityFile> file;
    std::optional<agent::Identity> identity;
    std::optional<agent::Relay> relay;
    std::vector<std::chrono::milliseconds> rests;
    SchoolEnd school;
    DesktopEnd desktop;
    std::unique_ptr<transport::Loopback> school_line, desktop_line;
};

}  // namespace monitor::test
