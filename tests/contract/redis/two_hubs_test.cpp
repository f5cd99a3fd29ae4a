// contract: two servers of one school, each with a hub of its own, and one Redis between them.

#include <catch2/catch.hpp>

#include "monitor/seal/hash.hpp"
#include "scenario/classroom.hpp"
#include "store/own_terms.hpp"
#include "store/redis_pictures.hpp"
#include "support/inline_executor.hpp"
#include "support/own_redis.hpp"

using namespace monitor;
using namespace monitor::test;
using picture::Stream;

namespace {

/// What the second server has beside the first: the same databases, pictures in the same Redis.
struct Second {
    explicit Second(Classroom& room) {
        auto opened = store::open({.directory = room.directory.path() / "store", .keys = room.directory.path() / "keys"},
                                  room.clock, random, room.log);
        REQUIRE(opened);
        stores = std::move(*opened);
        stores.people_thread = std::make_unique<InlineExecutor>();
        stores.audit_thread = std::make_unique<InlineExecutor>();
    }
    SeededRandom random{2};
    store::Stores stores{};
    std::unique_ptr<hub::Hub> hub{};
};

std::unique_ptr<store::LatestPictures> in(const Redis& redis, Classroom& room, Random& random, const std::string& secret) {
    store::RedisOptions options{.at = redis.at()};
    if (!secret.empty()) options.cluster = seal::Secret::from_bytes(seal::sha256(as_bytes(secret)));
    auto opened = store::open_redis_pictures(std::move(options), std::make_shared<const store::PictureTerms>(48h), room.clock,
                                             random, room.log);
    REQUIRE(opened);
    return std::move(*opened);
}

/// How many pictures a teacher at the second server sees at once of a pupil whose device was at the first until now.
std::size_t seen_at_once(const std::string& first_secret, const std::string& second_secret) {
    const Redis redis;
    Classroom room;
    room.stores.pictures = in(redis, room, room.random, first_secret);
    room.restart();
    Device device{room, "sanne.b", inside};
    device.come();
    {
        Teacher anouk{room, room.staff("anouk.devries"), inside};
        anouk.open(room.group("Groep 5A"));
        device.indicate();
        device.send(Stream::grid, vp8_key());
        REQUIRE(anouk.pictures.size() == 1);
        anouk.leave();
    }
    Second second{room};
    second.stores.pictures = in(redis, room, second.random, second_secret);
    second.hub = hub::make_hub({room.clock, second.random, room.log, room.strand, second.stores}, {.server_name = "school.test"});
    device.leave();
    std::swap(room.hub, second.hub);
    device.come();
    Teacher again{room, room.staff("anouk.devries"), inside};
    // The keys come over on another thread, in a second or two of the test's clock.
    (void)soon(
        [&] {
            room.run_for(1s);
            again.open(room.group("Groep 5A"));
            again.leave();
            return !again.pictures.empty();
        },
        1s);
    const auto seen = again.pictures.size();
    device.leave();
    std::swap(room.hub, second.hub);
    second.hub.reset();
    return seen;
}

}  // namespace

TEST_CASE("a device and a teacher that come to another server of the school find the last picture there") {
    const std::string secret = "what the servers of this school share";
    CHECK(seen_at_once(secret, secret) == 1);
}

TEST_CASE("without the secret of the others a server shows nothing of theirs") {
    CHECK(seen_at_once("what the servers of this school share", "something else") == 0);
    CHECK(seen_at_once("what the servers of this school share", "") == 0);
}
