// audit: is an entry the same after it was kept, and is anything else refused?

#include "monitor/audit/entry.hpp"

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
    const auto bytes = audit::encode(full_entry());
    const auto again = audit::decode(bytes);
    REQUIRE(again);
    CHECK(audit::encode(*again) == bytes);
    CHECK(again->rulings.size() == 2);
    CHECK(again->rulings[0].basis == policy::Basis::replaces_teacher);
    CHECK(again->rulings[1].refusal == policy::Refusal::device_elsewhere);
    CHECK(again->rulings[1].facts.device == policy::Whereabouts::elsewhere);
    CHECK(again->rulings[0].facts.hours_end == full_entry().rulings[0].facts.hours_end);
    CHECK(again->address == full_entry().address);
    CHECK(again->at == full_entry().at);
}

TEST_CASE("every act that has a word can be kept", "[audit]") {
    int known{};
    for (int value = 0; value <= 255; ++value) {
        audit::Entry entry;
        entry.act = static_cast<audit::Act>(value);
        const bool has_word = audit::word(entry.act) != "unknown";
        CHECK(audit::decode(audit::encode(entry)).has_value() == has_word);
        known += has_word ? 1 : 0;
    }
    CHECK(known == 20);
}

TEST_CASE("an entry cut short, or longer than itself, is refused with a place", "[audit]") {
    const auto bytes = audit::encode(full_entry());
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        const auto cut = audit::decode(BytesView{bytes}.first(size));
        REQUIRE_FALSE(cut);
        REQUIRE_FALSE(cut.error().place.empty());
    }
    auto longer = bytes;
    longer.push_back(std::byte{0});
    REQUIRE_FALSE(audit::decode(longer));
    CHECK(audit::decode(longer).error().place == "end");
}

TEST_CASE("no single changed byte crashes the reader, and what it accepts is canonical", "[audit]") {
    const auto bytes = audit::encode(full_entry());
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        for (int value = 0; value <= 255; value += 5) {
            auto other = bytes;
            other[at] = static_cast<std::byte>(value);
            if (const auto entry = audit::decode(other)) REQUIRE(audit::encode(*entry) == other);
        }
    }
}

TEST_CASE("lots of noise is never an entry that was not written", "[audit]") {
    test::SeededRandom random{7};
    for (int round = 0; round < 2000; ++round) {
        Bytes noise(static_cast<std::size_t>(round % 300));
        random.fill(noise);
        if (!noise.empty()) noise[0] = std::byte{1};
        if (const auto entry = audit::decode(noise)) REQUIRE(audit::encode(*entry) == noise);
    }
}

TEST_CASE("a detail beyond its limit cannot be read back", "[audit]") {
    auto entry = full_entry();
    entry.detail = std::string(128, 'x');
    CHECK(audit::decode(audit::encode(entry)));
    entry.detail = std::string(129, 'x');
    REQUIRE_FALSE(audit::decode(audit::encode(entry)));
    CHECK(audit::decode(audit::encode(entry)).error().place == "detail");
}
