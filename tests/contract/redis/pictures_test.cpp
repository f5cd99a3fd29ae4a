// contract: pictures in a real Redis, held to what the port promises; and what somebody finds there who has no key.

#include "contract/pictures_contract.hpp"

#include <cstdlib>

#include <fmt/format.h>

#include "processes/program.hpp"
#include "store/own_terms.hpp"
#include "store/redis_line.hpp"
#include "store/redis_pictures.hpp"
#include "support/manual_clock.hpp"
#include "support/seeded_random.hpp"
#include "support/temporary.hpp"

using namespace monitor;
using namespace monitor::test;
using contract::permit;

namespace {

const Instant monday{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 8h};
const SchoolId regenboog{{std::byte{1}}};
const PupilId sanne{{std::byte{2}}};

struct LinesOfLog final : Log {
    void write(Level, std::string_view, std::string_view text) override { all += std::string{text} + '\n'; }
    std::string all{};
};

/// A Redis of this test alone, in memory unless `words` say otherwise.
class Redis {
public:
    explicit Redis(std::vector<std::string> words = {}) : words_{std::move(words)} { start(); }

    void start() {
        std::vector<std::string> all{MONITOR_REDIS, "--port", "0", "--unixsocket", socket(), "--dir", directory_.path().string(),
                                     "--logfile", (directory_.path() / "log").string(), "--save", "", "--appendonly", "no"};
        all.insert(all.end(), words_.begin(), words_.end());
        program_ = std::make_unique<Program>(all, directory_.path() / "errors");
        REQUIRE(soon([&] { return say("PING"); }));
    }
    void stop() { program_.reset(); }
    [[nodiscard]] std::string socket() const { return (directory_.path() / "redis.sock").string(); }
    [[nodiscard]] std::string at() const { return "unix:" + socket(); }
    /// One command of redis-cli; did it go well?
    [[nodiscard]] bool say(const std::string& command) const {
        return std::system(fmt::format("redis-cli -e -s {} {} >/dev/null 2>&1", socket(), command).c_str()) == 0;
    }

private:
    Temporary directory_{};
    std::vector<std::string> words_;
    std::unique_ptr<Program> program_{};
};

struct Node {
    explicit Node(const Redis& redis) {
        auto opened = open(redis.at());
        REQUIRE(opened);
        pictures = std::move(*opened);
    }
    Node() = default;
    std::expected<std::unique_ptr<store::LatestPictures>, Error> open(const std::string& at) {
        return store::open_redis_pictures(at, std::make_shared<const store::PictureTerms>(48h), clock, random, log);
    }
    [[nodiscard]] bool reads(Instant now) const { return pictures->latest(regenboog, permit(sanne, now + 1h), now).has_value(); }

    ManualClock clock{monday};
    SeededRandom random{};
    LinesOfLog log{};
    std::unique_ptr<store::LatestPictures> pictures{};
};

Bytes in_redis(const Redis& redis, PupilId pupil = sanne) {
    const ManualClock clock{monday};
    const auto line = store::make_redis_line(redis.at(), clock);
    REQUIRE(line);
    const auto found = (*line)->get(fmt::format("monitor:picture:{}:{}", regenboog.text(), pupil.text()));
    REQUIRE(found);
    return found->value_or(Bytes{});
}

}  // namespace

TEST_CASE("pictures in Redis keep the contract of latest pictures") {
    const Redis redis;
    const Node node{redis};
    contract::pictures(*node.pictures, monday);
}

TEST_CASE("what lies in Redis says nothing, and opens for nobody once the process that kept it is gone") {
    const Redis redis;
    const Bytes picture(2000, std::byte{77});
    {
        const Node node{redis};
        node.pictures->keep(regenboog, sanne, picture, monday);
        REQUIRE(node.reads(monday));
        const auto kept = in_redis(redis);
        CHECK(kept.size() > picture.size());
        CHECK(as_text(kept).find(std::string(8, static_cast<char>(77))) == std::string::npos);
    }
    CHECK_FALSE(in_redis(redis).empty());
    const Node after_a_restart{redis};
    CHECK_FALSE(after_a_restart.reads(monday));
}

