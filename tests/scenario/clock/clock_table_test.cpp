// Does every promise about time hold whatever the clock does? Each case prints what was kept before and after: one table.

#include <algorithm>
#include <iostream>
#include <map>

#include <fmt/format.h>

#include "start/housekeeping.hpp"
#include "support/store_of_test.hpp"

using namespace monitor;
using namespace monitor::test;
using retention::Kind;
using retention::Trust;
using std::chrono::days;

namespace {

using Kept = std::map<Kind, std::uint64_t>;

Trust nobody_says_so() {
    return Trust::doubtful;
}
Trust a_time_server_says_so() {
    return Trust::sure;
}

Instant utc(int year, unsigned month, unsigned day, std::chrono::milliseconds time) {
    return Instant{std::chrono::sys_days{std::chrono::year{year} / month / day}} + time;
}

/// A school on a server that runs: what the hub does with the clock, and what the server's housekeeping does.
struct Server {
    StoreOfTest test;
    std::unique_ptr<start::Housekeeping> house;
    retention::Timekeeper time{std::nullopt, tuesday, test.clock.tick()};
    const PupilId sanne{{std::byte{1}}};

    explicit Server(school::SchoolYear year = this_year, Instant at = tuesday) {
        test.clock.advance(at - tuesday);
        test.apply(regenboog(year));
        run(nobody_says_so);
    }
    void run(Trust (*time_sync)()) {
        house = {};
        house = must(start::keep_house(test.stores, test.clock, test.log, time_sync));
    }
    /// The machine is off while its wall clock goes on.
    void off_for(std::chrono::milliseconds span, Trust (*time_sync)()) {
        tick();
        house = {};
        test.stores = {};
        test.clock.jump(span);
        test.reopen();
        run(time_sync);
    }
    void tick() {
        time.observe(test.clock.now(), test.clock.tick());
        must(store::raise_high_water(test.stores, time.high_water()));
    }
    void sweep() {
        tick();
        must(house->sweep());
    }
    identity::SessionToken sign_in() {
        return must(test.stores.sessions->begin(
            {.school = test.school, .staff = test.staff("anouk.devries"), .browser = "Firefox"}, 10h));
    }
    bool signed_in(const identity::SessionToken& token) { return must(test.stores.sessions->find(token, 24h)).has_value(); }
    void picture() { test.stores.pictures->keep(test.school, sanne, Bytes(64, std::byte{1}), time.effective()); }
    /// Pictures that are left when the hub has looked, as it does each second.
    std::uint64_t pictures() {
        tick();
        test.stores.pictures->sweep(time.effective());
        return test.stores.pictures->count();
    }
    /// Everything with an end, whenever that is; but not the log, in which it is written what went.
    Kept kept() {
        Kept all;
        for (const auto& due : must(store::due(test.stores, utc(2400, 1, 1, 0ms))))
            if (due.kind != Kind::audit_entry && due.kind != Kind::audit_personal) all[due.kind] += due.count;
        return all;
    }
};

std::string shown(const Kept& kept) {
    std::string text;
    for (const auto kind : {Kind::pupil, Kind::staff, Kind::session, Kind::enrolment_token})
        if (const auto at = kept.find(kind); at != kept.end() && at->second != 0)
            text += fmt::format("{}{} {}", text.empty() ? "" : ", ", at->second, retention::word(kind));
    return text.empty() ? "nothing" : text;
}

void row(std::string_view what, const std::string& before, const std::string& after, std::string_view promise) {
    std::cout << fmt::format("| {:52} | {:28} | {:28} | {:60} | held |\n", what, before, after, promise);
}

Kept without(Kept kept, Kind kind) {
    kept.erase(kind);
    return kept;
}

}  // namespace

TEST_CASE("a leap of 49 hours that nobody confirms deletes nothing, and taken back it was nothing", "[scenario]") {
    Server server;
    (void)server.sign_in();
    const auto before = server.kept();
    server.test.clock.jump(49h);
    server.sweep();
    REQUIRE(server.house->tidiness().trust == Trust::doubtful);
    REQUIRE(server.kept() == before);
    row("+49 h, the boot clock does not agree", shown(before), shown(server.kept()), "doubt: deleting waits, nobody looks");
    server.test.clock.jump(-49h);
    server.sweep();
    REQUIRE(server.house->tidiness().trust == Trust::sure);
    REQUIRE(server.kept() == before);
    row("... and back", shown(before), shown(server.kept()), "sure again, nothing was lost");
}

TEST_CASE("a leap of 49 hours that a time server confirms is time that passed", "[scenario]") {
    Server server;
    (void)server.sign_in();
    server.run(a_time_server_says_so);
    const auto before = server.kept();
    server.test.clock.jump(49h);
    must(server.house->sweep());
    REQUIRE(server.house->tidiness().trust == Trust::sure);
    REQUIRE(server.kept() == without(before, Kind::session));
    REQUIRE(server.house->tidiness().swept == 1);
    row("+49 h, a time server confirms it", shown(before), shown(server.kept()), "what was due goes, the roster stays");
}

