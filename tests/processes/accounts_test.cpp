// Two people on one device, each with an account of the kernel: is it SO_PEERCRED that says who is at the screen, and nothing
// else?
//
// Root makes the accounts in a mount namespace of this program alone: the machine's own list is not touched.

#include <fstream>

#include <catch2/catch.hpp>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>

#include "processes/program.hpp"
#include "processes/small_school.hpp"
#include "support/temporary.hpp"

using namespace monitor;
using namespace std::chrono_literals;
using test::soon;

namespace {

constexpr std::uint32_t sam = 54321, noor = 54322, system_account = 987;

/// Accounts that only this process and its children know, made once.
struct Accounts {
    static void here() { static const Accounts made; }

private:
    Accounts() {
        REQUIRE(::unshare(CLONE_NEWNS) == 0);
        REQUIRE(::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0);
        std::ofstream list{directory.path() / "passwd"};
        list << std::ifstream{"/etc/passwd"}.rdbuf();
        for (const auto& [name, number] : {std::pair{"sam.k", sam}, {"noor.b", noor}, {"printing", system_account}})
            list << name << ":x:" << number << ':' << number << "::/nonexistent:/usr/sbin/nologin\n";
        list.close();
        REQUIRE(::mount((directory.path() / "passwd").c_str(), "/etc/passwd", nullptr, MS_BIND, nullptr) == 0);
    }
    test::Temporary directory;
};

struct Device {
    Device() {
        ::chmod(directory.path().c_str(), 0755);  // every account finds the socket; what is secret stands one deeper
        std::ofstream{file("token")} << wire::text(wire::EnrolmentToken{school.url(), {}, "a secret"});
        ::chmod(file("token").c_str(), 0600);
        std::ofstream{file("agent.toml")} << "[agent]\nstate = \"state\"\nsocket = \"desktop.sock\"\nenrolment = \"token\"\n";
        service = std::make_unique<test::Program>(
            std::vector<std::string>{MONITOR_AGENT, "service", "--config", file("agent.toml")}, file("service.log"));
        REQUIRE(soon([&] { return told().size() == 1; }));
        CHECK(told().back().empty());
    }
    [[nodiscard]] std::string file(const char* name) const { return (directory.path() / name).string(); }
    [[nodiscard]] std::unique_ptr<test::Program> desktop(std::uint32_t account) {
        return std::make_unique<test::Program>(
            std::vector<std::string>{MONITOR_AGENT, "run", "--socket", file("desktop.sock"), "--backend", "pattern"},
            file("run.log"), account);
    }
    [[nodiscard]] std::vector<std::string> told() {
        return school.seen([](auto& end) {
            std::vector<std::string> users;
            for (const auto& one : end.template all<wire::Desktop>()) users.push_back(one.user);
            return users;
        });
    }
    test::Temporary directory;
    test::SmallSchool school;
    std::unique_ptr<test::Program> service;
};

using Users = std::vector<std::string>;

}  // namespace

TEST_CASE("who is at the screen is who the kernel says, for each of two people", "[accounts]") {
    Accounts::here();
    Device device;
    auto first = device.desktop(sam);
    REQUIRE(soon([&] { return device.told() == Users{"", "sam.k"}; }));
    device.school.say(test::watch(1));
    REQUIRE(soon([&] { return device.school.seen([](auto& end) { return !end.pictures.empty(); }); }));

    // The other logs in too: a lease for the first is no lease for the second.
    auto second = device.desktop(noor);
    REQUIRE(soon([&] { return device.told() == Users{"", "sam.k", "noor.b"}; }));
    const auto before = device.school.seen([](auto& end) { return end.pictures.size(); });
    CHECK_FALSE(soon([&] { return device.school.seen([&](auto& end) { return end.pictures.size() > before; }); }, 600ms));

    (void)second->end(SIGTERM);
    REQUIRE(soon([&] { return device.told() == Users{"", "sam.k", "noor.b", "sam.k"}; }));
    (void)first->end(SIGKILL);
    CHECK(soon([&] { return device.told() == Users{"", "sam.k", "noor.b", "sam.k", ""}; }));
}

TEST_CASE("root and the accounts of the system are at nobody's screen", "[accounts]") {
    Accounts::here();
    Device device;
    const auto pupil = device.desktop(sam);
    REQUIRE(soon([&] { return device.told() == Users{"", "sam.k"}; }));
    const auto account = GENERATE(0U, system_account);
    const auto other = device.desktop(account);
    REQUIRE(soon([&] { return device.service->says("account " + std::to_string(account) + " is no pupil's desktop"); }));
    CHECK(device.told() == Users{"", "sam.k"});  // and takes nobody's place
}

TEST_CASE("an account cannot read the device's key", "[accounts]") {
    Accounts::here();
    Device device;
    test::Program reader{{"cat", device.file("state/identity")}, device.file("read.log"), sam};
    CHECK(soon([&] { return reader.says("Permission denied"); }));
}
