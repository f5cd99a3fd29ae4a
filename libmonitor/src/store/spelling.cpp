// store: how is SQL that was written for both spelled for PostgreSQL?

#include "spelling.hpp"

#include <utility>

namespace monitor::store {
namespace {

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

std::string numbered(std::string_view sql) {
    std::string spelled;
    spelled.reserve(sql.size() + 64);
    bool quoted{};
    int next{};
    for (std::size_t at = 0; at < sql.size(); ++at) {
        if (sql[at] == '\'') quoted = !quoted;
        if (quoted || sql[at] != '?') {
            spelled += sql[at];
        } else if (spelled += '$'; at + 1 == sql.size() || !is_digit(sql[at + 1])) {
            spelled += std::to_string(++next);
        }
    }
    return spelled;
}

void replace(std::string& text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
}

}  // namespace

std::string spelled(std::string_view sql) {
    auto text = numbered(sql);
    if (!text.starts_with("CREATE TABLE ") && !text.starts_with("CREATE TEMP TABLE ")) return text;
    constexpr std::pair<std::string_view, std::string_view> words[]{
        {" STRICT, WITHOUT ROWID", ""},
        {" STRICT", ""},
        {" BLOB", " BYTEA"},
        {" INTEGER", " BIGINT"},
        {" TEXT", " TEXT COLLATE \"C\""},
    };
    for (const auto& [from, to] : words) replace(text, from, to);
    if (text.starts_with("CREATE TEMP TABLE ")) text += " ON COMMIT DROP";
    return text;
}

}  // namespace monitor::store
