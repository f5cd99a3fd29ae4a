// How long does a key of pictures in Redis live?

#include "store/picture_keys.hpp"

#include <catch2/catch.hpp>

#include "support/seeded_random.hpp"

using namespace monitor;
using namespace std::chrono_literals;

TEST_CASE("a picture's key is gone 48 hours after its quarter of an hour began, though nobody asks", "[store]") {
    test::SeededRandom random{7};
    store::PictureKeys keys{std::nullopt, random};
    constexpr Instant now{1'795'000'000'000ms};
    const std::weak_ptr first = keys.running(now).second;
    const std::weak_ptr later = keys.running(now + 15min).second;

    keys.forget(now + 48h - 1ms);
    CHECK_FALSE(first.expired());
    keys.forget(now + 48h);
    CHECK(first.expired());
    CHECK_FALSE(later.expired());
}
