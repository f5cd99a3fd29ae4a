// settings: how is it read where data may stand?

#include "settings/residency.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace monitor::settings {
namespace {

constexpr std::array<std::string_view, 17> european{
    "self_hosted",   "eu_data_boundary", "westeurope",    "northeurope",    "germanywestcentral", "germanynorth",
    "francecentral", "francesouth",      "swedencentral", "swedensouth",    "norwayeast",         "norwaywest",
    "polandcentral", "italynorth",       "spaincentral",  "belgiumcentral", "austriaeast"};

bool is_region(std::string_view text) {
    return !text.empty() && text.size() <= 40 &&
           std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

bool is_host(std::string_view text) {
    return !text.empty() && text.size() <= 253 && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':' || c == '[' || c == ']';
    });
}

constexpr std::string_view region_wanted =
    "must be a region as Azure writes it, such as \"westeurope\", or \"self_hosted\" or \"eu_data_boundary\"";

void read_region(Section& section, std::string_view key, Need need, std::string& to) {
    const auto given = section.text(key, need);
    if (!given) return;
    to = given->text;
    if (!is_region(to)) section.problem(given->line, key, std::string{region_wanted});
}

void read_allowed(Section& section, Residency& residency) {
    for (const auto& text : section.texts("allowed")) {
        if (std::ranges::find(european, text.text) == european.end())
            section.problem(text.line, "allowed",
                            fmt::format("must be some of {}: none of them outside the EU and EEA", fmt::join(european, ", ")));
        residency.allowed.emplace_back(text.text);
    }
}

void read_endpoints(Section& section, Residency& residency) {
    constexpr std::size_t most = 64;
    for (const auto* table : section.tables("endpoint", most)) {
        auto one = section.inner(*table, "endpoint");
        Endpoint endpoint;
        if (const auto host = one.text("host", Need::required)) {
            endpoint.host = host->text;
            if (!is_host(endpoint.host))
                one.problem(host->line, "host",
                            "must be a host as in its web address, in lower case, such as \"graph.microsoft.com\"");
            if (std::ranges::find(residency.endpoints, endpoint.host, &Endpoint::host) != residency.endpoints.end())
                one.problem(host->line, "host", "stands twice");
        }
        read_region(one, "region", Need::required, endpoint.region);
        one.refuse_the_rest();
        residency.endpoints.push_back(std::move(endpoint));
    }
}

}  // namespace

std::span<const std::string_view> european_regions() noexcept {
    return european;
}

std::string host_of(std::string_view url) {
    const auto scheme = url.find("://");
    auto rest = scheme == std::string_view::npos ? url : url.substr(scheme + 3);
    rest = rest.substr(0, rest.find('/'));
    const auto port = rest.starts_with('[') ? rest.find(':', std::min(rest.size(), rest.find(']'))) : rest.find(':');
    return std::string{rest.substr(0, port)};
}

std::string bare_host(std::string_view url) {
    const auto host = host_of(url);
    return host.starts_with('[') && host.ends_with(']') ? host.substr(1, host.size() - 2) : host;
}

Residency read_residency(Section section) {
    Residency residency;
    if (const auto platform = section.text("platform", Need::optional)) {
        if (platform->text == "azure") residency.platform = Platform::azure;
        if (platform->text != "azure" && platform->text != "own")
            section.problem(platform->line, "platform", "must be \"own\" or \"azure\"");
    }
    read_allowed(section, residency);
    read_region(section, "storage", Need::optional, residency.storage);
    read_endpoints(section, residency);
    section.refuse_the_rest();
    return residency;
}

}  // namespace monitor::settings
