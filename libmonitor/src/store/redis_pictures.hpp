#pragma once
// store: LatestPictures in a Redis without persistence, sealed with keys that only servers have. Private.

#include <expected>
#include <memory>
#include <optional>
#include <string>

#include "monitor/base/clock.hpp"
#include "monitor/base/error.hpp"
#include "monitor/base/log.hpp"
#include "monitor/base/random.hpp"
#include "monitor/seal/secret.hpp"
#include "monitor/store/latest_pictures.hpp"

namespace monitor::store {

class PictureTerms;

struct RedisOptions {
    std::string at{};  ///< "unix:/run/redis/redis.sock" or "127.0.0.1:6379"; docs/operations/settings.md says which Redis will do
    std::optional<seal::Secret> cluster{};  ///< what servers have in common that read each other's pictures; empty: this one is alone
};

/// Asked at once: Remedy::ask_operator where it keeps something on a disk, correct_input where it is not on this machine, try_again
/// where nobody answers. Lent: clock, random and log outlive it. On one executor, as the one in memory; keep() and erase() wait for
/// nothing.
[[nodiscard]] std::expected<std::unique_ptr<LatestPictures>, Error> open_redis_pictures(
    RedisOptions, std::shared_ptr<const PictureTerms>, const Clock&, Random&, Log&);

}  // namespace monitor::store
