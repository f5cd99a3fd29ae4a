#pragma once
// transport: a whole request and a whole answer, as values.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace monitor::transport {

struct Header {
    std::string name{};   ///< lower case
    std::string value{};
};

enum class Line : std::uint8_t { plain = 0, encrypted = 1 };
/// Zero: some proxy stands between, named in the settings or not, and `address` is whom it speaks for.
enum class Way : std::uint8_t { by_proxy = 0, direct = 1 };

struct Request {
    std::string method{};
    std::string target{};  ///< "/groups/…?…": origin form; of a whole address the path
    std::vector<Header> headers{};
    std::string body{};
    std::string address{}; ///< the peer's, after trusted proxies; no port
    Line line{};
    Way way{};

    /// The value of the one header of that (lower-case) name; "" when it is not there. The listener refuses doubles that matter.
    [[nodiscard]] std::string_view header(std::string_view name) const noexcept;
};

struct Response {
    int status{200};
    std::vector<Header> headers{};
    std::string body{};
};

/// Call it once, from any thread.
using Reply = std::move_only_function<void(Response)>;

}  // namespace monitor::transport
