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

TEST_CASE("every refusal has its own word, and its own sentence in both languages", "[policy]") {
    std::set<std::string_view> said;
    for (int number = 1; number <= 17; ++number) {
        const auto refusal = static_cast<Refusal>(number);
        CHECK(word(refusal) != "unknown");
        for (const auto language : {Language::nl, Language::en}) {
            CHECK(said.insert(sentence(refusal, language)).second);
            CHECK(sentence(refusal, language) != text::words(text::Key::refusal_unknown, language));
            CHECK(sentence(refusal, language).ends_with('.'));
        }
    }
    CHECK(word(static_cast<Refusal>(0)) == "unknown");
    CHECK(word(static_cast<Refusal>(18)) == "unknown");
    CHECK_FALSE(sentence(static_cast<Refusal>(18), Language::nl).empty());
}

TEST_CASE("the word of a refusal is the key of its sentence", "[policy]") {
    for (int number = 1; number <= 17; ++number) {
        const auto refusal = static_cast<Refusal>(number);
        const auto key = "refusal_" + std::string{word(refusal)};
        bool found{};
        for (const auto& row : text::rows) found = found || (row.name == key && row.nl == sentence(refusal, Language::nl));
        CHECK(found);
    }
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
                         {"directory", "stale"},
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
