#pragma once
// settings: where may data stand, and where did the operator say that each thing stands?

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace monitor::settings {

/// What this server runs on. Zero: a machine whose place only the operator knows.
enum class Platform : std::uint8_t {
    own = 0,
    azure = 1,  ///< the machine says itself in which region it stands
};

/// Another machine that data goes to or comes from.
struct Endpoint {
    std::string host{};    ///< as in its web address: "graph.microsoft.com"
    std::string region{};  ///< a word of allowed
};

struct Residency {
    Platform platform{};
    std::vector<std::string> allowed{};  ///< none: all of european_regions()
    std::string storage{};               ///< where the disk under `state` stands; empty: with this machine
    std::vector<Endpoint> endpoints{};
};

/// Regions of Azure in the EU and EEA; "eu_data_boundary", Microsoft's own promise for its services; and "self_hosted", a machine
/// of which the operator declares that it stands in the EU or EEA. Others may be forbidden, none added.
[[nodiscard]] std::span<const std::string_view> european_regions() noexcept;
/// "graph.microsoft.com" of "https://graph.microsoft.com/v1.0"; "[::1]" with its brackets.
[[nodiscard]] std::string host_of(std::string_view url);
/// The same without brackets, as a certificate names it.
[[nodiscard]] std::string bare_host(std::string_view url);

}  // namespace monitor::settings
