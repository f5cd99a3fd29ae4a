// roster: which values do the rules make of a person, and which of an account?

#include <array>

#include <fmt/format.h>

#include "monitor/roster/linking.hpp"
#include "monitor/school/user.hpp"
#include "roster/linking_text.hpp"

namespace monitor::roster {
namespace {

constexpr std::size_t longest_pattern = 128;
constexpr auto names = std::to_array<std::pair<std::string_view, RuleKind>>(
    {{"user_name", RuleKind::user_name}, {"email", RuleKind::email}, {"number", RuleKind::number}, {"sds", RuleKind::sds}});

struct Names {
    std::string first, infix, surname;
};

struct Part {
    std::string_view text{};   // as it stands
    std::string_view field{};  // or "first", "infix", "surname"
    std::size_t letters{};     // so many of it; 0: all
};

// The next part of a pattern, which loses it; what is wrong when it is no pattern.
std::expected<Part, std::string> next(std::string_view& pattern) {
    Part part;
    if (pattern.front() != '{') {
        part.text = pattern.substr(0, pattern.find_first_of("{}"));
        if (part.text.empty()) return std::unexpected{"a } stands without its {"};
        pattern.remove_prefix(part.text.size());
        return part;
    }
    const auto end = pattern.find('}');
    if (end == std::string_view::npos) return std::unexpected{"a { is not closed with a }"};
    auto inside = pattern.substr(1, end - 1);
    pattern.remove_prefix(end + 1);
    if (const auto colon = inside.find(':'); colon != std::string_view::npos) {
        const auto count = inside.substr(colon + 1);
        if (count.size() != 1 || count[0] < '1' || count[0] > '9')
            return std::unexpected{"behind a : stands a count from 1 to 9"};
        part.letters = static_cast<std::size_t>(count[0] - '0');
        inside = inside.substr(0, colon);
    }
    if (inside != "first" && inside != "infix" && inside != "surname")
        return std::unexpected{"between { and } stands first, infix or surname"};
    part.field = inside;
    return part;
}

// So many letters from the front; what is behind the first byte of a letter belongs to it.
std::string_view front(std::string_view text, std::size_t letters) {
    if (letters == 0) return text;
    std::size_t at = 0;
    while (at < text.size() && letters-- > 0) {
        ++at;
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
    }
    return text.substr(0, at);
}

// "" when the name lacks what the pattern asks; nobody is found by half a name. An infix is not everyone's.
std::string made(std::string_view pattern, const Names& person) {
    std::string out;
    while (!pattern.empty()) {
        const auto part = next(pattern);
        if (!part) return {};
        if (part->field.empty()) {
            out += normalised(part->text);
            continue;
        }
        const auto& whole = part->field == "first" ? person.first : part->field == "infix" ? person.infix : person.surname;
        if (whole.empty() && part->field != "infix") return {};
        out += front(whole, part->letters);
    }
    return without_marks(out);
}

std::expected<void, std::string> sound(std::string_view pattern) {
    if (pattern.size() > longest_pattern) return std::unexpected{fmt::format("is longer than {} bytes", longest_pattern)};
    bool surname{}, first{};
    while (!pattern.empty()) {
        const auto part = next(pattern);
        if (!part) return std::unexpected{part.error()};
        surname = surname || part->field == "surname";
        first = first || part->field == "first";
    }
    if (!surname || !first) return std::unexpected{"a pattern names {first} and {surname}: a half name is many people's"};
    return {};
}

class Clues {
public:
    explicit Clues(std::span<const LinkRule> rules) : rules_{rules} {}

