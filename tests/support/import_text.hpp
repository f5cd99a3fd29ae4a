#pragma once
// tests: what did a reader make of a file, as text that can be laid beside what it should have made?

#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "monitor/roster/snapshot.hpp"

namespace monitor::test {

inline std::string in_quotes(std::string_view text) {
    std::string all = "\"";
    for (const char sign : text) {
        if (sign == '"' || sign == '\\') all += '\\';
        if (static_cast<unsigned char>(sign) < ' ')
            all += fmt::format("\\u{:04x}", static_cast<int>(sign));
        else
            all += sign;
    }
    return all + '"';
}
inline std::string in_quotes(const Personal<std::string>& value) {
    return in_quotes(value.reveal(Purpose::match_account));
}
inline std::string in_quotes(const std::vector<std::string>& texts) {
    std::string all;
    for (const auto& text : texts) all += (all.empty() ? "" : ", ") + in_quotes(text);
    return "[" + all + "]";
}

template <class Line, class Write>
std::string listed(std::string_view name, const std::vector<Line>& lines, Write write) {
    std::string all;
    for (const auto& line : lines) all += fmt::format("{}\n    {{{}}}", all.empty() ? "" : ",", write(line));
    return fmt::format("  {}: [{}{}]", in_quotes(name), all, all.empty() ? "" : "\n  ");
}

inline std::string clues_text(const roster::LinkClues& clues) {
    return fmt::format(R"("first": {}, "infix": {}, "surname": {}, "email": {}, "number": {})", in_quotes(clues.first),
                       in_quotes(clues.infix), in_quotes(clues.surname), in_quotes(clues.email), in_quotes(clues.number));
}

/// JSON, a line for each thing.
inline std::string import_text(const roster::Import& import) {
    const auto& all = import.snapshot;
    const auto person = [](const auto& line) {
        return fmt::format(R"("key": {}, "name": {}, "user": {}, "groups": {}, {})", in_quotes(line.key), in_quotes(line.name),
                           in_quotes(line.user), in_quotes(line.groups), clues_text(line.clues));
    };
    std::string text = fmt::format("{{\n  \"year\": {}, \"brin\": {}, \"school_name\": {},\n", in_quotes(all.year.text()),
                                   in_quotes(all.brin), in_quotes(all.school_name));
    text += listed("sites", all.sites, [](const auto& line) {
        return fmt::format(R"("key": {}, "name": {})", in_quotes(line.key), in_quotes(line.name));
    });
    text += ",\n" + listed("groups", all.groups, [](const auto& line) {
                return fmt::format(R"("key": {}, "name": {}, "site": {}, "kind": {})", in_quotes(line.key), in_quotes(line.name),
                                   in_quotes(line.site), line.kind == roster::GroupKind::base ? "\"base\"" : "\"composed\"");
            });
    text += ",\n" + listed("pupils", all.pupils, person) + ",\n" + listed("staff", all.staff, [&](const auto& line) {
                return fmt::format(R"({}, "active": {})", person(line), line.employment == school::Employment::active);
            });
    if (!all.guardians.empty()) {
        text += ",\n" + listed("guardians", all.guardians, [](const auto& line) {
                    std::vector<std::string> children;
                    for (const auto& child : line.children)
                        children.push_back(
                            fmt::format("{}:{}", child.pupil.reveal(Purpose::match_account), static_cast<int>(child.relation)));
                    return fmt::format(R"("key": {}, "name": {}, "email": {}, "phone": {}, "children": {})", in_quotes(line.key),
                                       in_quotes(line.name), in_quotes(line.email), in_quotes(line.phone), in_quotes(children));
                });
    }
    text += ",\n" + listed("findings", import.findings, [](const auto& finding) {
                constexpr std::string_view severities[] = {"?", "note", "skipped", "fatal"};
                return fmt::format(R"("severity": {}, "line": {}, "place": {}, "message": {})",
                                   in_quotes(severities[static_cast<std::size_t>(finding.severity)]), finding.line,
                                   in_quotes(finding.place), in_quotes(finding.message));
            });
    return text + "\n}\n";
}

/// Empty: no such finding. `place` is whole; `words` stand somewhere in the message.
inline const roster::Finding* finding(const roster::Import& import, std::string_view place, std::string_view words = "") {
    for (const auto& each : import.findings) {
        if (each.place == place && each.message.find(words) != std::string::npos) return &each;
    }
    return nullptr;
}
inline bool any_fatal(const roster::Import& import) {
    for (const auto& each : import.findings) {
        if (each.severity == roster::Severity::fatal) return true;
    }
    return false;
}

}  // namespace monitor::test
