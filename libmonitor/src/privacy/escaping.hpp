#pragma once
// privacy: which signs would a form read as its own, and what stands for them?

#include <map>
#include <string>
#include <string_view>

namespace monitor::privacy {

inline const std::map<char, std::string_view> json_marks{{'"', "\\\""}, {'\\', "\\\\"}, {'\n', "\\n"}};
inline const std::map<char, std::string_view> html_marks{
    {'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&#39;"}};

/// Every other control byte becomes a space.
[[nodiscard]] std::string escaped(std::string_view, const std::map<char, std::string_view>& marks);

}  // namespace monitor::privacy
