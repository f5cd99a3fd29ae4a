// roster: what must be put right in a snapshot that was just read, before anyone uses it?

#include "roster/settle.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "monitor/base/ascii.hpp"

namespace monitor::roster {
namespace {

constexpr auto why = Purpose::match_account;

// Directories do not tell capitals apart. A user name as a number (FNV-1a, 64 bits): names are not copied to be compared.
std::uint64_t mark(const Personal<std::string>& user) {
    std::uint64_t number = 0xcbf29ce484222325;
    for (const char sign : user.reveal(why)) number = (number ^ static_cast<unsigned char>(lower(sign))) * 0x100000001b3;
    return number;
}

template <class Line>
void add(const std::vector<Line>& lines, std::vector<std::uint64_t>& marks) {
    for (const auto& line : lines) {
        if (!line.user.reveal(why).empty()) marks.push_back(mark(line.user));
    }
}

// Those that come more than once, sorted.
std::vector<std::uint64_t> shared_marks(const Snapshot& snapshot) {
    std::vector<std::uint64_t> marks, shared;
    marks.reserve(snapshot.pupils.size() + snapshot.staff.size());
    add(snapshot.pupils, marks);
    add(snapshot.staff, marks);
    std::ranges::sort(marks);
    for (std::size_t at = 1; at < marks.size(); ++at) {
        if (marks[at] == marks[at - 1]) shared.push_back(marks[at]);
    }
    return shared;
}

template <class Line>
void clear(std::vector<Line>& lines, std::string_view what, const std::vector<std::uint64_t>& shared, Findings& findings) {
    for (std::size_t at = 0; at < lines.size() && !shared.empty(); ++at) {
        if (lines[at].user.reveal(why).empty() || !std::ranges::binary_search(shared, mark(lines[at].user))) continue;
        lines[at].user = {};
        findings.skipped(0, fmt::format("{}[{}].user", what, at),
                         "someone else has this user name too; it is left out for both. Mend it in the administration");
    }
}

// First name and surname may each be as long as a name may be; together they may not.
template <class Line>
void drop_long_names(std::vector<Line>& lines, std::string_view what, Findings& findings) {
    constexpr std::size_t longest = 256;
    const auto too_long = [&](const Line& line) { return line.name.reveal(why).size() > longest; };
    const auto dropped = std::erase_if(lines, too_long);
    if (dropped > 0)
        findings.skipped(0, std::string{what}, fmt::format("{} have names longer than {} bytes; left out", dropped, longest));
}

}  // namespace

Import settled(Snapshot snapshot, Findings findings) {
    if (findings.any_fatal()) return {std::move(snapshot), std::move(findings).take()};
    drop_long_names(snapshot.pupils, "pupil", findings);
    drop_long_names(snapshot.staff, "staff", findings);
    drop_long_names(snapshot.guardians, "guardian", findings);
    const auto shared = shared_marks(snapshot);
    clear(snapshot.pupils, "pupil", shared, findings);
    clear(snapshot.staff, "staff", shared, findings);
    return {std::move(snapshot), std::move(findings).take()};
}

}  // namespace monitor::roster
