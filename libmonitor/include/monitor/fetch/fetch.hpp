#pragma once
// fetch: the only way this house asks something of another host.
//
// HTTPS with strict verification; plain HTTP only to a literal loopback address the operator named, and to
// http://169.254.169.254/metadata/instance/, where a cloud machine asks about itself. No redirects. Limits on time and size.

#include <chrono>
#include <cstdint>
#include <expected>
#include <memory>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "monitor/base/error.hpp"

namespace monitor::fetch {

enum class Method : std::uint8_t { get = 1, post = 2, patch = 3, put = 4, del = 5 };

struct Ask {
    Method method{Method::get};
    std::string url{};
    std::vector<std::pair<std::string, std::string>> headers{};
    std::string body{};
    std::chrono::milliseconds patience{10'000};  ///< for the whole exchange
    std::size_t at_most{1 << 20};                ///< bytes of the answer; more: Remedy::give_up, nothing is returned
    std::stop_token stop{};                      ///< when it says so the exchange is cut off, as if patience had run out
};

struct Answer {
    int status{};
    std::vector<std::pair<std::string, std::string>> headers{};  ///< names in lower case
    std::string body{};
};

/// Thread-safe; blocks. Any status the host gives is an Answer; only the failure to get one is an Error.
class Fetch {
public:
    virtual ~Fetch() = default;
    Fetch(const Fetch&) = delete;
    Fetch& operator=(const Fetch&) = delete;
    [[nodiscard]] virtual std::expected<Answer, Error> fetch(const Ask&) = 0;

protected:
    Fetch() = default;
};

enum class Loopback : std::uint8_t { refused = 0, plain_allowed = 1 };

[[nodiscard]] std::unique_ptr<Fetch> make_fetch(Loopback);

}  // namespace monitor::fetch
