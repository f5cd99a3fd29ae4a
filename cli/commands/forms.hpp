#pragma once
// cli: in which form and language does a document leave?

#include <cstdint>
#include <string>

#include "monitor/privacy/document.hpp"
#include "typed.hpp"

namespace monitor::cli {

enum class Form : std::uint8_t { markdown = 0, json = 1, html = 2 };
struct Forms {
    Form form{};
    Language language{Language::nl};  ///< of the document: it is for people of a Dutch school, whoever typed the command
};
/// --format and --language.
void offer_forms(Command, Forms& into);
[[nodiscard]] std::string formed(const Context&, const Forms&, const privacy::Document&);

}  // namespace monitor::cli
