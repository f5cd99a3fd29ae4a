#pragma once
// store: how does what stays get new keys, so that the old ones may be destroyed? Private.

#include "people_file.hpp"

namespace monitor::store {

/// All that is sealed of this school, under keys of the next generation; in the caller's transaction, after what must go was
/// deleted.
void reseal(PeopleFile&, SchoolId);
/// Whether it knows that column; everything that is sealed must be one of these.
[[nodiscard]] bool reseals(std::string_view table, std::string_view column) noexcept;
/// Which columns say where such a value belongs, and under the key of which year it is.
struct SealedBy {
    std::string_view row{}, when{};
};
[[nodiscard]] SealedBy sealed_by(std::string_view table, std::string_view column);
/// What stands in a row with `value`, and `row`, `when` in those columns.
[[nodiscard]] std::string opened(PeopleSeal&, std::string_view table, std::string_view column, const Row& value_row_when);
/// Every generation before the one in use; in a transaction after the one that ended their use. Also finishes what broke off, and
/// what an older key file brought back.
void destroy_older_keys(PeopleFile&, SchoolId, school::SchoolYear);
/// The same for each year of the school, in a transaction of its own; then empties the log, which still has rows they opened.
void destroy_older_keys(PeopleFile&, SchoolId);
/// All of them, of a year of which nothing is left.
void destroy_keys(PeopleFile&, SchoolId, school::SchoolYear);
/// Empties the write-ahead log; tells when a reader is in the way.
void empty_log(Database&, Log&, std::string_view name);

}  // namespace monitor::store
