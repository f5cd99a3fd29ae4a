#pragma once
// pages: what do all pages have around them?

#include <cstdint>
#include <string>
#include <string_view>

#include "http/html.hpp"
#include "http/visit.hpp"

namespace monitor::pages {

enum class Scripts : std::uint8_t { none = 0, group = 1, school = 2 };

struct Sheet {
    int status{200};
    std::string title{};
    Html content{};           ///< goes into <main>
    Html above{};             ///< beside the brand: the way to other groups
    std::string below{};      ///< a small line under it all
    Html at_foot{};           ///< before that line: a way to what is not of this page
    std::string_view look{};  ///< class of <body>
    Scripts scripts{};
    std::string form_origins{};  ///< where a form of this page may lead in the end, besides here
};

/// The whole page, with its policy and the visitor's cookies.
[[nodiscard]] Response page(Visit&, Sheet);

/// A calm page that says what is the matter, with a way on and the number the administrator can look for.
/// `message` is the stable number of what happened, where it has one.
[[nodiscard]] Response notice(Visit&, int status, std::string_view title, std::string_view text, std::string_view message = {});
[[nodiscard]] Response not_found(Visit&);
[[nodiscard]] Response forged(Visit&);
[[nodiscard]] Response trouble(Visit&);

/// The hidden field that proves a form is ours.
[[nodiscard]] Html form_proof(Visit&);

/// A drawing of ours by its name ("eye"), beside a text that says the same.
[[nodiscard]] Html icon(std::string_view name);
/// All of them as symbols "icon-…", for the page's script.
[[nodiscard]] Html icon_symbols();

}  // namespace monitor::pages
