#pragma once
// roster: the administration answered with a SOAP Fault: which one, and what must the school do?

#include <string>
#include <string_view>

#include "roster/findings.hpp"

namespace monitor::roster {

/// Gathers the words of one Fault. They are compared with the codes we know and never shown: anything may stand in them.
class SoapFault {
public:
    void hear(std::string_view text);
    /// A fatal finding, at "Fault/Client.AutorisatieOngeldig".
    void tell(Findings&, int line) const;

private:
    std::string code_{};       // the longest known code that was heard
    std::string_view side_{};  // "Client", "Server": SOAP's own
};

}  // namespace monitor::roster
