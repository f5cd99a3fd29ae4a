#pragma once
// store: what no backup may undo, written down as it is done, and done again when an older file is put back. Private. Inside the
// caller's transaction on people.db.

#include <algorithm>
#include <map>
#include <optional>

#include "ledger.hpp"
#include "links.hpp"
#include "monitor/school/roll.hpp"
#include "monitor/store/schools.hpp"
#include "people_file.hpp"

namespace monitor::store {

/// The number of the last line of the ledger that this people.db knows of.
[[nodiscard]] std::uint64_t height(PeopleFile&);
/// It only rises.
void keep_height(PeopleFile&, std::uint64_t);
/// The next number: above every line and above what either file has seen.
[[nodiscard]] std::uint64_t next_number(PeopleFile&, const LedgerText&);

/// The last thing before a commit: a line in the ledger, on the disk. A Failure: then nothing was done. A line whose commit
/// failed is done by the next one, or at the next opening. Deeds that belong together have one `at`.
void note(PeopleFile&, const Done&, std::optional<Instant> at = {});

/// What a deed is about, as its line has it: a number alone, or a kind and a number.
[[nodiscard]] inline Bytes what_of(BytesView id) {
    return copy(id);
}
template <class Kind>
[[nodiscard]] Bytes what_of(Kind kind, BytesView id) {
    Bytes what(1 + id.size());
    what[0] = static_cast<std::byte>(kind);
    std::ranges::copy(id, what.begin() + 1);
    return what;
}

/// How much of each deed changed something.
using Again = std::map<Deed, std::uint64_t>;
/// Zero: for as long as nobody may look, each time anew; what an import may bring back in the meantime is not taken twice.
enum class Pass : std::uint8_t { standing = 0, first = 1 };
/// The lines above `after`, of one school or of all, as far as no later line undid them.
void do_again(PeopleFile&, const LedgerText&, std::uint64_t after, Pass, Again&, const SchoolId* only = nullptr);
/// "2 device_revoked, 1 kept_out": as an audit entry's detail says it.
[[nodiscard]] std::string text(const Again&);

}  // namespace monitor::store
