#pragma once
// support: another host that answers what a test says, and remembers what it was asked.

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "monitor/fetch/fetch.hpp"

namespace monitor::test {

/// Thread-safe. A URL nobody gave an answer for cannot be reached.
class FakeFetch final : public fetch::Fetch {
public:
    using Reply = std::function<std::expected<fetch::Answer, Error>(const fetch::Ask&)>;

    [[nodiscard]] std::expected<fetch::Answer, Error> fetch(const fetch::Ask& ask) override {
        const std::lock_guard lock{mutex_};
        asked_.push_back(ask);
        const auto at = replies_.find(ask.url);
        if (at == replies_.end()) return std::unexpected{Error{Remedy::try_again, "reach a host", 0, "fake"}};
        auto answer = at->second(ask);
        // As the real one: more than was allowed is nothing at all.
        if (answer && answer->body.size() > ask.at_most)
            return std::unexpected{Error{Remedy::give_up, "read an answer", 0, "size"}};
        return answer;
    }
    void reply(const std::string& url, Reply reply) {
        const std::lock_guard lock{mutex_};
        replies_[url] = std::move(reply);
    }
    void reply(const std::string& url, int status, std::string body) {
        reply(url, [status, body = std::move(body)](const fetch::Ask&) { return fetch::Answer{status, {}, body}; });
    }
    void unreachable(const std::string& url) {
        const std::lock_guard lock{mutex_};
        replies_.erase(url);
    }
    [[nodiscard]] std::vector<fetch::Ask> asked() const {
        const std::lock_guard lock{mutex_};
        return asked_;
    }
    [[nodiscard]] int times(const std::string& url) const {
        int times{};
        for (const auto& ask : asked()) times += ask.url == url ? 1 : 0;
        return times;
    }

private:
    mutable std::mutex mutex_;
    std::map<std::string, Reply> replies_;
    std::vector<fetch::Ask> asked_;
};

}  // namespace monitor::test
