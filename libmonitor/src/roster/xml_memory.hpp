#pragma once
// roster: how does the XML parser forget?

#include <cstddef>
#include <string>

#include <expat.h>

namespace monitor::roster::xml {

/// Memory that is wiped before it goes back, for XML_ParserCreate_MM.
[[nodiscard]] const XML_Memory_Handling_Suite& forgetful() noexcept;

}  // namespace monitor::roster::xml
