// Whose user name does a device say, and where are its owner and the teacher?

#include "hub/rolls.hpp"

#include <catch2/catch.hpp>

#include "hub/facts.hpp"
#include "support/ids.hpp"

using namespace monitor;
using namespace monitor::hub;
using test::id;

namespace {

school::Pupil pupil(unsigned char number, std::string user) {
    return {
        .id = id<PupilId>(number), .name = Personal<std::string>{"Sanne B."}, .user = Personal{std::move(user)}, .groups = {}};
}

std::unique_ptr<school::Roll> roll() {
    auto roll = std::make_unique<school::Roll>();
    roll->pupils = {pupil(1, "Sanne.B@school.example"), pupil(2, "tim@noord.example"), pupil(3, "tim@zuid.example"),
                    pupil(4, "a.jansen@leerling.example"), pupil(5, ""),
                    pupil(6, "twin@school.example"), pupil(7, "Twin@School.example")};
    roll->staff.push_back({.id = id<StaffId>(1),
                           .name = {},
                           .user = Personal<std::string>{"A.Jansen@school.example"},
                           .employment = school::Employment::active,
                           .teaches = {}});
    roll->sites = {{.id = id<SiteId>(1),
                    .name = "Noord",
                    .networks = {*school::Network::from_text("192.0.2.0/24"), *school::Network::from_text("203.0.113.7/32")},
                    .hours = {}},
                   {.id = id<SiteId>(2),
                    .name = "Zuid",
                    .networks = {*school::Network::from_text("203.0.113.0/24"), *school::Network::from_text("2001:db8::/32")},
                    .hours = {}}};
    roll->groups = {{.id = id<GroupId>(1), .name = "5A", .site = id<SiteId>(1)},
                    {.id = id<GroupId>(2), .name = "6A", .site = id<SiteId>(2)}};
    return roll;
}

const school::Pupil* owner(const RollIndex& index, const std::string& user) {
    const auto found = index.owner(user);
    const auto* pupil = std::get_if<const school::Pupil*>(&found);
    return pupil == nullptr ? nullptr : *pupil;
}

policy::Whereabouts seen(const RollIndex& index, unsigned char group, std::string address) {
    const Situation at{
        .index = index, .group = index.group(id<GroupId>(group)), .viewer_address = std::move(address), .device = {}};
    return facts({.viewer = id<StaffId>(1), .pupil = id<PupilId>(1)}, at).viewer;
}

}  // namespace

TEST_CASE("a user name is its owner's in any case, whole or before the @") {
    const RollIndex index{roll()};
    CHECK(owner(index, "sanne.b@SCHOOL.example")->id == id<PupilId>(1));
    CHECK(owner(index, "sanne.b")->id == id<PupilId>(1));
    CHECK(owner(index, "tim@noord.example")->id == id<PupilId>(2));
    CHECK(owner(index, "sanne.b@elsewhere.example") == nullptr);
    CHECK(owner(index, "") == nullptr);
}

TEST_CASE("a short name that two pupils carry is nobody's, and one that a member of staff carries too is theirs") {
    const RollIndex index{roll()};
    CHECK(std::holds_alternative<std::monostate>(index.owner("tim")));
    CHECK(std::holds_alternative<const school::Staff*>(index.owner("a.jansen")));
    CHECK(owner(index, "a.jansen@leerling.example")->id == id<PupilId>(4));
}

TEST_CASE("a whole user name that the administration gives to two pupils is nobody's") {
    const RollIndex index{roll()};
    CHECK(std::holds_alternative<std::monostate>(index.owner("twin@school.example")));
    CHECK(std::holds_alternative<std::monostate>(index.owner("twin")));
}

TEST_CASE("someone is at a site by its networks, in IPv4, IPv6 and IPv4 written as IPv6") {
    const RollIndex index{roll()};
    CHECK(seen(index, 1, "192.0.2.9") == policy::Whereabouts::at_the_site);
    CHECK(seen(index, 1, "::ffff:192.0.2.9") == policy::Whereabouts::at_the_site);
    CHECK(seen(index, 2, "2001:db8::9") == policy::Whereabouts::at_the_site);
    CHECK(seen(index, 2, "192.0.2.9") == policy::Whereabouts::elsewhere);
    CHECK(seen(index, 2, "2001:db9::9") == policy::Whereabouts::elsewhere);
    CHECK(seen(index, 1, "not an address") == policy::Whereabouts::unknown);
}

TEST_CASE("an address that two sites share tells of neither") {
    const RollIndex index{roll()};
    CHECK(seen(index, 1, "203.0.113.7") == policy::Whereabouts::unknown);
    CHECK(seen(index, 2, "203.0.113.7") == policy::Whereabouts::unknown);
    CHECK(seen(index, 2, "203.0.113.8") == policy::Whereabouts::at_the_site);
}
