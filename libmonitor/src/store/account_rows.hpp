#pragma once
// store: which accounts does a school's directory have? Private. Inside the caller's transaction.

#include "links.hpp"
#include "minimal.hpp"
#include "monitor/store/directories.hpp"
#include "people_file.hpp"

namespace monitor::store {

struct AccountsWritten {
    std::uint64_t added{}, changed{}, removed{}, unchanged{};
    Touched touched{};  ///< of Extent::changes
};
/// Whether an account that nobody knew before may have been somebody's: a directory that is read anew after the summer does not
/// tell.
enum class Past : std::uint8_t { unknown = 0, none = 1 };

/// The rows and the link keys of a round.
AccountsWritten write_accounts(PeopleFile&, SchoolId, const Round&, Past, Instant now);
/// That they were somebody's is not forgotten with them: an account may come back. `which` is SQL about accounts.
void keep_spent(PeopleFile&, SchoolId, const std::string& which, std::initializer_list<Value>, Instant now);
/// Those whom the round names as switched off, and nothing else of it.
void switch_off_named(PeopleFile&, SchoolId, const Round&);
/// Accounts of persons of `year` stay for that year, whatever year they were read in.
void renew_accounts(PeopleFile&, SchoolId, school::SchoolYear year, Instant alive);

}  // namespace monitor::store
