#pragma once
// settings: what stands in a TOML file, on which line?

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "monitor/settings/problem.hpp"

namespace monitor::settings {

struct Entry;

/// One value: only the member that `is` names is filled.
struct Value {
    enum class Is : std::uint8_t { other = 0, text = 1, list = 2, table = 3 };
    int line{};
    Is is{};
    std::string text;
    std::vector<Value> list;
    std::vector<Entry> table;
};

struct Entry {
    std::string key;
    Value value;
};

/// The whole file as one table. At most 64 KiB; a mistake in the writing itself is the one problem given.
[[nodiscard]] std::expected<Value, Problems> document(std::string_view toml);

}  // namespace monitor::settings
