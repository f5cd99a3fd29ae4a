// transport: HTTP heads by Beast's parser, and our own gate around it. No sockets here.

#include "transport/head.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <ranges>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <fmt/format.h>

#include "monitor/base/ascii.hpp"

namespace monitor::transport {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

constexpr std::size_t most_fields = 100;
constexpr std::size_t longest_target = 8 * 1024;

std::unexpected<Refusal> refuse(int status, std::string_view why) { return std::unexpected{Refusal{status, why}}; }

std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

template <class List>
bool in(const List& list, std::string_view word) {
    return std::ranges::find(list, word) != std::ranges::end(list);
}

bool token_letter(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
           std::string_view{"!#$%&'*+-.^_`|~"}.contains(letter);
}

/// Is `word` one of the comma-separated words of `list`? Case does not matter.
bool names(std::string_view list, std::string_view word) {
    while (!list.empty()) {
        const auto comma = std::min(list.find(','), list.size());
        auto one = list.substr(0, comma);
        while (!one.empty() && (one.front() == ' ' || one.front() == '\t')) one.remove_prefix(1);
        while (!one.empty() && (one.back() == ' ' || one.back() == '\t')) one.remove_suffix(1);
        if (same_word(one, word)) return true;
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return false;
}

/// `=?charset?Q?…?=`: some servers decode it in any header (RFC 2047), and then see what nobody checked.
bool encoded_word(std::string_view value) {
    for (auto at = value.find("=?"); at != std::string_view::npos; at = value.find("=?", at + 2)) {
        const auto second = value.find('?', at + 2);
        if (second == std::string_view::npos || second + 2 >= value.size() || value[second + 2] != '?') continue;
        if (std::string_view{"qQbB"}.contains(value[second + 1])) return true;
    }
    return false;
}

bool matters_once(std::string_view name) {
    static constexpr std::array once{std::string_view{"host"}, std::string_view{"content-length"},
                                     std::string_view{"transfer-encoding"}, std::string_view{"cookie"},
                                     std::string_view{"authorization"}, std::string_view{"origin"}, std::string_view{"upgrade"},
                                     std::string_view{"content-type"}, std::string_view{"expect"}};
    return in(once, name) || name.starts_with("sec-");
}

std::expected<std::size_t, Refusal> length_of(std::string_view text, std::size_t most) {
    std::size_t length{};
    const auto read = std::from_chars(text.data(), text.data() + text.size(), length);
    if (text.empty() || text.size() > 10 || read.ec != std::errc{} || read.ptr != text.data() + text.size())
        return refuse(400, "content-length is no number");
    if (length > most) return refuse(413, "body too large");
    return length;
}

std::expected<void, Refusal> check_fields(const Request& request) {
    std::vector<std::string_view> seen;
    for (const auto& [name, value] : request.headers) {
        if (encoded_word(value)) return refuse(400, "an encoded word in a header");
        if (!matters_once(name)) continue;
        if (in(seen, name)) return refuse(400, "a header twice that may be there once");
        seen.push_back(name);
    }
    return {};
}

/// "http://school.example/a" is "/a" of school.example, whatever Host says (RFC 9112 §3.2.2).
void to_origin_form(Request& request) {
    std::string_view rest = request.target;
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (!same_word(rest.substr(0, scheme.size()), scheme)) continue;
        rest.remove_prefix(scheme.size());
        const auto ends = std::min(rest.find_first_of("/?"), rest.size());
        for (auto& header : request.headers)
            if (header.name == "host") header.value = rest.substr(0, ends);
        rest.remove_prefix(ends);
        request.target = rest.starts_with('/') ? std::string{rest} : "/" + std::string{rest};
        return;
    }
}

std::expected<void, Refusal> check_target(std::string_view target) {
    if (!target.starts_with('/')) return refuse(400, "a target that is no path");
    if (target.size() > longest_target) return refuse(414, "target too long");
    if (std::ranges::any_of(target, [](char letter) { return letter <= ' ' || letter >= 0x7f; }))
        return refuse(400, "a target with more than plain characters");
    return {};
}

std::expected<void, Refusal> check_host(std::string_view host, int version) {
    if (host.empty()) return version == 10 ? std::expected<void, Refusal>{} : refuse(400, "no host");
    const auto fits = [](char letter) { return token_letter(letter) || letter == ':' || letter == '[' || letter == ']'; };
    if (host.size() > 262 || !std::ranges::all_of(host, fits)) return refuse(400, "a host that is none");
    return {};
}

std::expected<Wish, Refusal> wish_of(const Head& head, int version) {
    const auto& request = head.request;
    // Before HTTP/1.1 there was no upgrade: the word means nothing there (RFC 9110 §7.8).
    if (version != 11 || !names(request.header("upgrade"), "websocket")) return Wish::answer;
    if (request.method != "GET" || head.body != 0 || !names(request.header("connection"), "upgrade"))
        return refuse(400, "a handshake that is none");
    if (request.header("sec-websocket-version") != "13") return refuse(426, "another version of WebSocket");
    const auto key = request.header("sec-websocket-key");
    if (key.size() != 24 || !key.ends_with("==")) return refuse(400, "a handshake without a key");
    return Wish::web_socket;
}

std::expected<Head, Refusal> judged(Request request, int version, std::size_t most) {
    static constexpr std::array methods{std::string_view{"GET"}, std::string_view{"HEAD"}, std::string_view{"POST"},
                                        std::string_view{"PUT"}, std::string_view{"PATCH"}, std::string_view{"DELETE"},
                                        std::string_view{"OPTIONS"}};
    if (version != 10 && version != 11) return refuse(505, "another version of HTTP");
    if (!in(methods, request.method)) return refuse(501, "a method nobody needs here");
    to_origin_form(request);
    if (const auto fine = check_target(request.target); !fine) return std::unexpected{fine.error()};
    if (const auto fine = check_fields(request); !fine) return std::unexpected{fine.error()};
    if (const auto fine = check_host(request.header("host"), version); !fine) return std::unexpected{fine.error()};
    Head head{.request = std::move(request)};
    const auto has = [&](std::string_view name) { return in(head.request.headers | std::views::transform(&Header::name), name); };
    if (has("transfer-encoding"))
        return has("content-length") ? refuse(400, "two lengths") : refuse(411, "a body without a length");
    if (has("content-length")) {
        const auto length = length_of(head.request.header("content-length"), most);
        if (!length) return std::unexpected{length.error()};
        head.body = *length;
    }
    if (has("expect") && version == 11) {
        head.expects_continue = same_word(head.request.header("expect"), "100-continue");
        if (!head.expects_continue) return refuse(417, "an expectation nobody can meet");
    }
    const bool stays = version == 11 && std::ranges::none_of(head.request.headers, [](const Header& header) {
                           return header.name == "connection" && names(header.value, "close");
                       });
    head.after = stays ? After::keep_alive : After::close;
    const auto wish = wish_of(head, version);
    if (!wish) return std::unexpected{wish.error()};
    head.wish = *wish;
    return head;
}

}  // namespace

