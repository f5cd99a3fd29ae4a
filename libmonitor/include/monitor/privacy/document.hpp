#pragma once
// privacy: what is a document made of, before anybody says on what it is shown?

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "monitor/base/language.hpp"

namespace monitor::privacy {

struct Paragraph {
    std::string text{};
};
struct Points {
    std::vector<std::string> items{};
};
struct Column {
    std::string_view key{};  ///< stays the same in every language: "wat", "doel"
    std::string title{};
};
/// Each row has as many cells as there are columns.
struct Table {
    std::vector<Column> columns{};
    std::vector<std::vector<std::string>> rows{};
};
using Block = std::variant<Paragraph, Points, Table>;

struct Section {
    int level{2};  ///< 2 or 3
    std::string title{};
    std::vector<Block> blocks{};
};

/// Text only: a renderer escapes what its form gives a meaning to. Nothing about a person ever stands in one, but for the
/// answer that the person asked for (access.hpp).
struct Document {
    Language language{Language::nl};
    std::string title{};
    std::vector<Block> opening{};
    std::vector<Section> sections{};
};

[[nodiscard]] std::string markdown(const Document&);
/// {"schema": 1, "language", "title", "sections": [{"level", "title", "paragraphs", "points", "rows": [{column key: cell}]}]}
[[nodiscard]] std::string json(const Document&);
/// A whole page that stands alone, for a file: its style is inside it, nothing is fetched, and it prints well.
[[nodiscard]] std::string html(const Document&);

}  // namespace monitor::privacy
