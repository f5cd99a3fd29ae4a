#include "monitor/transport/http.hpp"

#include <algorithm>

namespace monitor::transport {

std::string_view Request::header(std::string_view name) const noexcept {
    const auto found = std::ranges::find(headers, name, &Header::name);
    return found == headers.end() ? std::string_view{} : std::string_view{found->value};
}

}  // namespace monitor::transport
