#pragma once
// store: what is on its way to Redis while nobody waits for it? Private.
//
// Of each name the newest word only, so that a slow Redis makes nothing grow; what must be erased is said until Redis has heard it.

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "redis_line.hpp"

namespace monitor::store {

/// add() on any thread, the rest on that of the line.
class RedisPost {
public:
    struct Value {
        Bytes bytes{};
        std::chrono::milliseconds life{};
    };

    /// Empty: erase. True: nobody was told yet to deliver.
    [[nodiscard]] bool add(const std::string& name, std::optional<Value>);
    /// All that waits. The first that fails ends it; a value that was not heard is not said again, an erasure is.
    [[nodiscard]] std::expected<void, Error> deliver(RedisLine&);

private:
    std::mutex mutex_{};
    std::map<std::string, std::optional<Value>> waiting_{};
    bool fetched_{};  ///< somebody is on the way to deliver
};

}  // namespace monitor::store
