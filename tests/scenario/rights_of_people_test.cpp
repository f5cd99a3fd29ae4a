#include "scenario/looking.hpp"

using namespace monitor;
using namespace monitor::test;
using picture::Stream;

TEST_CASE("when a pupil is erased, their tile, their lease and their picture are gone at once, and the view goes on") {
    Looking at;
    const auto sanne = at.room.pupil("sanne.b");
    REQUIRE(at.room.stores.persons->erase(at.room.school, sanne, store::Return::kept_out));
    at.room.run();
    CHECK_FALSE(at.device.lease());
    CHECK(at.room.counts().pictures_kept == 0);
    at.device.send(Stream::grid, vp8_key());
    CHECK(at.anouk.pictures.size() == 1);
    CHECK(at.room.counts().pictures_kept == 0);
}

TEST_CASE("when a member of staff is erased, their open view ends at once") {
    Looking at;
    REQUIRE(at.room.stores.persons->erase(at.room.school, at.room.staff("anouk.devries"), store::Return::kept_out));
    at.room.run();
    CHECK(at.anouk.ended.size() == 1);
    CHECK_FALSE(at.device.lease());
}

TEST_CASE("when a school ends, its views, devices, sessions and pictures end at once, and nothing is written down of it any more") {
    Looking at;
    const auto head = at.room.stores.trail->head(at.room.school);
    REQUIRE(head);
    REQUIRE(at.room.stores.endings->end(at.room.school, {.lines = head->size, .root = head->root}));
    at.room.run();
    CHECK(at.anouk.ended.size() == 1);
    CHECK(at.device.closed);
    CHECK_FALSE(at.device.lease());
    CHECK(at.room.counts().pictures_kept == 0);
    CHECK(at.room.counts().views == 0);
    at.room.run_for(1min);
    CHECK(at.room.stores.trail->head(at.room.school)->size == 0);
    at.device.come();
    CHECK(at.device.closed);
}
