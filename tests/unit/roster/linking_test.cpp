// roster: whom do the rules link, whom never, and what do they say of the others?

#include "monitor/roster/linking.hpp"

#include <algorithm>
#include <random>

#include <catch2/catch.hpp>

#include "roster/linking_text.hpp"

using namespace monitor;
using namespace monitor::roster;

namespace {

using Text = Personal<std::string>;

PupilLine pupil(const std::string& user, const std::string& email = {}, const std::string& number = {}) {
    return {.key = Key{"k-" + user}, .user = Text{user}, .clues = {.email = Text{email}, .number = Text{number}}};
}
PupilLine named(const std::string& first, const std::string& infix, const std::string& surname) {
    return {.key = Key{"k"}, .clues = {.first = Text{first}, .infix = Text{infix}, .surname = Text{surname}}};
}
Account account(const std::string& user, const std::string& number = {}, Role role = Role::pupil, const std::string& email = {}) {
    return {.tenant = "t", .object = Text{user}, .role = role, .user = Text{user}, .email = Text{email}, .number = Text{number}};
}
std::vector<std::string> values(const std::vector<Clue>& clues, RuleKind kind, std::span<const LinkRule> rules) {
    std::vector<std::string> found;
    for (const auto& clue : clues)
        if (rules[clue.rule].kind == kind) found.push_back(clue.value.reveal(Purpose::operate));
    return found;
}

// The hash of a test: the value itself, as far as it fits.
std::vector<LinkKey> keys(const std::vector<Clue>& clues) {
    std::vector<LinkKey> keys;
    for (const auto& clue : clues) {
        LinkKey key{.rule = clue.rule};
        const auto& value = clue.value.reveal(Purpose::operate);
        for (std::size_t at = 0; at < value.size() && at < key.hash.size(); ++at)
            key.hash[at] = static_cast<std::byte>(value[at]);
        keys.push_back(key);
    }
    return keys;
}

struct School {
    std::vector<LinkRule> rules{usual_rules()};
    std::vector<Candidate> persons{}, accounts{};

    void add(const PupilLine& line) { persons.push_back({.role = Role::pupil, .keys = keys(clues(line, rules))}); }
    void add(const StaffLine& line) { persons.push_back({.role = Role::staff, .keys = keys(clues(line, rules))}); }
    void add(const Account& line) { accounts.push_back({.role = line.role, .keys = keys(clues(line, rules))}); }
    [[nodiscard]] Matching match() const { return roster::match(persons, accounts, rules); }
};

}  // namespace

TEST_CASE("two spellings of one name are the same without accents, capitals and spaces", "[roster][linking]") {
    CHECK(normalised("Noor Çelik") == "noorcelik");
    CHECK(normalised("ĲSBRAND van 't Hart") == "ijsbrandvan'thart");
    CHECK(normalised("Zoë Müller-Straße") == "zoemuller-strasse");
    CHECK(normalised("Łukasz Åkerström Øst Ægir Œuvre") == "lukaszakerstromostaegiroeuvre");
    CHECK(normalised("Nguye\u0302\u0303n Thi\u0323") == "nguyenthi");
    CHECK(normalised("Nguyễn Thị") == "nguyenthi");
    CHECK(normalised("\uFF33\uFF41\uFF4E\u00A0\u200Bﬁlip") == "sanfilip");
    CHECK(normalised("Ψυχή") == "ψυχή");
    CHECK(normalised("\u212Bsa") == "asa");  // the sign of a unit that looks like a letter
    CHECK(normalised("\xFF\xFE") == "");
    CHECK(normalised(std::string(257, 'a')) == "");
    CHECK(without_marks("o'neil-d\u2019arc") == "oneildarc");
}

TEST_CASE("a rule is read as it is written, and what is no rule says what to write", "[roster][linking]") {
    for (const char* text :
         {"user_name", "email", "number", "sds", "name {first}.{surname}", "name {first:1}{infix}{surname}@a.example"}) {
        const auto rule = link_rule(text);
        REQUIRE(rule);
        CHECK(roster::text(*rule) == text);
    }
    CHECK(usual_rules().size() == 4);
    CHECK(std::ranges::count(usual_rules(), RuleKind::name, &LinkRule::kind) == 0);
    for (const auto& [text, why] :
         {std::pair{"", "is no rule"}, std::pair{"upn", "is no rule"}, std::pair{"name", "is no rule"},
          std::pair{"name ", "half name"}, std::pair{"name {first}", "half name"},
          std::pair{"name {first}{surname", "not closed"}, std::pair{"name {first}}{surname}", "without its {"},
          std::pair{"name {first:0}{surname}", "from 1 to 9"}, std::pair{"name {first:12}{surname}", "from 1 to 9"},
          std::pair{"name {birthday}{surname}{first}", "stands first, infix or surname"}}) {
        const auto rule = link_rule(text);
        REQUIRE_FALSE(rule);
        INFO(text << ": " << rule.error());
        CHECK(rule.error().find(why) != std::string::npos);
    }
}

