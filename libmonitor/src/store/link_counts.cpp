// store: how many persons of a school have an account, and of how many is that for a person to say?

#include <fmt/format.h>

#include "links.hpp"

namespace monitor::store {
namespace {

std::string names(const std::vector<roster::LinkRule>& rules) {
    std::string list{"-1"};
    for (std::size_t at = 0; at < rules.size(); ++at)
        if (rules[at].kind == roster::RuleKind::name) list += fmt::format(",{}", at);
    return list;
}

}  // namespace

LinkCounts count_links(PeopleFile& file, SchoolId school, Instant now) {
    auto& db = file.database;
    LinkCounts counts;
    for (const auto& [table, other_role] : {std::pair{"pupils", roster::Role::staff}, std::pair{"staff", roster::Role::pupil}}) {
        const auto line = db.rows(fmt::format("SELECT count(*), count(CASE WHEN a.role=? THEN 1 END) FROM {} p JOIN accounts a"
                                              " ON a.school=p.school AND a.lookup=p.account_lookup"
                                              " WHERE p.school=? AND p.expires>? AND a.expires>?",
                                              table),
                                  {static_cast<std::int64_t>(other_role), cell(school), cell(now), cell(now)});
        const auto all = static_cast<std::uint64_t>(line.at(0).number(0)),
                   other = static_cast<std::uint64_t>(line.at(0).number(1));
        counts.linked += all - other;
        counts.doubtful += other;
    }
    // Whoever has a value in common with an account, and no account: the rules did not settle it.
    const auto rules = rules_of(file, school);
    if (db.number("SELECT EXISTS(SELECT 1 FROM link_keys WHERE school=? AND side<3)", {cell(school)}) == 0) return counts;
    const Reaching all_schools{db, Reach::across()};  // may_be_named
    counts.doubtful += static_cast<std::uint64_t>(
        db.number(fmt::format("SELECT count(*) FROM (SELECT DISTINCT side, owner FROM link_keys WHERE school=?1 AND side<3"
                              " AND rule<{0} AND expires>?2 AND (rule, hash) IN (SELECT c.rule, c.hash FROM link_keys c"
                              " JOIN accounts a ON a.school=c.school AND a.id=c.owner WHERE c.school=?1 AND c.side=3"
                              " AND c.expires>?2 AND a.expires>?2 AND (c.rule NOT IN ({1}) OR {2}))) AS those",
                              rules.size(), names(rules), may_be_named(2)),
                  {cell(school), cell(now)}));
    return counts;
}

}  // namespace monitor::store
