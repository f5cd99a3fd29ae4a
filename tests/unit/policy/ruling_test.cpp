// Do the rules keep the promises, in every combination of facts?

#include "monitor/policy/ruling.hpp"

#include <array>
#include <optional>

#include <catch2/catch.hpp>

#include "monitor/policy/words.hpp"

using namespace monitor;
using namespace monitor::policy;
using namespace std::chrono_literals;

namespace {

constexpr Instant now{std::chrono::sys_days{std::chrono::year{2026} / 9 / 1} + 8h};
constexpr std::array<std::byte, 16> someone{std::byte{7}};

Request request(Action action, LookPurpose purpose = LookPurpose::none) {
    return {.viewer = StaffId{someone}, .pupil = PupilId{someone}, .action = action, .purpose = purpose};
}

Facts all_well() {
    return {.timekeeping = Timekeeping::sure,
            .directory = Directory::fresh,
            .employment = Employment::active,
            .schools = Schools::same,
            .relation = Basis::teaches_group,
            .objection = Objection::none,
            .hours = Hours::open,
            .viewer = Whereabouts::at_the_site,
            .device_user = DeviceUser::this_pupil,
            .device = Whereabouts::at_the_site,
            .remote_lesson = RemoteLesson::none,
            .indicator = Indicator::up,
            .hours_end = now + 5h};
}

// The promises, written a second time and in another way: what is wrong with this request? The lowest number is the reason.
std::optional<Refusal> promised(const Request& asked, const Facts& f) {
    unsigned wrong{};
    const auto breaks = [&wrong](Refusal refusal) { wrong |= 1U << static_cast<unsigned>(refusal); };
    const bool remote = f.remote_lesson == RemoteLesson::in_force;
    if (f.timekeeping == Timekeeping::unknown || f.timekeeping == Timekeeping::doubtful) breaks(Refusal::clock_doubtful);
    if (f.directory == Directory::unknown || f.directory == Directory::stale) breaks(Refusal::directory_stale);
    if (f.employment == Employment::unknown || f.employment == Employment::ended) breaks(Refusal::staff_not_active);
    if (f.schools == Schools::unknown || f.schools == Schools::different) breaks(Refusal::other_school);
    if (!f.relation.has_value()) breaks(Refusal::not_their_group);
    if (f.objection == Objection::unknown || f.objection == Objection::recorded) breaks(Refusal::objection_recorded);
    if (f.hours == Hours::unknown || f.hours == Hours::closed) breaks(Refusal::outside_hours);
    if (f.hours_end.value_or(Instant::min()) <= now) breaks(Refusal::outside_hours);
    if (!remote && (f.viewer == Whereabouts::unknown || f.viewer == Whereabouts::elsewhere)) breaks(Refusal::viewer_elsewhere);
    if (!remote && (f.device == Whereabouts::unknown || f.device == Whereabouts::elsewhere)) breaks(Refusal::device_elsewhere);
    if (f.device_user == DeviceUser::nobody) breaks(Refusal::device_not_in_use);
    if (f.device_user == DeviceUser::unknown || f.device_user == DeviceUser::staff ||
        f.device_user == DeviceUser::another_pupil) {
        breaks(Refusal::not_a_pupil_device);
    }
    if (f.indicator == Indicator::down) breaks(Refusal::indicator_down);
    if (asked.action == Action::live && asked.purpose == LookPurpose::none) breaks(Refusal::purpose_missing);
    for (unsigned refusal = 1; refusal < 32; ++refusal) {
        if ((wrong >> refusal & 1U) != 0) return static_cast<Refusal>(refusal);
    }
    return std::nullopt;
}

// One number names one combination: a digit for every fact, in mixed radix, in the order of combination() below.
constexpr std::array<std::uint64_t, 15> radix{3, 3, 3, 3, 3, 3, 3, 3, 5, 3, 2, 3, 3, 4, 5};
constexpr std::array<std::uint64_t, 15> well{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 2, 2, 1, 1};  // a live view, to help
constexpr std::uint64_t combinations = 3ULL * 3 * 3 * 3 * 3 * 3 * 3 * 3 * 5 * 3 * 2 * 3 * 3 * 4 * 5;
using Combination = std::array<std::uint64_t, 15>;

Combination combination(std::uint64_t number) {
    Combination digits{};
    for (std::size_t place = 0; place < radix.size(); ++place) {
        digits[place] = number % radix[place];
        number /= radix[place];
    }
    return digits;
}

bool agrees(const Combination& d) {
    Facts facts;
    facts.timekeeping = static_cast<Timekeeping>(d[0]);
    facts.directory = static_cast<Directory>(d[1]);
    facts.employment = static_cast<Employment>(d[2]);
    facts.schools = static_cast<Schools>(d[3]);
    if (d[4] > 0) facts.relation = static_cast<Basis>(d[4]);
    facts.objection = static_cast<Objection>(d[5]);
    facts.hours = static_cast<Hours>(d[6]);
    facts.viewer = static_cast<Whereabouts>(d[7]);
    facts.device_user = static_cast<DeviceUser>(d[8]);
    facts.device = static_cast<Whereabouts>(d[9]);
    facts.remote_lesson = static_cast<RemoteLesson>(d[10]);
    facts.indicator = static_cast<Indicator>(d[11]);
    if (d[12] > 0) facts.hours_end = d[12] == 1 ? now : now + 1ms;
    const Request asked = request(static_cast<Action>(d[13] + 1), static_cast<LookPurpose>(d[14]));
    const auto ruling = decide(asked, facts, now);
    const auto expected = promised(asked, facts);
    if (ruling) return !expected && ruling->basis() == *facts.relation && ruling->valid_until() == *facts.hours_end;
    return expected == ruling.error();
}

}  // namespace