TEST_CASE("after 49 hours off a server doubts until the ticks of a day or a time server say so", "[scenario]") {
    Server server;
    (void)server.sign_in();
    server.picture();
    const auto before = server.kept();
    server.off_for(49h, nobody_says_so);
    REQUIRE(server.house->tidiness().trust == Trust::doubtful);
    REQUIRE(server.kept() == before);
    REQUIRE(server.pictures() == 0);
    row("restart after 49 h, nobody confirms", shown(before), shown(server.kept()),
        "doubt: deleting waits; no picture outlives a process");
    server.test.clock.advance(24h);
    must(server.house->sweep());
    REQUIRE(server.house->tidiness().trust == Trust::sure);
    REQUIRE(server.kept() == without(before, Kind::session));
    row("... and 24 h later", shown(before), shown(server.kept()), "doubt ends by itself: what was due goes");

    Server other;
    (void)other.sign_in();
    other.off_for(49h, a_time_server_says_so);
    REQUIRE(other.house->tidiness().trust == Trust::sure);
    REQUIRE(other.kept() == without(before, Kind::session));
    row("restart after 49 h, a time server confirms", shown(before), shown(other.kept()), "deleted before the first connection");
}

TEST_CASE("a clock set back three days lengthens no life", "[scenario]") {
    Server server;
    server.tick();
    const auto token = server.sign_in();
    server.picture();
    const auto before = server.kept();
    server.test.clock.jump(-days{3});
    server.test.clock.advance(10h - 1ms);
    server.tick();
    REQUIRE(server.pictures() == 1);
    server.test.clock.advance(1ms);
    server.tick();
    REQUIRE_FALSE(server.signed_in(token));
    server.test.clock.advance(38h - 1ms);
    REQUIRE(server.pictures() == 1);
    server.test.clock.advance(1ms);
    REQUIRE(server.pictures() == 0);
    row("-3 d, then 10 h and 48 h", shown(before) + ", 1 picture", shown(server.kept()),
        "a session of 10 h and a picture of 48 h end by the ticks");
}

TEST_CASE("ten years ahead and back lose nothing of the roster, also over a restart in between", "[scenario]") {
    Server server;
    const auto before = server.kept();
    const auto people = server.test.roll()->pupils.size();
    server.test.clock.jump(days{3650});
    server.sweep();
    REQUIRE(server.kept() == before);
    server.off_for(0h, nobody_says_so);
    REQUIRE(server.house->tidiness().trust == Trust::doubtful);
    REQUIRE(server.kept() == before);
    row("+10 y, and a restart then", shown(before), shown(server.kept()), "doubt: deleting waits");
    server.test.clock.jump(-days{3650});
    server.off_for(0h, nobody_says_so);
    REQUIRE(server.house->tidiness().trust == Trust::sure);
    REQUIRE(server.kept() == before);
    REQUIRE(server.test.roll()->pupils.size() == people);
    row("... and back, and a restart then", shown(before), shown(server.kept()),
        "nothing of the roster is lost, every name opens");
}

TEST_CASE("in both nights in which the clocks change a picture lives 48 hours and a session 10", "[scenario]") {
    struct Night {
        const char* name;
        Instant evening;
    };
    for (const auto& [name, evening] : {Night{"winter time, 25 October 2026", utc(2026, 10, 24, 20h)},
                                        Night{"summer time, 28 March 2027", utc(2027, 3, 27, 20h)}}) {
        INFO(name);
        Server server{this_year, evening};
        server.tick();
        const auto token = server.sign_in();
        server.picture();
        const auto before = server.kept();
        server.test.clock.advance(10h - 1ms);
        server.tick();
        REQUIRE(server.signed_in(token));
        server.test.clock.advance(1ms);
        server.tick();
        REQUIRE_FALSE(server.signed_in(token));
        server.test.clock.advance(38h - 1ms);
        REQUIRE(server.pictures() == 1);
        server.test.clock.advance(1ms);
        REQUIRE(server.pictures() == 0);
        row(name, shown(before) + ", 1 picture", shown(server.kept()),
            "10 h and 48 h to the millisecond, whatever the wall says");
    }
}

TEST_CASE("29 February is a day like any other", "[scenario]") {
    Server server{next_year, utc(2028, 2, 28, 12h)};
    const auto token = must(server.test.stores.enrolments->offer({server.test.school, server.test.site("Hoofdgebouw"), 1, 48h}));
    const auto before = server.kept();
    server.test.clock.advance(48h - 1ms);  // 1 March
    server.sweep();
    REQUIRE(server.kept() == before);
    server.test.clock.advance(1ms);
    server.sweep();
    REQUIRE(server.kept() == without(before, Kind::enrolment_token));
    row("29 February 2028", shown(before), shown(server.kept()), "48 h from 28 February end on 1 March; pupils stay until July");
}

TEST_CASE("a second before the first of August everybody is there, and at midnight nobody", "[scenario]") {
    Server server{this_year, utc(2027, 7, 31, 21h + 59min + 59s)};
    const auto before = server.kept();
    server.sweep();
    REQUIRE(server.kept() == before);
    REQUIRE(server.test.roll()->pupils.size() == 3);
    row("31 July 2027, 23:59:59 in Amsterdam", shown(before), shown(server.kept()), "the school year has not ended");
    server.test.clock.advance(1s);
    REQUIRE(server.test.roll()->pupils.empty());  // enforced when reading, before anything is swept
    server.sweep();
    const auto after = server.kept();
    REQUIRE_FALSE(after.contains(Kind::pupil));
    REQUIRE_FALSE(after.contains(Kind::staff));
    REQUIRE_FALSE(after.contains(Kind::membership));
    row("1 August 2027, 00:00:00 in Amsterdam", shown(before), shown(after),
        "pupils and staff are gone, with the key of their year");
}
