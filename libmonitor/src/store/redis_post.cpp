// store: how does the newest word about a picture come to Redis?

#include "redis_post.hpp"

#include <utility>

namespace monitor::store {

bool RedisPost::add(const std::string& name, std::optional<Value> value) {
    const std::lock_guard lock{mutex_};
    waiting_.insert_or_assign(name, std::move(value));
    return !std::exchange(fetched_, true);
}

std::expected<void, Error> RedisPost::deliver(RedisLine& line) {
    std::map<std::string, std::optional<Value>> now;
    {
        const std::lock_guard lock{mutex_};
        now.swap(waiting_);
        fetched_ = false;
    }
    std::expected<void, Error> heard{};
    for (const auto& [name, value] : now) {
        if (heard) heard = value ? line.set(name, value->bytes, value->life) : line.erase(name);
        if (heard || value) continue;
        const std::lock_guard lock{mutex_};
        waiting_.try_emplace(name, std::nullopt);
    }
    return heard;
}

}  // namespace monitor::store
