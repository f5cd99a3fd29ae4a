#pragma once
// store: whose account is whose, as far as keyed hashes tell? Private. Inside the caller's transaction.
//
// A link is a person's account_lookup. Link keys are there for those without, for 7 days at most; they go when the link is
// stored.

#include <map>
#include <vector>

#include "batch.hpp"
#include "minimal.hpp"
#include "monitor/store/directories.hpp"
#include "people_file.hpp"

namespace monitor::store {

enum class Side : std::uint8_t { pupil = 1, staff = 2, account = 3 };

struct LinkCounts {
    std::uint64_t linked{}, doubtful{};
};

/// In force at this school.
[[nodiscard]] std::vector<roster::LinkRule> rules_of(PeopleFile&, SchoolId);
/// Keys of rules that stay get the new place of their rule; the others go.
void change_rules(PeopleFile&, SchoolId, const std::vector<roster::LinkRule>& before, const std::vector<roster::LinkRule>& after);

/// Pupils and staff whose account is known and there; sorted.
[[nodiscard]] std::vector<RowId> linked_persons(PeopleFile&, SchoolId, Instant now);
/// The keys of a whole delivery of the administration in the place of those of the last.
void keep_person_keys(PeopleFile&, SchoolId, const Minimal&, Instant now);
/// One owner's keys, in the place of none.
class KeysWriter {
public:
    KeysWriter(PeopleFile& file, SchoolId school, Side side, Instant now);
    void add(const RowId& owner, const std::vector<KeptKey>&);
    void done() { batch_.done(); }

private:
    SchoolId school_;
    Side side_;
    Instant expires_;
    Batch batch_;
};

/// Links whom the keys link beyond doubt; how many are, afterwards.
LinkCounts link(PeopleFile&, SchoolId, Instant now);
/// Values of accounts that changed, as they were and as they are, and how many accounts each of them came to.
using Touched = std::map<roster::LinkKey, std::size_t>;
/// The same as link(), after a change of the accounts that have or had these; in proportion to them.
LinkCounts link_near(PeopleFile&, SchoolId, Touched, Instant now);
/// The same, without linking anybody.
[[nodiscard]] LinkCounts count_links(PeopleFile&, SchoolId, Instant now);
[[nodiscard]] std::vector<OpenLink> open_links(PeopleFile&, SchoolId, Instant now);
/// Whoever has an account needs no keys any more, nor has the account; and no account is found by name twice.
void settle_links(PeopleFile&, SchoolId);

/// Of one account, after it changed or was linked; `left` gets the values that nobody has any more by it.
void settle_account(PeopleFile&, SchoolId, const RowId& account, Touched& left);

/// SQL about an account `a`; `now` is the number of its parameter. A name is no proof against an account that is switched off, or was
/// somebody's before, at whatever school.
[[nodiscard]] std::string may_be_named(int now);
/// From the columns rule, hash, shared.
[[nodiscard]] KeptKey kept_key(const Row&, std::size_t at);

/// Accounts, links and what is known of the directory; sessions of whoever had their account from it alone.
void forget_directory(PeopleFile&, SchoolId);

/// Ends the sessions of those whose employment has come to its end; how many.
std::uint64_t end_sessions(PeopleFile&, SchoolId);

}  // namespace monitor::store
