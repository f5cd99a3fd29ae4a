#pragma once
// cli: what is asked of the rules, as it is typed or stands in a table, and what do they say? One form for the three kinds: looking
// along, acts, contact details.

#include <expected>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "answer.hpp"
#include "monitor/audit/trail.hpp"
#include "monitor/policy/words.hpp"
#include "typed.hpp"

namespace monitor::cli {

/// As typed. One of the first three says what kind of question it is.
struct PolicyWords {
    std::string action{}, act{}, detail{};
    std::string purpose{"none"};
    std::vector<std::string> facts{};
    std::string at{};
};

using Listed = std::vector<std::pair<std::string, std::string>>;  ///< a fact and its value, in the order of policy

/// A reason against it, with its sentence for each reader.
struct Reason {
    int number{};
    std::string word{};
    std::string (*sentence)(int number, Language, policy::Reader){};
};

struct PolicyAnswer {
    std::string kind{};      ///< "action", "act" or "detail"
    std::string asked{};     ///< its word
    std::string purpose{};   ///< of looking along
    Instant at{};
    Listed facts{};
    std::string basis{};     ///< of a permit; empty: refused
    std::optional<Instant> valid_until{};
    std::vector<Reason> reasons{};  ///< the first one decides; of looking along also those behind it
    [[nodiscard]] std::string outcome() const { return reasons.empty() ? "permit" : reasons.front().word; }
};

/// What is wrong with the words has been told when an Exit comes back.
[[nodiscard]] std::expected<PolicyAnswer, Exit> ask_policy(const Context&, const PolicyWords&);
/// What was asked when that was ruled; whose pupil was erased from the log since, is somebody.
[[nodiscard]] policy::Request asked_then(const audit::Entry&, const audit::Ruled&);
/// "permit", or the word of the refusal.
[[nodiscard]] std::string ruled_then(const audit::Ruled&);
/// Are there rulings with their facts in this line?
[[nodiscard]] bool holds_rulings(const audit::Kept&);
/// The same for a question that is already in hand: a ruling that was kept.
[[nodiscard]] PolicyAnswer explained(const policy::Request&, const policy::Facts&, Instant at);
[[nodiscard]] toml::table as_json(const PolicyAnswer&);

/// "2026-11-23T09:00:00Z"
[[nodiscard]] std::optional<Instant> instant_from(std::string_view text);
[[nodiscard]] std::string known_facts();
/// Every refusal of the kind, in the order in which the rules are tried.
[[nodiscard]] std::vector<Reason> all_reasons(std::string_view kind);

/// Each a command below `monitor policy`.
void add_policy_explain(Command policy);
void add_policy_table(Command policy);
void add_policy_simulate(Command policy);

}  // namespace monitor::cli
