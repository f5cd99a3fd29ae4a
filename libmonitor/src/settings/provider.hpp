#pragma once
// settings: who may say who a person is, and can they be known for sure?

#include <filesystem>
#include <optional>
#include <vector>

#include "monitor/settings/server.hpp"
#include "settings/address.hpp"
#include "settings/section.hpp"

namespace monitor::settings {

/// One `[[provider]]`; `before` are those above it. Problems are noted in the section.
[[nodiscard]] Provider read_provider(Section, const std::filesystem::path& directory, const std::optional<Url>& public_url,
                                     const std::vector<Provider>& before);

}  // namespace monitor::settings
