// Can an ID token, or what stands in one, do more than be refused?

#include "identity/token.hpp"

#include <cstdint>
#include <cstdlib>

namespace {

using namespace monitor;
using namespace monitor::identity;

void require(bool holds) {
    if (!holds) std::abort();
}

// The public half of a key whose other half was thrown away when it was made: nobody can sign for it.
constexpr std::string_view modulus =
    "7l0uG_faEQ-82vXkloOXlsfjHcnusLG44d8C-TYBUrxAh5bOmmcQ8_k-Adz6fr4xXWDtkI_ob3Gc62Tzm1kp9LcjSIvBuQw4e4qmmCNI3Abzjg"
    "MnH1pu21u8V_10zW5Lr8jFMuVXFJq0UdRUWxC225IeDxFZXDiKsjCumVALIjTMnSnI89f3i086WfUcd0_E_8GJJugMDZIKF4exvTW6p1Reon1s"
    "Xqc8HdwVpDd1x5dGikycHgU53SA5My6R0PfeWWPSaWaESURBx1S0xGHdrno2Psm3j09BNrV0aMr_xDDkMdcmYi2VdBUVL7F8Vp3iiAyUwUTE9a0bfl_4-PWEvw";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const RsaKey key = rsa_key(modulus, "AQAB").value();
    static const std::string tenant = "11111111-2222-3333-4444-555555555555";
    static const Wanted wanted{"https://login.example/" + tenant + "/v2.0",
                               "our-client",
                               "n-1",
                               Instant{std::chrono::seconds{1'788'264'000}},
                               Dialect::entra,
                               {},
                               {}};
    static const Wanted federated{wanted.issuer, wanted.client_id,
                                  wanted.nonce,  wanted.now,
                                  Dialect::oidc, {"uid", "nlEduPersonHomeOrganizationId"},
                                  {"99XX"}};
    const auto text = as_text(std::as_bytes(std::span{data, size}));
    require(!account(text, wanted, [](const std::string&) { return key; }));
    if (const auto claims = Json::parse(text, 16 * 1024)) {
        const auto person = account_of_claims(*claims, wanted);
        require(!person || (person->tenant == tenant && person->object != Personal<std::string>{}));
        const auto other = account_of_claims(*claims, federated);
        require(!other || (other->tenant == wanted.issuer && other->object != Personal<std::string>{}));
    }
    if (const auto dot = text.find('.'); dot != std::string_view::npos) {
        if (const auto other = rsa_key(text.substr(0, dot), text.substr(dot + 1))) require(!pem(*other).empty());
    }
    return 0;
}
