#pragma once
// roster: which account of the directory belongs to which person of the administration?
//
// Each rule makes one value of a person and one of an account; equal values point to each other. Values are compared as keyed hashes,
// so either side may come first and no file is read again. What points to two, or points both ways, is never guessed.

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "monitor/base/personal.hpp"
#include "monitor/roster/directory.hpp"
#include "monitor/roster/snapshot.hpp"

namespace monitor::roster {

/// Written down: append, never renumber.
enum class RuleKind : std::uint8_t {
    user_name = 1,   ///< the administration's user name is the directory's (whole, or before the @)
    email = 2,
    number = 3,      ///< pupil or staff number = employeeId, studentNumber, teacherNumber
    sds = 4,         ///< the key of the administration = externalId of School Data Sync
    name = 5,        ///< a user name made from the name by `pattern`
};
struct LinkRule {
    RuleKind kind{};
    std::string pattern{};  ///< with name: "{first}.{surname}", "{first:1}{surname}", "{first}{surname:1}@school.example"
    friend bool operator==(const LinkRule&, const LinkRule&) = default;
};
/// "user_name", "email", "number", "sds", or "name {first}.{surname}". Else what is wrong and what to write.
[[nodiscard]] std::expected<LinkRule, std::string> link_rule(std::string_view text);
/// Each of them; none: the usual ones. What is wrong names the rule.
[[nodiscard]] std::expected<std::vector<LinkRule>, std::string> link_rules(std::span<const std::string> texts);
/// What link_rule() reads.
[[nodiscard]] std::string text(const LinkRule&);
/// user_name, email, number, sds: nothing that is guessed from a name.
[[nodiscard]] std::vector<LinkRule> usual_rules();

/// A value that a rule made of someone, normalised (NFKD, without accents, lower case, no spaces); "" where it made none.
struct Clue {
    std::uint8_t rule{};  ///< its place in the list of rules
    Personal<std::string> value{};
};
[[nodiscard]] std::vector<Clue> clues(const PupilLine&, std::span<const LinkRule>);
[[nodiscard]] std::vector<Clue> clues(const StaffLine&, std::span<const LinkRule>);
[[nodiscard]] std::vector<Clue> clues(const Account&, std::span<const LinkRule>);

/// A keyed hash of a clue; the key is the school's own.
struct LinkKey {
    std::uint8_t rule{};
    std::array<std::byte, 32> hash{};
    friend auto operator<=>(const LinkKey&, const LinkKey&) = default;
};
/// One person or one account, as far as matching needs to know.
struct Candidate {
    Role role{};                    ///< a pupil is only ever matched with an account that is not staff's, and the other way round
    std::vector<LinkKey> keys{};
    std::vector<LinkKey> shared{};  ///< of `keys`: somebody who is linked already has them too, so they point and settle nothing
    std::optional<std::size_t> linked{};  ///< index on the other side: it was linked before, and stays so
};
/// Why a person has no account yet. Written down: append, never renumber.
enum class Doubt : std::uint8_t {
    no_account = 1,       ///< nothing points to one
    several_accounts = 2, ///< one value, more than one account
    several_persons = 3,  ///< one value, more than one person
    contradiction = 4,    ///< two rules point to different accounts, or a number differs
    role_differs = 5,     ///< it points to an account of another role
};
struct Match {
    std::size_t person{}, account{};
    std::uint8_t rule{};  ///< the one that found it
};
struct Doubtful {
    std::size_t person{};
    Doubt doubt{};
    std::vector<std::size_t> accounts{};  ///< those it may be
};
struct Matching {
    std::vector<Match> matches{};    ///< new ones only
    std::vector<Doubtful> doubts{};
};
/// A value that more persons, or more accounts, have than this tells nobody apart: it settles nothing, and contradicts nothing.
inline constexpr std::size_t crowd = 16;
/// Linear in the number of keys. The same candidates give the same matching, in whatever order they came.
[[nodiscard]] Matching match(std::span<const Candidate> persons, std::span<const Candidate> accounts, std::span<const LinkRule>);

}  // namespace monitor::roster
