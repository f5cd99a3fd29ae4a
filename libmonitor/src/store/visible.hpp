#pragma once
// store: which rows of contact details may a reader be given? What policy::VisibleTo means, as a condition of a query.

#include <string>
#include <vector>

#include "monitor/policy/visible.hpp"
#include "value.hpp"

namespace monitor::store {

struct Condition {
    std::string sql{};             ///< with a ? for each value, in their order
    std::vector<Value> values{};
};

/// For a table with the columns school, person, detail, audience and restriction under this name, beside the table
/// person_groups(school, person, grp). Stands in the WHERE of the only query that reads details: what may not be seen is never read.
[[nodiscard]] Condition condition(const policy::VisibleTo&, const std::string& table);

}  // namespace monitor::store
