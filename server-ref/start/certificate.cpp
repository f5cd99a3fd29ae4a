// start: which key does the server show to the world?

#include "start/certificate.hpp"

#include <array>

#include "start/files.hpp"

namespace monitor::start {
namespace {

constexpr std::chrono::years own_life{10};

std::expected<seal::Certificate, Error> from_files(const std::filesystem::path& certificate, const std::filesystem::path& key) {
    auto public_part = read_file(certificate);
    if (!public_part) return std::unexpected{public_part.error()};
    auto private_part = read_secret(key);
    if (!private_part) return std::unexpected{private_part.error()};
    return seal::Certificate{std::move(*public_part), std::move(*private_part)};
}

/// The pin in enrolment tokens is that of this key: it is made once and kept.
std::expected<seal::Certificate, Error> own(const settings::Server& settings, const Clock& clock) {
    const auto directory = settings.state / "tls";
    const auto file = directory / "certificate.pem", key = directory / "key.pem";
    if (std::filesystem::exists(key)) return from_files(file, key);
    if (const auto made = make_private_directory(directory); !made) return std::unexpected{made.error()};
    const auto today = std::chrono::floor<std::chrono::days>(clock.now());
    const std::chrono::year_month_day from{today};
    auto until = from + own_life;
    if (!until.ok()) until = until.year() / until.month() / std::chrono::last;
    const std::array<std::string, 1> names{host_of(settings.public_url)};
    auto certificate = seal::make_certificate(names, today - std::chrono::days{1}, std::chrono::sys_days{until});
    if (const auto kept = write_secret(file, certificate.certificate); !kept) return std::unexpected{kept.error()};
    if (const auto kept = write_secret(key, certificate.key); !kept) return std::unexpected{kept.error()};
    return certificate;
}

}  // namespace

std::string host_of(std::string_view url) {
    if (const auto scheme = url.find("://"); scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
    url = url.substr(0, url.find('/'));
    if (url.starts_with('[')) return std::string{url.substr(1, url.find(']') - 1)};
    return std::string{url.substr(0, url.find(':'))};
}

std::expected<seal::Certificate, Error> certificate(const settings::Server& settings, const Clock& clock) {
    switch (settings.tls) {
        case settings::Tls::own: return own(settings, clock);
        case settings::Tls::files: return from_files(settings.certificate, settings.certificate_key);
        case settings::Tls::plain_loopback: return seal::Certificate{};
    }
    return seal::Certificate{};
}

}  // namespace monitor::start
