// privacy: how does a document look as Markdown, as JSON, and as a page?

#include "monitor/privacy/document.hpp"

#include <fmt/format.h>

#include "privacy/escaping.hpp"

namespace monitor::privacy {
namespace {

template <class... Works>
struct Each : Works... {
    using Works::operator()...;
};

// Text is one line and no markup; in a table a pipe would end its cell.
std::string line(std::string_view text) {
    return escaped(text, {{'<', "&lt;"}});
}
std::string cell(std::string_view text) {
    return escaped(text, {{'<', "&lt;"}, {'|', "\\|"}});
}

std::string row(const std::vector<std::string>& cells) {
    std::string all{"|"};
    for (const auto& one : cells) all += fmt::format(" {} |", cell(one));
    return all + "\n";
}

bool is_empty(const Block& block) {
    const auto* points = std::get_if<Points>(&block);
    return points != nullptr && points->items.empty();
}

std::string as_markdown(const Block& block) {
    return std::visit(Each{[](const Paragraph& paragraph) { return line(paragraph.text) + "\n"; },
                           [](const Points& points) {
                               std::string lines;
                               for (const auto& item : points.items) lines += fmt::format("- {}\n", line(item));
                               return lines;
                           },
                           [](const Table& table) {
                               std::vector<std::string> titles, rule;
                               for (const auto& column : table.columns) titles.push_back(column.title), rule.emplace_back("---");
                               std::string lines = row(titles) + row(rule);
                               for (const auto& one : table.rows) lines += row(one);
                               return lines;
                           }},
                      block);
}

std::string in_quotes(std::string_view text) {
    return '"' + escaped(text, json_marks) + '"';
}

/// `key`: [one, two]
std::string list(std::string_view key, const std::vector<std::string>& parts) {
    return parts.empty() ? std::string{} : fmt::format(R"(, "{}": [{}])", key, fmt::join(parts, ", "));
}

std::string as_json(const std::vector<Block>& blocks) {
    std::vector<std::string> paragraphs, points, rows;
    for (const auto& block : blocks)
        std::visit(Each{[&](const Paragraph& paragraph) { paragraphs.push_back(in_quotes(paragraph.text)); },
                        [&](const Points& some) {
                            for (const auto& item : some.items) points.push_back(in_quotes(item));
                        },
                        [&](const Table& table) {
                            for (const auto& one : table.rows) {
                                std::vector<std::string> members;
                                for (std::size_t at = 0; at < table.columns.size(); ++at)
                                    members.push_back(fmt::format("{}: {}", in_quotes(table.columns[at].key), in_quotes(one[at])));
                                rows.push_back(fmt::format("{{{}}}", fmt::join(members, ", ")));
                            }
                        }},
                   block);
    return list("paragraphs", paragraphs) + list("points", points) + list("rows", rows);
}

}  // namespace

std::string escaped(std::string_view text, const std::map<char, std::string_view>& marks) {
    std::string out;
    for (const char sign : text) {
        if (const auto mark = marks.find(sign); mark != marks.end())
            out += mark->second;
        else if (static_cast<unsigned char>(sign) < 0x20)
            out += ' ';
        else
            out += sign;
    }
    return out;
}

std::string markdown(const Document& document) {
    std::string page = fmt::format("# {}\n", line(document.title));
    for (const auto& block : document.opening) page += "\n" + as_markdown(block);  // paragraphs
    for (const auto& section : document.sections) {
        page += fmt::format("\n{} {}\n", section.level == 2 ? "##" : "###", line(section.title));
        for (const auto& block : section.blocks)
            if (!is_empty(block)) page += "\n" + as_markdown(block);
    }
    return page;
}

std::string json(const Document& document) {
    std::vector<std::string> sections;
    for (const auto& section : document.sections)
        sections.push_back(
            fmt::format(R"({{"level": {}, "title": {}{}}})", section.level, in_quotes(section.title), as_json(section.blocks)));
    return fmt::format(R"({{"schema": 1, "language": "{}", "title": {}{}, "sections": [{}]}})", tag(document.language),
                       in_quotes(document.title), as_json(document.opening), fmt::join(sections, ",\n ")) +
           "\n";
}

}  // namespace monitor::privacy
