#pragma once
// fuzz: what must hold of every import, whatever bytes it came from?

#include <algorithm>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>

#include "monitor/roster/readers.hpp"
#include "support/import_text.hpp"

namespace monitor::fuzz {

inline void hold(bool right) {
    if (!right) std::abort();
}

constexpr std::size_t most_findings = 20;
constexpr Instant today{std::chrono::sys_days{std::chrono::year{2026} / 10 / 14}};

/// Gives its bytes in pieces of this size.
class Pieces final : public roster::Source {
public:
    Pieces(std::string_view bytes, std::size_t size) : left_{bytes}, size_{size} {}
    std::expected<std::size_t, Error> read(std::span<std::byte> into) override {
        const auto count = std::min({into.size(), left_.size(), size_});
        std::ranges::copy(as_bytes(left_.substr(0, count)), into.begin());
        left_.remove_prefix(count);
        return count;
    }

private:
    std::string_view left_;
    std::size_t size_;
};

inline void hold_line(std::string_view text) {
    hold(std::ranges::none_of(text, [](char sign) { return static_cast<unsigned char>(sign) < ' '; }));
}

template <class Person>
void hold_people(const std::vector<Person>& people, const std::set<std::string>& groups) {
    std::set<std::string> keys;
    for (const auto& person : people) {
        const auto& key = person.key.reveal(Purpose::match_account);
        hold(!key.empty() && key.size() <= 256 && keys.insert(key).second);
        hold(!person.name.reveal(Purpose::match_account).empty());
        hold(person.user.reveal(Purpose::match_account).size() <= 256);
        hold(std::ranges::all_of(person.groups, [&](const auto& group) { return groups.contains(group); }));
        hold(std::set(person.groups.begin(), person.groups.end()).size() == person.groups.size());
    }
}

/// Nothing dangles, nothing is there twice, and what was wrong is told in few lines.
inline void look_at(const roster::Import& import) {
    hold(import.findings.size() <= 2 * most_findings + 1);
    for (const auto& finding : import.findings) {
        hold(!finding.message.empty() && finding.line >= 0);
        hold_line(finding.message);
        hold_line(finding.place);
    }
    std::set<std::string> sites, groups;
    for (const auto& site : import.snapshot.sites) hold(!site.key.empty() && !site.name.empty() && sites.insert(site.key).second);
    for (const auto& group : import.snapshot.groups) {
        hold(!group.key.empty() && !group.name.empty() && groups.insert(group.key).second && sites.contains(group.site));
    }
    hold_people(import.snapshot.pupils, groups);
    hold_people(import.snapshot.staff, groups);
    hold(import.snapshot.guardians.empty());
    if (!test::any_fatal(import)) {
        for (const auto& finding : roster::check(import.snapshot))
            hold(finding.severity != roster::Severity::fatal || finding.place == "year");
    }
}

}  // namespace monitor::fuzz
