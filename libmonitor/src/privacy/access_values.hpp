#pragma once
// privacy: how is a cell of people.db told to the person it is about?

#include <optional>
#include <string>

#include "monitor/privacy/access.hpp"
#include "privacy/writing.hpp"

namespace monitor::privacy {

/// Words and instants for numbers, names for groups and sites, and for another person than this one no more than "a colleague".
[[nodiscard]] std::string value_of(const store::About&, const Access&, const Writing&);
/// Who did it, as this person may know it.
[[nodiscard]] std::string who_did(const audit::Entry&, const Access&, const Writing&);
[[nodiscard]] std::string act_of(audit::Act, const Writing&);

}  // namespace monitor::privacy
