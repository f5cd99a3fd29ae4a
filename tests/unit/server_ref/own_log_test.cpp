// pages: who may read the log, and does a pupil or a parent come no further than their own?

#include <catch2/catch.hpp>

#include "unit/server_ref/school_of_fakes.hpp"

using namespace monitor;
using namespace std::chrono_literals;
using test::SchoolOfFakes;

namespace {

bool holds(const transport::Response& response, std::string_view text) {
    return response.body.find(text) != std::string::npos;
}
std::string where(const transport::Response& response) {
    return SchoolOfFakes::header(response, "location");
}

std::uint64_t lines_of(const SchoolOfFakes& school, audit::Act act) {
    return static_cast<std::uint64_t>(std::ranges::count(school.kept.trail, act, &audit::Entry::act));
}

/// Anouk looks at Sanne's screen for twelve minutes.
void a_look(SchoolOfFakes& school) {
    audit::Entry began{.at = school.clock.now() - 20min, .act = audit::Act::look_began,
                       .actor = {audit::ActorKind::staff, test::id<StaffId>(1), {}}, .view = test::id<ViewId>(1),
                       .action = policy::Action::live, .purpose = policy::LookPurpose::help, .group = test::id<GroupId>(1)};
    began.rulings = {{.pupil = test::id<PupilId>(2), .basis = policy::Basis::teaches_group}};
    auto ended = began;
    ended.at += 12min;
    ended.act = audit::Act::look_ended;
    ended.reason = 1;
    school.kept.trail.push_back(began);
    school.kept.trail.push_back(ended);
}

transport::Response with_code(SchoolOfFakes& school, const std::string& code) {
    return school.send("/log-code", school.look("/log-code").body, "&code=" + code);
}
std::string a_code(SchoolOfFakes& school) {
    const auto made = school.stores.codes->make(test::id<SchoolId>(1), test::id<PupilId>(2), identity::Opens::own_log, 1h);
    return made->secret.reveal(Purpose::match_account);
}

}  // namespace

TEST_CASE("a pupil signs in as everybody does, and reads who looked along, how long and why", "[server_ref]") {
    SchoolOfFakes school;
    a_look(school);
    CHECK(where(school.sign_in("sanne")) == "/own-log");
    CHECK(school.kept.sessions.empty());
    const auto page = school.look("/own-log");
    CHECK(page.status == 200);
    for (const auto* said : {"Wie heeft er met jou meegekeken?", "Anouk &amp; Co", "keek mee op jouw scherm.", "12 minuten",
                             "Een leerling helpen", "De medewerker stopte zelf."})
        CHECK(holds(page, said));
    CHECK_FALSE(holds(page, "Tim"));
    const auto& signed_in = school.kept.trail[2];
    CHECK(signed_in.act == audit::Act::signed_in);
    CHECK(signed_in.actor.kind == audit::ActorKind::pupil);
    CHECK(signed_in.pupil == test::id<PupilId>(2));
}

TEST_CASE("no page for colleagues opens for a pupil", "[server_ref]") {
    SchoolOfFakes school;
    school.sign_in("sanne");
    const auto group = test::id<GroupId>(1).text(), some = test::id<DeviceId>(1).text();
    for (const auto& path :
         {std::string{"/me"}, std::string{"/me/looks"}, std::string{"/groups"}, "/groups/" + group, std::string{"/school"},
          std::string{"/school/log"}, std::string{"/school/board"}, std::string{"/school/links"}, std::string{"/school/lessons"},
          std::string{"/school/devices"}, "/school/devices/" + some, std::string{"/school/codes"}, "/school/waiting/" + some,
          "/school/lessons/" + some, std::string{"/school/roster/off"}, std::string{"/school/directory/erase"},
          std::string{"/invitation"}}) {
        INFO(path);
        const auto answer = school.look(path);
        CHECK(answer.status == 303);
        CHECK(where(answer) == "/sign-in");
    }
    const auto page = school.look("/own-log").body;
    for (const auto& path : {std::string{"/me/end"}, std::string{"/groups/stand-in"}, std::string{"/school"}, std::string{"/invitation"}}) {
        INFO(path);
        CHECK(where(school.send(path, page)) == "/sign-in");
    }
    CHECK(school.send("/groups/" + group + "/ticket", page).status == 401);
    CHECK(where(school.look("/")) == "/own-log");
    CHECK(where(school.look("/sign-in")) == "/own-log");
}

TEST_CASE("an account that is nobody's takes the same steps as a pupil's, and learns nothing", "[server_ref]") {
    for (const auto* account : {"nobody", "anouk", "sanne"}) {
        SchoolOfFakes school;
        school.sign_in(account);
        CHECK(school.kept.pupils_sought == 1);
    }
    SchoolOfFakes school;
    const auto refused = school.sign_in("nobody");
    CHECK(refused.status == 403);
    CHECK_FALSE(holds(refused, "eerling"));
    CHECK(where(school.look("/own-log")) == "/sign-in");
    CHECK(school.kept.sittings.empty());
}

TEST_CASE("that somebody reads is written down once, before it is shown", "[server_ref]") {
    SchoolOfFakes school;
    a_look(school);
    school.sign_in("sanne");
    for (int turn = 0; turn < 3; ++turn) CHECK(school.look("/own-log").status == 200);
    CHECK(lines_of(school, audit::Act::log_read) == 1);
    CHECK(school.kept.trail.back().count == 1);
    school.clock.advance(16min);
    (void)school.look("/own-log");
    CHECK(lines_of(school, audit::Act::log_read) == 2);
    school.clock.advance(16min);
    school.kept.trail_broken = true;
    CHECK(school.look("/own-log").status == 503);
}

