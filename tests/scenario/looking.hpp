#pragma once
// scenario: a view of a group, with a first picture of one pupil in it.

#include <catch2/catch.hpp>

#include "scenario/classroom.hpp"

namespace monitor::test {

struct Looking {
    Classroom room{};
    Device device{room, "sanne.b", inside};
    Teacher anouk{room, room.staff("anouk.devries"), inside};

    Looking() {
        device.come();
        anouk.open(room.group("Groep 5A"));
        device.indicate();
        device.send(picture::Stream::grid, vp8_key());
        REQUIRE(anouk.pictures.size() == 1);
        REQUIRE(room.counts().pictures_kept == 1);
    }
    void nothing_more() {
        device.send(picture::Stream::grid, vp8_key());
        CHECK(anouk.pictures.size() == 1);
    }
};

}  // namespace monitor::test
