// Is it told rightly what would change, and is a person asked where it is much?

#include "monitor/roster/difference.hpp"

#include <limits>
#include <map>
#include <random>

#include <catch2/catch.hpp>

using namespace monitor;
using namespace monitor::roster;

namespace {

PupilLine pupil(const std::string& key, const std::string& name = "Bo D.") {
    return {.key = Key{key}, .name = Personal{name}, .user = Personal{key + ".user"}, .groups = {"a", "b"}};
}
Snapshot of(std::initializer_list<PupilLine> pupils) {
    Snapshot all;
    all.pupils = pupils;
    return all;
}
std::string told(const Difference& found) {
    std::string text;
    for (const auto& step : found.steps) {
        text += "?+~-"[static_cast<std::size_t>(step.move)];
        text += "?sgptv"[static_cast<std::size_t>(step.part)];
        text += step.key.reveal(Purpose::operate) + " ";
    }
    return text;
}

}  // namespace

TEST_CASE("who is added, changed, removed or the same is told in the order of keys", "[roster][difference]") {
    const auto before = of({pupil("3"), pupil("1"), pupil("2"), pupil("4")});
    const auto after = of({pupil("5"), pupil("2", "Bo E."), pupil("3"), pupil("0")});
    const auto found = difference(before, after);
    CHECK(told(found) == "+p0 -p1 ~p2 -p4 +p5 ");
    CHECK(found.pupils == Tally{2, 1, 2, 1});
    CHECK(difference(before, before).steps.empty());
    CHECK(difference(before, before).pupils == Tally{0, 0, 0, 4});
    CHECK(difference({}, before).pupils == Tally{4, 0, 0, 0});
    CHECK(difference(before, {}).pupils == Tally{0, 0, 4, 0});
}

TEST_CASE("the order of groups and what only linking compares change nobody", "[roster][difference]") {
    auto other = pupil("1");
    other.groups = {"b", "a"};
    other.clues.surname = Personal<std::string>{"Dijk"};
    CHECK(difference(of({pupil("1")}), of({other})).pupils.unchanged == 1);
    other.groups = {"b"};
    CHECK(difference(of({pupil("1")}), of({other})).pupils.changed == 1);
    other = pupil("1");
    other.user = Personal<std::string>{"other"};
    CHECK(difference(of({pupil("1")}), of({other})).pupils.changed == 1);
}

TEST_CASE("every part has its steps, sites before groups before people", "[roster][difference]") {
    Snapshot before, after;
    before.sites = {{"h", "Hoofd"}};
    after.sites = {{"h", "Hoofdgebouw"}, {"n", "Noord"}};
    before.groups = {{"5a", "5A", "h"}};
    after.groups = {{"5a", "5A", "n"}};
    StaffLine anna{.key = Key{"t"}, .employment = school::Employment::active};
    before.staff = {anna};
    anna.employment = school::Employment::ended;
    after.staff = {anna};
    GuardianLine karin{.key = Key{"o"}, .children = {{Key{"p"}, Relation::parent}}};
    before.guardians = {karin};
    karin.children[0].relation = Relation::guardian;
    after.guardians = {karin};
    const auto found = difference(before, after);
    CHECK(told(found) == "~sh +sn ~g5a ~tt ~vo ");
    CHECK(found.groups == Tally{0, 1, 0, 0});
    CHECK(found.staff == Tally{0, 1, 0, 0});
    CHECK(found.guardians == Tally{0, 1, 0, 0});
}

TEST_CASE("an account that is found or lost is a change", "[roster][difference]") {
    Snapshot before, after;
    StaffLine anna{.key = Key{"t"}};
    before.staff = {anna};
    anna.account = AccountLine{"tenant", Personal<std::string>{"o-1"}};
    after.staff = {anna};
    CHECK(difference(before, after).staff.changed == 1);
    CHECK(difference(after, after).staff.unchanged == 1);
}

TEST_CASE("what is laid over by its steps gives the other, for any two snapshots", "[roster][difference]") {
    std::minstd_rand random{7};
    for (int round = 0; round < 200; ++round) {
        std::map<std::string, PupilLine> old, now;
        for (int person = 0; person < 20; ++person) {
            const auto key = std::to_string(random() % 15);
            (random() % 2 == 0 ? old : now).insert_or_assign(key, pupil(key, std::to_string(random() % 2)));
        }
        Snapshot before, after;
        for (auto& [key, line] : old) before.pupils.push_back(line);
        for (auto& [key, line] : now) after.pupils.insert(after.pupils.begin(), line);
        const auto found = difference(before, after);
        for (const auto& step : found.steps) {
            const auto& key = step.key.reveal(Purpose::operate);
            if (step.move == Move::removed)
                CHECK(old.erase(key) == 1);
            else
                CHECK(old.insert_or_assign(key, now.at(key)).second == (step.move == Move::added));
        }
        CHECK(old.size() == now.size());
        for (const auto& [key, line] : now) CHECK(old.at(key).name == line.name);
        CHECK(found.pupils.added + found.pupils.changed + found.pupils.removed == found.steps.size());
        CHECK(found.pupils.added + found.pupils.changed + found.pupils.unchanged == now.size());
    }
}

TEST_CASE("a removal of more than a fifth waits for a person, one of a few does not", "[roster][difference]") {
    const auto pupils = [](std::uint64_t removed, std::uint64_t stay) { return verdict({0, 0, removed, stay}, {0, 0, 0, 20}); };
    CHECK(pupils(20, 80) == Verdict::go);
    CHECK(pupils(21, 79) == Verdict::hold);
    CHECK(pupils(4, 0) == Verdict::go);
    CHECK(pupils(5, 0) == Verdict::hold);
    CHECK(pupils(5, 20) == Verdict::go);
    CHECK(pupils(5, 19) == Verdict::hold);
    CHECK(verdict({}, {}) == Verdict::go);
    CHECK(verdict({0, 0, 0, 250}, {0, 0, 6, 10}) == Verdict::hold);
    CHECK(verdict({500, 0, 30, 70}, {}) == Verdict::hold);  // newcomers do not make up for those who go
    CHECK(verdict({0, 90, 10, 0}, {}) == Verdict::go);      // those who change are there
    CHECK(verdict({0, 0, 10, 90}, {}, {.percent = 5}) == Verdict::hold);
    CHECK(verdict({0, 0, 10, 90}, {}, {.percent = 5, .few = 11}) == Verdict::go);
    constexpr auto many = std::numeric_limits<std::uint64_t>::max() / 2;
    CHECK(verdict({0, 0, many, many}, {}) == Verdict::hold);
}
