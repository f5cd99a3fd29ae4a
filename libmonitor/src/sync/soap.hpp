#pragma once
// sync: how is a SOAP 1.1 question put, and what became of it?

#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "monitor/roster/snapshot.hpp"
#include "monitor/sync/administration.hpp"
#include "sync/asker.hpp"

namespace monitor::sync {

/// Text between tags or quotes: &, <, > and quotes as references; what XML 1.0 cannot hold (§2.2) as a question mark.
[[nodiscard]] std::string xml_text(std::string_view);
/// <name>text</name>
[[nodiscard]] std::string element(std::string_view name, std::string_view text);

struct SoapQuestion {
    std::string url{}, action{}, header{}, body{};  ///< header and body: XML, of which the texts went through xml_text()
    std::string_view what{};                        ///< names the question in a failure
};
/// The answer; that of a fault too, which comes with status 500 and is the reader's to tell.
[[nodiscard]] std::expected<std::string, Failure> ask_soap(Asker&, const SoapQuestion&);

/// What the reader found instead of people: a fault, by its code, or "geengegevens". Empty: neither.
[[nodiscard]] std::optional<Failure> refusal(const roster::Import&, std::string_view what);

}  // namespace monitor::sync
