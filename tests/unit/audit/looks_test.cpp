// audit: does a look have the length, the reason and the end that its lines say?

#include <algorithm>

#include <catch2/catch.hpp>

#include "monitor/audit/sentence.hpp"
#include "support/ids.hpp"

using namespace monitor;
using namespace std::chrono_literals;
using audit::Act;
using policy::Action;
using test::id;

namespace {

const Instant nine{std::chrono::milliseconds{1'790'000'000'000}};
const auto sanne = id<PupilId>(1), tim = id<PupilId>(2);
const auto anouk = id<StaffId>(1), kees = id<StaffId>(2);

struct LogOfTest final : audit::Logbooks {
    std::vector<audit::Entry> lines{};

    std::expected<std::vector<audit::Logbook>, Error> all() override { return {}; }
    std::expected<void, Error> keep_for(SchoolId, std::chrono::days) override { return {}; }
    std::expected<void, Error> pass_on(SchoolId, std::uint64_t) override { return {}; }
    std::expected<std::vector<audit::Kept>, Error> about(SchoolId, const audit::Whom& whom, std::uint64_t before,
                                                         std::size_t at_most) override {
        std::vector<audit::Kept> found;
        for (auto index = std::min<std::uint64_t>(before, lines.size()); index > 0 && found.size() < at_most; --index)
            if (audit::names(lines[index - 1], whom)) found.push_back({index - 1, {}, lines[index - 1], audit::Remains::whole});
        return found;
    }

    audit::Entry& add(Act act, std::chrono::minutes after, Action action = Action::grid, StaffId who = anouk, unsigned char view = 1) {
        lines.push_back({.at = nine + after,
                         .act = act,
                         .actor = {audit::ActorKind::staff, who, {}},
                         .view = id<ViewId>(view),
                         .action = action});
        return lines.back();
    }
    [[nodiscard]] std::vector<audit::Look> of(const audit::Whom& whose, std::size_t at_most = 100) {
        std::vector<audit::Look> looks;
        std::optional<std::uint64_t> before{audit::from_the_end};
        while (before) {
            auto page = audit::looks(*this, {}, whose, *before, at_most);
            REQUIRE(page);
            CHECK(page->found.size() <= at_most);
            std::ranges::move(page->found, std::back_inserter(looks));
            before = page->next;
        }
        return looks;
    }
};

audit::Ruled seen(PupilId pupil) {
    return {.pupil = pupil, .basis = policy::Basis::teaches_group};
}
audit::Ruled hidden(PupilId pupil, policy::Refusal why = policy::Refusal::device_elsewhere) {
    return {.pupil = pupil, .refusal = why};
}

}  // namespace

TEST_CASE("a look at a group lasts for a pupil from when they were seen to when they were not", "[audit]") {
    LogOfTest log;
    log.add(Act::look_began, 0min).rulings = {seen(sanne), hidden(tim)};
    log.add(Act::look_changed, 5min).rulings = {seen(tim)};
    log.add(Act::look_changed, 8min).rulings = {hidden(sanne)};
    log.add(Act::look_changed, 9min).rulings = {seen(sanne)};
    log.add(Act::look_ended, 20min).reason = 1;

    const auto hers = log.of(sanne);
    REQUIRE(hers.size() == 2);
    CHECK(hers[0].began == nine + 9min);
    CHECK(hers[0].end->at == nine + 20min);
    CHECK(hers[0].end->reason == 1);
    CHECK(hers[1].began == nine);
    CHECK(hers[1].end->at == nine + 8min);
    CHECK(hers[1].end->refusal == policy::Refusal::device_elsewhere);
    const auto his = log.of(tim);
    REQUIRE(his.size() == 1);
    CHECK(his[0].began == nine + 5min);
    CHECK(his[0].pupils == std::vector{tim});
    const auto theirs = log.of(anouk);
    REQUIRE(theirs.size() == 1);
    CHECK(theirs[0].pupils == std::vector{sanne, tim});
    CHECK(theirs[0].end->at == nine + 20min);
    CHECK(log.of(kees).empty());
}

TEST_CASE("a look at one screen is a look of its own within that at the group", "[audit]") {
    LogOfTest log;
    log.add(Act::look_began, 0min).rulings = {seen(sanne), seen(tim)};
    log.add(Act::look_began, 2min, Action::live).rulings = {seen(sanne)};
    log.add(Act::look_ended, 4min, Action::live).rulings = {seen(sanne)};
    log.add(Act::look_began, 5min, Action::live).rulings = {seen(tim)};
    log.add(Act::look_ended, 9min);
    const auto hers = log.of(sanne);
    REQUIRE(hers.size() == 2);
    CHECK(hers[0].action == Action::live);
    CHECK(hers[0].end->at == nine + 4min);
    CHECK(hers[1].end->at == nine + 9min);
    CHECK(log.of(tim)[0].end->at == nine + 9min);  // the view took it along
    const auto theirs = log.of(anouk);
    REQUIRE(theirs.size() == 3);
    CHECK(theirs[1].end->at == nine + 4min);
}

TEST_CASE("another basis is no other look, and another view is", "[audit]") {
    LogOfTest log;
    log.add(Act::look_began, 0min).rulings = {seen(sanne)};
    log.add(Act::look_changed, 3min).rulings = {seen(sanne)};
    log.add(Act::look_began, 4min, Action::grid, kees, 2).rulings = {seen(sanne)};
    log.add(Act::look_ended, 5min, Action::grid, kees, 2);
    const auto hers = log.of(sanne);
    REQUIRE(hers.size() == 2);
    CHECK(hers[0].staff == kees);
    CHECK(hers[0].end->at == nine + 5min);
    CHECK(hers[1].staff == anouk);
    CHECK_FALSE(hers[1].end);
}

