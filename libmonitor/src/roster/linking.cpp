// roster: which person and which account belong together beyond doubt?
//
// A value points when both sides have it. A pair is a link when some value is theirs alone, and no value of either points
// elsewhere (a name made into a user name points, but not against another rule). All of it is asked of the candidates as they
// came, never of what was found on the way: so order does not matter.

#include "monitor/roster/linking.hpp"

#include <algorithm>
#include <functional>

namespace monitor::roster {
namespace {

constexpr std::size_t most_choices = 8;

enum class Side : std::uint8_t { person = 0, account = 1 };
struct Entry {
    LinkKey key;
    Side side{};
    std::size_t who{};
    friend auto operator<=>(const Entry&, const Entry&) = default;
};
struct Group {
    std::vector<std::size_t> persons{}, accounts{};
    bool settles{true};  // false: too many have it, or somebody who is linked already
    bool crowded{};      // only some of its members are named here
};

bool roles_fit(Role person, Role account) {
    switch (person) {
        case Role::pupil: return account != Role::staff;
        case Role::staff: return account != Role::pupil;
        case Role::unknown: return false;
    }
    return false;
}

class Matcher {
public:
    Matcher(std::span<const Candidate> persons, std::span<const Candidate> accounts, std::span<const LinkRule> rules)
        : persons_{persons}, accounts_{accounts}, rules_{rules} {
        std::vector<Entry> entries;
        collect(Side::person, persons, entries);
        collect(Side::account, accounts, entries);
        std::ranges::sort(entries);
        const auto same_key = [](const Entry& one, const Entry& other) { return one.key == other.key; };
        for (auto at = entries.begin(); at != entries.end();) {
            const auto end = std::adjacent_find(at, entries.end(), std::not_fn(same_key));
            const auto behind = end == entries.end() ? end : end + 1;
            keep(at, behind);
            at = behind;
        }
        for (const auto* side : {&persons, &accounts})
            for (const auto& candidate : *side)
                for (const auto& key : candidate.shared)
                    if (auto* group = find(key)) group->settles = false;
    }

    Matching run() {
        Matching matching;
        for (std::size_t person = 0; person < persons_.size(); ++person) {
            if (persons_[person].linked) continue;
            if (auto match = link(person)) {
                matching.matches.push_back(*match);
            } else {
                matching.doubts.push_back(doubt(person));
            }
        }
        return matching;
    }

private:
    static void collect(Side side, std::span<const Candidate> candidates, std::vector<Entry>& entries) {
        for (std::size_t who = 0; who < candidates.size(); ++who)
            for (const auto& key : candidates[who].keys) entries.push_back({key, side, who});
    }

    // Only what both sides have points anywhere.
    void keep(std::vector<Entry>::const_iterator from, std::vector<Entry>::const_iterator behind) {
        Group group;
        for (auto at = from; at != behind; ++at) {
            const auto& candidate = at->side == Side::person ? persons_[at->who] : accounts_[at->who];
            auto& members = at->side == Side::person ? group.persons : group.accounts;
            if (candidate.linked) group.settles = false;
            if (!candidate.linked && (members.empty() || members.back() != at->who)) members.push_back(at->who);
        }
        if (group.persons.empty() || group.accounts.empty()) return;
        if (group.persons.size() > crowd || group.accounts.size() > crowd) {
            group.crowded = true;
            group.settles = false;
            if (group.persons.size() > crowd) group.persons.resize(crowd);
            if (group.accounts.size() > crowd) group.accounts.resize(crowd);
        }
        keys_.push_back(from->key);
        groups_.push_back(std::move(group));
    }

    Group* find(const LinkKey& key) {
        const auto at = std::ranges::lower_bound(keys_, key);
        return at == keys_.end() || *at != key ? nullptr : &groups_[static_cast<std::size_t>(at - keys_.begin())];
    }

    [[nodiscard]] static bool has(const Candidate& candidate, const LinkKey& key) {
        return std::ranges::find(candidate.keys, key) != candidate.keys.end();
    }

    // Two numbers that differ are two people, whatever else they share.
    [[nodiscard]] bool numbers_differ(const Candidate& person, const Candidate& account) const {
        for (std::size_t rule = 0; rule < rules_.size(); ++rule) {
            if (rules_[rule].kind != RuleKind::number) continue;
            const auto of_rule = [rule](const LinkKey& key) { return key.rule == rule; };
            const bool both = std::ranges::any_of(person.keys, of_rule) && std::ranges::any_of(account.keys, of_rule);
            const bool agree =
                std::ranges::any_of(person.keys, [&](const LinkKey& key) { return of_rule(key) && has(account, key); });
            if (both && !agree) return true;
        }
        return false;
    }

