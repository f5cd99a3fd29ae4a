#pragma once
// cli: what does a delivery of the administration say, whatever its form, and what is wrong with it?

#include <expected>
#include <memory>
#include <string>
#include <vector>

#include <toml++/toml.h>

#include "monitor/roster/snapshot.hpp"
#include "typed.hpp"

namespace monitor::cli {

/// As it was typed.
struct Delivered {
    std::vector<std::string>
        files{};  ///< edexml: one; uwlr: one or more answers; gkv: pupils, staff; oneroster: whole, then changes; sds: one
    std::string format{};
    std::string guardians{};  ///< our own list beside it; "": none
    std::string brin{};
    std::string year{};
    bool portal{};  ///< guardians in the delivery itself are wanted too
};
/// The options that say how a delivery is read; FILE is left to the command.
Option offer_form(Command, std::shared_ptr<Delivered>);

/// Read and checked, with all findings; they are told on the error stream as `file:line: severity: place: message`. Exit: it
/// could not be opened, which is told.
[[nodiscard]] std::expected<roster::Import, Exit> read_delivery(const Context&, const Delivered&);
[[nodiscard]] bool may_be_applied(const roster::Import&);

/// {"school", "year", "sites", "groups", "pupils", "staff", "guardians", "findings"}
[[nodiscard]] toml::table as_json(const roster::Import&);
/// The same in one line for a person, without the findings.
[[nodiscard]] std::string in_short(const roster::Snapshot&);

}  // namespace monitor::cli