TEST_CASE("each rule makes its value of a person and of an account", "[roster][linking]") {
    const std::vector<LinkRule> rules{{RuleKind::user_name, {}},
                                      {RuleKind::email, {}},
                                      {RuleKind::sds, {}},
                                      *link_rule("name {first}.{surname}"),
                                      *link_rule("name {first:1}{infix}{surname}@a.example")};
    auto line = named("Noor", "van der", "Çelik");
    line.user = Text{"Noor.C"};
    line.key = Key{"991"};
    const auto person = clues(line, rules);
    CHECK(values(person, RuleKind::user_name, rules) == std::vector<std::string>{"noor.c"});
    CHECK(values(person, RuleKind::sds, rules) == std::vector<std::string>{"991"});
    CHECK(values(person, RuleKind::name, rules) ==
          std::vector<std::string>{"noor.celik", "noor.celik noor vandercelik", "noor.celik noor celik", "nvandercelik@a.example",
                                   "nvandercelik@a.example noor vandercelik", "nvandercelik@a.example noor celik"});
    auto other = account("Noor.Celik@a.example");
    CHECK(values(clues(other, rules), RuleKind::user_name, rules) ==
          std::vector<std::string>{"noor.celik@a.example", "noor.celik"});
    CHECK(values(clues(other, rules), RuleKind::email, rules) == std::vector<std::string>{"noor.celik@a.example"});
    CHECK(values(clues(other, rules), RuleKind::name, rules) == std::vector<std::string>{"noor.celik"});
    other.first = Text{"Noor"};
    other.surname = Text{"van der Çelik"};
    CHECK(values(clues(other, rules), RuleKind::name, rules) ==
          std::vector<std::string>{"noor.celik noor vandercelik", "noor.celik@a.example noor vandercelik"});
    line.key = Key{"#001"};
    CHECK(values(clues(line, rules), RuleKind::sds, rules).empty());
    CHECK(values(clues(named("", "", "Çelik"), rules), RuleKind::name, rules).empty());
}

TEST_CASE("one value that only two have links them, whole or before the @", "[roster][linking]") {
    School school;
    school.add(pupil("sanne.b"));
    school.add(pupil("Tim.V@school.example"));
    school.add(pupil("", "", "1003"));
    school.add(pupil("nobody"));
    school.add(account("tim.v@school.example"));
    school.add(account("SANNE.B@school.example"));
    school.add(account("x", "1003"));
    const auto matching = school.match();
    REQUIRE(matching.matches.size() == 3);
    CHECK(matching.matches[0].account == 1);
    CHECK(matching.matches[1].account == 0);
    CHECK(matching.matches[2].account == 2);
    CHECK(matching.matches[2].rule == 2);
    REQUIRE(matching.doubts.size() == 1);
    CHECK(matching.doubts[0].person == 3);
    CHECK(matching.doubts[0].doubt == Doubt::no_account);
}

TEST_CASE("a value of two accounts or of two persons is a doubt that names whom it may be", "[roster][linking]") {
    School school;
    school.add(pupil("jan"));
    school.add(account("jan@a.example"));
    school.add(account("jan@b.example"));
    auto matching = school.match();
    REQUIRE(matching.doubts.size() == 1);
    CHECK(matching.doubts[0].doubt == Doubt::several_accounts);
    CHECK(matching.doubts[0].accounts == std::vector<std::size_t>{0, 1});

    School twins;  // two children, one address of their parents
    twins.add(pupil("", "thuis@example.org"));
    twins.add(pupil("", "thuis@example.org"));
    twins.add(account("a", "", Role::pupil, "thuis@example.org"));
    matching = twins.match();
    CHECK(matching.matches.empty());
    REQUIRE(matching.doubts.size() == 2);
    CHECK(matching.doubts[0].doubt == Doubt::several_persons);
}

TEST_CASE("a number that differs forbids every other rule, and one that is equal settles what is shared", "[roster][linking]") {
    School school;
    school.add(pupil("tim", "", "1"));
    school.add(account("tim", "2"));
    auto matching = school.match();
    CHECK(matching.matches.empty());
    REQUIRE(matching.doubts.size() == 1);
    CHECK(matching.doubts[0].doubt == Doubt::contradiction);
    CHECK(matching.doubts[0].accounts == std::vector<std::size_t>{0});

    School twins;
    twins.add(pupil("", "thuis@example.org", "1"));
    twins.add(pupil("", "thuis@example.org", "2"));
    twins.add(account("a", "1", Role::pupil, "thuis@example.org"));
    twins.add(account("b", "2", Role::pupil, "thuis@example.org"));
    matching = twins.match();
    REQUIRE(matching.matches.size() == 2);
    CHECK(matching.matches[0].account == 0);
    CHECK(matching.matches[1].account == 1);
}

TEST_CASE("two rules that point to different accounts, or an account two ways, link nobody", "[roster][linking]") {
    School school;
    school.add(pupil("tim", "tim.v@school.example"));
    school.add(account("tim"));
    school.add(account("x", "", Role::pupil, "tim.v@school.example"));
    auto matching = school.match();
    CHECK(matching.matches.empty());
    REQUIRE(matching.doubts.size() == 1);
    CHECK(matching.doubts[0].doubt == Doubt::contradiction);
    CHECK(matching.doubts[0].accounts == std::vector<std::size_t>{0, 1});

    School two;
    two.add(pupil("tim"));
    two.add(pupil("", "tim@school.example"));
    two.add(account("tim@school.example"));
    matching = two.match();
    CHECK(matching.matches.empty());
    CHECK(matching.doubts.size() == 2);
}