TEST_CASE("the ruling is the promised one across the whole space of facts", "[policy]") {
    // 35,429,400 combinations; every 61st, a prime, so that every value of every fact comes beside all others.
    std::uint64_t differing{};
    std::optional<std::uint64_t> first;
    for (std::uint64_t number = 0; number < combinations; number += 61) {
        if (agrees(combination(number))) continue;
        ++differing;
        if (!first) first = number;
    }
    INFO("first combination that differs: " << first.value_or(0));
    CHECK(differing == 0);
}

TEST_CASE("all combinations of any three facts, the others being right, are ruled as promised", "[policy]") {
    // No stride here: close to a permit is where a slip would let someone look.
    std::uint64_t tried{}, differing{};
    for (std::size_t a = 0; a < radix.size(); ++a) {
        for (std::size_t b = a + 1; b < radix.size(); ++b) {
            for (std::size_t c = b + 1; c < radix.size(); ++c) {
                const auto values = radix[a] * radix[b] * radix[c];
                for (std::uint64_t value = 0; value < values; ++value) {
                    Combination digits = well;
                    digits[a] = value % radix[a];
                    digits[b] = value / radix[a] % radix[b];
                    digits[c] = value / radix[a] / radix[b];
                    ++tried;
                    if (!agrees(digits)) ++differing;
                }
            }
        }
    }
    CHECK(tried > 10'000);
    CHECK(differing == 0);
}

TEST_CASE("when all is well a permit carries the request, its basis and the end of the hours", "[policy]") {
    const auto asked = request(Action::live, LookPurpose::help);
    const auto ruling = decide(asked, all_well(), now);
    REQUIRE(ruling);
    CHECK(ruling->request().viewer == asked.viewer);
    CHECK(ruling->request().pupil == asked.pupil);
    CHECK(ruling->request().action == Action::live);
    CHECK(ruling->basis() == Basis::teaches_group);
    CHECK(ruling->valid_until() == now + 5h);
}

TEST_CASE("facts nobody filled in permit nothing", "[policy]") {
    for (const auto action : {Action::grid, Action::live, Action::last_picture, Action::open_tabs}) {
        CHECK(decide(request(action, LookPurpose::help), Facts{}, now).error() == Refusal::clock_doubtful);
    }
}

TEST_CASE("nobody is not a teacher, and nobody is not a pupil", "[policy]") {
    auto asked = request(Action::grid);
    asked.viewer = {};
    CHECK(decide(asked, all_well(), now).error() == Refusal::staff_not_active);
    asked = request(Action::grid);
    asked.pupil = {};
    CHECK(decide(asked, all_well(), now).error() == Refusal::not_their_group);
}

TEST_CASE("values from outside the enumerations never help a request", "[policy]") {
    auto facts = all_well();
    facts.relation = static_cast<Basis>(77);
    CHECK(decide(request(Action::grid), facts, now).error() == Refusal::not_their_group);
    facts = all_well();
    facts.indicator = static_cast<Indicator>(77);
    CHECK(decide(request(Action::grid), facts, now).error() == Refusal::indicator_down);
    facts = all_well();
    facts.hours = static_cast<Hours>(77);
    CHECK(decide(request(Action::grid), facts, now).error() == Refusal::outside_hours);
    CHECK(decide(request(Action::live, static_cast<LookPurpose>(77)), all_well(), now).error() == Refusal::purpose_missing);
    CHECK(decide(request(static_cast<Action>(77), LookPurpose::help), all_well(), now).error() == Refusal::purpose_missing);
}
