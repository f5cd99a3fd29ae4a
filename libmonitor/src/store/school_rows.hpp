#pragma once
// store: how does a row become a school? Private.

#include "database.hpp"
#include "monitor/school/roll.hpp"

namespace monitor::store {

/// A school without a name goes by its BRIN.
inline constexpr const char* school_lines =
    "SELECT s.id, CASE WHEN s.name='' THEN s.brin ELSE s.name END, s.brin, s.board, b.name FROM schools s LEFT JOIN boards b ON "
    "b.id=s.board";
[[nodiscard]] inline school::School school_of(const Row& row) {
    school::School school{.id = row.id<SchoolId>(0), .name = row.text(1), .brin = row.text(2)};
    if (!row.empty(3)) school.board = school::Board{row.id<BoardId>(3), row.text(4)};
    return school;
}

}  // namespace monitor::store
