// Does every ruling have its word and its sentence, and can a table of facts be read back?

#include "monitor/policy/words.hpp"

#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "monitor/text/words.hpp"

using namespace monitor;
using namespace monitor::policy;

namespace {

using Listed = std::vector<std::pair<std::string, std::string>>;

Listed listed(const Facts& facts) {
    Listed all;
    const auto add = [](void* to, std::string_view fact, std::string_view value) {
        static_cast<Listed*>(to)->emplace_back(fact, value);
    };
    list_facts(facts, add, &all);
    return all;
}

}  // namespace

TEST_CASE("every refusal has its own word, and its own sentence for each reader in both languages", "[policy]") {
    std::set<std::string_view> said, words;
    const auto check = [&](auto refusal) {
        CHECK(words.insert(word(refusal)).second);
        CHECK(word(refusal) != "unknown");
        for (const auto reader : {Reader::asker, Reader::admin, Reader::command}) {
            for (const auto language : {Language::nl, Language::en}) {
                INFO(word(refusal) << ' ' << static_cast<int>(reader) << ' ' << tag(language));
                CHECK(said.insert(sentence(refusal, language, reader)).second);
                CHECK(sentence(refusal, language, reader) != text::words(text::Key::refusal_unknown, language));
                CHECK((reader == Reader::command) != sentence(refusal, language, reader).ends_with('.'));
            }
        }
        CHECK(sentence(refusal, Language::nl) == sentence(refusal, Language::nl, Reader::asker));
    };
    for (int number = 1; number <= 18; ++number) check(static_cast<Refusal>(number));
    for (int number = 101; number <= 109; ++number) check(static_cast<ActRefusal>(number));
    for (int number = 201; number <= 207; ++number) check(static_cast<ContactRefusal>(number));
    CHECK(words.size() == 18 + 9 + 7);
}

TEST_CASE("a refusal nobody knows has no word, and a sentence all the same", "[policy]") {
    for (const int number : {0, 19, 100, 110, 200, 208, 255}) {
        CHECK(word(static_cast<Refusal>(number)) == "unknown");
        CHECK(word(static_cast<ActRefusal>(number)) == "unknown");
        CHECK(word(static_cast<ContactRefusal>(number)) == "unknown");
    }
    const auto helpless = text::words(text::Key::refusal_unknown, Language::nl);
    for (const auto reader : {Reader::asker, Reader::admin, Reader::command, static_cast<Reader>(9)}) {
        CHECK(sentence(static_cast<Refusal>(19), Language::nl, reader) == helpless);
        CHECK(sentence(static_cast<ActRefusal>(110), Language::nl, reader) == helpless);
        CHECK(sentence(static_cast<ContactRefusal>(208), Language::nl, reader) == helpless);
    }
}

TEST_CASE("acts and contact details are read back from their words, and nothing else is", "[policy]") {
    std::set<std::string_view> words;
    for (int number = 1; number <= 29; ++number) {
        const auto act = static_cast<AdminAct>(number);
        CHECK(words.insert(word(act)).second);
        CHECK(act_from(word(act)) == act);
    }
    for (const auto detail : {Detail::phone, Detail::email, Detail::address}) CHECK(detail_from(word(detail)) == detail);
    CHECK_FALSE(act_from("unknown"));
    CHECK_FALSE(act_from("Stand_in"));
    CHECK_FALSE(detail_from("unknown"));
    CHECK_FALSE(detail_from(""));
}

TEST_CASE("actions and purposes are read back from their words, and nothing else is", "[policy]") {
    for (const auto action : {Action::grid, Action::live, Action::last_picture, Action::open_tabs}) {
        CHECK(action_from(word(action)) == action);
    }
    for (const auto purpose :
         {LookPurpose::none, LookPurpose::help, LookPurpose::safety, LookPurpose::progress, LookPurpose::test}) {
        CHECK(purpose_from(word(purpose)) == purpose);
        CHECK_FALSE(sentence(purpose, Language::nl).empty());
        CHECK(sentence(purpose, Language::nl) != sentence(purpose, Language::en));
    }
    CHECK_FALSE(action_from("unknown"));
    CHECK_FALSE(action_from("Grid"));
    CHECK_FALSE(purpose_from(""));
}

TEST_CASE("facts that nobody filled in are listed in the order of Facts, as unknown or none", "[policy]") {
    const Listed expected{{"timekeeping", "unknown"}, {"directory", "unknown"}, {"employment", "unknown"}, {"role", "unknown"},
                          {"schools", "unknown"},
                          {"relation", "none"},       {"objection", "unknown"}, {"restriction", "unknown"}, {"hours", "unknown"},
                          {"viewer", "unknown"},      {"device_user", "unknown"}, {"device", "unknown"},    {"remote_lesson", "none"},
                          {"indicator", "down"},      {"hours_end", "none"},    {"remote_end", "none"},    {"look_end", "none"}};
    CHECK(listed({}) == expected);
}

TEST_CASE("facts written down and read back are the same facts", "[policy]") {
    const Listed written{{"timekeeping", "sure"},
                         {"directory", "put_back"},
                         {"employment", "ended"},
                         {"role", "support"},
                         {"schools", "different"},
                         {"relation", "replaces_teacher"},
                         {"objection", "recorded"},
                         {"restriction", "recorded"},
                         {"hours", "holiday"},
                         {"viewer", "elsewhere"},
                         {"device_user", "another_pupil"},
                         {"device", "at_the_site"},
                         {"remote_lesson", "parents_not_told"},
                         {"indicator", "first"},
                         {"hours_end", "2028-02-29T23:59:59Z"},
                         {"remote_end", "2028-03-01T00:00:00Z"},
                         {"look_end", "none"}};
    Facts facts;
    for (const auto& [fact, value] : written) CHECK(set_fact(facts, fact, value));
    CHECK(listed(facts) == written);
}

TEST_CASE("a fact or a value that does not exist changes nothing", "[policy]") {
    Facts facts;
    for (const auto& [fact, value] : Listed{{"", ""},
                                            {"mood", "good"},
                                            {"hours", "ajar"},
                                            {"hours", ""},
                                            {"Hours", "open"},
                                            {"relation", "teaches"},
                                            {"hours_end", ""},
                                            {"hours_end", "2026-02-29T10:00:00Z"},
                                            {"hours_end", "2026-09-01T24:00:00Z"},
                                            {"hours_end", "2026-09-01 10:00:00Z"},
                                            {"hours_end", "2026-09-01T10:00:00+"},
                                            {"hours_end", "2026-0-01T10:00:00Z1"}}) {
        CHECK_FALSE(set_fact(facts, fact, value));
    }
    CHECK(listed(facts) == listed({}));
}
