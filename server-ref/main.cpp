// monitor-server: the parts of a school's server, in the order in which they need each other.

#include <cstdio>
#include <memory>
#include <vector>

#include <fmt/format.h>

#include "door/door.hpp"
#include "http/pages.hpp"
#include "http/poco_server.hpp"
#include "monitor/base/clock.hpp"
#include "monitor/fetch/fetch.hpp"
#include "monitor/hub/hub.hpp"
#include "monitor/identity/sign_in.hpp"
#include "monitor/privacy/residency.hpp"
#include "monitor/seal/secret.hpp"
#include "monitor/settings/residency.hpp"
#include "monitor/settings/server.hpp"
#include "monitor/store/stores.hpp"
#include "monitor/sync/schedule.hpp"
#include "monitor/transport/listener.hpp"
#include "monitor/transport/loop.hpp"
#include "start/certificate.hpp"
#include "start/command_line.hpp"
#include "start/files.hpp"
#include "start/housekeeping.hpp"
#include "start/log.hpp"
#include "start/process.hpp"
#include "start/record.hpp"
#include "start/time_sync.hpp"

namespace {

using namespace monitor;

constexpr int stopped = 0, could_not = 1, wrong_settings = 2;

int fail(int code, std::string_view sentence) {
    fmt::print(stderr, "monitor-server: {}\n", sentence);
    return code;
}

int fail(const Error& error) {
    return fail(could_not, start::describe(error));
}

hub::Options hub_options(const settings::Server& settings) {
    return {.server_name = settings::bare_host(settings.public_url),
            .lease = settings.lease,
            .live_view = settings.live_view,
            .session_idle = settings.session_idle,
            .time_sync = start::time_sync};
}

transport::ListenerOptions listener_options(const settings::Server& settings, const start::ShownKey& shown) {
    transport::ListenerOptions options;
    options.address = settings.listen_address;
    options.port = settings.listen_port;
    options.certificate = shown.certificate.string();
    options.key = shown.key.string();
    options.trusted_proxies = settings.trusted_proxies;
    options.connections = start::room_for_connections();
    options.connections_per_address = options.connections / 4 * 3;  // a whole school may come from one
    options.proxy_protocol =
        settings.proxy_protocol == settings::ProxyProtocol::v2 ? transport::ProxyProtocol::v2 : transport::ProxyProtocol::none;
    return options;
}

door::Upkeep upkeep(const start::Housekeeping& house) {
    const auto now = house.tidiness();
    return {now.lag, now.swept, now.lag < start::late ? door::Deleting::in_time : door::Deleting::late, now.trust};
}

/// P9: every part that does not stand where it may, with its reason.
std::string misplaced(const settings::Server& settings, fetch::Fetch& fetch) {
    std::string reasons;
    for (const auto& placement : privacy::placements(settings, fetch))
        if (placement.flaw != privacy::PlaceFlaw::none) reasons += "\n  " + privacy::said(placement, settings.language);
    return reasons;
}

identity::Dialect dialect(settings::ProviderKind kind) {
    switch (kind) {
        case settings::ProviderKind::oidc: return identity::Dialect::oidc;
        case settings::ProviderKind::entra: return identity::Dialect::entra;
    }
    return identity::Dialect::oidc;
}

/// Agents trust our own key by its pin; an operator's certificate they trust as everybody does.
Bytes agent_pin(const settings::Server& settings, const start::ShownKey& shown) {
    return settings.tls == settings::Tls::own ? from_hex(shown.pin).value_or(Bytes{}) : Bytes{};
}

using Providers = std::vector<std::unique_ptr<identity::Provider>>;

std::expected<Providers, Error> providers(const settings::Server& settings, fetch::Fetch& fetch, Random& random,
                                          const Clock& clock) {
    Providers made;
    for (const auto& provider : settings.providers) {
        identity::ProviderOptions options{.issuer = provider.issuer,
                                          .client_id = provider.client_id,
                                          .redirect_uri = settings.public_url + "/sign-in/return",
                                          .dialect = dialect(provider.kind),
                                          .claims = {provider.claims.object, provider.claims.tenant},
                                          .tenants = provider.tenants};
        auto secret = start::secret_in(provider.client_secret_file);
        if (!secret) return std::unexpected{secret.error()};
        options.client_secret = std::move(*secret);
        made.push_back(identity::make_provider(std::move(options), fetch, random, clock));
    }
    return made;
}

int serve(const settings::Server& settings, std::string_view text, Log& log, const Clock& clock) {
    const auto random = seal::system_random();
    const auto fetch = fetch::make_fetch(settings.tls == settings::Tls::plain_loopback ? fetch::Loopback::plain_allowed
                                                                                       : fetch::Loopback::refused);
    if (const auto reasons = misplaced(settings, *fetch); !reasons.empty())
        return fail(wrong_settings, "not everything stands where it may (docs/operations/azure.md):" + reasons);
    const auto shown = start::shown_key(settings, clock);
    if (!shown) return fail(shown.error());
    auto options = store::options(settings);
    if (!options) return fail(options.error());
    options->redis = settings.pictures;
    auto cluster_secret = start::secret_in(settings.cluster_secret_file);
    if (!cluster_secret) return fail(cluster_secret.error());
    options->cluster_secret = std::move(*cluster_secret);
    auto stores = store::open(*options, clock, *random, log);
    if (!stores) return fail(stores.error());
    const auto house = start::keep_house(*stores, clock, log, start::time_sync);
    if (!house) return fail(house.error());
    const auto identity_providers = providers(settings, *fetch, *random, clock);
    if (!identity_providers) return fail(identity_providers.error());

    const auto loop = transport::make_loop();
    const auto hub = hub::make_hub({clock, *random, log, *loop, *stores}, hub_options(settings));
    start::write_start(*stores, text, clock, log);
    auto record = start::keep_record(*stores, settings, clock, log);
    const auto schedule =
        sync::make_schedule({*stores, *fetch, *random, clock, log}, settings.connections, {.public_url = settings.public_url});
    const auto pages = pages::make_pages(
        {*stores, *hub, *schedule, *identity_providers, settings, *random, clock, log, agent_pin(settings, *shown)});
    const auto socket = start::socket_path(settings.state);
    if (!socket) return fail(socket.error());
    const auto poco = pages::serve(*pages, *socket, log);
    if (!poco) return fail(poco.error());
    const auto door = door::make_door({*loop, *hub, *schedule, *random, log, settings, *socket, [&house] { return upkeep(**house); }});

    auto listener = transport::listen(*loop, listener_options(settings, *shown), *door, log, clock);
    if (!listener) return fail(listener.error());
    loop->on_signals([&] {
        start::tell_system("STOPPING=1");
        log.write(Level::info, "start", "asked to stop: ending every view");
        door->closing();
        schedule->stop();
        hub->close([&] { loop->stop(); });
    });
    log.write(Level::info, "start",
              fmt::format("serving {} on {} port {}{}", settings.public_url, settings.listen_address, (*listener)->port(),
                          shown->pin.empty() ? "" : ", key pin " + shown->pin));
    start::tell_system("READY=1");
    loop->run();

    // Nobody may post to the loop once it is gone: all lines end, and then what the store has under way.
    listener->reset();
    ask(*stores->people_thread, [&] { stores->changes->tell({}); });
    record.reset();
    start::write_stop(*stores, clock, log);
    log.write(Level::info, "start", "stopped");
    return stopped;
}

}  // namespace

