// settings: the one file that knows how TOML is parsed.

#include "settings/document.hpp"

#include <algorithm>

#include <toml++/toml.h>

namespace monitor::settings {
namespace {

constexpr std::size_t largest = 64 << 10;

Value read(const toml::node& node) {
    Value value;
    value.line = static_cast<int>(node.source().begin.line);
    if (const auto* text = node.as_string()) {
        value.is = Value::Is::text;
        value.text = text->get();
    } else if (const auto* list = node.as_array()) {
        value.is = Value::Is::list;
        for (const auto& item : *list) value.list.push_back(read(item));
    } else if (const auto* table = node.as_table()) {
        value.is = Value::Is::table;
        for (const auto& [key, item] : *table) value.table.push_back({std::string{key.str()}, read(item)});
    }
    return value;
}

std::string one_line(std::string_view text) {
    std::string line{text};
    std::replace_if(
        line.begin(), line.end(), [](char letter) { return static_cast<unsigned char>(letter) < ' '; }, ' ');
    return line;
}

}  // namespace

std::expected<Value, Problems> document(std::string_view toml) {
    if (toml.size() > largest) return std::unexpected{Problems{{0, {}, "is larger than 64 KiB"}}};
    try {
        return read(toml::parse(toml));
    } catch (const toml::parse_error& error) {
        return std::unexpected{
            Problems{{static_cast<int>(error.source().begin.line), {}, "is not TOML: " + one_line(error.description())}}};
    }
}

}  // namespace monitor::settings
