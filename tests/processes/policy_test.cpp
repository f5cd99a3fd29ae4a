// What would the rulings in a school's log have been under another setting, and why were they as they were?

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <memory>
#include <string>

#include <catch2/catch.hpp>

#include "monitor/base/worker.hpp"
#include "monitor/seal/secret.hpp"
#include "monitor/store/stores.hpp"
#include "support/ids.hpp"
#include "support/temporary.hpp"

using namespace monitor;
using test::id;
using namespace std::chrono_literals;

namespace {

class NoLog final : public Log {
public:
    void write(Level, std::string_view, std::string_view) override {}
};

constexpr auto settings = R"([server]
listen = "127.0.0.1:1"
public_url = "http://127.0.0.1:1"
state = "state"
tls = "plain_loopback"

[[provider]]
name = "Demo"
issuer = "https://idp.example"
client_id = "demo"

[[residency.endpoint]]
host = "idp.example"
region = "westeurope"
)";

// Not real time: a Tuesday in Amsterdam, 10:00; the command is told from when.
constexpr Instant ten{std::chrono::sys_days{std::chrono::year{2026} / 9 / 1} + 8h};

policy::Facts all_well() {
    using namespace policy;
    return {.timekeeping = Timekeeping::sure, .directory = Directory::fresh, .employment = Employment::active, .role = Role::staff,
            .schools = Schools::same, .relation = Basis::teaches_group, .objection = Objection::none, .restriction = Restriction::none,
            .hours = Hours::open, .viewer = Whereabouts::at_the_site, .device_user = DeviceUser::this_pupil,
            .device = Whereabouts::at_the_site, .remote_lesson = RemoteLesson::none, .indicator = Indicator::up,
            .hours_end = ten + 5h, .remote_end = {}, .look_end = {}};
}

/// A morning: a view of two pupils, of which one is at home in a remote lesson, and one that was refused.
class Office {
public:
    Office() {
        std::ofstream{directory.path() / "monitor.toml"} << settings;
        const SystemClock clock;
        NoLog log;
        auto random = seal::system_random();
        auto stores =
            store::open({.directory = directory.path() / "state", .keys = directory.path() / "state/keys/keys", .rules = {}},
                        clock, *random, log);
        REQUIRE(stores);
        school = ask(*stores->people_thread, [&] {
                     return stores->schools->keep({.id = {}, .name = "De Wilg", .brin = "99XX"}, "Noord");
                 }).value();
        audit::Entry began{.at = ten, .act = audit::Act::look_began, .actor = {audit::ActorKind::staff, id<StaffId>(1), {}}};
        auto far = all_well();
        far.device = policy::Whereabouts::elsewhere;
        far.remote_lesson = policy::RemoteLesson::in_force;
        far.remote_end = ten + 1h;
        began.rulings = {{id<PupilId>(1), policy::Basis::teaches_group, {}, all_well()},
                         {id<PupilId>(2), policy::Basis::teaches_group, {}, far}};
        audit::Entry refused{.at = ten + 7h, .act = audit::Act::look_refused, .actor = began.actor};
        auto closed = all_well();
        closed.hours = policy::Hours::closed;
        closed.hours_end = {};
        refused.rulings = {{id<PupilId>(1), {}, policy::Refusal::outside_hours, closed}};
        for (const auto& entry : {began, refused})
            REQUIRE(ask(*stores->audit_thread, [&] { return stores->trail->append(school, entry); }));
    }

    /// What it says on standard output.
    [[nodiscard]] std::string run(const std::string& words) const {
        const auto line = "cd '" + directory.path().string() + "' && LC_ALL=C " MONITOR " policy " + words + " 2>errors";
        const std::unique_ptr<FILE, int (*)(FILE*)> pipe{::popen(line.c_str(), "r"), &::pclose};
        std::string all;
        std::array<char, 4096> buffer{};
        while (const auto count = std::fread(buffer.data(), 1, buffer.size(), pipe.get())) all.append(buffer.data(), count);
        return all;
    }

    test::Temporary directory;
    SchoolId school{};
};

/// Columns are as wide as they need to be: any number of spaces is one.
std::string squeezed(std::string_view text) {
    std::string told{text};
    const auto [first, last] = std::ranges::unique(told, [](char one, char next) { return one == ' ' && next == ' '; });
    told.erase(first, last);
    return told;
}

bool says(const std::string& all, std::string_view part) {
    UNSCOPED_INFO(all);
    return squeezed(all).find(squeezed(part)) != std::string::npos;
}

constexpr auto since = " --since 2026-09-01T00:00:00Z";

}  // namespace

TEST_CASE("under the setting of then every ruling is as it was") {
    const Office office;
    const auto all = office.run(std::string{"simulate"} + since);
    CHECK(says(all, "rulings 3"));
    CHECK(says(all, "would have been different 0"));
    CHECK(says(all, "ruled otherwise by the rules of now 0"));
}

TEST_CASE("without the remote lesson the pupil at home would not have been seen, and nobody else changes") {
    const Office office;
    const auto all = office.run(std::string{"simulate --without-remote-lesson"} + since);
    CHECK(says(all, "permit → device_elsewhere"));
    CHECK(says(all, "would have been different 1"));
    CHECK(says(all, id<PupilId>(2).text()));
    CHECK_FALSE(says(all, id<PupilId>(1).text()));
}

TEST_CASE("with other hours what was refused is permitted, and what was permitted refused") {
    const Office office;
    const auto longer = office.run(std::string{"simulate --open 'mon-fri 08:30-18:00'"} + since);
    CHECK(says(longer, "outside_hours → permit"));
    CHECK(says(longer, "would have been different 1"));
    const auto shorter = office.run(std::string{"simulate --json --open 'mon-fri 08:30-09:30'"} + since);
    CHECK(says(shorter, "\"would_be\" : \"outside_hours\""));
    CHECK(says(office.run(std::string{"simulate --holiday 2026-09-01"} + since), "permit → school_on_holiday"));
}

TEST_CASE("only what was ruled since then is ruled again") {
    const Office office;
    CHECK(says(office.run("simulate --since 2026-09-01T12:00:00Z"), "rulings 1"));
    CHECK(says(office.run("simulate --since 2026-09-02T00:00:00Z"), "rulings 0"));
}

TEST_CASE("a line of the log is explained with the facts that were kept") {
    const Office office;
    const auto all = office.run("explain --line 1");
    CHECK(says(all, "refusal 7, outside_hours"));
    CHECK(says(all, "ruled then: outside_hours"));
    CHECK(says(office.run("explain --line 0 --json"), "\"remote_lesson\" : \"in_force\""));
    CHECK(office.run("explain --line 7").empty());
}
