// fetch: one question, one answer, one connection.

#include "monitor/fetch/fetch.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "fetch/answer_reader.hpp"
#include "fetch/connection.hpp"
#include "fetch/url.hpp"

namespace monitor::fetch {
namespace {

constexpr std::string_view token = "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

std::string_view name_of(Method method) {
    switch (method) {
        case Method::get: return "GET";
        case Method::post: return "POST";
        case Method::patch: return "PATCH";
        case Method::put: return "PUT";
        case Method::del: return "DELETE";
    }
    return "GET";
}

bool same(std::string_view left, std::string_view right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](char a, char b) { return (a | 0x20) == (b | 0x20); });
}

// What frames the question is ours to say; what could end a line early is nobody's.
bool sound(const std::pair<std::string, std::string>& header) {
    const auto& [name, value] = header;
    static constexpr std::array<std::string_view, 6> ours{"host",       "content-length", "transfer-encoding",
                                                          "connection", "expect",         "te"};
    const bool named = !name.empty() && name.find_first_not_of(token) == std::string::npos;
    const bool printable = std::all_of(value.begin(), value.end(),
                                       [](char letter) { return static_cast<unsigned char>(letter) >= ' ' && letter != 0x7f; });
    return named && printable &&
           std::none_of(ours.begin(), ours.end(), [&name](std::string_view other) { return same(name, other); });
}

std::string question(const Ask& ask, const Url& url) {
    auto text =
        fmt::format("{} {} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n", name_of(ask.method), url.target, url.authority);
    for (const auto& [name, value] : ask.headers) text += fmt::format("{}: {}\r\n", name, value);
    if (ask.method != Method::get || !ask.body.empty()) text += fmt::format("Content-Length: {}\r\n", ask.body.size());
    return text + "\r\n" + ask.body;
}

std::unexpected<Error> wrong(std::string_view what) {
    return std::unexpected{Error{Remedy::correct_input, "ask a host", 0, std::string{what}}};
}

class OneByOne final : public Fetch {
public:
    explicit OneByOne(Loopback loopback) : loopback_{loopback}, dialler_{make_dialler()} {}

    std::expected<Answer, Error> fetch(const Ask& ask) override {
        const auto url = url_from(ask.url, loopback_);
        if (!url) return wrong("the address is not https, or not an address at all");
        if (!std::all_of(ask.headers.begin(), ask.headers.end(), sound)) return wrong("a header is not one that may be set");
        const auto connection = dialler_->dial(*url, {ask.patience, ask.stop});
        if (!connection) return std::unexpected{connection.error()};
        if (const auto sent = (*connection)->send(question(ask, *url)); !sent) return std::unexpected{sent.error()};
        return answer(**connection, *url, ask.at_most);
    }

private:
    static std::expected<Answer, Error> answer(Connection& connection, const Url& url, std::size_t at_most) {
        AnswerReader reader{at_most};
        std::array<char, 16 << 10> buffer;
        for (;;) {
            const auto count = connection.receive(buffer);
            if (!count) return std::unexpected{count.error()};
            const auto progress = *count > 0 ? reader.feed({buffer.data(), *count}) : reader.close();
            if (!progress) {
                // A connection that breaks off may hold the next time; an answer that is wrong will be wrong again.
                const auto remedy = *count > 0 ? Remedy::give_up : Remedy::try_again;
                return std::unexpected{
                    Error{remedy, "read an answer", 0, fmt::format("{}:{}: {}", url.host, url.port, progress.error())}};
            }
            if (*progress == Progress::whole) return reader.take();
        }
    }

    Loopback loopback_;
    std::unique_ptr<Dialler> dialler_;
};

}  // namespace

std::unique_ptr<Fetch> make_fetch(Loopback loopback) {
    return std::make_unique<OneByOne>(loopback);
}

}  // namespace monitor::fetch
