// privacy: how does a document look as a page that stands alone and prints well?

#include <fmt/format.h>

#include "monitor/privacy/document.hpp"
#include "privacy/escaping.hpp"

namespace monitor::privacy {
namespace {

constexpr std::string_view style =
    "body{font:1rem/1.6 system-ui,sans-serif;color:#1b2330;background:#fff;max-width:60rem;margin:0 auto;padding:2rem 1rem}"
    "h1{font-size:1.9rem;line-height:1.2}h2{margin-top:2.5rem}table{border-collapse:collapse;width:100%}"
    "th,td{border:1px solid #b8c1cc;padding:.4rem .6rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}"
    // Left alone, a browser gives the last columns the width of a few letters.
    "tr>:first-child{width:45%}tr:has(>:nth-child(4))>:first-child{width:24%}"
    "@media(min-width:48rem){tr>:not(:first-child){min-width:7rem}}"
    "@media(max-width:40rem){table{table-layout:fixed}tr>:first-child{width:auto}th,td{padding:.3rem}}"
    "th{background:#eef2f6}tr{break-inside:avoid}h2,h3{break-after:avoid}"
    "@media print{body{max-width:none;padding:0;font-size:10pt}th{background:none}}";

std::string safe(std::string_view text) {
    return escaped(text, html_marks);
}

std::string shown(const Paragraph& paragraph) {
    return fmt::format("<p>{}</p>\n", safe(paragraph.text));
}

std::string shown(const Points& points) {
    std::string items;
    for (const auto& item : points.items) items += fmt::format("<li>{}</li>\n", safe(item));
    return fmt::format("<ul>\n{}</ul>\n", items);
}

std::string shown(const Table& table) {
    std::string head, body;
    for (const auto& column : table.columns) head += fmt::format("<th scope=\"col\">{}</th>", safe(column.title));
    for (const auto& row : table.rows) {
        body += "<tr>";
        for (const auto& cell : row) body += fmt::format("<td>{}</td>", safe(cell));
        body += "</tr>\n";
    }
    return fmt::format("<table>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}</tbody>\n</table>\n", head, body);
}

std::string shown(const std::vector<Block>& blocks) {
    std::string markup;
    for (const auto& block : blocks) markup += std::visit([](const auto& one) { return shown(one); }, block);
    return markup;
}

}  // namespace

std::string html(const Document& document) {
    auto inside = fmt::format("<h1>{}</h1>\n{}", safe(document.title), shown(document.opening));
    for (const auto& section : document.sections)
        inside += fmt::format("<h{0}>{1}</h{0}>\n{2}", section.level, safe(section.title), shown(section.blocks));
    return fmt::format(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, "
        "initial-scale=1\">\n<title>{}</title>\n<style>{}</style>\n</head>\n"
        "<body>\n<main>\n{}</main>\n</body>\n</html>\n",
        tag(document.language), safe(document.title), style, inside);
}

}  // namespace monitor::privacy
