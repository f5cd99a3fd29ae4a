#pragma once
// roster: how does someone at a school hear what is wrong with an XML file, and in which alphabets may one come?

#include <string>
#include <string_view>

#include <expat.h>

#include "monitor/base/error.hpp"
#include "roster/xml.hpp"

namespace monitor::roster::xml {

/// The part of a name behind its prefix.
[[nodiscard]] inline std::string_view local(std::string_view name) noexcept {
    return name.substr(name.rfind(':') + 1);
}

/// Windows-1252, beside those that the parser knows itself (UTF-8, UTF-16, ISO-8859-1, US-ASCII).
int XMLCALL western(void*, const char* name, XML_Encoding*) noexcept;

enum class Where : std::uint8_t { outside = 1, inside = 2 };  ///< of the root element, where it ended
[[nodiscard]] std::string trouble(XML_Error, Where);
[[nodiscard]] std::string unreadable(const Error&);
[[nodiscard]] std::string other_root(std::string_view name, const Grammar&);

}  // namespace monitor::roster::xml