TEST_CASE("a picture in Redis that somebody gave a later deadline, or another pupil, does not open") {
    const Redis redis;
    const Node node{redis};
    const ManualClock clock{monday};
    const auto line = *store::make_redis_line(redis.at(), clock);
    const auto key = [](PupilId pupil) { return fmt::format("monitor:picture:{}:{}", regenboog.text(), pupil.text()); };
    node.pictures->keep(regenboog, sanne, Bytes(2000, std::byte{77}), monday);
    REQUIRE(node.reads(monday));
    auto kept = in_redis(redis);

    const PupilId tim{{std::byte{3}}};
    node.pictures->keep(regenboog, tim, Bytes(2000, std::byte{78}), monday);
    REQUIRE(node.pictures->latest(regenboog, permit(tim, monday + 1h), monday));
    REQUIRE(line->set(key(tim), kept, 1h));
    CHECK_FALSE(node.pictures->latest(regenboog, permit(tim, monday + 1h), monday));

    kept[23] ^= std::byte{1};  // the last byte of the deadline
    REQUIRE(line->set(key(sanne), kept, 1h));
    CHECK_FALSE(node.reads(monday));
}

TEST_CASE("a picture that was erased or replaced while Redis did not hear it does not come back with Redis") {
    const Redis redis;
    const Node node{redis};
    const ManualClock clock{monday};
    const auto line = *store::make_redis_line(redis.at(), clock);
    const auto key = fmt::format("monitor:picture:{}:{}", regenboog.text(), sanne.text());
    node.pictures->keep(regenboog, sanne, Bytes(2000, std::byte{77}), monday);
    REQUIRE(node.reads(monday));
    const auto first = in_redis(redis);

    node.pictures->keep(regenboog, sanne, Bytes(2000, std::byte{78}), monday + 1s);
    REQUIRE(node.reads(monday + 1s));
    REQUIRE(line->set(key, first, 1h));
    CHECK_FALSE(node.reads(monday + 1s));

    node.pictures->erase(regenboog, sanne);
    CHECK_FALSE(node.reads(monday + 1s));
    REQUIRE(line->set(key, first, 1h));
    CHECK_FALSE(node.reads(monday + 1s));
}

TEST_CASE("the key of an epoch goes 48 hours after the epoch began, whatever is left in Redis") {
    const Redis redis;
    const Node node{redis};
    node.pictures->keep(regenboog, sanne, Bytes(2000, std::byte{1}), monday);
    node.pictures->keep(regenboog, sanne, Bytes(2000, std::byte{2}), monday + 14min);
    CHECK(node.reads(monday + 48h - 1ms));
    CHECK_FALSE(node.reads(monday + 48h));  // fourteen minutes early: a key never lives longer
    CHECK_FALSE(node.reads(monday));        // and never comes back
}

TEST_CASE("a Redis that could leave something on a disk is refused, and the reason names the setting") {
    const auto [words, why] = GENERATE(table<std::vector<std::string>, std::string>({
        {{"--save", "60 1"}, "'save' is set"},
        {{"--appendonly", "yes"}, "'appendonly' is on"},
        {{"--replicaof", "127.0.0.1 1"}, "a copy elsewhere"},
        {{"--rename-command", "CONFIG", ""}, ""},
    }));
    const Redis redis{words};
    Node node;
    const auto opened = node.open(redis.at());
    REQUIRE_FALSE(opened);
    INFO(opened.error().place);
    CHECK(opened.error().place.find(why) != std::string::npos);
}

TEST_CASE("a Redis that is not on this machine is refused before anything is asked") {
    const auto* at = GENERATE("10.0.0.5:6379", "redis.school.example:6379", "localhost:6379", "unix:run/redis.sock", "6379", "");
    Node node;
    const auto opened = node.open(at);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().remedy == Remedy::correct_input);
}

TEST_CASE("a Redis that begins to save while it is used gets no more pictures within a minute") {
    const Redis redis;
    Node node{redis};
    REQUIRE(redis.say("CONFIG SET save '60 1'"));
    node.clock.advance(1min);
    node.pictures->keep(regenboog, sanne, Bytes(2000, std::byte{1}), monday + 1min);
    CHECK_FALSE(node.reads(monday + 1min));
    CHECK(node.log.all.find("'save' is set") != std::string::npos);
    REQUIRE(redis.say("CONFIG SET save ''"));
    CHECK(in_redis(redis).empty());
}

TEST_CASE("without its Redis a server has no last pictures, and has them again soon after it is back") {
    Redis redis;
    Node node{redis};
    redis.stop();
    node.pictures->keep(regenboog, sanne, Bytes(2000, std::byte{1}), monday);
    CHECK_FALSE(node.reads(monday));
    redis.start();
    CHECK_FALSE(node.reads(monday));  // it rests for five seconds: nobody waits for a dead socket again and again
    node.clock.advance(5s);
    node.pictures->keep(regenboog, sanne, Bytes(2000, std::byte{1}), monday + 5s);
    CHECK(node.reads(monday + 5s));
    CHECK(node.log.all.find("Redis takes pictures again") != std::string::npos);
}
