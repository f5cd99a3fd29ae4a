// pages: who left for an identity provider and may come back?

#include "http/attempts.hpp"

#include <algorithm>

#include "monitor/base/random.hpp"

namespace monitor::pages {

std::string Attempts::keep(std::size_t provider, identity::Attempt attempt) {
    auto secret = draw_secret(random_);
    const std::lock_guard lock{mutex_};
    drop_old();
    if (held_.size() >= most)
        held_.erase(std::ranges::min_element(held_, {}, [](const auto& each) { return each.second.until; }));
    held_[secret] = {{provider, std::move(attempt)}, clock_.tick() + life};
    return secret;
}

std::optional<Attempts::Kept> Attempts::take(std::string_view secret) {
    const std::lock_guard lock{mutex_};
    drop_old();
    const auto found = held_.find(secret);
    if (found == held_.end()) return std::nullopt;
    auto kept = std::move(found->second.kept);
    held_.erase(found);
    return kept;
}

std::optional<Attempts::Talk> Attempts::talk() {
    constexpr int at_once = 8;  // half of the pages' threads
    if (++talking_ <= at_once) return Talk{&talking_};
    --talking_;
    return std::nullopt;
}

void Attempts::drop_old() {
    std::erase_if(held_, [now = clock_.tick()](const auto& each) { return each.second.until <= now; });
}

}  // namespace monitor::pages
