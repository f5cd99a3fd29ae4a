// roster: the administration answered with a SOAP Fault: which one, and what must the school do?

#include "roster/soap_fault.hpp"

#include <array>

#include <fmt/format.h>

namespace monitor::roster {
namespace {

struct Known {
    std::string_view code, what_to_do;
};
// UWLR 2.2. The last three are about results, which this house never sends: they come when the address is that of another
// service.
constexpr std::string_view results =
    "is about test results, which are not asked for; check the address of the service in the settings";
constexpr std::array<Known, 11> uwlr{{
    {"Server.InterneFout", "the administration failed inside; the next run tries again. When it stays so, ask its supplier"},
    {"Server.TijdelijkNietBeschikbaar", "the administration is not available for a moment; the next run tries again"},
    {"Client.OngeldigBericht",
     "the administration did not accept the question; check school year, BRIN and location in the settings, then ask its "
     "supplier"},
    {"Client.OngeldigeKlantIdentificatie",
     "the administration does not know this client; compare klantcode and klantnaam in the settings with what the supplier gave"},
    {"Client.AutorisatieOngeldig",
     "the administration does not accept the key; have the school confirm the coupling in its administration, and put the new "
     "autorisatiesleutel in the settings"},
    {"Client.VocabulaireTermOngeldig",
     "the administration does not know a term of the question; ask its supplier which version of UWLR it speaks"},
    {"Client.XsdVersieOngeldig", "the administration does not speak this version of UWLR; ask its supplier for 2.2"},
    {"Client.LeerlingOngeldig",
     "the administration found a pupil that it cannot give; have the school mend the pupil in its administration"},
    {"Client.ToetsNormeringOngeldig", results},
    {"Client.ScoreOngeldig", results},
    {"Client.EldResultaatOngeldig", results},
}};

}  // namespace

void SoapFault::hear(std::string_view text) {
    for (const auto& known : uwlr) {
        if (text.find(known.code) != std::string_view::npos) code_ = known.code;
    }
    // SOAP 1.1 says Client and Server; 1.2 says Sender and Receiver.
    for (const auto& [word, side] :
         {std::pair{"Client", "Client"}, {"Sender", "Client"}, {"Server", "Server"}, {"Receiver", "Server"}}) {
        if (side_.empty() && text.find(word) != std::string_view::npos) side_ = side;
    }
}

void SoapFault::tell(Findings& findings, int line) const {
    for (const auto& known : uwlr) {
        if (known.code == code_) {
            return findings.fatal(line, fmt::format("Fault/{}", code_), std::string{known.what_to_do});
        }
    }
    if (side_ == "Client") {
        return findings.fatal(
            line, "Fault/Client",
            "the administration refused the question; check address, key, school and school year in the settings");
    }
    findings.fatal(line, side_.empty() ? "Fault" : "Fault/Server",
                   "the administration failed inside; the next run tries again. When it stays so, ask its supplier");
}

}  // namespace monitor::roster
