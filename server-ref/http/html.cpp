// pages: how is a page written so that nobody's name can become markup?

#include "http/html.hpp"

#include <algorithm>

namespace monitor::pages {

class Element {
public:
    static Html of(std::string markup) {
        Html html;
        html.markup_ = std::move(markup);
        return html;
    }
};

namespace {

/// The length of the UTF-8 sequence that begins here; 0: not one (overlong, surrogate, beyond U+10FFFF or cut off).
std::size_t sequence(std::string_view text) {
    const auto at = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    const auto tail = [&](std::size_t i) { return (at(i) & 0xc0U) == 0x80U; };
    const auto first = at(0);
    if (first < 0x80U) return 1;
    if (first >= 0xc2U && first <= 0xdfU) return tail(1) ? 2 : 0;
    if (first >= 0xe0U && first <= 0xefU) {
        if (first == 0xe0U && at(1) < 0xa0U) return 0;
        if (first == 0xedU && at(1) > 0x9fU) return 0;
        return tail(1) && tail(2) ? 3 : 0;
    }
    if (first >= 0xf0U && first <= 0xf4U) {
        if (first == 0xf0U && at(1) < 0x90U) return 0;
        if (first == 0xf4U && at(1) > 0x8fU) return 0;
        return tail(1) && tail(2) && tail(3) ? 4 : 0;
    }
    return 0;
}

std::string opening(Tag tag, const Attributes& attributes) {
    std::string markup = "<";
    markup += tag.text();
    for (const auto& attribute : attributes) markup += attribute.markup();
    return markup + ">";
}

}  // namespace

std::string escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const auto length = sequence(text);
        const char c = text.front();
        const auto byte = static_cast<unsigned char>(c);
        if (length == 0 || (byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7f)
            out += "\xef\xbf\xbd";
        else if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '"')
            out += "&quot;";
        else if (c == '\'')
            out += "&#39;";
        else
            out += text.substr(0, length);
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return out;
}

Html::Html(std::string_view text) : markup_{escaped(text)} {}

Place::Place(std::string_view path) : path_{path} {
    const bool ours = path.starts_with('/') && !path.starts_with("//") && path.find('\\') == std::string_view::npos &&
                      std::ranges::all_of(path, [](char c) { return static_cast<unsigned char>(c) > 0x20 && c != 0x7f; });
    if (!ours) path_ = "/";
}

std::string Attribute::markup() const {
    std::string out = " ";
    out += name_;
    if (!bare_) out += "=\"" + escaped(value_) + "\"";
    return out;
}

Attribute href(const Place& place) {
    return {Attribute::Leads{}, "href", place.path()};
}
Attribute src(const Place& place) {
    return {Attribute::Leads{}, "src", place.path()};
}
Attribute action(const Place& place) {
    return {Attribute::Leads{}, "action", place.path()};
}
Attribute href_within(Name id) {
    return {Attribute::Leads{}, "href", "#" + std::string{id.text()}};
}

Html element(Tag tag, const Attributes& attributes, std::initializer_list<Html> children) {
    std::string markup = opening(tag, attributes);
    for (const auto& child : children) markup += child.markup();
    markup += "</";
    markup += tag.text();
    return Element::of(markup + ">");
}

Html void_element(Tag tag, const Attributes& attributes) {
    return Element::of(opening(tag, attributes));
}

std::string document(const Html& root) {
    return "<!doctype html>\n" + root.markup() + "\n";
}

}  // namespace monitor::pages
