// settings: how is the server's file read, and which settings do not go together?

#include "monitor/settings/server.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "settings/address.hpp"
#include "settings/connections.hpp"
#include "settings/provider.hpp"
#include "settings/residency.hpp"
#include "settings/section.hpp"
#include "settings/tables.hpp"

namespace monitor::settings {
namespace {

using namespace std::chrono_literals;
using std::chrono::duration_cast;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// What has been read of [server] and is needed to judge the rest.
struct Seen {
    std::optional<Listen> listen{};
    std::optional<Url> public_url{};
};

// "15s", "10m", "48h"
std::optional<seconds> duration_from(std::string_view text) {
    constexpr std::size_t longest = 7;
    if (text.size() < 2 || text.size() > longest) return std::nullopt;
    const auto digits = text.substr(0, text.size() - 1);
    if (digits.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
    int count{};
    for (const char digit : digits) count = count * 10 + (digit - '0');
    if (text.ends_with('s')) return seconds{count};
    if (text.ends_with('m')) return minutes{count};
    if (text.ends_with('h')) return hours{count};
    return std::nullopt;
}

template <class Duration>
constexpr std::string_view unit = std::is_same_v<Duration, hours>     ? "h"
                                  : std::is_same_v<Duration, minutes> ? "m"
                                                                      : "s";

template <class Duration>
void read_limit(Section& section, std::string_view key, Duration least, Duration most, Duration& to) {
    const auto given = section.text(key, Need::optional);
    if (!given) return;
    const auto duration = duration_from(given->text);
    if (duration && *duration >= least && *duration <= most && *duration % Duration{1} == 0s) {
        to = duration_cast<Duration>(*duration);
        return;
    }
    section.problem(
        given->line, key,
        fmt::format("must be from \"{1}{0}\" to \"{2}{0}\", a whole number of {0}", unit<Duration>, least.count(), most.count()));
}

void read_limits(Section section, Server& server) {
    read_limit(section, "lease", seconds{5}, seconds{15}, server.lease);
    read_limit(section, "live_view", minutes{1}, minutes{10}, server.live_view);
    read_limit(section, "picture", hours{1}, hours{48}, server.picture);
    read_limit(section, "session_idle", minutes{5}, minutes{480}, server.session_idle);
    read_limit(section, "session_longest", hours{1}, hours{12}, server.session_longest);
    section.refuse_the_rest();
}

// Where the record lies, and who of the operator's own gets its lines.
void read_audit(Section section, const std::filesystem::path& directory, Server& server) {
    if (const auto place = section.text("directory", Need::optional)) server.audit_directory = directory / place->text;
    if (const auto stream = section.text("stream", Need::optional))
        server.audit_stream = stream->text == "syslog" ? std::filesystem::path{stream->text} : directory / stream->text;
    section.refuse_the_rest();
}

void read_certificate(Section& section, const std::filesystem::path& directory, Server& server) {
    const auto need = server.tls == Tls::files ? Need::required : Need::optional;
    const auto read = [&](std::string_view key, std::filesystem::path& to) {
        const auto given = section.text(key, need);
        if (!given) return;
        to = directory / given->text;
        if (server.tls != Tls::files) section.problem(given->line, key, "is used only with tls = \"files\"");
    };
    read("certificate", server.certificate);
    read("certificate_key", server.certificate_key);
}

void read_tls(Section& section, const std::filesystem::path& directory, const Seen& seen, Server& server) {
    const auto given = section.text("tls", Need::optional).value_or(Given{"own", 0});
    if (given.text == "files") {
        server.tls = Tls::files;
    } else if (given.text == "plain_loopback") {
        server.tls = Tls::plain_loopback;
    } else if (given.text != "own") {
        section.problem(given.line, "tls", "must be \"own\", \"files\" or \"plain_loopback\"");
        return;
    }
    read_certificate(section, directory, server);
    const bool plain = server.tls == Tls::plain_loopback;
    if (plain && seen.listen && seen.listen->reach != Reach::this_machine) {
        section.problem(given.line, "tls",
                        "\"plain_loopback\" needs a server.listen on this machine, such as \"127.0.0.1:8080\"");
    }
    if (plain && seen.public_url && (seen.public_url->secure || seen.public_url->reach != Reach::this_machine)) {
        section.problem(given.line, "tls",
                        "\"plain_loopback\" needs a server.public_url on this machine, such as \"http://127.0.0.1:8080\"");
    }
    if (!plain && seen.public_url && !seen.public_url->secure) {
        section.problem(given.line, "tls", fmt::format("\"{}\" needs a server.public_url that begins with https://", given.text));
    }
}

// Last pictures stay in memory: this process's, or that of a Redis on this machine.
void read_pictures(Section& section, Server& server) {
    const auto given = section.text("pictures", Need::optional);
    if (!given || given->text == "memory") return;
    const auto listen = listen_from(given->text);
    const bool here = given->text.starts_with("unix:/") || (listen && listen->reach == Reach::this_machine);
    if (here)
        server.pictures = given->text;
    else
        section.problem(given->line, "pictures",
                        "must be \"memory\", or a Redis on this machine: \"unix:/run/redis/redis.sock\" or \"127.0.0.1:6379\"");
}

// Servers that read each other's last pictures have it in common.
void read_cluster(Section& section, const std::filesystem::path& directory, Server& server) {
    const auto given = section.text("cluster_secret_file", Need::optional);
    if (!given) return;
    server.cluster_secret_file = directory / given->text;
    if (server.pictures.empty())
        section.problem(given->line, "cluster_secret_file", "needs pictures in a Redis: it is for servers that share one");
}

Seen read_address(Section& section, Server& server) {
    Seen seen;
    if (const auto listen = section.text("listen", Need::required)) {
        seen.listen = listen_from(listen->text);
        if (!seen.listen)
            section.problem(listen->line, "listen",
                            "must be a literal address and a port, such as \"0.0.0.0:8443\" or \"[::]:8443\"");
    }
    if (const auto url = section.text("public_url", Need::required)) {
        server.public_url = url->text;
        seen.public_url = url_from(url->text);
        if (!seen.public_url || seen.public_url->path) {
            section.problem(
                url->line, "public_url",
                "must be as a browser shows it, such as \"https://meekijken.school.example\": no path, no slash at the end");
            seen.public_url.reset();
        }
    }
    if (seen.listen) {
        server.listen_address = seen.listen->address;
        server.listen_port = seen.listen->port;
    }
    return seen;
}

Seen read_server(Section section, const std::filesystem::path& directory, Server& server) {
    const auto seen = read_address(section, server);
    if (const auto state = section.text("state", Need::required)) server.state = directory / state->text;
    server.keys = server.state / "keys" / "keys";
    if (const auto keys = section.text("keys", Need::optional)) server.keys = directory / keys->text;
    read_pictures(section, server);
    read_cluster(section, directory, server);
    read_tls(section, directory, seen, server);
    for (const auto& proxy : section.texts("trusted_proxies")) {
        if (!is_network(proxy.text))
            section.problem(proxy.line, "trusted_proxies", "must be blocks of addresses, such as \"10.1.0.0/16\" or \"::1/128\"");
        server.trusted_proxies.emplace_back(proxy.text);
    }
    if (const auto protocol = section.text("proxy_protocol", Need::optional)) {
        if (protocol->text == "v2") server.proxy_protocol = ProxyProtocol::v2;
        if (protocol->text != "v2" && protocol->text != "none")
            section.problem(protocol->line, "proxy_protocol", "must be \"v2\" or \"none\"");
        if (protocol->text == "v2" && server.trusted_proxies.empty())
            section.problem(protocol->line, "proxy_protocol", "needs trusted_proxies: only those are listened to");
    }
    if (const auto language = section.text("language", Need::optional)) {
        if (language->text == "en") server.language = Language::en;
        if (language->text != "en" && language->text != "nl")
            section.problem(language->line, "language", "must be \"nl\" or \"en\"");
    }
    section.refuse_the_rest();
    return seen;
}

// Two a school: an administration and a directory.
void read_connections(Section& whole, const std::filesystem::path& directory, const Seen& seen, Problems& problems, Server& server) {
    constexpr std::size_t most = 256;
    const auto reach = seen.public_url ? seen.public_url->reach : Reach::other_machines;
    std::vector<int> lines;
    for (const auto* table : whole.tables("connection", most)) {
        server.connections.push_back(read_connection({*table, "connection", problems}, directory, reach));
        lines.push_back(table->line);
    }
    compare_connections(server.connections, lines, problems);
}

}  // namespace

std::expected<Server, Problems> server(std::string_view toml, const std::filesystem::path& directory) {
    const auto file = document(toml);
    if (!file) return std::unexpected{file.error()};
    Server server;
    Problems problems;
    Section whole{*file, {}, problems};
    Seen seen;
    if (const auto* table = whole.table("server", Need::required))
        seen = read_server({*table, "server", problems}, directory, server);
    for (const auto* table : whole.tables("provider"))
        server.providers.push_back(
            read_provider({*table, "provider", problems}, directory, seen.public_url, server.providers));
    read_connections(whole, directory, seen, problems, server);
    if (const auto* table = whole.table("audit", Need::optional)) read_audit({*table, "audit", problems}, directory, server);
    if (const auto* table = whole.table("store", Need::optional)) read_store({*table, "store", problems}, server);
    if (const auto* table = whole.table("limits", Need::optional)) read_limits({*table, "limits", problems}, server);
    if (const auto* table = whole.table("residency", Need::optional)) server.residency = read_residency({*table, "residency", problems});
    whole.refuse_the_rest();
    sort_by_line(problems);
    if (!problems.empty()) return std::unexpected{std::move(problems)};
    return server;
}

}  // namespace monitor::settings