TEST_CASE("a pupil signs out, and is out", "[server_ref]") {
    SchoolOfFakes school;
    school.sign_in("sanne");
    CHECK(where(school.send("/sign-out", school.look("/own-log").body)) == "/sign-in?why=out");
    CHECK(school.kept.sittings.empty());
    CHECK(where(school.look("/own-log")) == "/sign-in");
}

TEST_CASE("a parent reads with a code, once", "[server_ref]") {
    SchoolOfFakes school;
    a_look(school);
    const auto code = a_code(school);
    CHECK(where(with_code(school, code)) == "/own-log");
    CHECK(school.kept.codes.empty());
    const auto page = school.look("/own-log");
    CHECK(holds(page, "Wie heeft er met Sanne B. meegekeken?"));
    CHECK(holds(page, "keek mee op het scherm van uw kind."));
    CHECK(lines_of(school, audit::Act::code_used) == 1);
    CHECK(school.kept.trail.back().act == audit::Act::log_read);
    CHECK(school.kept.trail.back().actor.kind == audit::ActorKind::parent);
    (void)school.send("/sign-out", page.body);
    const auto again = with_code(school, code);
    CHECK(again.status == 403);
    CHECK(holds(again, "Deze code werkt niet."));
    CHECK(lines_of(school, audit::Act::code_used) == 1);
}

TEST_CASE("a code may be typed as people type", "[server_ref]") {
    SchoolOfFakes school;
    (void)a_code(school);
    CHECK(where(with_code(school, "aaaa+aaaa+aaaa+aaai")) == "/own-log");
}

TEST_CASE("a wrong code, a used one and one that cannot be are one answer, and each is looked for", "[server_ref]") {
    SchoolOfFakes school;
    const auto same = [&](const std::string& code) {
        const auto sought = school.kept.codes_sought;
        const auto answer = with_code(school, code);
        CHECK(school.kept.codes_sought == sought + 1);
        CHECK(answer.status == 403);
        return answer.body.substr(answer.body.find("<main"), answer.body.find("name=\"proof\"") - answer.body.find("<main"));
    };
    CHECK(same("ZZZZ-ZZZZ-ZZZZ-ZZZZ") == same("no"));
    CHECK(lines_of(school, audit::Act::code_used) == 0);
}

TEST_CASE("codes are tried no faster than so many", "[server_ref]") {
    SchoolOfFakes school;
    transport::Response answer;
    for (int attempt = 0; attempt < 70; ++attempt) answer = with_code(school, "ZZZZ-ZZZZ-ZZZZ-ZZZZ");
    CHECK(answer.status == 429);
    CHECK(school.kept.codes_sought == 60);
}

TEST_CASE("without a log no code is used up", "[server_ref]") {
    SchoolOfFakes school;
    const auto code = a_code(school);
    school.kept.trail_broken = true;
    CHECK(with_code(school, code).status == 503);
    CHECK(school.kept.codes.size() == 1);
    CHECK(school.kept.sittings.empty());
}

TEST_CASE("a teacher reads their own looks, and the school's log is not theirs", "[server_ref]") {
    SchoolOfFakes school;
    a_look(school);
    school.sign_in("anouk");
    const auto mine = school.look("/me/looks");
    CHECK(mine.status == 200);
    for (const auto* said : {"Sanne B.", "12 minuten", "Een leerling helpen"}) CHECK(holds(mine, said));
    CHECK(school.look("/school/log").status == 404);
    CHECK(school.look("/school/codes").status == 404);
    CHECK(where(school.look("/own-log")) == "/sign-in");
}

TEST_CASE("who guards the log reads it as sentences, and chooses from it", "[server_ref]") {
    SchoolOfFakes school;
    a_look(school);
    school.kept.duties = {school::Duty::privacy_officer};
    school.sign_in("anouk");
    const auto page = school.look("/school/log");
    CHECK(page.status == 200);
    CHECK(holds(page, "Anouk &amp; Co ging meekijken op het scherm van Sanne B. Reden: Een leerling helpen"));
    CHECK(holds(page, "Anouk &amp; Co logde in."));
    CHECK(lines_of(school, audit::Act::log_read) == 1);
    const auto sanne = test::id<PupilId>(2).text(), tim = test::id<PupilId>(1).text();
    CHECK(holds(school.look("/school/log?pupil=" + sanne), "12"));
    CHECK_FALSE(holds(school.look("/school/log?pupil=" + tim), "ging meekijken"));
    CHECK_FALSE(holds(school.look("/school/log?kind=looks"), "logde in."));
    CHECK(holds(school.look("/school/log?from=2030-01-01"), "Er zijn geen regels."));
    CHECK(lines_of(school, audit::Act::log_read) == 1);
}

TEST_CASE("the log is turned page by page, and each line is seen once", "[server_ref]") {
    SchoolOfFakes school;
    for (int number = 0; number < 95; ++number)
        school.kept.trail.push_back(
            {.at = school.clock.now(), .act = audit::Act::term_changed, .count = static_cast<std::uint64_t>(1000 + number)});
    school.kept.duties = {school::Duty::privacy_officer};
    school.sign_in("anouk");
    std::string all;
    std::string path = "/school/log";
    int pages = 0;
    for (; !path.empty(); ++pages) {
        const auto page = school.look(path);
        all += page.body;
        const auto at = page.body.find("/school/log?before=");
        path = at == std::string::npos ? "" : page.body.substr(at, page.body.find('"', at) - at);
    }
    CHECK(pages == 3);
    for (int number = 1000; number < 1095; ++number) {
        const auto said = std::to_string(number) + " dagen.";
        CHECK(all.find(said) != std::string::npos);
        CHECK(all.find(said) == all.rfind(said));
    }
}
