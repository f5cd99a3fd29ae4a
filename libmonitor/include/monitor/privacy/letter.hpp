#pragma once
// privacy: what are parents told before a class is taught from afar?

#include <string>
#include <vector>

#include "monitor/privacy/documents.hpp"
#include "monitor/school/remote_lesson.hpp"

namespace monitor::privacy {

/// Made from what is set, and nothing else: which groups, from when until when, why, and what stays as it always is. Plain language
/// (B1). Names no person. `groups`: their names.
[[nodiscard]] Document letter(const Facts&, const school::RemoteLesson&, const std::vector<std::string>& groups, Language);

}  // namespace monitor::privacy
