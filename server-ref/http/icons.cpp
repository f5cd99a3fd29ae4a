// pages: which drawings do we have? Lines on 24×24, drawn for this house.

#include <algorithm>
#include <array>
#include <string>

#include "http/layout.hpp"

namespace monitor::pages {
namespace {

struct Icon {
    std::string_view name, path;
};
constexpr std::array icons{
    Icon{"mark",
         "M3 6.5A2.5 2.5 0 0 1 5.5 4h13A2.5 2.5 0 0 1 21 6.5v8a2.5 2.5 0 0 1-2.5 2.5h-13A2.5 2.5 0 0 1 3 14.5zM8 21h8"
         "M6.5 10.5c1.6-2.3 3.4-3.4 5.5-3.4s3.9 1.1 5.5 3.4c-1.6 2.3-3.4 3.4-5.5 3.4s-3.9-1.1-5.5-3.4"
         "M12 9.6a.9.9 0 1 0 0 1.8.9.9 0 0 0 0-1.8"},
    Icon{"live", "M12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M5.6 5.6a9 9 0 0 0 0 12.8M18.4 5.6a9 9 0 0 1 0 12.8"},
    Icon{"idle", "M9 7v10M15 7v10"},
    Icon{"silent", "M12 7v5l3 2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18"},
    Icon{"elsewhere", "M12 21s7-6.2 7-11.5A7 7 0 0 0 5 9.5C5 14.8 12 21 12 21M12 7.2a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.6"},
    Icon{"outside_hours", "M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5"},
    Icon{"not_a_pupil_device",
         "M10 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M3 20c.6-3.6 3.3-5.5 7-5.5 1.3 0 2.5.2 3.5.7M16.5 16l5 5M21.5 16l-5 5"},
    Icon{"no_device", "M5 16.5V7.5A1.5 1.5 0 0 1 6.5 6H13M18.9 8.9v7.6M2.5 19.5h16M4 3.5l17 17"},
    Icon{"refused", "M12 3l7.5 3v5.5c0 4.7-3.1 8-7.5 9.5-4.4-1.5-7.5-4.8-7.5-9.5V6zM9 12h6"},
    Icon{"starting", "M5 12h.01M12 12h.01M19 12h.01"},
    Icon{"none", "M5 12h.01M12 12h.01M19 12h.01"},
    Icon{"eye",
         "M2.5 12C5 7.5 8.2 5.5 12 5.5s7 2 9.5 6.5c-2.5 4.5-5.7 6.5-9.5 6.5S5 16.5 2.5 12M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6"},
    Icon{"search", "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.3 15.3 21 21"},
    Icon{"board", "M3 4.5h18M4.5 4.5V15h15V4.5M12 15v3M8.5 21l3.5-3 3.5 3"},
    Icon{"help", "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M12 16.8h.01"},
    Icon{"active", "M4 6h16M7 12h10M10 18h4"},
    Icon{"back", "M19 12H5M11 6l-6 6 6 6"},
    Icon{"out", "M14 4.5H6.5A1.5 1.5 0 0 0 5 6v12a1.5 1.5 0 0 0 1.5 1.5H14M10 12h10M17 8.5l3.5 3.5-3.5 3.5"},
    Icon{"language",
         "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M3.3 9.5h17.4M3.3 14.5h17.4M12 3c-5 5.5-5 12.5 0 18M12 3c5 5.5 5 12.5 0 18"},
    Icon{"warn", "M12 4 21 19.5H3zM12 10v4.5M12 17.2h.01"},
    Icon{"check", "M5 12.5l4.5 4.5L19 7.5"},
    Icon{"close", "M6 6l12 12M18 6 6 18"},
    Icon{"timer", "M12 6.5a7 7 0 1 0 0 14 7 7 0 0 0 0-14M12 9.8v3.7l2.3 1.6M9.5 3h5"},
    Icon{"forward", "M9 6l6 6-6 6"},
    Icon{"lock",
         "M6.5 10.5h11A1.5 1.5 0 0 1 19 12v7a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 5 19v-7a1.5 1.5 0 0 1 1.5-1.5M8 10.5V8a4 4 "
         "0 0 1 8 0v2.5"},
};

}  // namespace

Html icon(std::string_view name) {
    const auto found = std::ranges::find(icons, name, &Icon::name);
    if (found == icons.end()) return {};
    return element("svg", {{"class", "icon"}, {"viewbox", "0 0 24 24"}, {"aria-hidden", "true"}, {"focusable", "false"}},
                   {element("path", {{"d", found->path}})});
}

Html icon_symbols() {
    Html symbols;
    for (const auto& [name, path] : icons)
        symbols +=
            element("symbol", {{"id", "icon-" + std::string{name}}, {"viewbox", "0 0 24 24"}}, {element("path", {{"d", path}})});
    return element("svg", {{"class", "symbols"}, {"aria-hidden", "true"}, {"width", "0"}, {"height", "0"}}, {symbols});
}

}  // namespace monitor::pages
