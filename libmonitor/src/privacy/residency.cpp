// privacy: where does everything stand, and is that in Europe?

#include "monitor/privacy/residency.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "monitor/text/words.hpp"

namespace monitor::privacy {
namespace {

using text::Key;

constexpr std::string_view here = "this_machine";
constexpr std::string_view location_url =
    "http://169.254.169.254/metadata/instance/compute/location?api-version=2021-02-01&format=text";

bool allowed(const settings::Residency& residency, std::string_view region) {
    if (residency.allowed.empty())
        return std::ranges::find(settings::european_regions(), region) != settings::european_regions().end();
    return std::ranges::find(residency.allowed, region) != residency.allowed.end();
}

bool is_this_machine(std::string_view host) {
    const bool literal = std::ranges::all_of(host, [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
    return host == "localhost" || host == "[::1]" || (literal && host.starts_with("127."));
}

Placement judged(const settings::Residency& residency, Use use, std::string host, std::string region) {
    const auto flaw = allowed(residency, region) ? PlaceFlaw::none : PlaceFlaw::not_allowed;
    return {use, std::move(host), std::move(region), flaw};
}

Placement of_host(const settings::Residency& residency, Use use, std::string host) {
    if (is_this_machine(host)) return {use, std::move(host), std::string{here}, PlaceFlaw::none};
    const auto told = std::ranges::find(residency.endpoints, host, &settings::Endpoint::host);
    if (told == residency.endpoints.end()) return {use, std::move(host), {}, PlaceFlaw::not_said};
    return judged(residency, use, std::move(host), told->region);
}

void add(std::vector<Placement>& all, Placement one) {
    const auto same = [&](const Placement& other) { return other.use == one.use && other.host == one.host; };
    if (std::ranges::none_of(all, same)) all.push_back(std::move(one));
}

void add_connections(std::vector<Placement>& all, const settings::Server& server) {
    for (const auto& connection : server.connections) {
        const bool directory = connection.kind == settings::ConnectionKind::graph;
        if (!connection.url.empty())
            add(all,
                of_host(server.residency, directory ? Use::directory : Use::administration, settings::host_of(connection.url)));
        if (!connection.login_url.empty())
            add(all, of_host(server.residency, Use::directory, settings::host_of(connection.login_url)));
    }
    for (const auto& provider : server.providers)
        add(all, of_host(server.residency, Use::sign_in, settings::host_of(provider.issuer)));
}

Key name(Use use) {
    switch (use) {
        case Use::machine: return Key::residency_machine;
        case Use::storage: return Key::residency_storage;
        case Use::administration: return Key::residency_administration;
        case Use::directory: return Key::residency_directory;
        case Use::sign_in: return Key::residency_sign_in;
        case Use::database: return Key::residency_database;
    }
    return Key::residency_machine;
}

Key flaw_text(PlaceFlaw flaw) {
    switch (flaw) {
        case PlaceFlaw::none: return Key::residency_fine;
        case PlaceFlaw::not_said: return Key::residency_not_said;
        case PlaceFlaw::not_allowed: return Key::residency_not_allowed;
        case PlaceFlaw::machine_silent: return Key::residency_silent;
    }
    return Key::residency_not_said;
}

struct Known {
    std::string_view region, nl, en;
};
constexpr std::array<Known, 18> known{
    {{"self_hosted", "op een eigen server in de EU of EER", "on an own server in the EU or EEA"},
     {"this_machine", "op de server zelf", "on the server itself"},
     {"eu_data_boundary", "binnen de EU-gegevensgrens van Microsoft", "inside Microsoft's EU data boundary"},
     {"westeurope", "Azure West-Europa (Nederland)", "Azure West Europe (Netherlands)"},
     {"northeurope", "Azure Noord-Europa (Ierland)", "Azure North Europe (Ireland)"},
     {"germanywestcentral", "Azure Duitsland", "Azure Germany"},
     {"germanynorth", "Azure Duitsland", "Azure Germany"},
     {"francecentral", "Azure Frankrijk", "Azure France"},
     {"francesouth", "Azure Frankrijk", "Azure France"},
     {"swedencentral", "Azure Zweden", "Azure Sweden"},
     {"swedensouth", "Azure Zweden", "Azure Sweden"},
     {"norwayeast", "Azure Noorwegen", "Azure Norway"},
     {"norwaywest", "Azure Noorwegen", "Azure Norway"},
     {"polandcentral", "Azure Polen", "Azure Poland"},
     {"italynorth", "Azure Italië", "Azure Italy"},
     {"spaincentral", "Azure Spanje", "Azure Spain"},
     {"belgiumcentral", "Azure België", "Azure Belgium"},
     {"austriaeast", "Azure Oostenrijk", "Azure Austria"}}};

bool is_region(std::string_view text) {
    return !text.empty() && text.size() <= 40 &&
           std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

/// Where the machine says it stands; empty: it does not say.
std::string location_of_machine(fetch::Fetch& fetch, std::chrono::milliseconds patience) {
    constexpr std::size_t most = 256;
    auto answer =
        fetch.fetch({.url = std::string{location_url}, .headers = {{"Metadata", "true"}}, .patience = patience, .at_most = most});
    return answer && answer->status == 200 && is_region(answer->body) ? std::move(answer->body) : std::string{};
}

}  // namespace

std::vector<Placement> placements(const settings::Server& server) {
    const auto& residency = server.residency;
    const bool own = residency.platform == settings::Platform::own;
    std::vector<Placement> all{
        {Use::machine, {}, own ? std::string{here} : "", own ? PlaceFlaw::none : PlaceFlaw::machine_silent}};
    all.push_back(residency.storage.empty() ? Placement{Use::storage, {}, std::string{here}, PlaceFlaw::none}
                                            : judged(residency, Use::storage, {}, residency.storage));
    if (server.postgres_host.starts_with('/'))
        all.push_back({Use::database, server.postgres_host, std::string{here}, PlaceFlaw::none});
    else if (!server.postgres_host.empty())
        all.push_back(of_host(residency, Use::database, server.postgres_host));
    add_connections(all, server);
    return all;
}

std::vector<Placement> placements(const settings::Server& server, fetch::Fetch& fetch, std::chrono::milliseconds patience) {
    auto all = placements(server);
    if (server.residency.platform == settings::Platform::own) return all;
    if (auto where = location_of_machine(fetch, patience); !where.empty())
        all.front() = judged(server.residency, Use::machine, {}, std::move(where));
    return all;
}

std::string place(std::string_view region, Language language) {
    const auto at = std::ranges::find(known, region, &Known::region);
    if (at == known.end()) return std::string{region};
    return std::string{language == Language::en ? at->en : at->nl};
}

std::string place_line(const Placement& placement, Language language) {
    return fmt::format("{}: {}", text::words(name(placement.use), language), place(placement.region, language));
}

std::string said(const Placement& placement, Language language) {
    return fmt::format(fmt::runtime(text::words(flaw_text(placement.flaw), language)), text::words(name(placement.use), language),
                       placement.host.empty() ? "-" : placement.host, place(placement.region, language));
}

}  // namespace monitor::privacy
