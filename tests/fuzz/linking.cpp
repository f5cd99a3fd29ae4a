// Does a rule that is taken say itself again, and do two sides whose names are the same always meet?

#include "monitor/roster/linking.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "roster/linking_text.hpp"

namespace {

using namespace monitor;

void require(bool holds) {
    if (!holds) std::abort();
}

void meet(const roster::LinkRule& rule, std::string_view first, std::string_view surname) {
    const std::vector rules{rule};
    roster::PupilLine line;
    line.user = line.clues.email = line.clues.number = Personal<std::string>{std::string{first}};
    line.key = roster::Key{std::string{first}};
    line.clues.first = Personal<std::string>{std::string{first}};
    line.clues.surname = Personal<std::string>{std::string{surname}};
    roster::Account account;
    account.user = account.email = account.number = account.sds = line.user;
    const auto person = roster::clues(line, rules), other = roster::clues(account, rules);
    for (const auto& clue : person) require(!clue.value.reveal(Purpose::match_account).empty());
    if (rule.kind == roster::RuleKind::name || person.empty()) return;
    require(std::ranges::any_of(other, [&](const roster::Clue& clue) { return clue.value == person.front().value; }));
}

}  // namespace

// "rule\nfirst\nsurname"
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const auto line = text.find('\n');
    const auto rule = roster::link_rule(text.substr(0, line));
    const auto plain = roster::normalised(text);
    require(plain.size() > 256 || roster::normalised(plain) == plain);
    require(roster::without_marks(plain).size() <= plain.size());
    if (!rule) {
        require(!rule.error().empty());
        return 0;
    }
    require(roster::link_rule(roster::text(*rule)) == *rule);
    if (line == std::string_view::npos) return 0;
    const auto names = text.substr(line + 1);
    const auto second = names.find('\n');
    meet(*rule, names.substr(0, second), second == std::string_view::npos ? std::string_view{} : names.substr(second + 1));
    return 0;
}
