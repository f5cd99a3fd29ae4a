#pragma once
// pages: what do all pages look like on which somebody reads the log?

#include <cstdint>
#include <string>

#include "http/html.hpp"
#include "http/visit.hpp"
#include "monitor/audit/sentence.hpp"

namespace monitor::pages {

inline constexpr std::size_t lines_a_page = 40;

/// Who is behind an id in this school, for those who may see that.
[[nodiscard]] audit::Names names_in(const school::Roll&, Purpose);
/// Below which line this page begins: ?before=, else the newest.
[[nodiscard]] std::uint64_t before(const Visit&);
/// On to what is older; empty where there is nothing. `query`: what else the address says, "&from=…".
[[nodiscard]] Html older(const Visit&, std::string_view path, std::string_view query, std::optional<std::uint64_t> next);
/// <dt>, <dd>; nothing for an empty value.
[[nodiscard]] Html fact(const Visit&, Key name, const std::string& value);
/// Whoever reads for the first time in this sitting is written down first. The address and the time are filled in.
[[nodiscard]] std::expected<void, Error> write_reading(Visit&, SchoolId, audit::Entry);

}  // namespace monitor::pages
