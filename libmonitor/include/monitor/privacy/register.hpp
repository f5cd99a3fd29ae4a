#pragma once
// privacy: what is kept, of whom, why, from where and for how long: the register a school publishes (AVG art. 30), written by
// the code that keeps it.

#include <string>

#include "monitor/base/language.hpp"

namespace monitor::privacy {

/// That of any school (documents.hpp has that of one): Markdown, made from retention::catalogue() and retention::ceiling() alone.
/// Every field stands in it once. docs/privacy/register.md and register.en.md are what this printed last; a test holds them to
/// it.
[[nodiscard]] std::string register_page(Language);

}  // namespace monitor::privacy
