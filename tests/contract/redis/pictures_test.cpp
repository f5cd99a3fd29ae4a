// contract: pictures in a real Redis, held to what the port promises; and what somebody finds there who has no key.

#include "contract/pictures_contract.hpp"

#include <fmt/format.h>

#include "monitor/seal/hash.hpp"
#include "store/own_terms.hpp"
#include "store/redis_line.hpp"
#include "store/redis_pictures.hpp"
#include "support/manual_clock.hpp"
#include "support/own_redis.hpp"
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

struct Node {
    /// `cluster`: what it has in common with others; "": alone.
    explicit Node(const Redis& redis, std::string cluster = {}, unsigned seed = 1) : random{seed} {
        auto opened = open(redis.at(), cluster);
        REQUIRE(opened);
        pictures = std::move(*opened);
    }
    Node() = default;
    std::expected<std::unique_ptr<store::LatestPictures>, Error> open(const std::string& at, const std::string& cluster = {}) {
        store::RedisOptions options{.at = at};
        if (!cluster.empty()) options.cluster = seal::Secret::from_bytes(seal::sha256(as_bytes(cluster)));
        return store::open_redis_pictures(std::move(options), std::make_shared<const store::PictureTerms>(48h), clock, random, log);
    }
    [[nodiscard]] bool reads(Instant now) const { return pictures->latest(regenboog, permit(sanne, now + 1h), now).has_value(); }

    ManualClock clock{monday};
    SeededRandom random{};
    LinesOfLog log{};
    std::unique_ptr<store::LatestPictures> pictures{};
};

/// Does the first of them come to read it, when a second goes by for all, and another?
bool hears(std::initializer_list<Node*> all, Instant now, std::chrono::milliseconds patience = 10s) {
    return soon([&] {
        for (auto* node : all) node->clock.advance(1s);
        for (auto* node : all) (void)node->reads(now);  // which wakes it
        return (*all.begin())->reads(now);
    }, patience);
}

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

TEST_CASE("servers with one secret read each other's pictures, also those of before they met, and of one that has ended") {
    const Redis redis;
    const Bytes picture(2000, std::byte{77});
    Node later{redis, "a secret of this cluster", 2};
    {
        Node first{redis, "a secret of this cluster"};
        first.pictures->keep(regenboog, sanne, picture, monday);
        REQUIRE(first.reads(monday));
        REQUIRE(hears({&later, &first}, monday));
        CHECK(later.pictures->latest(regenboog, permit(sanne, monday + 1h), monday)->vp8 == picture);
        CHECK(later.pictures->count() == 0);  // it is not this one's to sweep
    }
    Node last{redis, "a secret of this cluster", 3};
    CHECK(hears({&last, &later}, monday));
    later.pictures->erase(regenboog, sanne);
    CHECK(soon([&] { return !last.reads(monday); }));
}

TEST_CASE("a picture that one server replaced or erased is not shown by another, whatever Redis has heard") {
    const Redis redis;
    Node here{redis, "a secret of this cluster"}, there{redis, "a secret of this cluster", 2};
    const auto line = *store::make_redis_line(redis.at(), here.clock);
    const auto key = fmt::format("monitor:picture:{}:{}", regenboog.text(), sanne.text());
    here.pictures->keep(regenboog, sanne, Bytes(2000, std::byte{1}), monday);
    REQUIRE(here.reads(monday));
    REQUIRE(hears({&there, &here}, monday));
    const auto first = in_redis(redis);

    there.pictures->keep(regenboog, sanne, Bytes(2000, std::byte{2}), monday + 1min);
    REQUIRE(there.reads(monday + 1min));
    CHECK(soon([&] {
        for (auto* node : {&here, &there}) node->clock.advance(1s);
        const auto read = here.pictures->latest(regenboog, permit(sanne, monday + 1h), monday + 1min);
        return read && read->taken == monday + 1min;
    }));
    REQUIRE(line->set(key, first, 1h));
    CHECK_FALSE(there.reads(monday + 1min));  // it kept a newer one itself
    there.pictures->erase(regenboog, sanne);
    REQUIRE(soon([&] { return in_redis(redis).empty(); }));
    REQUIRE(line->set(key, first, 1h));
    CHECK_FALSE(there.reads(monday + 1min));
}

TEST_CASE("another secret, or none, opens nothing, and the keys of a time to come are not taken") {
    const Redis redis;
    Node first{redis, "a secret of this cluster"};
    Node stranger{redis, "another secret", 2}, alone{redis, "", 3}, ours{redis, "a secret of this cluster", 4};
    first.pictures->keep(regenboog, sanne, Bytes(2000, std::byte{77}), monday);
    REQUIRE(hears({&ours, &first, &stranger}, monday));  // so there was time enough
    CHECK_FALSE(hears({&stranger, &first}, monday, 500ms));
    CHECK_FALSE(hears({&alone, &first}, monday, 500ms));
    // One whose clock is a day behind hears of keys that would live a day too long with it.
    Node behind{redis, "a secret of this cluster", 5};
    behind.clock.jump(-24h);
    CHECK_FALSE(hears({&behind, &first}, monday, 500ms));
    behind.clock.jump(24h);
    CHECK(hears({&behind, &first}, monday));
}

TEST_CASE("the key of an epoch goes 48 hours after the epoch began, on every server that has it") {
    const Redis redis;
    Node first{redis, "a secret of this cluster"}, other{redis, "a secret of this cluster", 2};
    first.pictures->keep(regenboog, sanne, Bytes(2000, std::byte{1}), monday);
    first.pictures->keep(regenboog, sanne, Bytes(2000, std::byte{2}), monday + 14min);
    REQUIRE(hears({&other, &first}, monday + 14min));
    CHECK(other.reads(monday + 48h - 1ms));
    first.clock.jump(48h);
    other.clock.jump(48h);
    CHECK_FALSE(other.reads(monday + 48h));
    CHECK_FALSE(first.reads(monday + 48h));
    CHECK_FALSE(hears({&other, &first}, monday, 500ms));  // nobody hands over what has gone
}

TEST_CASE("however often a picture is replaced while Redis is away, one word about it waits") {
    Redis redis;
    Node node{redis};
    redis.stop();
    node.pictures->erase(regenboog, sanne);
    for (int round = 0; round < 100; ++round)
        node.pictures->keep(regenboog, sanne, Bytes(60'000, std::byte{1}), monday + 1ms * round);
    redis.start();
    node.clock.advance(5s);
    node.pictures->keep(regenboog, sanne, Bytes(2000, std::byte{9}), monday + 1s);
    const auto read = node.pictures->latest(regenboog, permit(sanne, monday + 1h), monday + 1s);
    REQUIRE(read);
    CHECK(read->taken == monday + 1s);
}

TEST_CASE("a picture that was erased while Redis was away is gone from it soon after it is back") {
    const Redis redis;
    Node node{redis};
    node.pictures->keep(regenboog, sanne, Bytes(2000, std::byte{1}), monday);
    REQUIRE(node.reads(monday));
    REQUIRE(redis.say("CONFIG SET save '60 1'"));
    node.clock.advance(1min);  // it is asked again, and refused
    node.pictures->erase(regenboog, sanne);
    CHECK_FALSE(node.reads(monday));
    REQUIRE(redis.say("CONFIG SET save ''"));
    node.clock.advance(5s);
    const PupilId tim{{std::byte{3}}};
    node.pictures->keep(regenboog, tim, Bytes(2000, std::byte{1}), monday);
    CHECK(soon([&] { return in_redis(redis).empty(); }));
}
