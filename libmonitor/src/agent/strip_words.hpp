#pragma once
// agent: what stands on the strip?

#include <string>
#include <vector>

#include "monitor/base/language.hpp"
#include "monitor/wire/agent.hpp"

namespace monitor::agent {

/// "Anouk de Vries kijkt mee"; several: "Anouk de Vries, Bram Smit en Chris Jansen kijken mee". Control characters are left out.
[[nodiscard]] std::string strip_words(const std::vector<std::string>& who, wire::Occasion, Language);

}  // namespace monitor::agent
