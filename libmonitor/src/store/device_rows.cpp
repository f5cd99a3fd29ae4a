// store: how does a device say whose alone it is?

#include "device_rows.hpp"

#include <algorithm>

namespace monitor::store {

bool fits(const std::string& text, std::size_t longest) noexcept {
    return text.size() <= longest &&
           std::ranges::none_of(text, [](char letter) { return static_cast<unsigned char>(letter) < 32 || letter == 127; });
}

SealedUser sealed_user(PeopleFile& file, SchoolId school, DeviceId device, const std::string& user, Instant now) {
    if (user.empty()) return {};
    const auto year = file.year_of(school, now);
    file.note_term(school, year);
    return {file.seal_of(school).closed("people.devices.fixed_user", device.bytes(), user, year), cell(school::ends(year))};
}

}  // namespace monitor::store
