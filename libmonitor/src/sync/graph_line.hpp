#pragma once
// sync: how is one question put to Graph, and how are the pages of an answer followed?

#include <cstdint>
#include <expected>
#include <functional>
#include <string>
#include <string_view>

#include "monitor/roster/directory.hpp"
#include "sync/app_token.hpp"
#include "sync/asker.hpp"

namespace monitor::sync {

/// Why there is no answer, as far as the one who asked can do something about it.
struct GraphRefusal {
    enum class Kind : std::uint8_t {
        failed = 0,  ///< the run ends
        resync = 1,  ///< where we were is no longer known: everything, from `location` when there is one
        absent = 2,  ///< there is no such thing in this tenant, or not for us (403, 404, 501)
    };
    Kind kind{};
    Failure failure{};
    std::string location{};
};
template <class Value>
using FromGraph = std::expected<Value, GraphRefusal>;

/// Lives for one run.
class GraphLine {
public:
    GraphLine(const settings::Connection& connection, AppToken& token, Asker& asker)
        : origin_{connection.url}, token_{token}, asker_{asker} {}

    /// The whole address of a path of v1.0.
    [[nodiscard]] std::string address(std::string_view path) const;
    /// The body of a 2xx. `what` names the question in a failure. With a body it is a POST or what `method` says, of JSON.
    [[nodiscard]] FromGraph<std::string> ask(const std::string& url, std::string_view what, fetch::Method = fetch::Method::get,
                                             std::string body = {});
    /// Each item of each page, in their order; the deltaLink of the last page, "" when it has none. Links are followed as they
    /// are, also from a page without items, and never to another host. Any page that is not whole ends it.
    [[nodiscard]] FromGraph<std::string> pages(std::string url, std::string_view what,
                                               const std::function<void(roster::GraphItem&&)>& each);

private:
    [[nodiscard]] bool ours(std::string_view url) const;
    [[nodiscard]] std::expected<fetch::Answer, Failure> once(const std::string& url, std::string_view what, fetch::Method,
                                                             const std::string& body);

    std::string origin_;
    AppToken& token_;
    Asker& asker_;
};

}  // namespace monitor::sync
