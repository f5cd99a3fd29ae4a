// retention: every column there is, in the words of the people it is about.
//
// A column that is not here does not exist: the store refuses a schema that differs. The rows of a table stand together, in the
// file *_rows.hpp that is about them.

#include "monitor/retention/catalogue.hpp"

#include <algorithm>
#include <array>

#include "retention/access_rows.hpp"
#include "retention/exception_rows.hpp"
#include "retention/ledger_rows.hpp"
#include "retention/log_rows.hpp"
#include "retention/memory_rows.hpp"
#include "retention/people_rows.hpp"
#include "retention/source_rows.hpp"

namespace monitor::retention {
namespace {

template <std::size_t... Sizes>
constexpr auto joined(const std::array<Field, Sizes>&... parts) {
    std::array<Field, (Sizes + ...)> all{};
    auto end = all.begin();
    ((end = std::ranges::copy(parts, end).out), ...);
    return all;
}

constexpr auto rows = joined(people_rows, exception_rows, source_rows, access_rows, ledger_rows, log_rows, memory_rows);

}  // namespace

std::span<const Field> catalogue() noexcept {
    return rows;
}

}  // namespace monitor::retention
