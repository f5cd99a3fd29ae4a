// pages: how often may one address begin to sign in?

#include "http/pace.hpp"

#include <algorithm>

#include "monitor/school/network.hpp"

namespace monitor::pages {
namespace {

// Whoever has one IPv6 address has 2⁶⁴ of them.
std::string household(std::string_view address) {
    auto read = school::Address::from_text(address);
    if (!read) return std::string{address};
    const bool six = read->text().find(':') != std::string::npos;
    if (six) std::fill(read->bytes.begin() + 8, read->bytes.end(), std::uint8_t{0});
    return read->text();
}

}  // namespace

std::chrono::seconds Pace::wait(std::string_view address) {
    const auto key = household(address);
    const std::lock_guard lock{mutex_};
    const Tick now = clock_.tick();
    std::erase_if(empty_at_, [now](const auto& one) { return one.second <= now; });
    const auto known = empty_at_.find(key);
    const Tick empty = (known == empty_at_.end() ? now : known->second) + each;
    const auto over = empty - now - at_once * each;
    if (over > std::chrono::milliseconds{0}) return std::chrono::ceil<std::chrono::seconds>(over);
    if (known == empty_at_.end() && empty_at_.size() >= most)
        empty_at_.erase(std::ranges::min_element(empty_at_, {}, [](const auto& one) { return one.second; }));
    empty_at_[key] = empty;
    return std::chrono::seconds{0};
}

}  // namespace monitor::pages
