#pragma once
// settings: what did the operator set for the server? Unknown keys are problems, not comments.

#include <chrono>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "monitor/base/language.hpp"
#include "monitor/settings/connections.hpp"
#include "monitor/settings/problem.hpp"
#include "monitor/settings/residency.hpp"

namespace monitor::settings {

enum class Tls : std::uint8_t {
    own = 0,             ///< a key and certificate of its own, made at first start; agents trust its pin
    files = 1,           ///< the operator's certificate
    plain_loopback = 2,  ///< no TLS: refused unless it listens on a loopback address only
};

/// How a trusted proxy says whose connection it passes on.
enum class ProxyProtocol : std::uint8_t {
    none = 0,  ///< by X-Forwarded-For only
    v2 = 1,    ///< each of its connections begins with the PROXY protocol, version 2
};

/// How a provider says who somebody is. Zero takes least for granted.
enum class ProviderKind : std::uint8_t {
    oidc = 0,   ///< OpenID Connect and no more
    entra = 1,  ///< one tenant of Microsoft Entra ID
};

/// Claims with another name than the standard's, out of a short list; "": the standard's.
struct ProviderClaims {
    std::string object{};  ///< who
    std::string tenant{};  ///< from which organisation
};

/// Someone who may say who a person is (OpenID Connect).
struct Provider {
    std::string name{};                        ///< on the button: "Microsoft 365"
    std::string issuer{};                      ///< exact
    std::string client_id{};
    std::filesystem::path client_secret_file{};  ///< empty: a public client with PKCE only
    ProviderKind kind{};
    ProviderClaims claims{};
    std::vector<std::string> tenants{};          ///< with claims.tenant: the values that are let in
};

struct Server {
    std::string listen_address{};              ///< "0.0.0.0", "::", "127.0.0.1"
    std::uint16_t listen_port{};
    std::string public_url{};                  ///< "https://meekijken.school.example", no slash at the end
    std::filesystem::path state{};             ///< directory for databases; made with mode 0700
    std::filesystem::path keys{};              ///< key file; default: <state>/keys/keys
    std::string pictures{};                    ///< Redis for last pictures: "unix:/run/redis.sock", "127.0.0.1:6379"; empty: memory
    std::filesystem::path cluster_secret_file{};  ///< with a Redis that several servers share; empty: this one is alone
    std::string postgres{};                    ///< [store] postgres: where the tables are, in libpq's words; empty: in files, in `state`
    std::string postgres_host{};               ///< its host: a directory of sockets, an address or a name
    Tls tls{};
    std::filesystem::path certificate{};       ///< PEM, with Tls::files
    std::filesystem::path certificate_key{};
    std::vector<std::string> trusted_proxies{};  ///< CIDR
    ProxyProtocol proxy_protocol{};
    std::vector<Provider> providers{};
    std::vector<Connection> connections{};
    Residency residency{};
    Language language{Language::nl};           ///< where the browser does not say
    std::filesystem::path audit_directory{};   ///< [audit] directory: where audit.db is; empty: in `state`
    std::filesystem::path audit_stream{};      ///< [audit] stream: "syslog", or a file or pipe; empty: nobody
    std::chrono::seconds lease{15};            ///< 5…15
    std::chrono::minutes live_view{10};        ///< 1…10
    std::chrono::hours picture{48};            ///< 1…48
    std::chrono::minutes session_idle{60};     ///< 5…480
    std::chrono::hours session_longest{10};    ///< 1…12
};

/// The format is docs/operations/settings.md. Relative paths count from `directory`, the one the file stands in.
[[nodiscard]] std::expected<Server, Problems> server(std::string_view toml, const std::filesystem::path& directory);

}  // namespace monitor::settings
