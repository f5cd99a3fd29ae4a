#pragma once
// store: how are remote lessons read back? Private.

#include <vector>

#include "monitor/school/remote_lesson.hpp"
#include "people_file.hpp"

namespace monitor::store {

/// Inside answer(). The one that begins last in front; those of school years that are over are not seen.
[[nodiscard]] std::vector<school::RemoteLesson> lessons(Database&, SchoolId, Instant now);

}  // namespace monitor::store
