#pragma once
// A school in one process: the real hub on the real store, devices and teachers speaking the real wire over loopback lines, and a
// clock that only the test moves. Invented people.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "monitor/hub/hub.hpp"
#include "monitor/seal/sign.hpp"
#include "monitor/store/stores.hpp"
#include "monitor/transport/loopback.hpp"
#include "scenario/witness.hpp"
#include "support/manual_clock.hpp"
#include "support/manual_executor.hpp"
#include "support/seeded_random.hpp"
#include "support/temporary.hpp"
#include "support/vp8.hpp"

namespace monitor::test {

using namespace std::chrono_literals;

/// Amsterdam time on a winter's day: UTC + 1. 2026-11-23 is a Monday.
[[nodiscard]] Instant monday(int hour, int minute = 0, int second = 0);

inline constexpr auto inside = "10.1.0.7";    ///< an address of the school
inline constexpr auto outside = "192.0.2.9";  ///< one that is not

class Line;

/// The pupil's side, as obedient as a test wants it.
class Device {
public:
    Device(class Classroom&, std::string user, std::string address);
    /// Hello, enrol, prove, say who is logged in.
    void come();
    void leave();
    void log_in(const std::string& user);
    void indicate();
    void send(picture::Stream, Bytes vp8);
    void say(const wire::FromDevice&);
    void stall(transport::Loopback::Reading);

    [[nodiscard]] const std::optional<wire::Watch>& lease() const { return lease_; }
    template <class Message>
    [[nodiscard]] std::size_t count() const {
        std::size_t count{};
        for (const auto& message : heard) count += std::holds_alternative<Message>(message) ? 1 : 0;
        return count;
    }
    /// How often it was told that.
    [[nodiscard]] std::size_t refused(wire::AgentRefusal why) const;
    std::vector<wire::ToDevice> heard{};
    bool closed{};
    DeviceId id{};
    std::uint64_t counter{};
    std::string name_for_line{};

private:
    friend class Classroom;
    void on(const wire::ToDevice&);
    Classroom& room_;
    std::string user_, address_;
    seal::SigningKey key_;
    Bytes nonce_{};
    std::optional<wire::Welcome> welcome_{};
    std::optional<wire::Watch> lease_{};
    std::uint32_t sequence_{};
    std::unique_ptr<transport::Loopback> line_{};
    transport::Socket* socket_{};
};

/// A teacher's page.
class Teacher {
public:
    Teacher(class Classroom&, StaffId, std::string address);
    void open(GroupId);
    void say(const wire::FromViewer&);
    void leave();
    void stall(transport::Loopback::Reading);

    struct Got {
        std::uint16_t tile{};
        picture::Stream stream{};
        std::uint32_t sequence{};
        Bytes vp8{};
    };
    std::optional<wire::View> view{};
    std::map<std::uint16_t, wire::State> states{};
    std::vector<Got> pictures{};
    std::vector<wire::Ended> ended{};
    std::vector<wire::Look> looks{};
    bool closed{};
    std::optional<identity::Session> session{};
    /// True while no delta ever came without the picture before it.
    bool chain_whole{true};

private:
    friend class Classroom;
    void on(const wire::ToViewer&);
    Classroom& room_;
    StaffId staff_;
    std::string address_;
    std::optional<identity::SessionToken> token_{};
    std::unique_ptr<transport::Loopback> line_{};
    transport::Socket* socket_{};
    std::map<std::pair<std::uint16_t, picture::Stream>, std::uint32_t> last_{};
};

class Classroom {
public:
    explicit Classroom(Instant start = monday(9));
    ~Classroom();

    void run() { strand.run(); }
    void run_for(std::chrono::milliseconds span) { strand.run_for(span); }
    /// Applies the roster again, as the administration now has it.
    void apply(const roster::Snapshot&);
    [[nodiscard]] static roster::Snapshot snapshot();
    [[nodiscard]] StaffId staff(const std::string& user);
    [[nodiscard]] PupilId pupil(const std::string& user);
    [[nodiscard]] GroupId group(const std::string& name);
    [[nodiscard]] std::vector<audit::Entry> trail();
    [[nodiscard]] hub::Counts counts();
    /// A new hub on the same store, as after a restart.
    void restart(hub::Options = {.server_name = "school.test"});

    Temporary directory{};
    ManualClock clock;
    ManualExecutor strand;
    SeededRandom random{};
    NoLog log{};
    store::Stores stores{};
    SchoolId school{};
    std::unique_ptr<hub::Hub> hub{};
    Witness* witness{};  ///< lent; empty: nobody writes anything down
};

}  // namespace monitor::test