TEST_CASE("a refused look is told to who asked, and was nobody's", "[audit]") {
    LogOfTest log;
    log.add(Act::look_refused, 0min).rulings = {hidden(sanne, policy::Refusal::outside_hours)};
    CHECK(log.of(sanne).empty());
    const auto asked = log.of(anouk);
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].refused == policy::Refusal::outside_hours);
}

TEST_CASE("pages of one look each show every look once", "[audit]") {
    LogOfTest log;
    for (int number = 0; number < 9; ++number) {
        log.add(Act::look_began, 10min * number, Action::grid, anouk, static_cast<unsigned char>(number + 1)).rulings = {seen(sanne)};
        log.add(Act::look_ended, 10min * number + 5min, Action::grid, anouk, static_cast<unsigned char>(number + 1));
    }
    for (const std::size_t at_most : {1U, 2U, 4U, 100U}) {
        const auto looks = log.of(sanne, at_most);
        REQUIRE(looks.size() == 9);
        for (std::size_t at = 0; at < 9; ++at) CHECK(looks[at].began == nine + 10min * (8 - static_cast<int>(at)));
    }
}

TEST_CASE("a look is said in plain words, and every act has a sentence in both languages", "[audit]") {
    const audit::Names names{[](StaffId who) { return who == anouk ? "Anouk" : ""; },
                             [](PupilId who) { return who == sanne ? "Sanne" : ""; }, [](GroupId) { return std::string{}; }};
    audit::Look look{.began = nine, .staff = anouk};
    CHECK(audit::length(look, Language::nl) == "nog bezig, of het einde is niet vastgelegd");
    look.end = {nine + 59s, 2, {}};
    CHECK(audit::length(look, Language::nl) == "minder dan een minuut");
    CHECK(audit::ending(look, Language::nl) == "De tijd was om.");
    look.end = {nine + 12min, 999, {}};
    CHECK(audit::length(look, Language::nl) == "12 minuten");
    CHECK(audit::ending(look, Language::nl) == "De verbinding was niet goed.");
    look.end = {nine + 64min, 1, {}};
    CHECK(audit::length(look, Language::nl) == "1 uur en 4 minuten");
    look.end = {nine + 1min, 0, policy::Refusal::device_elsewhere};
    CHECK(audit::ending(look, Language::nl) == "Het apparaat was niet meer op school.");
    look.end->refusal = policy::Refusal::directory_stale;
    CHECK(audit::ending(look, Language::en) == "It was no longer allowed.");
    look.staff = kees;
    CHECK(audit::who(look, names, Language::nl) == "Een medewerker die hier niet op de lijst staat");

    for (int number = 1; audit::word(static_cast<Act>(number)) != "unknown"; ++number) {
        for (const auto language : {Language::nl, Language::en}) {
            audit::Entry entry{.at = nine, .act = static_cast<Act>(number), .actor = {audit::ActorKind::staff, anouk, {}}, .pupil = sanne};
            if (entry.act == Act::restriction_changed) entry.detail = "recorded";
            const auto said = audit::sentence({0, {}, entry, audit::Remains::whole}, names, language);
            INFO(said);
            CHECK(said.ends_with('.'));
            CHECK(said.find('{') == std::string::npos);
            CHECK(said.find("eigen zin") == std::string::npos);
            CHECK(said.find("of its own") == std::string::npos);
        }
    }
}

TEST_CASE("what a detail is about is in the sentence", "[audit]") {
    const audit::Names nobody{[](StaffId) { return ""; }, [](PupilId) { return ""; }, [](GroupId) { return ""; }};
    const auto said = [&](Act act, std::string detail) {
        const audit::Entry entry{.at = nine, .act = act, .actor = {audit::ActorKind::operator_, {}, {}}, .detail = std::move(detail)};
        return audit::sentence({0, {}, entry, audit::Remains::whole}, nobody, Language::en);
    };
    CHECK(said(Act::duty_changed, "invited school_admin") == "The administrator of the server made an invitation to a duty.");
    CHECK(said(Act::settings_changed, "roster off") == "The administrator of the server changed the connection with the administration.");
    CHECK(said(Act::settings_changed, "anything else") == "The administrator of the server changed a setting.");
}

TEST_CASE("a line whose school year is over says no pupil's name", "[audit]") {
    const audit::Names names{[](StaffId) { return "Anouk"; }, [](PupilId) { return "Sanne B."; }, [](GroupId) { return "Groep 5A"; }};
    audit::Entry entry{.at = nine, .act = Act::look_began, .actor = {audit::ActorKind::staff, anouk, {}}, .view = id<ViewId>(1),
                       .action = Action::live, .purpose = policy::LookPurpose::help};
    entry.rulings = {seen(sanne)};
    CHECK(audit::sentence({0, {}, entry, audit::Remains::whole}, names, Language::nl) ==
          "Anouk ging meekijken op het scherm van Sanne B. Reden: Een leerling helpen");
    CHECK(audit::sentence({0, {}, entry, audit::Remains::lasting}, names, Language::nl).find("Sanne") == std::string::npos);
    CHECK(audit::sentence({0, {}, std::nullopt, audit::Remains::leaf}, names, Language::nl).empty());
}