TEST_CASE("a pupil never gets an account of staff, nor a colleague one of a pupil, whatever points there", "[roster][linking]") {
    School school;
    school.add(pupil("jan", "", "12"));
    school.add(account("jan", "12", Role::staff));
    school.add(StaffLine{.key = Key{"s"}, .user = Text{"piet"}});
    school.add(account("piet", "", Role::pupil));
    auto matching = school.match();
    CHECK(matching.matches.empty());
    REQUIRE(matching.doubts.size() == 2);
    CHECK(matching.doubts[0].doubt == Doubt::role_differs);
    CHECK(matching.doubts[1].doubt == Doubt::role_differs);

    school.add(account("jan@pupils.example", "12", Role::pupil));
    matching = school.match();
    REQUIRE(matching.matches.size() == 1);
    CHECK(matching.matches[0].account == 2);

    School both;  // a pupil and a colleague with the same number
    both.add(pupil("", "", "7"));
    both.add(StaffLine{.key = Key{"s"}, .clues = {.number = Text{"7"}}});
    both.add(account("a", "7", Role::staff));
    both.add(account("b", "7", Role::pupil));
    matching = both.match();
    REQUIRE(matching.matches.size() == 2);
    CHECK(matching.matches[0].account == 1);
    CHECK(matching.matches[1].account == 0);
}

TEST_CASE("who is linked stays linked, and what they share with others settles nothing", "[roster][linking]") {
    School school;
    school.add(pupil("", "thuis@example.org"));
    school.add(account("a", "", Role::pupil, "thuis@example.org"));
    CHECK(school.match().matches.size() == 1);
    school.persons[0].shared = school.persons[0].keys;
    auto matching = school.match();
    CHECK(matching.matches.empty());
    CHECK(matching.doubts[0].doubt == Doubt::several_persons);
    school.persons[0].shared.clear();
    school.persons[0].linked = 0;
    school.accounts[0].linked = 0;
    school.add(pupil("", "thuis@example.org"));
    matching = school.match();
    CHECK(matching.matches.empty());
    REQUIRE(matching.doubts.size() == 1);
    CHECK(matching.doubts[0].person == 1);
}

TEST_CASE("the name rule tells Jan from Johan, and asks for both names where it may", "[roster][linking]") {
    School school;
    school.rules = {*link_rule("name {first:1}{surname}")};
    school.add(named("Jan", "", "Bakker"));
    auto johan = account("jbakker@school.example");
    johan.first = Text{"Johan"};
    johan.surname = Text{"Bakker"};
    school.add(johan);
    CHECK(school.match().matches.empty());
    school.add(account("jbakker@other.example"));  // no names: a shortened one proves nothing
    CHECK(school.match().matches.empty());
    auto jan = account("jbakker@third.example");
    jan.first = Text{"Jan"};
    jan.surname = Text{"Bakker"};
    school.add(jan);
    REQUIRE(school.match().matches.size() == 1);
    CHECK(school.match().matches[0].account == 2);
}

TEST_CASE("the same candidates give the same matching, in whatever order they came", "[roster][linking]") {
    std::mt19937 lots{7};
    for (int round = 0; round < 200; ++round) {
        School school;
        const auto one_of = [&](const char* prefix, unsigned most) {
            return lots() % 3 == 0 ? std::string{} : prefix + std::to_string(lots() % most);
        };
        for (int at = 0; at < 8; ++at) school.add(pupil(one_of("u", 6), one_of("m", 6), one_of("", 6)));
        for (int at = 0; at < 8; ++at)
            school.add(account("u" + std::to_string(lots() % 6), one_of("", 6), static_cast<Role>(lots() % 3), one_of("m", 6)));
        const auto straight = school.match();
        auto turned = school;
        std::ranges::reverse(turned.persons);
        std::ranges::reverse(turned.accounts);
        const auto backward = turned.match();
        REQUIRE(straight.matches.size() == backward.matches.size());
        for (const auto& match : straight.matches) {
            const auto same = [&](const Match& other) {
                return other.person == 7 - match.person && other.account == 7 - match.account;
            };
            CHECK(std::ranges::any_of(backward.matches, same));
            CHECK(std::ranges::count(straight.matches, match.account, &Match::account) == 1);
        }
        CHECK(straight.matches.size() + straight.doubts.size() == 8);
    }
}

TEST_CASE("a crowd with one value costs no more than its members", "[roster][linking]") {
    School school;
    for (int at = 0; at < 20'000; ++at) school.add(pupil("everybody"));
    for (int at = 0; at < 20'000; ++at) school.add(account("everybody"));
    const auto matching = school.match();
    CHECK(matching.matches.empty());
    CHECK(matching.doubts.size() == 20'000);
    CHECK(matching.doubts[0].accounts.size() == 8);
}
