#pragma once
// sync: which texts stand where in a small JSON answer? Private: Poco JSON ends here.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace monitor::sync {

/// Every text, whole number and truth with the way to it: {"a": {"b": [{"c": 1}]}} gives ("a.b.0.c", "1"), in the order of the
/// text.
class Leaves {
public:
    /// Empty when it is not JSON, longer than `at_most` bytes, deeper than 12 or of more than 20,000 leaves.
    [[nodiscard]] static std::optional<Leaves> read(std::string_view json, std::size_t at_most);
    /// The first of that way; "" when there is none.
    [[nodiscard]] std::string_view at(std::string_view way) const noexcept;
    [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& all() const noexcept { return all_; }

private:
    std::vector<std::pair<std::string, std::string>> all_;
};

/// A text between quotes, with what JSON asks to be escaped.
[[nodiscard]] std::string json_text(std::string_view text);

}  // namespace monitor::sync
