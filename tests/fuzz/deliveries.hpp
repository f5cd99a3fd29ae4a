#pragma once
// fuzz: how do bytes become a delivery of several files?

#include <map>
#include <string>
#include <string_view>

#include "imports.hpp"
#include "support/memory_files.hpp"

namespace monitor::fuzz {

/// A line "== name" begins each file.
inline test::MemoryFiles delivery(std::string_view text) {
    std::map<std::string, std::string, std::less<>> files;
    while (text.starts_with("== ") && files.size() < 16) {
        const auto name_end = std::min(text.find('\n'), text.size());
        const auto end = std::min(text.find("\n== ", name_end), text.size());
        files.insert_or_assign(std::string{text.substr(3, name_end - 3)},
                               std::string{text.substr(std::min(name_end + 1, end), end - std::min(name_end + 1, end))});
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return test::MemoryFiles{std::move(files)};
}

template <class Line>
void hold_keys(const std::vector<Line>& lines) {
    std::set<std::string> keys;
    for (const auto& line : lines) hold(keys.insert(line.key.reveal(Purpose::match_account)).second);
}

/// Nothing dangles, nobody is there twice or both pupil and staff, and what was not fatal may be applied.
inline void look_at_delivery(const roster::Import& import) {
    hold(import.findings.size() <= 2 * most_findings + 1);
    for (const auto& finding : import.findings) {
        hold(!finding.message.empty() && finding.line >= 0);
        hold_line(finding.place);
    }
    const auto& all = import.snapshot;
    hold_keys(all.pupils);
    hold_keys(all.staff);
    hold_keys(all.guardians);
    std::set<std::string> pupils;
    for (const auto& pupil : all.pupils) pupils.insert(pupil.key.reveal(Purpose::match_account));
    for (const auto& one : all.staff) hold(!pupils.contains(one.key.reveal(Purpose::match_account)));
    for (const auto& guardian : all.guardians) {
        hold(!guardian.children.empty());
        for (const auto& child : guardian.children) hold(pupils.contains(child.pupil.reveal(Purpose::match_account)));
    }
    if (test::any_fatal(import)) return;
    for (const auto& finding : roster::check(all)) {
        const bool expected = finding.place == "year" || finding.place == "brin" || finding.severity == roster::Severity::note;
        hold(expected || finding.place.ends_with(".name"));
    }
}

}  // namespace monitor::fuzz
