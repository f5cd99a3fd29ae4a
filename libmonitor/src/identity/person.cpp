// identity: whom does a believed token name?

#include "person.hpp"

#include <algorithm>

#include "monitor/base/guid.hpp"

namespace monitor::identity {
namespace {

constexpr std::size_t longest_claim = 255;

// Federations write one value as a text or as a list of one. Empty also when it is nothing anybody could be called.
std::string one_value(const Json& claims, const std::string& name) {
    auto value = claims.text(name).value_or("");
    if (const auto listed = claims.texts(name); listed && listed->size() == 1) value = listed->front();
    return value.size() <= longest_claim ? value : std::string{};
}

// A guest of the tenant is somebody else's person: Entra ID says so in acct, or names the home tenant in idp.
bool is_guest(const Json& claims, const std::string& tenant) {
    if (claims.has("acct") && claims.whole_number("acct") != 0) return true;
    return claims.has("idp") && claims.text("idp").value_or("").find(tenant) == std::string::npos;
}

std::expected<Account, SignInFlaw> entra_person(const Json& claims, const Wanted& wanted) {
    const auto tenant = claims.text("tid").value_or(""), object = claims.text("oid").value_or("");
    // The issuer, which we know exactly, is the issuer of one tenant: it stands in its path.
    if (!is_guid(tenant) || !wanted.issuer.ends_with('/' + tenant + "/v2.0")) return std::unexpected{SignInFlaw::tenant};
    if (is_guest(claims, tenant)) return std::unexpected{SignInFlaw::tenant};
    if (!is_guid(object)) return std::unexpected{SignInFlaw::subject};
    return Account{tenant, Personal<std::string>{object}};
}

std::expected<Account, SignInFlaw> plain_person(const Json& claims, const Wanted& wanted) {
    const auto& names = wanted.claims;
    if (!names.tenant.empty()) {
        const auto tenant = one_value(claims, names.tenant);
        if (tenant.empty() || std::ranges::find(wanted.tenants, tenant) == wanted.tenants.end())
            return std::unexpected{SignInFlaw::tenant};
    }
    const auto object = one_value(claims, names.object.empty() ? "sub" : names.object);
    if (object.empty()) return std::unexpected{SignInFlaw::subject};
    return Account{wanted.issuer, Personal<std::string>{object}};
}

}  // namespace

std::expected<Account, SignInFlaw> person(const Json& claims, const Wanted& wanted) {
    const auto subject = claims.text("sub").value_or("");
    if (subject.empty() || subject.size() > longest_claim) return std::unexpected{SignInFlaw::subject};
    switch (wanted.dialect) {
        case Dialect::oidc: return plain_person(claims, wanted);
        case Dialect::entra: return entra_person(claims, wanted);
    }
    return std::unexpected{SignInFlaw::subject};
}

}  // namespace monitor::identity
