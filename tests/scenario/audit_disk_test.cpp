// What if the disk under the record is full, or fails to sync? Looking along stops, with its reason, and nothing else; it is on
// again by itself. On a real file system of its own (as root: in a mount namespace of this process) and with failing system calls
// (strace).

#include <cerrno>
#include <csignal>
#include <fstream>

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include "monitor/audit/verify.hpp"
#include "scenario/classroom.hpp"
#include "support/inline_executor.hpp"
#include "support/inside.hpp"

using namespace monitor;
using namespace monitor::test;
using picture::Stream;

namespace {

/// Two megabytes, of this process alone, gone with it.
class SmallDisk {
public:
    explicit SmallDisk(std::filesystem::path at) : at_{std::move(at)} {
        std::filesystem::create_directories(at_);
        there_ = ::unshare(CLONE_NEWNS) == 0 && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
                 ::mount("tmpfs", at_.c_str(), "tmpfs", 0, "size=2m,mode=0700") == 0;
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    ~SmallDisk() {
        if (there_) ::umount2(at_.c_str(), MNT_DETACH);
    }
    [[nodiscard]] bool there() const { return there_; }
    void fill() const {
        const int file = ::open((at_ / "filler").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        const std::string much(4096, 'x');
        while (::write(file, much.data(), much.size()) > 0) {
        }
        CHECK(errno == ENOSPC);
        ::close(file);
    }
    void free() const { std::filesystem::remove(at_ / "filler"); }

private:
    std::filesystem::path at_;
    bool there_{};
};

/// While it lives no file of the record can be synced: EIO.
class NoSync {
public:
    explicit NoSync(const std::filesystem::path& directory) {
        const auto whom = std::to_string(::getpid());
        const auto file = (directory / "audit.db").string(), log = file + "-wal", out = (directory / "strace").string();
        strace_ = ::fork();
        if (strace_ == 0) {
            ::execlp("strace", "strace", "-q", "-f", "-p", whom.c_str(), "-e", "trace=fsync,fdatasync", "-e",
                     "inject=fsync,fdatasync:error=EIO", "-P", file.c_str(), "-P", log.c_str(), "-o", out.c_str(), nullptr);
            ::_exit(127);
        }
        while (!traced() && ::waitpid(strace_, nullptr, WNOHANG) == 0) ::sched_yield();
        there_ = traced();
    }
    NoSync(const NoSync&) = delete;
    NoSync& operator=(const NoSync&) = delete;
    ~NoSync() {
        ::kill(strace_, SIGINT);
        ::waitpid(strace_, nullptr, 0);
    }
    [[nodiscard]] bool there() const { return there_; }

private:
    static bool traced() {
        std::ifstream status{"/proc/self/status"};
        for (std::string line; std::getline(status, line);)
            if (line.starts_with("TracerPid:")) return line != "TracerPid:\t0";
        return false;
    }
    ::pid_t strace_{};
    bool there_{};
};

/// A classroom whose record lies in a directory of its own.
struct WithItsOwnRecord : Classroom {
    explicit WithItsOwnRecord(const std::filesystem::path& audit) {
        hub.reset();
        stores = {};
        auto opened = store::open({.directory = directory.path() / "store", .audit = audit, .keys = directory.path() / "keys"},
                                  clock, random, log);
        REQUIRE(opened);
        stores = std::move(*opened);
        // A record begun elsewhere lacks what was written here: nobody looks along until somebody accepts that. One that is away lacks
        // nothing yet.
        (void)stores.quarantines->accept(school);
        stores.people_thread = std::make_unique<InlineExecutor>();
        stores.audit_thread = std::make_unique<InlineExecutor>();
        restart();
    }
    [[nodiscard]] std::vector<audit::Finding> verified() {
        const auto key = stores.notary->public_key();
        const auto note = stores.notary->sign(school);
        REQUIRE((key && note));
        const auto verifier = audit::make_verifier(audit::origin(school), *key);
        verifier->witness(*note, "now");
        const auto lines = stores.notary->evidence(school, 0, 100'000);
        REQUIRE(lines);
        for (const auto& line : *lines) verifier->take(line);
        return verifier->end();
    }
};

/// A teacher looks; `trouble` begins, and ends when `mend` was called.
template <class Break, class Mend>
void goes_through(WithItsOwnRecord& room, const std::filesystem::path& at, Break trouble, Mend mend) {
    Device device{room, "sanne.b", inside};
    device.come();
    Teacher anouk{room, room.staff("anouk.devries"), inside};
    anouk.open(room.group("Groep 5A"));
    device.indicate();
    device.send(Stream::grid, vp8_key());
    REQUIRE(anouk.pictures.size() == 1);
    const auto before = room.trail().size();

    INFO("with the first line that cannot be written every look ends, and says why");
    trouble();
    anouk.say(wire::LookAt{room.pupil("sanne.b").text(), "help"});
    REQUIRE_FALSE(anouk.ended.empty());
    CHECK(anouk.ended.back().why == wire::EndReason::audit_down);
    CHECK_FALSE(device.lease());
    Teacher again{room, room.staff("anouk.devries"), inside};
    again.open(room.group("Groep 5A"));
    CHECK_FALSE(again.view);
    REQUIRE_FALSE(again.ended.empty());
    CHECK(again.ended.back().why == wire::EndReason::audit_down);

    INFO("all the rest goes on, also an import");
    CHECK(room.stores.people->roll(room.school));
    CHECK(room.stores.rosters->apply(Classroom::snapshot()));
    CHECK(room.stores.sessions->begin({.school = room.school, .staff = room.staff("anouk.devries")}, 1h));
    room.run_for(10s);
    CHECK(room.trail().size() == before);

    INFO("when the disk is back what ended is written, and looking is on, by itself");
    mend();
    room.run_for(6s);
    const auto trail = room.trail();
    CHECK(trail.size() > before);
    CHECK(trail.back().act == audit::Act::look_ended);
    CHECK(trail.back().reason == static_cast<int>(wire::EndReason::audit_down));
    Teacher later{room, room.staff("anouk.devries"), inside};
    later.open(room.group("Groep 5A"));
    CHECK(later.view);
    CHECK(device.lease());

    INFO("and nothing is corrupt");
    CHECK(room.verified().empty());
    Inside database{at / "audit.db"};
    CHECK(database.rows("PRAGMA integrity_check").at(0).text(0) == "ok");
}

}  // namespace

TEST_CASE("a full disk under the record stops looking along and nothing else, and it is on again when there is room", "[root]") {
    const Temporary place;
    const SmallDisk disk{place.path() / "disk"};
    if (!disk.there()) {
        WARN("not root: no disk of one's own");
        return;
    }
    WithItsOwnRecord room{place.path() / "disk"};
    goes_through(
        room, place.path() / "disk", [&] { disk.fill(); }, [&] { disk.free(); });
}

TEST_CASE("a disk that does not sync stops looking along and nothing else, and it is on again when it does", "[root]") {
    const Temporary place;
    WithItsOwnRecord room{place.path() / "record"};
    std::optional<NoSync> broken;
    bool possible = true;
    goes_through(
        room, place.path() / "record",
        [&] {
            broken.emplace(place.path() / "record");
            possible = broken->there();
            if (!possible) FAIL("strace cannot look at this process");
        },
        [&] { broken.reset(); });
}

TEST_CASE("a record whose disk is away when the server starts keeps nobody out, and is opened when it comes", "[root]") {
    const Temporary place;
    const auto at = place.path() / "record";
    std::filesystem::create_directories(at);
    std::filesystem::permissions(at, std::filesystem::perms::owner_all);
    std::filesystem::create_directory(at / "audit.db");  // no file can be opened here
    WithItsOwnRecord room{at};
    Teacher anouk{room, room.staff("anouk.devries"), inside};
    anouk.open(room.group("Groep 5A"));
    REQUIRE_FALSE(anouk.ended.empty());
    CHECK(anouk.ended.back().why == wire::EndReason::audit_down);
    std::filesystem::remove(at / "audit.db");
    room.run_for(6s);
    Teacher later{room, room.staff("anouk.devries"), inside};
    later.open(room.group("Groep 5A"));
    CHECK(later.view);
    CHECK(room.verified().empty());
}