std::expected<std::size_t, Refusal> HeadScan::look(std::string_view all) {
    if (seen_ == 0 && !all.empty() && (all[0] < 'A' || all[0] > 'Z')) return refuse(400, "no request");
    for (; seen_ < std::min(all.size(), head_limit); ++seen_) {
        const auto letter = static_cast<unsigned char>(all[seen_]);
        const bool line_began = seen_ >= 2 && all[seen_ - 1] == '\n';
        if (seen_ >= 1 && all[seen_ - 1] == '\r' && letter != '\n') return refuse(400, "a lone CR");
        if (letter == '\r') continue;
        if (letter == '\n') {
            if (seen_ == 0 || all[seen_ - 1] != '\r') return refuse(400, "a lone LF");
            if (seen_ >= 3 && all[seen_ - 2] == '\n') return ++seen_;
        } else if ((letter < 0x20 && letter != '\t') || letter == 0x7f) {
            return refuse(400, "a control byte");
        } else if (line_began && (letter == ' ' || letter == '\t')) {
            return refuse(400, "a folded header");
        }
    }
    if (all.size() >= head_limit) return refuse(431, "head too large");
    return std::size_t{0};
}

std::expected<Head, Refusal> read_head(std::string_view head, std::size_t most) {
    http::request_parser<http::empty_body> parser;
    parser.header_limit(static_cast<std::uint32_t>(head_limit));
    parser.skip(true);
    boost::system::error_code flaw;
    parser.put(asio::buffer(head), flaw);
    if (flaw == http::error::bad_version) return refuse(505, "another version of HTTP");
    if (flaw || !parser.is_header_done()) return refuse(400, "a head that is none");
    const auto& message = parser.get();
    Request request{.method = std::string{view(message.method_string())}, .target = std::string{view(message.target())}};
    for (const auto& field : message) {
        if (request.headers.size() == most_fields) return refuse(431, "too many headers");
        request.headers.push_back({lowered(std::string{view(field.name_string())}), std::string{view(field.value())}});
    }
    return judged(std::move(request), static_cast<int>(message.version()), most);
}

