// start: is what the operator's collector gets whole lines, without pupils, and does a collector that takes nothing keep nobody
// waiting?

#include "start/record.hpp"

#include <fstream>
#include <iterator>

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "monitor/audit/json.hpp"
#include "start/collector.hpp"
#include "support/file_size_limit.hpp"
#include "support/inline_executor.hpp"
#include "support/manual_clock.hpp"
#include "support/temporary.hpp"

using namespace monitor;
using namespace monitor::test;

namespace {

std::string text_of(const std::filesystem::path& path) {
    std::ifstream file{path};
    return {std::istreambuf_iterator<char>{file}, {}};
}

/// The operator's log, in memory.
class LogInMemory final : public audit::Trail {
public:
    std::vector<audit::Appended> append(std::span<const audit::Line> lines) override {
        if (full)
            return std::vector<audit::Appended>(lines.size(),
                                                std::unexpected{Error{Remedy::ask_operator, "append", 28, "audit.db"}});
        for (const auto& line : lines) entries.push_back(line.entry);
        return std::vector<audit::Appended>(lines.size(), entries.size() - 1);
    }
    std::expected<std::vector<audit::Kept>, Error> read(SchoolId, std::uint64_t first, std::size_t at_most) override {
        std::vector<audit::Kept> lines;
        for (auto at = first; at < entries.size() && lines.size() < at_most; ++at)
            lines.push_back({at, {}, entries[static_cast<std::size_t>(at)], audit::Remains::whole});
        return lines;
    }
    std::expected<audit::Head, Error> head(SchoolId) override { return audit::Head{entries.size(), {}}; }
    std::expected<std::uint64_t, Error> sweep(Instant) override { return 0U; }

    std::vector<audit::Entry> entries;
    bool full{};
};

}  // namespace

TEST_CASE("a start is written down with what the settings were, and other settings with a line of their own", "[server_ref]") {
    store::Stores stores;
    auto log_of_operator = std::make_unique<LogInMemory>();
    auto& lines = *log_of_operator;
    stores.trail = std::move(log_of_operator);
    stores.audit_thread = std::make_unique<InlineExecutor>();
    const ManualClock clock{Instant{}};
    NoLog log;
    using audit::Act;
    const auto acts = [&] {
        std::vector<Act> done;
        for (const auto& entry : lines.entries) done.push_back(entry.act);
        return done;
    };
    start::write_start(stores, "[server]", clock, log);
    start::write_stop(stores, clock, log);
    start::write_start(stores, "[server]", clock, log);
    CHECK(acts() == std::vector{Act::server_started, Act::server_stopped, Act::server_started});
    start::write_start(stores, "[server] # other", clock, log);
    CHECK(acts().back() == Act::settings_changed);
    CHECK(lines.entries.back().detail == "settings file");
    CHECK(lines.entries[0].detail.starts_with("settings "));
    CHECK(lines.entries[0].detail == lines.entries[2].detail);
    CHECK(lines.entries[3].detail != lines.entries[2].detail);
    lines.full = true;
    start::write_start(stores, "[server]", clock, log);  // said in the log, and the server goes on
    CHECK(lines.entries.size() == 5);
}

TEST_CASE("a file gets whole lines, may be renamed away, and is its owner's alone", "[server_ref]") {
    const Temporary place;
    const auto path = place.path() / "record.json";
    const auto collector = start::make_collector(path.string());
    CHECK(collector->take("one"));
    CHECK(collector->take("two"));
    std::filesystem::rename(path, place.path() / "record.json.1");
    CHECK(collector->take("three"));
    CHECK(text_of(place.path() / "record.json.1") == "one\ntwo\n");
    CHECK(text_of(path) == "three\n");
    CHECK((std::filesystem::status(path).permissions() & std::filesystem::perms::all) ==
          (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
}

TEST_CASE("a full disk keeps no half line, and takes it whole when there is room", "[server_ref]") {
    const Temporary place;
    const auto path = place.path() / "record.json";
    const auto collector = start::make_collector(path.string());
    CHECK(collector->take("one"));
    {
        const FileSizeLimit full{6};
        CHECK(collector->take("two, which is longer").error().remedy == Remedy::try_again);
    }
    CHECK(text_of(path) == "one\n");
    CHECK(collector->take("two"));
    CHECK(text_of(path) == "one\ntwo\n");
}

TEST_CASE("a pipe that nobody reads, or that is full, is not waited for", "[server_ref]") {
    const Temporary place;
    const auto path = (place.path() / "pipe").string();
    REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
    const auto collector = start::make_collector(path);
    CHECK(collector->take("one").error().remedy == Remedy::try_again);
    const int reader = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    REQUIRE(reader >= 0);
    const std::string line(1000, 'x');
    int taken{};
    while (collector->take(line)) ++taken;
    CHECK(taken > 10);
    std::string got(1001, '\0');
    CHECK(::read(reader, got.data(), got.size()) == 1001);
    CHECK(got == line + '\n');
    ::close(reader);
}

TEST_CASE("a directory, or a path that is not there, is trouble that may pass", "[server_ref]") {
    const Temporary place;
    CHECK(start::make_collector(place.path().string())->take("one").error().remedy == Remedy::try_again);
    CHECK(start::make_collector((place.path() / "no" / "where").string())->take("one").error().remedy == Remedy::try_again);
}

TEST_CASE("what is passed on leads to no pupil, device or place, and stays one line of JSON whatever a detail holds",
          "[server_ref]") {
    const PupilId pupil{{std::byte{0xaa}}};
    const DeviceId device{{std::byte{0xbb}}};
    audit::Entry entry{.act = audit::Act::look_began,
                       .actor = {audit::ActorKind::staff, StaffId{{std::byte{0xcc}}}, device},
                       .detail = "a \"quoted\"\nline\\",
                       .pupil = pupil,
                       .address = Personal<std::string>{"10.1.2.3"}};
    entry.rulings.push_back({.pupil = pupil, .refusal = policy::Refusal::outside_hours});
    const audit::Kept kept{7, {}, entry, audit::Remains::whole};
    const auto line = audit::json({}, kept, audit::Told::lasting), whole = audit::json({}, kept, audit::Told::whole);
    for (const auto& secret : {pupil.text(), device.text(), std::string{"10.1.2.3"}}) {
        CHECK(line.find(secret) == std::string::npos);
        CHECK(whole.find(secret) != std::string::npos);
    }
    CHECK(line.find("\"remains\":\"lasting\"") != std::string::npos);
    CHECK(line.find(R"("detail":"a \"quoted\"\u000aline\\")") != std::string::npos);
    CHECK(line.find(R"("refusal":"outside_hours")") != std::string::npos);
    CHECK(line.find('\n') == std::string::npos);
}
