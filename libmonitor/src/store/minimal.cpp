// store: how does a snapshot become what may be kept? Every person once; what is not written here is gone with the snapshot.

#include "minimal.hpp"

#include <algorithm>
#include <functional>
#include <unordered_map>

#include <fmt/format.h>

namespace monitor::store {
namespace {

// A dummy key is made anew for every delivery, so it names nobody: with the name it does, as long as both stay.
std::string steady(const std::string& key, std::string_view name) {
    if (!key.starts_with('#')) return key;
    std::string both = key;
    both += '\0';
    return both.append(name);
}

template <class SomeId>
RowId row_id(const SchoolKeys& keys, std::string_view kind, const std::string& key, std::string_view name) {
    return id_for<SomeId>(keys.lookup, kind, steady(key, name)).bytes();
}

std::uint64_t mark(const roster::Clue& clue) {
    return std::hash<std::string>{}(fmt::format("{} {}", clue.rule, clue.value.reveal(Purpose::match_account)));
}

class Minimising {
public:
    Minimising(const roster::Snapshot& snapshot, const SchoolKeys& keys, std::span<const roster::LinkRule> rules,
               const std::vector<RowId>& linked)
        : snapshot_{snapshot}, keys_{keys}, rules_{rules}, linked_{linked} {
        for (const auto& line : snapshot.pupils) shared_by_pupils_.add(roster::clues(line, rules_));
        for (const auto& line : snapshot.staff) shared_by_staff_.add(roster::clues(line, rules_));
        shared_by_pupils_.sort();
        shared_by_staff_.sort();
    }

    Minimal run() {
        minimal_.year = snapshot_.year;
        minimal_.brin = snapshot_.brin;
        minimal_.name = snapshot_.school_name;
        places();
        for (const auto& line : snapshot_.pupils) person<PupilId>(line, "pupil", shared_by_pupils_, minimal_.pupils);
        for (const auto& line : snapshot_.staff) {
            auto* member = person<StaffId>(line, "staff", shared_by_staff_, minimal_.staff);
            if (member == nullptr) continue;
            member->employment = static_cast<std::int64_t>(line.employment);
            if (!line.account) continue;
            member->account = account_lookup(keys_, line.account->tenant, line.account->object);
            member->keys.clear();
        }
        for (auto* persons : {&minimal_.pupils, &minimal_.staff}) {
            std::ranges::sort(*persons, {}, &Minimal::Person::id);
            // A dummy key may come twice with one name: two people nobody could tell apart are kept as one.
            const auto doubles = std::ranges::unique(*persons, {}, &Minimal::Person::id);
            persons->erase(doubles.begin(), doubles.end());
        }
        return std::move(minimal_);
    }

private:
    void places() {
        std::unordered_map<std::string_view, std::uint32_t> sites;
        for (const auto& line : snapshot_.sites) {
            sites.emplace(line.key, static_cast<std::uint32_t>(minimal_.sites.size()));
            minimal_.sites.push_back({row_id<SiteId>(keys_, "site", line.key, line.name), line.name, line.networks, line.hours});
        }
        for (const auto& line : snapshot_.groups) {
            groups_.emplace(line.key, static_cast<std::uint32_t>(minimal_.groups.size()));
            minimal_.groups.push_back(
                {row_id<GroupId>(keys_, "group", line.key, line.name), line.name, sites.at(line.site), line.kind});
        }
    }

    template <class SomeId, class Line>
    Minimal::Person* person(const Line& line, std::string_view kind, const Shared& shared,
                            std::vector<Minimal::Person>& persons) {
        const auto& name = line.name.reveal(Purpose::seal_for_storage);
        if (name.empty()) return nullptr;  // roster::check said so
        Minimal::Person made{.id = row_id<SomeId>(keys_, kind, line.key.reveal(Purpose::match_account), name),
                             .name = name,
                             .user = line.user.reveal(Purpose::seal_for_storage)};
        for (const auto& key : line.groups) {
            if (const auto at = groups_.find(key); at != groups_.end()) made.groups.push_back(at->second);
        }
        std::ranges::sort(made.groups);
        const auto doubles = std::ranges::unique(made.groups);
        made.groups.erase(doubles.begin(), doubles.end());
        if (!std::ranges::binary_search(linked_, made.id)) {
            const auto clues = roster::clues(line, rules_);
            const auto keys = link_keys(keys_, clues, rules_);
            for (std::size_t at = 0; at < keys.size(); ++at) made.keys.push_back({keys[at], shared.whose(clues[at])});
        }
        persons.push_back(std::move(made));
        return &persons.back();
    }

    const roster::Snapshot& snapshot_;
    const SchoolKeys& keys_;
    std::span<const roster::LinkRule> rules_;
    const std::vector<RowId>& linked_;
    std::unordered_map<std::string_view, std::uint32_t> groups_;
    Shared shared_by_pupils_, shared_by_staff_;
    Minimal minimal_;
};

}  // namespace

SchoolKeys school_keys(seal::KeyFile& keys, SchoolId school) {
    auto lookup = made(keys, lookup_key(school));
    auto link = lookup.derive("link");
    return {std::move(lookup), std::move(link), made(keys, std::string{instance_key}).derive("account")};
}

seal::Digest account_lookup(const SchoolKeys& keys, std::string_view tenant, const Personal<std::string>& object) {
    return lookup(keys.account, {as_bytes(tenant), as_bytes(object.reveal(Purpose::match_account))});
}

std::vector<roster::LinkKey> link_keys(const SchoolKeys& keys, const std::vector<roster::Clue>& clues,
                                       std::span<const roster::LinkRule> rules) {
    std::vector<roster::LinkKey> hashes;
    for (const auto& clue : clues) {
        const auto& rule = rules[clue.rule];
        const auto kind = static_cast<std::byte>(rule.kind);
        hashes.push_back({clue.rule, lookup(keys.link, {BytesView{&kind, 1}, as_bytes(rule.pattern),
                                                        as_bytes(clue.value.reveal(Purpose::match_account))})});
    }
    return hashes;
}

void Shared::add(const std::vector<roster::Clue>& clues) {
    for (const auto& clue : clues) seen_.push_back(mark(clue));
}
void Shared::sort() {
    std::ranges::sort(seen_);
}
Whose Shared::whose(const roster::Clue& clue) const {
    const auto same = std::ranges::equal_range(seen_, mark(clue));
    return same.size() > 1 ? Whose::several : Whose::one;
}

Minimal minimised(const roster::Snapshot& snapshot, const SchoolKeys& keys, std::span<const roster::LinkRule> rules,
                  const std::vector<RowId>& linked) {
    return Minimising{snapshot, keys, rules, linked}.run();
}

}  // namespace monitor::store
