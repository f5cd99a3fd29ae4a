#pragma once
// store: which rows of people.db are about one person? Private. Inside the caller's transaction.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "minimal.hpp"
#include "monitor/store/persons.hpp"
#include "people_file.hpp"

namespace monitor::store {

/// One person as the tables know them.
struct Known {
    SchoolId school{};
    bool is_pupil{};
    RowId id{};
    std::optional<Bytes> lookup{};   ///< of their account, where they have one
    std::optional<Bytes> account{};  ///< its row, where the directory has one
    std::vector<Bytes> devices{};    ///< that only they use
};
/// Failure not_found: nobody of that id, or past their deadline.
[[nodiscard]] Known known(PeopleFile&, SchoolId, Person, Instant now);

[[nodiscard]] inline Value cell(const Person& person) {
    return std::visit([](const auto& id) { return cell(id); }, person);
}

/// The fields of one table of people.db, in the order of the catalogue.
struct Columns {
    std::string_view table;
    std::vector<const retention::Field*> fields;
};
[[nodiscard]] std::vector<Columns> people_tables();

/// SQL of the rows of a table that are theirs, with its values; empty: none of that table are.
struct Theirs {
    std::string where{};
    std::vector<Value> values{};
};
[[nodiscard]] std::optional<Theirs> theirs(Database&, const Known&, std::string_view table);
/// Whether a table with personal fields is known to be nobody's in particular, or to be read in another way.
[[nodiscard]] bool of_nobody(std::string_view table) noexcept;
/// Everything that is theirs, except what an import that waits says. What went, by kind.
std::map<retention::Kind, std::uint64_t> erase_rows(Database&, const Known&);
/// Every cell.
[[nodiscard]] std::vector<About> cells_about(PeopleFile&, const Known&);

}  // namespace monitor::store
