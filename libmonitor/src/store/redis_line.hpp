#pragma once
// store: what is asked of Redis, and is it one that writes nothing to a disk? Private; one thread.

#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "monitor/base/bytes.hpp"
#include "monitor/base/clock.hpp"
#include "monitor/base/error.hpp"

namespace monitor::store {

/// One connection. Each answer is waited for a quarter of a second at most; after trouble nothing is asked for five seconds.
class RedisLine {
public:
    virtual ~RedisLine() = default;
    RedisLine(const RedisLine&) = delete;
    RedisLine& operator=(const RedisLine&) = delete;

    /// Connects where that is needed. Remedy::ask_operator: it saves to a disk, has or is a copy, or does not tell.
    [[nodiscard]] virtual std::expected<void, Error> check() = 0;
    [[nodiscard]] virtual std::expected<void, Error> set(const std::string& key, BytesView, std::chrono::milliseconds life) = 0;
    [[nodiscard]] virtual std::expected<std::optional<Bytes>, Error> get(const std::string& key) = 0;
    [[nodiscard]] virtual std::expected<void, Error> erase(const std::string& key) = 0;
    /// All keys that begin so, sorted; at most a thousand.
    [[nodiscard]] virtual std::expected<std::vector<std::string>, Error> names(std::string_view begin) = 0;

protected:
    RedisLine() = default;
};

/// `at`: "unix:/run/redis/redis.sock" or "127.0.0.1:6379". Remedy::correct_input: a place outside this machine, or none.
[[nodiscard]] std::expected<std::unique_ptr<RedisLine>, Error> make_redis_line(const std::string& at, const Clock&);

}  // namespace monitor::store
