// agent: the token of the school becomes a key pair of this device.

#include "agent/enrolment.hpp"

#include <array>
#include <fstream>

#include <fmt/format.h>
#include <unistd.h>

namespace monitor::agent {
namespace {

constexpr std::size_t largest_token = 4096;
constexpr std::size_t longest_label = 64;

std::expected<wire::EnrolmentToken, Error> token(const settings::Agent& settings) {
    const auto failed = [&](std::string why) {
        return std::unexpected{Error{Remedy::ask_operator, "read the enrolment token", 0, std::move(why)}};
    };
    if (settings.enrolment.empty())
        return failed(fmt::format("no identity in {} and no `enrolment` file set", settings.state.string()));
    std::ifstream file{settings.enrolment, std::ios::binary};
    if (!file) return failed(fmt::format("{}: no such file, or not for us to read", settings.enrolment.string()));
    std::string text(largest_token + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' ')) text.pop_back();
    auto token = text.size() > largest_token ? std::unexpected{wire::Flaw::too_long} : wire::enrolment_token(text);
    if (!token) return failed(fmt::format("{}: not an enrolment token", settings.enrolment.string()));
    return std::move(*token);
}

/// The machine's own name: what an administrator recognises.
std::string label() {
    std::array<char, longest_label + 1> name{};
    if (::gethostname(name.data(), name.size() - 1) != 0) return "?";
    return name.data();
}

}  // namespace

std::expected<Identity, Error> identity_of(const settings::Agent& settings, const IdentityFile& file) {
    auto known = file.read();
    if (!known && known.error().remedy != Remedy::not_found) return known;
    if (known && known->device) return known;
    const auto offered = token(settings);
    if (!offered) return std::unexpected{offered.error()};
    auto fresh = known ? std::move(*known) : Identity{{}, {}, {}, 0, seal::SigningKey::make()};
    fresh.url = offered->url;
    fresh.pin = offered->pin;
    if (const auto kept = file.write(fresh); !kept) return std::unexpected{kept.error()};
    return fresh;
}

std::expected<wire::Enrol, Error> enrol(const settings::Agent& settings, const Identity& identity) {
    const auto offered = token(settings);
    if (!offered) return std::unexpected{offered.error()};
    if (offered->url != identity.url || offered->pin != identity.pin)  // its secret is not for this school's ears
        return std::unexpected{
            Error{Remedy::ask_operator, "read the enrolment token", 0, "it names another school: start the service anew"}};
    const auto key = identity.key.public_key();
    return wire::Enrol{offered->secret, Bytes{key.begin(), key.end()}, label(), settings.user};
}

}  // namespace monitor::agent
