#pragma once
// audit: how is a text of ours read line by line, and word by word? Private. Strict: one space, one line break, no leading zeros.

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace monitor::audit {

/// Empty unless the text is exactly how a number is written.
[[nodiscard]] inline std::optional<std::uint64_t> number_from(std::string_view text) {
    std::uint64_t number{};
    const auto* end = text.data() + text.size();
    if (text.empty() || (text.size() > 1 && text.front() == '0')) return std::nullopt;
    const auto read = std::from_chars(text.data(), end, number);
    if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
    return number;
}

/// What stands between the marks; a mark at the very end has nothing behind it.
[[nodiscard]] inline std::vector<std::string_view> split(std::string_view text, char mark) {
    std::vector<std::string_view> parts;
    for (;;) {
        const auto at = text.find(mark);
        parts.push_back(text.substr(0, at));
        if (at == std::string_view::npos) return parts;
        text.remove_prefix(at + 1);
    }
}

}  // namespace monitor::audit
