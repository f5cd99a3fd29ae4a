// sync: how is one question put to Graph, and how are the pages of an answer followed?

#include "sync/graph_line.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace monitor::sync {
namespace {

using namespace std::chrono_literals;
using Kind = GraphRefusal::Kind;

constexpr std::size_t largest_page = 32U << 20U;
constexpr int most_pages = 20'000;

bool same(std::string_view left, std::string_view right) {
    return std::ranges::equal(left, right, [](char a, char b) { return (a | 0x20) == (b | 0x20); });
}

// A code of Graph is a word; anything else in its place is not repeated.
std::string_view word_only(std::string_view code) {
    const auto sound = [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
               letter == '_' || letter == '-' || letter == '.';
    };
    return code.size() <= 64 && std::ranges::all_of(code, sound) ? code : std::string_view{};
}

bool place_lost(int status, std::string_view code) {
    static constexpr std::array<std::string_view, 4> words{"syncStateNotFound", "syncStateInvalid", "resyncRequired",
                                                           "Directory_ResyncRequired"};
    return status == 410 ||
           (status >= 400 && status < 500 && std::ranges::any_of(words, [&](auto word) { return same(word, code); }));
}

GraphRefusal refusal(const fetch::Answer& answer, std::string_view what) {
    const auto said = roster::read_graph_problem(answer.body);
    const auto code = word_only(said.code), request = word_only(said.request);
    auto place = fmt::format("{}: HTTP {}", what, answer.status);
    if (!code.empty()) place += fmt::format(" {}", code);
    if (!request.empty()) place += fmt::format(", request {}", request);
    if (place_lost(answer.status, code)) {
        return {Kind::resync, {Problem::service, std::move(place), {}}, std::string{header(answer, "location")}};
    }
    switch (answer.status) {
        case 401: return {Kind::failed, {Problem::sign_in, std::move(place), {}}, {}};
        case 403: return {Kind::absent, {Problem::not_permitted, std::move(place), {}}, {}};
        case 404: return {Kind::absent, {Problem::empty, std::move(place), {}}, {}};
        case 501: return {Kind::absent, {Problem::not_permitted, std::move(place), {}}, {}};
        default: break;
    }
    return {Kind::failed, {answer.status >= 500 ? Problem::service : Problem::message, std::move(place), {}}, {}};
}

}  // namespace

std::string GraphLine::address(std::string_view path) const {
    return fmt::format("{}/v1.0/{}", origin_, path);
}

bool GraphLine::ours(std::string_view url) const {
    // The origin ends at a slash, so that https://graph.example.evil.example is another one.
    return url.size() > origin_.size() && url.starts_with(origin_) && url[origin_.size()] == '/';
}

std::expected<fetch::Answer, Failure> GraphLine::once(const std::string& url, std::string_view what, fetch::Method method,
                                                      const std::string& body) {
    const auto token = token_.current(asker_);
    if (!token) return std::unexpected{token.error()};
    fetch::Ask question{.method = method,
                        .url = url,
                        .headers = {{"Authorization", "Bearer " + *token}, {"Accept", "application/json"}},
                        .body = body,
                        .patience = 30s,
                        .at_most = largest_page};
    if (!body.empty()) question.headers.emplace_back("Content-Type", "application/json");
    return asker_.ask(question, what);
}

FromGraph<std::string> GraphLine::ask(const std::string& url, std::string_view what, fetch::Method method, std::string body) {
    const auto failed = [](Failure failure) { return std::unexpected{GraphRefusal{Kind::failed, std::move(failure), {}}}; };
    if (!ours(url)) return failed({Problem::other_host, fmt::format("{}: a link to another host", what), {}});
    auto answer = once(url, what, method, body);
    if (answer && answer->status == 401) {  // tokens may end before they say so
        token_.drop();
        answer = once(url, what, method, body);
    }
    if (!answer) return failed(answer.error());
    if (answer->status < 200 || answer->status > 299) return std::unexpected{refusal(*answer, what)};
    return std::move(answer->body);
}

FromGraph<std::string> GraphLine::pages(std::string url, std::string_view what,
                                        const std::function<void(roster::GraphItem&&)>& each) {
    for (int page = 0; page < most_pages; ++page) {
        const auto body = ask(url, what);
        if (!body) return std::unexpected{body.error()};
        auto read = roster::read_graph_page(*body);
        if (!read)
            return std::unexpected{
                GraphRefusal{Kind::failed, {Problem::not_understood, fmt::format("{}: {}", what, read.error()), {}}, {}}};
        for (auto& item : read->items) each(std::move(item));
        if (read->next_link.empty()) return std::move(read->delta_link);
        if (read->next_link == url) break;  // it would never end
        url = std::move(read->next_link);
    }
    return std::unexpected{
        GraphRefusal{Kind::failed, {Problem::not_understood, fmt::format("{}: its pages do not end", what), {}}, {}}};
}

}  // namespace monitor::sync