    // Of the rules of this kind: `value`, unless it is "".
    void add(RuleKind kind, const std::string& value) {
        for (std::size_t at = 0; at < rules_.size() && at < 256; ++at)
            if (rules_[at].kind == kind) put(at, value);
    }
    template <class Make>
    void each_pattern(Make make) {
        for (std::size_t at = 0; at < rules_.size() && at < 256; ++at)
            if (rules_[at].kind == RuleKind::name) make(at, rules_[at].pattern);
    }
    void put(std::size_t rule, const std::string& value) {
        if (value.empty()) return;
        const Clue clue{static_cast<std::uint8_t>(rule), Personal<std::string>{value}};
        for (const auto& known : found_)
            if (known.rule == clue.rule && known.value == clue.value) return;
        found_.push_back(clue);
    }
    std::vector<Clue> take() { return std::move(found_); }

private:
    std::span<const LinkRule> rules_;
    std::vector<Clue> found_;
};

std::string plain(const Personal<std::string>& value) {
    return normalised(value.reveal(Purpose::match_account));
}
std::string bare(const Personal<std::string>& value) {
    return without_marks(plain(value));
}

// A user name made from a name says little: "j.bakker" is Jan and Johan. So the names stand beside it wherever both sides know
// them.
std::string named(const std::string& user, const std::string& first, const std::string& surname) {
    return fmt::format("{} {} {}", user, first, surname);
}

template <class Line>
std::vector<Clue> of_person(const Line& line, std::span<const LinkRule> rules) {
    Clues clues{rules};
    clues.add(RuleKind::user_name, plain(line.user));
    clues.add(RuleKind::email, plain(line.clues.email));
    clues.add(RuleKind::number, plain(line.clues.number));
    if (const auto key = plain(line.key); !key.starts_with('#')) clues.add(RuleKind::sds, key);
    const Names person{bare(line.clues.first), bare(line.clues.infix), bare(line.clues.surname)};
    clues.each_pattern([&](std::size_t rule, const std::string& pattern) {
        const auto user = made(pattern, person);
        if (user.empty()) return;
        clues.put(rule, user);
        clues.put(rule, named(user, person.first, person.infix + person.surname));
        clues.put(rule, named(user, person.first, person.surname));
    });
    return clues.take();
}

}  // namespace

std::expected<LinkRule, std::string> link_rule(std::string_view text) {
    for (const auto& [word, kind] : names)
        if (text == word) return LinkRule{kind, {}};
    constexpr std::string_view name = "name ";
    if (!text.starts_with(name)) {
        return std::unexpected{
            "is no rule; write \"user_name\", \"email\", \"number\", \"sds\" or \"name\" with a pattern: \"name "
            "{first}.{surname}\""};
    }
    const auto pattern = text.substr(name.size());
    if (const auto checked = sound(pattern); !checked)
        return std::unexpected{checked.error() + "; a pattern is as \"{first}.{surname}\" or \"{first:1}{infix}{surname}\""};
    return LinkRule{RuleKind::name, std::string{pattern}};
}

std::expected<std::vector<LinkRule>, std::string> link_rules(std::span<const std::string> texts) {
    if (texts.empty()) return usual_rules();
    std::vector<LinkRule> rules;
    for (const auto& one : texts) {
        auto rule = link_rule(one);
        if (!rule) return std::unexpected{rule.error()};
        rules.push_back(std::move(*rule));
    }
    return rules;
}

std::string text(const LinkRule& rule) {
    for (const auto& [word, kind] : names)
        if (rule.kind == kind) return std::string{word};
    return "name " + rule.pattern;
}

std::vector<LinkRule> usual_rules() {
    std::vector<LinkRule> rules;
    for (const auto& [word, kind] : names) rules.push_back({kind, {}});
    return rules;
}

std::vector<Clue> clues(const PupilLine& line, std::span<const LinkRule> rules) {
    return of_person(line, rules);
}
std::vector<Clue> clues(const StaffLine& line, std::span<const LinkRule> rules) {
    return of_person(line, rules);
}

std::vector<Clue> clues(const Account& account, std::span<const LinkRule> rules) {
    Clues clues{rules};
    const auto user = plain(account.user);
    clues.add(RuleKind::user_name, user);
    clues.add(RuleKind::user_name, school::before_at(user));
    clues.add(RuleKind::email, plain(account.email));
    if (user.find('@') != std::string::npos) clues.add(RuleKind::email, user);
    clues.add(RuleKind::number, plain(account.number));
    clues.add(RuleKind::sds, plain(account.sds));
    const auto first = bare(account.first), surname = bare(account.surname);
    clues.each_pattern([&](std::size_t rule, const std::string& pattern) {
        const auto whole = without_marks(pattern.find('@') == std::string::npos ? school::before_at(user) : user);
        if (whole.empty()) return;
        const bool known = !first.empty() && !surname.empty();
        if (!known && pattern.find(':') != std::string::npos) return;  // a shortened name, and nothing to hold it against
        clues.put(rule, known ? named(whole, first, surname) : whole);
    });
    return clues.take();
}

}  // namespace monitor::roster
