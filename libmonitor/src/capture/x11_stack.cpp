#include "capture/x11_stack.hpp"

#include <algorithm>

#include <xcb/xcb.h>

namespace monitor::capture::x11 {
namespace {

struct Asked {
    xcb_get_window_attributes_cookie_t attributes;
    xcb_get_geometry_cookie_t geometry;
};

bool reaches(const Connection& x, const Asked& asked, const Rect& place) {
    const auto attributes = owned(xcb_get_window_attributes_reply(x.raw(), asked.attributes, nullptr));
    const auto geometry = owned(xcb_get_geometry_reply(x.raw(), asked.geometry, nullptr));
    if (!attributes || !geometry) return false;  // gone in the meantime
    if (attributes->map_state != XCB_MAP_STATE_VIEWABLE || attributes->_class != XCB_WINDOW_CLASS_INPUT_OUTPUT) return false;
    const int border = 2 * geometry->border_width;
    return !Rect{geometry->x, geometry->y, geometry->width + border, geometry->height + border}.common(place).empty();
}

}  // namespace

bool covered(const Connection& x, std::uint32_t window, const Rect& place) {
    const auto tree = owned(xcb_query_tree_reply(x.raw(), xcb_query_tree(x.raw(), x.root()), nullptr));
    if (!tree) return true;
    const auto* begin = xcb_query_tree_children(tree.get());
    const auto* end = begin + xcb_query_tree_children_length(tree.get());
    const auto* self = std::find(begin, end, window);
    if (self == end) return true;

    // The compositor's own canvas belongs to the server and lies over everything by design.
    const auto own = xcb_get_setup(x.raw())->resource_id_mask;
    std::vector<Asked> asked;
    for (const auto* above = self + 1; above != end; ++above)
        if ((*above & ~own) != 0)
            asked.push_back({xcb_get_window_attributes(x.raw(), *above), xcb_get_geometry(x.raw(), *above)});
    bool any = false;
    for (const auto& one : asked) any = reaches(x, one, place) || any;
    return any;
}

}  // namespace monitor::capture::x11
