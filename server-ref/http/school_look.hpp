#pragma once
// pages: what do all the administrator's pages look like?

#include <initializer_list>
#include <string>
#include <string_view>

#include "http/html.hpp"
#include "http/visit.hpp"

namespace monitor::pages {

/// What a chip or a line is about; says the same as its words, in colour.
enum class Tone : std::uint8_t { plain = 0, good = 1, busy = 2, bad = 3, asks = 4 };
[[nodiscard]] std::string_view word(Tone) noexcept;

[[nodiscard]] Html hidden(PlainName, std::string_view value);
/// That a form is ours, and of which school: the board's administrator may have chosen another since.
[[nodiscard]] Html school_proof(Visit&);
/// A form of one button; `fields` say what it does.
[[nodiscard]] Html act(Visit&, std::string_view what, std::initializer_list<Html> fields, Key words,
                       std::string_view look = "button second small-button", const Place& to = "/school");
/// Looks like the button of act(), and only leads somewhere.
[[nodiscard]] Html step(const Visit&, const Place&, Key words, std::string_view look = "button second small-button");
[[nodiscard]] Html section(const Visit&, Key title, Key lead, Html inside);
/// Everybody of the base groups, to choose one of.
[[nodiscard]] Html pupil_options(const school::Roll&);
/// A line with what it is and what can be done with it.
[[nodiscard]] Html row(Html name, Html small, Html acts);
[[nodiscard]] Html rows(Html lines);
/// Something to notice, with its drawing.
[[nodiscard]] Html alert(Html text);
/// A choice of one, with what it means beneath it.
[[nodiscard]] Html option(PlainName, std::string_view value, std::string_view id, const Attributes& more, std::string_view title,
                          std::string_view meaning);
/// A field that leaves of each [data-bundle] the rows with what is typed; not there without scripts.
[[nodiscard]] Html finder(const Visit&, Key words);
/// Back to the page this one was reached from, above the heading.
[[nodiscard]] Html way_back(const Visit&, const Place&, Key words);
/// That what was asked has been done, or has begun.
[[nodiscard]] Html done_notice(const Visit&);
[[nodiscard]] std::string count(const Visit&, std::uint64_t, Key one, Key many);

}  // namespace monitor::pages