    [[nodiscard]] bool may_be(std::size_t person, std::size_t account) const {
        return roles_fit(persons_[person].role, accounts_[account].role) && !numbers_differ(persons_[person], accounts_[account]);
    }
    [[nodiscard]] std::vector<std::size_t> accounts_for(const Group& group, std::size_t person) const {
        std::vector<std::size_t> fit;
        std::ranges::copy_if(group.accounts, std::back_inserter(fit), [&](std::size_t one) { return may_be(person, one); });
        return fit;
    }
    [[nodiscard]] std::vector<std::size_t> persons_for(const Group& group, std::size_t account) const {
        std::vector<std::size_t> fit;
        std::ranges::copy_if(group.persons, std::back_inserter(fit), [&](std::size_t one) { return may_be(one, account); });
        return fit;
    }

    // A name made into a user name is a guess, and may well be a namesake's: it says nothing against what another rule found.
    [[nodiscard]] bool speaks(const LinkKey& key, const LinkKey& against) const {
        return key.rule < rules_.size() && against.rule < rules_.size() &&
               (rules_[key.rule].kind != RuleKind::name || rules_[against.rule].kind == RuleKind::name);
    }
    [[nodiscard]] bool nothing_points_elsewhere(std::size_t person, std::size_t account, const LinkKey& by) {
        for (const auto& key : persons_[person].keys) {
            const auto* group = find(key);
            if (group == nullptr || group->crowded || !speaks(key, by)) continue;
            const auto fit = accounts_for(*group, person);
            if (!fit.empty() && std::ranges::find(fit, account) == fit.end()) return false;
        }
        for (const auto& key : accounts_[account].keys) {
            const auto* group = find(key);
            if (group == nullptr || group->crowded || !speaks(key, by)) continue;
            const auto fit = persons_for(*group, account);
            if (!fit.empty() && std::ranges::find(fit, person) == fit.end()) return false;
        }
        return true;
    }

    std::optional<Match> link(std::size_t person) {
        std::optional<Match> found;
        for (const auto& key : persons_[person].keys) {
            const auto* group = find(key);
            if (group == nullptr || !group->settles || (found && found->rule <= key.rule)) continue;
            const auto fit = accounts_for(*group, person);
            if (fit.size() != 1 || persons_for(*group, fit[0]).size() != 1) continue;
            if (nothing_points_elsewhere(person, fit[0], key)) found = Match{person, fit[0], key.rule};
        }
        return found;
    }

    [[nodiscard]] Doubtful doubt(std::size_t person) {
        Doubtful why{person, Doubt::no_account, {}};
        bool fits{}, role{}, several_accounts{}, alone{};
        for (const auto& key : persons_[person].keys) {
            const auto* group = find(key);
            if (group == nullptr) continue;
            why.accounts.insert(why.accounts.end(), group->accounts.begin(), group->accounts.end());
            const auto fit = accounts_for(*group, person);
            fits = fits || !fit.empty();
            several_accounts = several_accounts || fit.size() > 1;
            if (fit.size() == 1 && group->settles) alone = alone || persons_for(*group, fit[0]).size() == 1;
            for (const auto account : group->accounts) role = role || roles_fit(persons_[person].role, accounts_[account].role);
        }
        tidy(person, why.accounts, role);
        if (why.accounts.empty()) {
            why.doubt = Doubt::no_account;
        } else if (!role) {
            why.doubt = Doubt::role_differs;
        } else if (!fits || alone) {
            why.doubt = Doubt::contradiction;
        } else {
            why.doubt = several_accounts ? Doubt::several_accounts : Doubt::several_persons;
        }
        return why;
    }

    // Each once, and those of another role only where there is none of the right one.
    void tidy(std::size_t person, std::vector<std::size_t>& accounts, bool role) const {
        std::ranges::sort(accounts);
        const auto doubles = std::ranges::unique(accounts);
        accounts.erase(doubles.begin(), doubles.end());
        if (role)
            std::erase_if(accounts, [&](std::size_t one) { return !roles_fit(persons_[person].role, accounts_[one].role); });
        if (accounts.size() > most_choices) accounts.resize(most_choices);
    }

    std::span<const Candidate> persons_, accounts_;
    std::span<const LinkRule> rules_;
    std::vector<LinkKey> keys_;  // sorted; groups_ stand in the same order
    std::vector<Group> groups_;
};

}  // namespace

Matching match(std::span<const Candidate> persons, std::span<const Candidate> accounts, std::span<const LinkRule> rules) {
    return Matcher{persons, accounts, rules}.run();
}

}  // namespace monitor::roster