int main(int count, const char* const* arguments) {
    start::keep_memory_private();
    const auto wanted = start::command_line({arguments + 1, static_cast<std::size_t>(count > 0 ? count - 1 : 0)});
    if (!wanted) return fail(wrong_settings, wanted.error());
    if (wanted->wish == start::Wish::help) return fmt::print("{}", start::help()), stopped;
    if (wanted->wish == start::Wish::version) return fmt::print("monitor-server {}\n", MONITOR_VERSION), stopped;

    const auto text = start::read_file(wanted->config);
    if (!text) return fail(wrong_settings, start::describe(text.error()));
    const auto settings = settings::server(*text, std::filesystem::absolute(wanted->config).parent_path());
    if (!settings) {
        fmt::print(stderr, "{}", settings::describe(settings.error(), wanted->config.string()));
        return wrong_settings;
    }
    const auto problems = start::unsafe_secrets(*settings);
    for (const auto& problem : problems) fmt::print(stderr, "{}\n", start::describe(problem));
    if (!problems.empty()) return wrong_settings;
    if (wanted->wish == start::Wish::check) return fmt::print("{}: the settings are right\n", wanted->config.string()), stopped;

    const SystemClock clock;
    const auto log = start::make_log(wanted->log, clock);
    return serve(*settings, *text, *log, clock);
}