Way drop_proxy_headers(Request& request) {
    const auto dropped = std::erase_if(request.headers, [](const Header& header) {
        return header.name.starts_with("x-forwarded-") || header.name == "forwarded" || header.name == "x-real-ip" ||
               header.name == "via";
    });
    return dropped == 0 ? Way::direct : Way::by_proxy;
}

bool sound(const Response& response) {
    return response.status >= 200 && response.status <= 599 && std::ranges::all_of(response.headers, [](const Header& header) {
               return !header.name.empty() && std::ranges::all_of(header.name, token_letter) &&
                      std::ranges::none_of(header.value, [](char letter) {
                          return (static_cast<unsigned char>(letter) < 0x20 && letter != '\t') || letter == 0x7f;
                      });
           });
}

std::string head_of(const Response& response, After after, std::string_view date) {
    static constexpr std::array ours{std::string_view{"content-length"}, std::string_view{"transfer-encoding"},
                                     std::string_view{"connection"}, std::string_view{"keep-alive"}, std::string_view{"date"},
                                     std::string_view{"upgrade"}, std::string_view{"trailer"}};
    const auto words = http::obsolete_reason(static_cast<http::status>(response.status));
    std::string head = fmt::format("HTTP/1.1 {} {}\r\nDate: {}\r\n", response.status, view(words), date);
    if (response.status != 204 && response.status != 304) head += fmt::format("Content-Length: {}\r\n", response.body.size());
    for (const auto& header : response.headers)
        if (!in(ours, lowered(header.name))) head += fmt::format("{}: {}\r\n", header.name, header.value);
    if (response.status == 426) head += "Upgrade: websocket\r\n";
    if (response.status == 426 || after == After::close)
        head += fmt::format("Connection: {}{}{}\r\n", response.status == 426 ? "upgrade" : "",
                            response.status == 426 && after == After::close ? ", " : "", after == After::close ? "close" : "");
    head += "\r\n";
    return head;
}

std::string head_of(const Request& request) {
    std::string head = fmt::format("{} {} HTTP/1.1\r\n", request.method, request.target);
    for (const auto& header : request.headers) {
        const auto name = lowered(header.name);
        if (name != "content-length" && name != "transfer-encoding" && name != "connection" && name != "expect")
            head += fmt::format("{}: {}\r\n", header.name, header.value);
    }
    return head + fmt::format("Content-Length: {}\r\nConnection: close\r\n\r\n", request.body.size());
}

struct AnswerScan::Inside {
    http::response_parser<http::string_body> parser;
    std::string unread{};
};

AnswerScan::AnswerScan(std::size_t most, Method method) : inside_{std::make_unique<Inside>()} {
    inside_->parser.body_limit(most);
    inside_->parser.header_limit(static_cast<std::uint32_t>(4 * head_limit));
    inside_->parser.eager(true);
    inside_->parser.skip(method == Method::head);
}
AnswerScan::~AnswerScan() = default;

AnswerScan::Progress AnswerScan::look(std::string_view more) {
    inside_->unread += more;
    while (!inside_->parser.is_done() && !inside_->unread.empty()) {
        boost::system::error_code flaw;
        const auto used = inside_->parser.put(asio::buffer(inside_->unread), flaw);
        inside_->unread.erase(0, used);
        if (flaw == http::error::need_more) return Progress::more;
        if (flaw) return Progress::bad;
    }
    return inside_->parser.is_done() ? Progress::done : Progress::more;
}

AnswerScan::Progress AnswerScan::ended() {
    boost::system::error_code flaw;
    if (!inside_->parser.got_some()) return Progress::bad;
    if (!inside_->parser.is_done()) inside_->parser.put_eof(flaw);
    return !flaw && inside_->parser.is_done() ? Progress::done : Progress::bad;
}

Response AnswerScan::taken() {
    auto message = inside_->parser.release();
    Response response{.status = static_cast<int>(message.result_int()), .headers = {}, .body = std::move(message.body())};
    for (const auto& field : message)
        response.headers.push_back({lowered(std::string{view(field.name_string())}), std::string{view(field.value())}});
    return response;
}

}  // namespace monitor::transport
