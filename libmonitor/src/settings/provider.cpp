// settings: who may say who a person is, and can they be known for sure?

#include "settings/provider.hpp"

#include <algorithm>
#include <array>
#include <span>

#include <fmt/format.h>

#include "monitor/base/guid.hpp"

namespace monitor::settings {
namespace {

// A short list: an address, a user name or a name changes owner, and an ECK iD is for learning materials only.
constexpr std::array<std::string_view, 4> object_claims{"sub", "oid", "uid", "nlEduPersonRealId"};
constexpr std::array<std::string_view, 1> tenant_claims{"nlEduPersonHomeOrganizationId"};

// Accounts that Microsoft gives to anybody.
constexpr std::string_view consumers = "9188040d-6c67-4c5b-b112-36a304b66dad";
// Where Entra ID signs people in, in any of its clouds.
constexpr std::array<std::string_view, 3> entra_hosts{"https://login.microsoftonline.com/", "https://login.microsoftonline.us/",
                                                      "https://login.partner.microsoftonline.cn/"};

// Who stands at the other end must be sure: https, or a program at a loopback address while the server serves this machine only.
bool fits(const Url& issuer, const std::optional<Url>& public_url) {
    const bool all_here = public_url && public_url->reach == Reach::this_machine;
    return issuer.secure || (issuer.literal && issuer.reach == Reach::this_machine && all_here);
}

constexpr std::string_view version = "/v2.0";

// What is wrong with it as the issuer of one tenant of Entra ID; "": nothing.
std::string_view wrong_with_tenant(std::string_view issuer) {
    if (issuer.find('{') != std::string_view::npos)
        return "is the template of all tenants: put the tenant's own id where {tenantid} stands";
    const auto path = issuer.ends_with(version) ? issuer.substr(0, issuer.size() - version.size()) : std::string_view{};
    const auto tenant = path.substr(std::min(path.size(), path.rfind('/') + 1));
    if (tenant == consumers) return "is the tenant of personal accounts, which belong to no school";
    if (!is_guid(tenant))
        return "must end in the tenant's id (a GUID in small letters) and /v2.0, for one tenant: not common, organizations or a "
               "domain";
    return {};
}

// Persons are kept by tenant: two providers must not speak for one.
bool speaks_for_the_same(const Provider& one, const Provider& other) {
    if (one.issuer == other.issuer) return true;
    constexpr std::size_t tail = 36 + version.size();
    return one.kind == ProviderKind::entra && other.kind == ProviderKind::entra && one.issuer.size() > tail &&
           other.issuer.ends_with(one.issuer.substr(one.issuer.size() - tail));
}

void read_issuer(Section& section, const std::optional<Url>& public_url, const std::vector<Provider>& before,
                 Provider& provider) {
    const auto issuer = section.text("issuer", Need::required);
    if (!issuer) return;
    provider.issuer = issuer->text;
    const bool entra = provider.kind == ProviderKind::entra;
    if (entra || std::ranges::any_of(entra_hosts, [&](auto host) { return issuer->text.starts_with(host); })) {
        if (const auto wrong = wrong_with_tenant(issuer->text); !wrong.empty())
            return section.problem(issuer->line, "issuer", std::string{wrong});
        if (!entra) return section.problem(issuer->line, "issuer", "is of Entra ID, which needs kind = \"entra\"");
    }
    // A slash at the end belongs to the issuer where it has one.
    auto address = issuer->text;
    if (address.ends_with('/')) address.remove_suffix(1);
    const auto url = url_from(address);
    if (!url) {
        section.problem(issuer->line, "issuer", "must be a web address such as \"https://login.example/tenant/v2.0\"");
    } else if (!fits(*url, public_url)) {
        section.problem(issuer->line, "issuer",
                        "must be https; http only at 127.0.0.1 or [::1], when server.public_url is on this machine too");
    } else if (std::ranges::any_of(before, [&](const auto& other) { return speaks_for_the_same(other, provider); })) {
        section.problem(issuer->line, "issuer", "is the issuer, or the tenant, of another provider too");
    }
}

void read_claim(Section& claims, std::string_view key, std::span<const std::string_view> known, std::string& to) {
    const auto given = claims.text(key, Need::optional);
    if (!given) return;
    to = given->text;
    if (std::ranges::find(known, given->text) != known.end()) return;
    std::string all;
    for (const auto name : known) all += fmt::format("{}\"{}\"", all.empty() ? "" : ", ", name);
    claims.problem(given->line, key, fmt::format("must be {}{}", known.size() > 1 ? "one of " : "", all));
}

void read_claims(Section& section, Section claims, int line, Provider& provider) {
    if (provider.kind == ProviderKind::entra)
        return section.problem(line, "claims", "is for other providers: with kind = \"entra\" a person is (tid, oid), always");
    read_claim(claims, "object", object_claims, provider.claims.object);
    read_claim(claims, "tenant", tenant_claims, provider.claims.tenant);
    claims.refuse_the_rest();
}

void read_tenants(Section& section, int line, Provider& provider) {
    for (const auto& tenant : section.texts("tenants")) {
        if (provider.claims.tenant.empty())
            section.problem(tenant.line, "tenants", "is used only with claims.tenant, which says where to look");
        provider.tenants.emplace_back(tenant.text);
    }
    if (!provider.claims.tenant.empty() && provider.tenants.empty())
        section.problem(line, "tenants", "is missing: which values of claims.tenant are your schools, such as [\"99XX\"]?");
}

}  // namespace

Provider read_provider(Section section, const std::filesystem::path& directory, const std::optional<Url>& public_url,
                       const std::vector<Provider>& before) {
    Provider provider;
    if (const auto name = section.text("name", Need::required)) {
        provider.name = name->text;
        if (std::ranges::find(before, provider.name, &Provider::name) != before.end())
            section.problem(name->line, "name", "is the name of another provider too");
    }
    if (const auto kind = section.text("kind", Need::optional)) {
        if (kind->text == "entra") provider.kind = ProviderKind::entra;
        if (kind->text != "entra" && kind->text != "oidc") section.problem(kind->line, "kind", "must be \"entra\" or \"oidc\"");
    }
    read_issuer(section, public_url, before, provider);
    if (const auto client = section.text("client_id", Need::required)) provider.client_id = client->text;
    if (const auto file = section.text("client_secret_file", Need::optional))
        provider.client_secret_file = directory / file->text;
    int line = section.line();
    if (const auto* claims = section.table("claims", Need::optional)) {
        line = claims->line;
        read_claims(section, section.inner(*claims, "claims"), line, provider);
    }
    read_tenants(section, line, provider);
    section.refuse_the_rest();
    return provider;
}

}  // namespace monitor::settings
