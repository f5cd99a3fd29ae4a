// start: what did the operator type, what does the log say, and which files are refused?

#include <filesystem>

#include <catch2/catch.hpp>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "start/certificate.hpp"
#include "start/command_line.hpp"
#include "start/files.hpp"
#include "start/log.hpp"
#include "start/process.hpp"

using namespace monitor;
using namespace monitor::start;

namespace {

struct TemporaryDirectory {
    std::string path = (std::filesystem::temp_directory_path() / "start-XXXXXX").string();
    TemporaryDirectory() { REQUIRE(::mkdtemp(path.data()) != nullptr); }
    ~TemporaryDirectory() { std::filesystem::remove_all(path); }
};

}  // namespace

TEST_CASE("a word the command does not know is said, not guessed", "[server_ref]") {
    const char* const all[] = {"--config", "a.toml", "--check", "--log", "json"};
    const auto wanted = command_line(all);
    REQUIRE(wanted);
    CHECK(wanted->config == "a.toml");
    CHECK(wanted->wish == Wish::check);
    CHECK(wanted->log == LogForm::json);
    const char* const unknown[] = {"--confg"};
    CHECK(command_line(unknown).error() == "I do not know '--confg'; see --help");
    const char* const bare[] = {"--config"};
    CHECK(command_line(bare).error() == "--config needs a value");
    const char* const form[] = {"--log", "xml"};
    CHECK_FALSE(command_line(form));
}

TEST_CASE("an event is one line, whatever is in it", "[server_ref]") {
    const Instant at{std::chrono::milliseconds{1'790'000'000'123}};
    CHECK(line(LogForm::text, at, Level::warning, "hub", "two\nlines\x1b[1m") ==
          "2026-09-21T14:13:20.123Z warning hub: two lines [1m");
    CHECK(line(LogForm::json, at, Level::info, "hub", "a \"b\"\\\n") ==
          R"({"at":"2026-09-21T14:13:20.123Z","level":"info","room":"hub","said":"a \"b\"\\ "})");
}

TEST_CASE("a secret that others may read is refused, with its name and what to do", "[server_ref]") {
    const TemporaryDirectory directory;
    const auto path = std::filesystem::path{directory.path} / "secret";
    REQUIRE(write_secret(path, "quiet"));
    CHECK(read_secret(path).value() == "quiet");
    struct stat facts {};
    REQUIRE(::stat(path.c_str(), &facts) == 0);
    CHECK((facts.st_mode & 0777) == 0600);
    REQUIRE(::chmod(path.c_str(), 0640) == 0);
    CHECK(read_secret(path));
    for (const mode_t open : {0644U, 0604U, 0620U}) {
        REQUIRE(::chmod(path.c_str(), open) == 0);
        REQUIRE_FALSE(read_secret(path));
        CHECK(describe(read_secret(path).error()) == "read a secret that others may read (chmod 0600) " + path.string());
    }
    settings::Server settings;
    settings.providers = {
        {"a", "https://a.example", "c", path}, {"b", "https://b.example", "c", path}, {"c", "https://c.example", "c", {}}};
    CHECK(unsafe_secrets(settings).size() == 2);
}

TEST_CASE("a file that is not there is named", "[server_ref]") {
    CHECK(describe(read_file("/nowhere/server.toml").error()) == "open /nowhere/server.toml: No such file or directory");
    CHECK_FALSE(read_file("/tmp"));
}

TEST_CASE("the pages' socket stands in a private place, whatever the state's path, and what the dead left there goes",
          "[server_ref]") {
    const TemporaryDirectory directory;
    const auto run = std::filesystem::path{directory.path} / "run";
    const auto path = socket_path(directory.path);
    REQUIRE(path);
    CHECK(path->parent_path() == run);
    struct stat facts {};
    REQUIRE(::stat(run.c_str(), &facts) == 0);
    CHECK((facts.st_mode & 0777) == 0700);

    const auto listener = [&](const char* name) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const auto full = (run / name).string();
        std::copy(full.begin(), full.end(), address.sun_path);
        const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
        REQUIRE(::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
        REQUIRE(::listen(socket, 1) == 0);
        return socket;
    };
    const int living = listener("pages-1.sock");
    ::close(listener("pages-2.sock"));
    REQUIRE(socket_path(directory.path));
    CHECK(std::filesystem::exists(run / "pages-1.sock"));
    CHECK_FALSE(std::filesystem::exists(run / "pages-2.sock"));
    ::close(living);

    const auto far = socket_path(std::filesystem::path{directory.path} / std::string(120, 'a'));
    REQUIRE(far);
    CHECK(far->string().size() < 100);
    std::filesystem::remove_all(far->parent_path());
}

TEST_CASE("as many connections may stand as the system lets it open files, whatever the shell began it with", "[server_ref]") {
    rlimit before{};
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
    const rlimit tight{std::min<rlim_t>(400, before.rlim_max), before.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &tight) == 0);
    const auto room = start::room_for_connections();
    rlimit after{};
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &after) == 0);
    (void)::setrlimit(RLIMIT_NOFILE, &before);
    CHECK(static_cast<rlim_t>(room) + 256 == after.rlim_cur);
    CHECK(room >= 64);
    CHECK(after.rlim_cur >= tight.rlim_cur);
}
