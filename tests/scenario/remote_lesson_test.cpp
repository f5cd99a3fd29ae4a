// May one look along with a class that is at home? For a while, once the parents know and the log says so, and never after.

#include <catch2/catch.hpp>

#include "scenario/classroom.hpp"

using namespace monitor;
using namespace monitor::test;
using school::LessonTurn;
using wire::TileState;

namespace {

school::RemoteLesson planned(Classroom& room, std::vector<GroupId> groups) {
    const school::RemoteLesson wish{.owner = room.staff("anouk.devries"), .why = school::LessonReason::school_closed,
                                    .groups = std::move(groups), .begins = monday(9, 30), .ends = monday(11)};
    REQUIRE_FALSE(school::flaw(wish, **room.stores.people->roll(room.school), room.clock.now()));
    const auto made = room.stores.lessons->plan(room.school, wish);
    REQUIRE(made);
    return *made;
}

}  // namespace

TEST_CASE("a class at home: from the bell, once the parents were told and it stands in the log, until the end") {
    Classroom room;
    Device device{room, "sanne.b", outside};
    device.come();
    const auto lesson = planned(room, {room.group("Groep 5A")});
    const auto looks = [&] {
        Teacher anouk{room, room.staff("anouk.devries"), outside};
        anouk.open(room.group("Groep 5A"));
        return anouk.view.has_value() && !anouk.closed;
    };
    CHECK_FALSE(looks());
    room.run_for(31min);
    CHECK_FALSE(looks());  // the bell went, and nobody wrote to the parents
    REQUIRE(room.stores.lessons->told(room.school, lesson.id, room.staff("kees.jansen")));
    room.run();
    CHECK_FALSE(looks());  // not in the log yet
    REQUIRE(room.stores.lessons->wrote(room.school, lesson.id, LessonTurn::begins));
    room.run();

    Teacher anouk{room, room.staff("anouk.devries"), outside};
    anouk.open(room.group("Groep 5A"));
    REQUIRE(anouk.view);
    REQUIRE(device.lease());
    CHECK(device.lease()->occasion == wire::Occasion::remote_lesson);
    device.indicate();
    device.send(picture::Stream::grid, vp8_key());
    CHECK(anouk.pictures.size() == 1);
    CHECK(room.trail().back().rulings.front().facts.remote_lesson == policy::RemoteLesson::in_force);

    // Another teacher's group is not of this lesson.
    Teacher kees{room, room.staff("kees.jansen"), outside};
    kees.open(room.group("Groep 6B"));
    CHECK(kees.closed);

    room.run_for(90min);  // 11:00 has passed
    CHECK(anouk.closed);
    CHECK_FALSE(looks());
}

TEST_CASE("who ends a remote lesson ends every view that stood on it, at once") {
    Classroom room{monday(9, 40)};
    Device device{room, "sanne.b", outside};
    device.come();
    const auto lesson = planned(room, {room.group("Groep 5A")});
    REQUIRE(room.stores.lessons->told(room.school, lesson.id, room.staff("anouk.devries")));
    REQUIRE(room.stores.lessons->wrote(room.school, lesson.id, LessonTurn::begins));
    room.run();
    Teacher anouk{room, room.staff("anouk.devries"), outside};
    anouk.open(room.group("Groep 5A"));
    REQUIRE(anouk.view);
    REQUIRE(room.stores.lessons->end(room.school, lesson.id));
    room.run_for(2s);
    CHECK(anouk.closed);
}

TEST_CASE("an objection that is recorded during a view takes that pupil out of it, and no other") {
    Classroom room;
    Device sanne{room, "sanne.b", inside};
    sanne.come();
    Teacher anouk{room, room.staff("anouk.devries"), inside};
    anouk.open(room.group("Groep 5A"));
    REQUIRE(sanne.lease());
    REQUIRE(room.stores.restrictions->record(room.school, room.pupil("sanne.b"), school::Against::objection));
    room.run_for(2s);
    CHECK_FALSE(sanne.lease());
    CHECK_FALSE(anouk.closed);
    CHECK(room.trail().back().rulings.front().refusal == policy::Refusal::objection_recorded);
    REQUIRE(room.stores.restrictions->lift(room.school, room.pupil("sanne.b"), school::Against::objection));
    room.run_for(2s);
    CHECK(sanne.lease());
}
