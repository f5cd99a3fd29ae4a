#pragma once
// policy: how do we say a ruling to the person who reads it, and to the one who looks it up?

#include <optional>
#include <string_view>

#include "monitor/base/language.hpp"
#include "monitor/policy/ruling.hpp"

namespace monitor::policy {

/// One plain sentence for the teacher: what is the matter and what to do.
[[nodiscard]] std::string_view sentence(Refusal, Language);
[[nodiscard]] std::string_view sentence(LookPurpose, Language);

/// The stable word used in files, commands and bindings: "not_their_group".
[[nodiscard]] std::string_view word(Refusal) noexcept;
[[nodiscard]] std::string_view word(Basis) noexcept;
[[nodiscard]] std::string_view word(Action) noexcept;
[[nodiscard]] std::string_view word(LookPurpose) noexcept;
[[nodiscard]] std::optional<Action> action_from(std::string_view word) noexcept;
[[nodiscard]] std::optional<LookPurpose> purpose_from(std::string_view word) noexcept;

/// Names of the facts and of their values, for tables and commands: set "hours" to "open". False: no such fact or value.
[[nodiscard]] bool set_fact(Facts&, std::string_view fact, std::string_view value);
/// Calls `each(fact, value)` for every fact, in the order of Facts.
void list_facts(const Facts&, void (*each)(void* to, std::string_view fact, std::string_view value), void* to);

}  // namespace monitor::policy
