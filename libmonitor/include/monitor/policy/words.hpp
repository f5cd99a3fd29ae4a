#pragma once
// policy: how do we say a ruling to the person who reads it, and to the one who looks it up?

#include <cstdint>
#include <optional>
#include <string_view>

#include "monitor/base/language.hpp"
#include "monitor/policy/acts.hpp"
#include "monitor/policy/contacts.hpp"
#include "monitor/policy/ruling.hpp"

namespace monitor::policy {

/// Who reads the sentence. `asker`: the teacher, or whoever wanted something; `command`: who typed it on the server.
enum class Reader : std::uint8_t { asker = 1, admin = 2, command = 3 };

/// One plain sentence or two: what is the matter, and what this reader can do.
[[nodiscard]] std::string_view sentence(Refusal, Language, Reader = Reader::asker);
[[nodiscard]] std::string_view sentence(ActRefusal, Language, Reader = Reader::asker);
[[nodiscard]] std::string_view sentence(ContactRefusal, Language, Reader = Reader::asker);
[[nodiscard]] std::string_view sentence(LookPurpose, Language);

/// The stable word used in files, commands and bindings: "not_their_group"; "unknown" for a value that is none.
[[nodiscard]] std::string_view word(Refusal) noexcept;
[[nodiscard]] std::string_view word(ActRefusal) noexcept;
[[nodiscard]] std::string_view word(ContactRefusal) noexcept;
[[nodiscard]] std::string_view word(Basis) noexcept;
[[nodiscard]] std::string_view word(ActBasis) noexcept;
[[nodiscard]] std::string_view word(ContactBasis) noexcept;
[[nodiscard]] std::string_view word(Action) noexcept;
[[nodiscard]] std::string_view word(LookPurpose) noexcept;
[[nodiscard]] std::string_view word(AdminAct) noexcept;
[[nodiscard]] std::string_view word(Detail) noexcept;
[[nodiscard]] std::optional<Action> action_from(std::string_view word) noexcept;
[[nodiscard]] std::optional<LookPurpose> purpose_from(std::string_view word) noexcept;
[[nodiscard]] std::optional<AdminAct> act_from(std::string_view word) noexcept;
[[nodiscard]] std::optional<Detail> detail_from(std::string_view word) noexcept;

/// Names of the facts and of their values, for tables and commands: set "hours" to "open". False: no such fact or value.
[[nodiscard]] bool set_fact(Facts&, std::string_view fact, std::string_view value);
[[nodiscard]] bool set_fact(ActFacts&, std::string_view fact, std::string_view value);
[[nodiscard]] bool set_fact(ContactFacts&, std::string_view fact, std::string_view value);
/// Calls `each(fact, value)` for every fact, in the order of the struct but for the instants, which come last.
void list_facts(const Facts&, void (*each)(void* to, std::string_view fact, std::string_view value), void* to);
void list_facts(const ActFacts&, void (*each)(void* to, std::string_view fact, std::string_view value), void* to);
void list_facts(const ContactFacts&, void (*each)(void* to, std::string_view fact, std::string_view value), void* to);

}  // namespace monitor::policy
