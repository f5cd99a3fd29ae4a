#include <functional>
#include <utility>

#include <catch2/catch.hpp>

#include "scenario/classroom.hpp"

using namespace monitor;
using namespace monitor::test;
using picture::Stream;

namespace {

/// A trail whose disk is full from the moment a test says so.
class FullTrail final : public audit::Trail {
public:
    explicit FullTrail(std::unique_ptr<audit::Trail> inner) : inner_{std::move(inner)} {}
    std::vector<audit::Appended> append(std::span<const audit::Line> lines) override {
        if (meanwhile) std::exchange(meanwhile, nullptr)();
        const Error why{Remedy::ask_operator, "append", 28, "audit.db"};
        if (full) return std::vector<audit::Appended>(lines.size(), std::unexpected{why});
        return inner_->append(lines);
    }
    std::expected<std::vector<audit::Kept>, Error> read(SchoolId school, std::uint64_t first, std::size_t at_most) override {
        return inner_->read(school, first, at_most);
    }
    std::expected<audit::Head, Error> head(SchoolId school) override { return inner_->head(school); }
    std::expected<std::uint64_t, Error> sweep(Instant now) override { return inner_->sweep(now); }
    bool full{};
    std::function<void()> meanwhile{};  ///< what happens, once, while a line is written

private:
    std::unique_ptr<audit::Trail> inner_;
};

FullTrail& fill_up(Classroom& room) {
    auto trail = std::make_unique<FullTrail>(std::move(room.stores.trail));
    auto& reference = *trail;
    room.stores.trail = std::move(trail);
    return reference;
}

}  // namespace

TEST_CASE("a trail that cannot be written: no view, no lease, no picture, and the teacher is told") {
    Classroom room;
    auto& trail = fill_up(room);
    Device device{room, "sanne.b", inside};
    device.come();
    trail.full = true;
    Teacher anouk{room, room.staff("anouk.devries"), inside};
    anouk.open(room.group("Groep 5A"));
    REQUIRE(anouk.ended.size() == 1);
    CHECK(anouk.ended[0].why == wire::EndReason::audit_down);
    CHECK_FALSE(anouk.view);
    CHECK(device.count<wire::Watch>() == 0);
    trail.full = false;
    Teacher again{room, room.staff("anouk.devries"), inside};
    again.open(room.group("Groep 5A"));
    CHECK(again.view);
}

TEST_CASE("a right that goes while the beginning is written down brings no lease and no strip") {
    Classroom room;
    auto& trail = fill_up(room);
    Device device{room, "sanne.b", inside};
    device.come();
    Teacher anouk{room, room.staff("anouk.devries"), inside};
    trail.meanwhile = [&] {
        auto later = Classroom::snapshot();
        later.staff[0].employment = school::Employment::ended;
        room.apply(later);
    };
    anouk.open(room.group("Groep 5A"));
    CHECK_FALSE(trail.meanwhile);
    CHECK(device.count<wire::Watch>() == 0);
    CHECK(anouk.pictures.empty());
}

TEST_CASE("a trail that fills up during a view stops the next beginning, not the lesson") {
    Classroom room;
    auto& trail = fill_up(room);
    Device device{room, "sanne.b", inside};
    device.come();
    Teacher anouk{room, room.staff("anouk.devries"), inside};
    anouk.open(room.group("Groep 5A"));
    device.indicate();
    device.send(Stream::grid, vp8_key());
    trail.full = true;
    device.send(Stream::grid, vp8_delta());
    CHECK(anouk.pictures.size() == 2);  // nothing new began
    anouk.say(wire::LookAt{room.pupil("sanne.b").text(), "help"});
    REQUIRE_FALSE(anouk.ended.empty());
    CHECK(anouk.ended.back().why == wire::EndReason::audit_down);
    CHECK_FALSE(device.lease());
}
