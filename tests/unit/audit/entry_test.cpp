// audit: is an entry the same after it was kept, and is anything else refused?

#include "monitor/audit/entry.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

#include "support/seeded_random.hpp"

using namespace monitor;
using namespace std::chrono_literals;

namespace {

audit::Entry full_entry() {
    test::SeededRandom random;
    audit::Entry entry;
    entry.at = Instant{std::chrono::sys_days{std::chrono::year{2026} / 9 / 1}} + 9h + 15min + 42ms;
    entry.act = audit::Act::look_began;
    entry.actor = {audit::ActorKind::staff, draw<StaffId>(random), draw<DeviceId>(random)};
    entry.view = draw<ViewId>(random);
    entry.action = policy::Action::live;
    entry.purpose = policy::LookPurpose::help;
    entry.reason = 513;
    entry.count = 1ULL << 40;
    entry.detail = "grid";
    entry.group = draw<GroupId>(random);
    entry.colleague = draw<StaffId>(random);
    entry.pupil = draw<PupilId>(random);
    entry.address = Personal<std::string>{"10.1.2.3"};
    audit::Ruled granted;
    granted.pupil = draw<PupilId>(random);
    granted.basis = policy::Basis::replaces_teacher;
    granted.facts.hours = policy::Hours::open;
    granted.facts.relation = policy::Basis::replaces_teacher;
    granted.facts.hours_end = entry.at + 5h;
    granted.facts.indicator = policy::Indicator::up;
    audit::Ruled refused;
    refused.pupil = draw<PupilId>(random);
    refused.refusal = policy::Refusal::device_elsewhere;
    refused.facts.device = policy::Whereabouts::elsewhere;
    entry.rulings = {granted, refused};
    return entry;
}

}  // namespace

TEST_CASE("an entry read back writes the same bytes again", "[audit]") {
    const auto parts = audit::encode(full_entry());
    const auto again = audit::decode(parts.lasting, parts.personal);
    REQUIRE(again);
    CHECK(audit::encode(*again) == parts);
    CHECK(again->rulings.size() == 2);
    CHECK(again->rulings[0].basis == policy::Basis::replaces_teacher);
    CHECK(again->rulings[1].refusal == policy::Refusal::device_elsewhere);
    CHECK(again->rulings[1].facts.device == policy::Whereabouts::elsewhere);
    CHECK(again->rulings[0].facts.hours_end == full_entry().rulings[0].facts.hours_end);
    CHECK(again->rulings[1].pupil == full_entry().rulings[1].pupil);
    CHECK(again->address == full_entry().address);
    CHECK(again->at == full_entry().at);
}

TEST_CASE("what lasts leads to no pupil, no device and no place, and says all the rest", "[audit]") {
    const auto entry = full_entry();
    const auto parts = audit::encode(entry);
    const auto lasting = audit::decode(parts.lasting);
    REQUIRE(lasting);
    const auto holds = [&](BytesView secret) { return !std::ranges::search(parts.lasting, secret).empty(); };
    CHECK_FALSE(holds(entry.rulings[0].pupil.bytes()));
    CHECK_FALSE(holds(entry.rulings[1].pupil.bytes()));
    CHECK_FALSE(holds(entry.pupil->bytes()));
    CHECK_FALSE(holds(entry.actor.device->bytes()));
    CHECK_FALSE(holds(as_bytes("10.1.2.3")));
    CHECK(holds(entry.actor.staff->bytes()));
    CHECK(lasting->actor.staff == entry.actor.staff);
    CHECK(lasting->group == entry.group);
    CHECK(lasting->colleague == entry.colleague);
    CHECK(lasting->purpose == entry.purpose);
    REQUIRE(lasting->rulings.size() == 2);
    CHECK(lasting->rulings[1].refusal == entry.rulings[1].refusal);
    CHECK(lasting->rulings[0].pupil == PupilId{});
    CHECK_FALSE(lasting->actor.device);
    CHECK(lasting->address == Personal<std::string>{});
}

