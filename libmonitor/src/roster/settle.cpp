// roster: what must be put right in a snapshot that was just read, before anyone uses it?

#include "roster/settle.hpp"

#include <string>
#include <unordered_map>

#include <fmt/format.h>

#include "roster/words.hpp"

namespace monitor::roster {
namespace {

constexpr auto why = Purpose::match_account;

// Directories do not tell capitals apart.
std::string plain(const Personal<std::string>& user) {
    std::string text = user.reveal(why);
    for (auto& sign : text) sign = lower(sign);
    return text;
}

template <class Line>
void count(const std::vector<Line>& lines, std::unordered_map<std::string, int>& users) {
    for (const auto& line : lines) {
        if (auto user = plain(line.user); !user.empty()) ++users[std::move(user)];
    }
}

template <class Line>
void clear(std::vector<Line>& lines, std::string_view what, const std::unordered_map<std::string, int>& users, Findings& findings) {
    for (std::size_t at = 0; at < lines.size(); ++at) {
        const auto found = users.find(plain(lines[at].user));
        if (found == users.end() || found->second < 2) continue;
        lines[at].user = {};
        findings.skipped(0, fmt::format("{}[{}].user", what, at), "someone else has this user name too; it is left out for both. Mend it in the administration");
    }
}

// First name and surname may each be as long as a name may be; together they may not.
template <class Line>
void drop_long_names(std::vector<Line>& lines, std::string_view what, Findings& findings) {
    constexpr std::size_t longest = 256;
    const auto too_long = [&](const Line& line) { return line.name.reveal(why).size() > longest; };
    const auto dropped = std::erase_if(lines, too_long);
    if (dropped > 0) findings.skipped(0, std::string{what}, fmt::format("{} have names longer than {} bytes; left out", dropped, longest));
}

}  // namespace

Import settled(Snapshot snapshot, Findings findings) {
    drop_long_names(snapshot.pupils, "pupil", findings);
    drop_long_names(snapshot.staff, "staff", findings);
    drop_long_names(snapshot.guardians, "guardian", findings);
    std::unordered_map<std::string, int> users;
    count(snapshot.pupils, users);
    count(snapshot.staff, users);
    clear(snapshot.pupils, "pupil", users, findings);
    clear(snapshot.staff, "staff", users, findings);
    return {std::move(snapshot), std::move(findings).take()};
}

}  // namespace monitor::roster
