// door: where does each request go?

#include "door/door.hpp"

#include <algorithm>
#include <array>
#include <variant>

#include <fmt/format.h>

#include "door/assets.hpp"
#include "door/cookies.hpp"
#include "door/gate.hpp"
#include "door/health.hpp"
#include "monitor/school/network.hpp"
#include "monitor/transport/local.hpp"
#include "monitor/wire/envelope.hpp"

namespace monitor::door {
namespace {

using transport::Request;
using transport::Response;

constexpr std::string_view agent_protocol = "monitor.agent.1";
constexpr std::string_view viewer_protocol = "monitor.viewer.1";
/// A page may wait for an identity provider, which fetch allows ten seconds for each of two questions.
constexpr std::chrono::seconds page_patience{25};
/// The longest is all that is known of a colleague who looked along every day of a year, in about 600 bytes a look
/// (rights_deeds.cpp).
constexpr std::size_t longest_page = 32 << 20;

bool has(const Response& response, std::string_view name) {
    return std::ranges::any_of(response.headers, [&](const transport::Header& header) { return header.name == name; });
}

void add_missing(Response& response, std::string_view name, std::string_view value) {
    if (!has(response, name)) response.headers.push_back({std::string{name}, std::string{value}});
}

/// What can be done where this cannot (RFC 9110 §15.5.6).
std::string_view allowed_beside(std::string_view method) {
    if (method == "GET" || method == "HEAD") return "POST";
    return method == "POST" ? "GET, HEAD" : "GET, HEAD, POST";
}

std::string_view reason(int status) {
    switch (status) {
        case 400: return "Dit verzoek klopt niet. / This request is not right.";
        case 403: return "Dit mag niet. / This is not permitted.";
        case 404: return "Deze pagina is er niet. / There is no such page.";
        case 405: return "Dit kan hier niet. / This cannot be done here.";
        case 421: return "Dit adres is niet van deze server. / This address is not this server's.";
        case 426: return "Dit adres is voor een WebSocket. / This address is for a WebSocket.";
        case 431: return "Dit verzoek is te lang. / This request is too long.";
        case 503: return "Even geduld: de server start of stopt. / Please wait: the server is starting or stopping.";
    }
    return "Er ging iets mis bij de server. / Something went wrong at the server.";
}

/// The door's own words are few, for they reach only what is no browser of ours, or a server in trouble.
Response plain(int status, std::string_view request_id) {
    return {status, {{"content-type", "text/plain; charset=utf-8"}}, fmt::format("{}\n({})\n", reason(status), request_id)};
}

bool offers(const Request& request, std::string_view protocol) {
    std::string_view list = request.header("sec-websocket-protocol");
    while (!list.empty()) {
        const auto end = std::min(list.find(','), list.size());
        auto one = list.substr(0, end);
        list.remove_prefix(std::min(end + 1, list.size()));
        while (!one.empty() && one.front() == ' ') one.remove_prefix(1);
        while (!one.empty() && one.back() == ' ') one.remove_suffix(1);
        if (one == protocol) return true;
    }
    return false;
}

Response asset_answer(const Asset& asset, const Request& request) {
    // The root holds the hash of every file: the same address is the same content.
    const auto etag = fmt::format("\"{}\"", asset_root().substr(8, 16));
    Response response{200,
                      {{"content-type", std::string{asset.type}},
                       {"cache-control", "public, max-age=31536000, immutable"},
                       {"etag", etag},
                       // The decode worker lives under this policy: it may load its own modules and reach nothing else.
                       {"content-security-policy", "default-src 'none'; script-src 'self'; frame-ancestors 'none'"}},
                      {}};
    if (request.header("if-none-match") == etag)
        response.status = 304;
    else
        response.body = asset.content;
    return response;
}

/// What an answer of the pages may not decide: the connection is the listener's affair.
bool of_the_connection(std::string_view name) {
    constexpr std::array<std::string_view, 7> names{"connection", "keep-alive", "transfer-encoding", "content-length", "upgrade",
                                                    "date",       "server"};
    return std::ranges::find(names, name) != names.end();
}

/// Where Microsoft 365 tells that somebody changed; no browser ever posts here, and what it could post changes nothing.
constexpr std::string_view notices = "/directory/notifications";

class TheDoor final : public Door {
public:
    explicit TheDoor(Parts parts) : parts_{std::move(parts)} {}