TEST_CASE("every act that has a word can be kept, and is found by it", "[audit]") {
    int known{};
    for (int value = 0; value <= 255; ++value) {
        audit::Entry entry;
        entry.act = static_cast<audit::Act>(value);
        const auto word = audit::word(entry.act);
        CHECK(audit::decode(audit::encode(entry).lasting).has_value() == (word != "unknown"));
        if (word == "unknown") continue;
        CHECK(audit::act_from(word) == entry.act);
        ++known;
    }
    CHECK(known == 38);
    CHECK_FALSE(audit::act_from("unknown"));
    CHECK_FALSE(audit::act_from(""));
}

TEST_CASE("a fact that nobody knew yet is what an older entry says of it", "[audit]") {
    audit::Entry entry;
    entry.rulings.push_back({.refusal = policy::Refusal::clock_doubtful});
    const auto bare = audit::encode(entry).lasting.size();
    entry.rulings[0].facts.timekeeping = policy::Timekeeping::sure;
    CHECK(audit::encode(entry).lasting.size() == bare + 1);
    entry.rulings[0].facts.restriction = policy::Restriction::none;
    CHECK(audit::encode(entry).lasting.size() == bare + 14);
}

TEST_CASE("a part cut short, or longer than itself, is refused with a place", "[audit]") {
    const auto parts = audit::encode(full_entry());
    for (std::size_t size = 0; size < parts.lasting.size(); ++size) {
        const auto cut = audit::decode(BytesView{parts.lasting}.first(size));
        REQUIRE_FALSE(cut);
        REQUIRE_FALSE(cut.error().place.empty());
    }
    for (std::size_t size = 0; size < parts.personal.size(); ++size)
        REQUIRE_FALSE(audit::decode(parts.lasting, BytesView{parts.personal}.first(size)));
    auto longer = parts;
    longer.lasting.push_back(std::byte{0});
    longer.personal.push_back(std::byte{0});
    CHECK(audit::decode(longer.lasting).error().place == "end");
    CHECK(audit::decode(parts.lasting, longer.personal).error().place == "end");
}

TEST_CASE("no single changed byte crashes the reader, and what it accepts is canonical", "[audit]") {
    const auto parts = audit::encode(full_entry());
    const auto each = [](const Bytes& bytes, auto look) {
        for (std::size_t at = 0; at < bytes.size(); ++at) {
            for (int value = 0; value <= 255; value += 5) {
                auto other = bytes;
                other[at] = static_cast<std::byte>(value);
                look(other);
            }
        }
    };
    each(parts.lasting, [&](const Bytes& other) {
        if (const auto entry = audit::decode(other)) REQUIRE(audit::encode(*entry).lasting == other);
    });
    each(parts.personal, [&](const Bytes& other) {
        if (const auto entry = audit::decode(parts.lasting, other)) REQUIRE(audit::encode(*entry).personal == other);
    });
}

TEST_CASE("lots of noise is never an entry that was not written", "[audit]") {
    test::SeededRandom random{7};
    for (int round = 0; round < 2000; ++round) {
        Bytes noise(static_cast<std::size_t>(round % 300));
        random.fill(noise);
        if (!noise.empty()) noise[0] = std::byte{2};
        if (const auto entry = audit::decode(noise)) REQUIRE(audit::encode(*entry).lasting == noise);
    }
}

TEST_CASE("a detail beyond its limit cannot be read back", "[audit]") {
    auto entry = full_entry();
    entry.detail = std::string(128, 'x');
    CHECK(audit::decode(audit::encode(entry).lasting));
    entry.detail = std::string(129, 'x');
    REQUIRE_FALSE(audit::decode(audit::encode(entry).lasting));
    CHECK(audit::decode(audit::encode(entry).lasting).error().place == "detail");
}
