// roster: what in a snapshot would make it wrong to apply, and what is only left out?

#include <algorithm>
#include <functional>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "monitor/roster/snapshot.hpp"

namespace monitor::roster {
namespace {

constexpr std::size_t longest = 256;  // bytes of any name or key

class Check {
public:
    explicit Check(const Snapshot& snapshot) : snapshot_{snapshot} {}

    std::vector<Finding> run() {
        school();
        sites();
        groups();
        for (std::size_t at = 0; at < snapshot_.pupils.size(); ++at)
            person(snapshot_.pupils[at], fmt::format("pupil[{}]", at), pupil_keys_);
        for (std::size_t at = 0; at < snapshot_.staff.size(); ++at) {
            const auto& line = snapshot_.staff[at];
            const auto place = fmt::format("staff[{}]", at);
            person(line, place, staff_keys_);
            if (line.account) account(*line.account, place + ".account");
        }
        for (std::size_t at = 0; at < snapshot_.guardians.size(); ++at)
            guardian(snapshot_.guardians[at], fmt::format("guardian[{}]", at));
        return std::move(findings_);
    }

private:
    void say(Severity severity, std::string place, std::string message) {
        findings_.push_back({severity, 0, std::move(place), std::move(message)});
    }
    void fatal(std::string place, std::string message) { say(Severity::fatal, std::move(place), std::move(message)); }

    void school() {
        const int begins = static_cast<int>(snapshot_.year.begins);
        if (begins < 2000 || begins > 2999) fatal("year", "there is no school year; write one, as \"2026-2027\"");
        const auto letter = [](char sign) { return sign >= 'A' && sign <= 'Z'; };
        const auto digit = [](char sign) { return sign >= '0' && sign <= '9'; };
        const std::string_view brin = snapshot_.brin;
        if (brin.size() != 4 || !digit(brin[0]) || !digit(brin[1]) || !letter(brin[2]) || !letter(brin[3])) {
            fatal("brin", "a BRIN is two digits and two capitals, as 12AB");
        }
        if (snapshot_.school_name.size() > longest) fatal("school_name", fmt::format("is longer than {} bytes", longest));
        if (snapshot_.sites.empty()) fatal("site", "there is no site: nobody is ever at the school");
    }

    // What cannot be left out, because other lines rest on it.
    void fit(const std::string& text, const std::string& place) {
        if (text.empty()) fatal(place, "is empty");
        if (text.size() > longest) fatal(place, fmt::format("is longer than {} bytes", longest));
    }

    void once(std::set<std::string>& seen, const std::string& key, const std::string& place) {
        fit(key, place);
        if (!seen.insert(key).second) fatal(place, "comes twice; each key once");
    }

    void sites() {
        for (std::size_t at = 0; at < snapshot_.sites.size(); ++at) {
            const auto& line = snapshot_.sites[at];
            const auto place = fmt::format("site[{}]", at);
            once(site_keys_, line.key, place + ".key");
            fit(line.name, place + ".name");
            for (const auto& week : line.hours.week) {
                for (const auto& window : week) {
                    using std::chrono::minutes;
                    if (window.from < minutes{0} || window.until > minutes{24 * 60} || window.from >= window.until) {
                        fatal(place + ".hours", "a window begins before it ends, within one day");
                    }
                }
            }
            for (const auto& holiday : line.hours.holidays) {
                if (!holiday.first.ok() || !holiday.last.ok() || holiday.last < holiday.first) {
                    fatal(place + ".holidays", "a holiday has a first and a last day, in that order");
                }
            }
        }
    }

    void groups() {
        for (std::size_t at = 0; at < snapshot_.groups.size(); ++at) {
            const auto& line = snapshot_.groups[at];
            const auto place = fmt::format("group[{}]", at);
            once(group_keys_, line.key, place + ".key");
            fit(line.name, place + ".name");
            if (!site_keys_.contains(line.site)) fatal(place + ".site", "is a site that is not listed");
        }
    }

    template <class Line>
    void person(const Line& line, const std::string& place, std::set<std::string>& keys) {
        once(keys, line.key.reveal(Purpose::match_account), place + ".key");
        const auto& name = line.name.reveal(Purpose::match_account);
        if (name.empty()) say(Severity::skipped, place + ".name", "is empty; this person is left out");
        if (name.size() > longest) fatal(place + ".name", fmt::format("is longer than {} bytes", longest));
        // Two people with one user name: nobody could say whose screen it is.
        const auto& user = line.user.reveal(Purpose::match_account);
        if (user.size() > longest) fatal(place + ".user", fmt::format("is longer than {} bytes", longest));
        if (user.empty()) say(Severity::note, place + ".user", "is empty; their account must be found by another rule");
        if (!user.empty() && !users_.insert(user).second) fatal(place + ".user", "comes twice; each user name once");
        for (std::size_t at = 0; at < line.groups.size(); ++at) {
            if (group_keys_.contains(line.groups[at])) continue;
            say(Severity::skipped, fmt::format("{}.groups[{}]", place, at), "is a group that is not listed; left out");
        }
    }

    void account(const AccountLine& account, const std::string& place) {
        const auto& object = account.object.reveal(Purpose::match_account);
        fit(account.tenant, place + ".tenant");
        fit(object, place + ".object");
        if (!accounts_.insert({account.tenant, object}).second) fatal(place, "comes twice; each account once");
    }

    // Without contact details a guardian is still one; without a child of this school, nobody's.
    void guardian(const GuardianLine& line, const std::string& place) {
        once(guardian_keys_, line.key.reveal(Purpose::match_account), place + ".key");
        const auto short_enough = [&](const Personal<std::string>& text, std::string_view what) {
            if (text.reveal(Purpose::match_account).size() > longest)
                fatal(fmt::format("{}.{}", place, what), fmt::format("is longer than {} bytes", longest));
        };
        short_enough(line.name, "name");
        short_enough(line.email, "email");
        short_enough(line.phone, "phone");
        if (line.name.reveal(Purpose::match_account).empty())
            say(Severity::skipped, place + ".name", "is empty; this guardian is left out");
        if (line.children.empty()) say(Severity::skipped, place + ".children", "has no pupil; this guardian is left out");
        std::set<std::string> children;
        for (std::size_t at = 0; at < line.children.size(); ++at) {
            const auto& pupil = line.children[at].pupil.reveal(Purpose::match_account);
            const auto where = fmt::format("{}.children[{}]", place, at);
            if (!pupil_keys_.contains(pupil)) say(Severity::skipped, where, "is a pupil that is not listed; left out");
            if (!children.insert(pupil).second) say(Severity::skipped, where, "is named before; left out");
        }
    }

    const Snapshot& snapshot_;
    std::vector<Finding> findings_;
    std::set<std::string> site_keys_, group_keys_, pupil_keys_, staff_keys_, guardian_keys_, users_;
    std::set<std::pair<std::string, std::string>> accounts_;
};

}  // namespace

std::vector<Finding> check(const Snapshot& snapshot) {
    return Check{snapshot}.run();
}

}  // namespace monitor::roster