    void closing() override { closing_ = true; }

    void request(Request request, transport::Reply reply) override {
        const auto id = request_id();
        // A HEAD is answered as a GET: the line leaves the body out, and says its length.
        auto answer = [this, id, allowed = allowed_beside(request.method), reply = std::move(reply)](Response response) mutable {
            add_fixed_headers(response, id, parts_.settings.tls);
            if (response.status == 405) add_missing(response, "allow", allowed);
            reply(std::move(response));
        };
        auto inner = inward(request, id);
        if (!inner) {
            parts_.log.write(Level::info, "door", fmt::format("{} refused: flaw {}", id, static_cast<int>(inner.error())));
            return answer(plain(status(inner.error()), id));
        }
        const bool may_be_here = inner->method == "GET" || path_of(inner->target) == notices;
        if (may_be_here && answer_here(*inner, reach_of(request), id, answer)) return;
        if (!is_host_of(parts_.settings.public_url, request.header("host"))) return answer(elsewhere(*inner, id));
        pass_on(*inner, id, std::move(answer));
    }

    std::variant<transport::Upgrade, Response> upgrade(const Request& request) override {
        const auto refuse = [&](int status) {
            auto response = plain(status, request_id());
            add_fixed_headers(response, "", parts_.settings.tls);
            return response;
        };
        const auto path = path_of(request.target);
        if (path != "/agent" && path != "/view") return refuse(404);
        if (closing_) return refuse(503);
        return path == "/agent" ? agent(request, refuse) : viewer(request, refuse);
    }

private:
    /// This machine's own operator, or anyone: a proxy on this machine speaks for anyone.
    enum class Reach : std::uint8_t { anyone = 0, operator_here = 1 };
    static Reach reach_of(const Request& request) {
        const auto from = school::Address::from_text(request.address);
        return from && is_loopback(*from) && request.way == transport::Way::direct ? Reach::operator_here : Reach::anyone;
    }

    /// Under another name no form would work and no cookie fit: to the right one.
    Response elsewhere(const Request& inner, std::string_view id) const {
        if (inner.method != "GET") return plain(421, id);
        return {308, {{"location", parts_.settings.public_url + inner.target}}, {}};
    }

    using Answered = std::variant<transport::Upgrade, Response>;

    std::string request_id() {
        std::array<std::byte, 8> drawn;
        parts_.random.fill(drawn);
        return hex(drawn);
    }

    /// A browser always names its origin; a device never does. A page of any site can thus not play a device.
    template <class Refuse>
    Answered agent(const Request& request, const Refuse& refuse) {
        if (has_header(request, "origin")) return refuse(403);
        if (!offers(request, agent_protocol)) return refuse(400);
        transport::SocketLimits limits;
        limits.message = wire::message_limit;
        return transport::Upgrade{std::string{agent_protocol}, limits, parts_.hub.agent_line(request.address)};
    }

    template <class Refuse>
    Answered viewer(const Request& request, const Refuse& refuse) {
        if (request.header("origin") != parts_.settings.public_url) return refuse(403);
        if (!offers(request, viewer_protocol)) return refuse(400);
        const auto cookies = our_cookies(request.header("cookie"));
        const auto token = cookies ? value_of(*cookies, session_cookie) : std::string_view{};
        if (token.empty()) return refuse(403);
        transport::SocketLimits limits;
        limits.message = 8 * 1024;
        return transport::Upgrade{std::string{viewer_protocol}, limits,
                                  parts_.hub.viewer_line(request.address, identity::SessionToken{std::string{token}})};
    }

