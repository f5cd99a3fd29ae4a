#pragma once
// agent: what passes between the desktop and the school, and what does not?
//
// All of it on one executor. The lease is kept here too: a desktop process that goes on after its end is not passed on.

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "agent/desktop_door.hpp"
#include "agent/lease.hpp"
#include "agent/school_line.hpp"
#include "monitor/base/clock.hpp"
#include "monitor/base/executor.hpp"
#include "monitor/transport/local.hpp"

namespace monitor::agent {

class Relay final : public SchoolSide, public DesktopSide {
public:
    /// The school will not have this device now: hang up, and dial again after this long.
    using Rest = std::move_only_function<void(std::chrono::milliseconds)>;

    Relay(Executor&, const Clock&, const Credentials&, Rest);

    [[nodiscard]] std::unique_ptr<transport::Events> school_line(transport::Socket&);
    /// Empty: no desktop of a pupil can be behind it.
    [[nodiscard]] std::unique_ptr<transport::Events> desktop_door(transport::Socket&, transport::Peer);

    void said(SchoolLine&, const wire::ToDevice&) override;
    void drained(SchoolLine&) override;
    void unable(SchoolLine&, const Error&) override;
    void gone(SchoolLine&) override;

    void opened(DesktopDoor&) override;
    void said(DesktopDoor&, const wire::FromDesktop&) override;
    void gone(DesktopDoor&) override;

private:
    enum class Tell : std::uint8_t { desktop = 1, both = 2 };
    /// One stream on its way up.
    struct Flow {
        bool room{true};  ///< the picture before has left this device
        bool keyed{};     ///< a key went up since the stream was asked for
        bool anew{};      ///< asked for again within one lease: one picture of before may still come down the line
    };

    void on(const wire::Accepted&);
    void on(const wire::Watch&);
    void on(const wire::Stop&);
    void on(const wire::Key&);
    void on(const wire::Refused&);
    template <class Other>
    void on(const Other&) {}

    void from(const wire::LocalIndicated&);
    void from(const wire::LocalStopped&);
    void from(const wire::LocalPicture&);
    void from(const wire::LocalTabs&);
    void from(const wire::LocalCounts&);
    void from(const wire::LocalHello&) {}

    [[nodiscard]] bool holds(std::uint32_t lease) const;
    [[nodiscard]] DesktopDoor* desk() const { return doors_.empty() ? nullptr : doors_.back(); }
    [[nodiscard]] Flow& flow(picture::Stream stream) { return flows_[stream == picture::Stream::grid ? 0 : 1]; }
    /// Empty: not what its stream was asked for.
    [[nodiscard]] std::optional<picture::Part> part_of(const wire::LocalPicture&) const;
    void adopt(Lease, Tick now);
    void shut_out();
    void end(wire::StopReason, Tell);
    void forget();
    void end_when_over();
    void say_desktop();
    void tell_school(const wire::FromDevice&);
    void give_room();
    void rest(std::chrono::milliseconds);
    void log(Level, std::string_view);

    Executor& executor_;
    const Clock& clock_;
    Credentials self_;
    Rest rest_;
    SchoolLine* line_{};
    std::vector<DesktopDoor*> doors_;  ///< one an account; the last is at the screen
    std::optional<Lease> lease_;
    std::uint32_t ended_{};  ///< the last lease of this line that is over: a renewal that was on its way then revives nothing
    std::string said_user_;  ///< to this school line
    bool indicated_{};
    std::array<Flow, 2> flows_{};
    std::uint32_t sequence_{};
    std::uint64_t held_back_{};  ///< pictures that were not passed on
    std::shared_ptr<Relay*> self_here_{std::make_shared<Relay*>(this)};
};

}  // namespace monitor::agent
