// start: which key does the server show to the world?

#include "start/certificate.hpp"

#include <array>

#include "monitor/seal/sign.hpp"
#include "monitor/settings/residency.hpp"
#include "start/files.hpp"

namespace monitor::start {
namespace {

constexpr std::chrono::days own_life{3650};

std::expected<ShownKey, Error> from_files(const std::filesystem::path& certificate, const std::filesystem::path& key) {
    if (const auto readable = read_secret(key); !readable) return std::unexpected{readable.error()};
    const auto pem = read_file(certificate);
    if (!pem) return std::unexpected{pem.error()};
    const auto pin = seal::pin(*pem);
    if (!pin) return std::unexpected{Error{Remedy::ask_operator, "read the certificate", 0, certificate.string()}};
    return ShownKey{certificate, key, hex(*pin)};
}

/// The pin in enrolment tokens is that of this key: it is made once and kept.
std::expected<ShownKey, Error> own(const settings::Server& settings, const Clock& clock) {
    const auto directory = settings.state / "tls";
    const auto certificate = directory / "certificate.pem", key = directory / "key.pem";
    if (std::filesystem::exists(key)) return from_files(certificate, key);
    for (const auto& private_one : {settings.state, directory})
        if (const auto made = make_private_directory(private_one); !made) return std::unexpected{made.error()};
    const auto today = std::chrono::floor<std::chrono::days>(clock.now());
    const std::array<std::string, 1> names{settings::bare_host(settings.public_url)};
    const auto made = seal::make_certificate(names, today - std::chrono::days{1}, today + own_life);
    if (const auto kept = write_secret(certificate, made.certificate); !kept) return std::unexpected{kept.error()};
    if (const auto kept = write_secret(key, made.key); !kept) return std::unexpected{kept.error()};
    return from_files(certificate, key);
}

}  // namespace

std::expected<ShownKey, Error> shown_key(const settings::Server& settings, const Clock& clock) {
    switch (settings.tls) {
        case settings::Tls::own: return own(settings, clock);
        case settings::Tls::files: return from_files(settings.certificate, settings.certificate_key);
        case settings::Tls::plain_loopback: return ShownKey{};
    }
    return ShownKey{};
}

}  // namespace monitor::start