    static bool has_header(const Request& request, std::string_view name) {
        return std::ranges::any_of(request.headers, [&](const transport::Header& header) { return header.name == name; });
    }

    /// True: no page is needed.
    template <class Answer>
    bool answer_here(const Request& request, Reach reach, const std::string& id, Answer& answer) {
        const auto path = path_of(request.target);
        if (path.starts_with("/assets/")) {
            const Asset* asset = asset_at(path);
            answer(asset ? asset_answer(*asset, request) : plain(404, id));
            return true;
        }
        if (path == "/agent" || path == "/view") {
            answer(plain(426, id));
            return true;
        }
        if (path == "/healthz") {
            answer({closing_ ? 503 : 200, {{"content-type", "text/plain; charset=utf-8"}}, closing_ ? "stopping\n" : "ok\n"});
            return true;
        }
        if (path == notices) {
            answer(notified(request, id));
            return true;
        }
        if (path != "/readyz" && path != "/metrics") return false;
        // Counts say how busy a school is: for this machine's own operator only, and no word that the page exists.
        if (reach == Reach::anyone) return false;
        parts_.hub.counts(
            [path = std::string{path}, upkeep = parts_.upkeep ? parts_.upkeep() : Upkeep{}, stopping = closing_,
             answer = std::move(answer)](hub::Counts counts) mutable {
                answer(path == "/metrics" ? metrics(counts, upkeep)
                                          : ready(counts, upkeep, stopping ? Stage::stopping : Stage::serving));
            });
        return true;
    }

    /// Microsoft 365 says that somebody changed, or asks whether we are who asked to be told. A trigger: nothing in it is believed.
    Response notified(const Request& request, const std::string& id) {
        if (request.method != "POST") return plain(405, id);
        const auto mark = request.target.find('?');
        const auto query = mark == std::string::npos ? std::string_view{} : std::string_view{request.target}.substr(mark + 1);
        auto reply = parts_.schedule.notified(query, request.body);
        return {reply.status, {{"content-type", "text/plain; charset=utf-8"}}, std::move(reply.body)};
    }

    template <class Answer>
    void pass_on(const Request& inner, const std::string& id, Answer answer) {
        transport::ask_inside(
            parts_.loop, parts_.pages, inner, page_patience, longest_page,
            [this, id, answer = std::move(answer)](Response response) mutable {
                if (response.status == 502 || response.status == 504) {
                    parts_.log.write(Level::warning, "door", fmt::format("{} no page: {}", id, response.status));
                    return answer(plain(response.status, id));
                }
                std::erase_if(response.headers, [](const auto& header) { return of_the_connection(header.name); });
                answer(std::move(response));
            });
    }

    Parts parts_;
    bool closing_{false};
};

}  // namespace

void add_fixed_headers(Response& response, std::string_view request_id, settings::Tls tls) {
    add_missing(response, "content-security-policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'");
    add_missing(response, "cache-control", "no-store");
    add_missing(response, "x-content-type-options", "nosniff");
    add_missing(response, "referrer-policy", "same-origin");
    add_missing(response, "cross-origin-opener-policy", "same-origin");
    add_missing(response, "cross-origin-resource-policy", "same-origin");
    add_missing(response, "permissions-policy",
                "camera=(), microphone=(), geolocation=(), display-capture=(), usb=(), serial=(), hid=(), payment=()");
    add_missing(response, "x-frame-options", "DENY");
    // Only with a certificate that browsers trust by themselves: behind our own one, nobody could click past the warning any
    // more.
    if (tls == settings::Tls::files) add_missing(response, "strict-transport-security", "max-age=31536000");
    if (!request_id.empty()) add_missing(response, "x-request-id", request_id);
}

std::unique_ptr<Door> make_door(Parts parts) {
    return std::make_unique<TheDoor>(std::move(parts));
}

}  // namespace monitor::door
