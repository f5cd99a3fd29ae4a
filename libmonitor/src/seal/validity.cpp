// seal: is a certificate still good, and is this its key?

#include <ctime>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "monitor/seal/sign.hpp"
#include "seal/openssl.hpp"

namespace monitor::seal {
namespace {

using Memory = Held<BIO, BIO_free>;
using X509Certificate = Held<X509, X509_free>;
using PrivateKey = Held<EVP_PKEY, EVP_PKEY_free>;

constexpr std::size_t largest = 1 << 20;

// No prompt on a terminal: a key with a password cannot be read by a server that starts alone.
int no_words(char*, int, int, void*) {
    return -1;
}

Error unreadable(std::string_view what) {
    return {Remedy::correct_input, "read a certificate", 0, std::string{what}};
}

std::expected<X509Certificate, Error> read_certificate(std::string_view pem) {
    if (pem.empty() || pem.size() > largest) return std::unexpected{unreadable("not a certificate in PEM")};
    const Memory memory{must(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())))};
    X509Certificate certificate{PEM_read_bio_X509(memory.get(), nullptr, no_words, nullptr)};
    ERR_clear_error();
    if (!certificate) return std::unexpected{unreadable("not a certificate in PEM")};
    return certificate;
}

std::expected<std::chrono::sys_seconds, Error> instant(const ASN1_TIME* time) {
    std::tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1) return std::unexpected{unreadable("its dates cannot be read")};
    using namespace std::chrono;
    const year_month_day date{year{parts.tm_year + 1900}, month{static_cast<unsigned>(parts.tm_mon + 1)},
                              day{static_cast<unsigned>(parts.tm_mday)}};
    return sys_days{date} + hours{parts.tm_hour} + minutes{parts.tm_min} + seconds{parts.tm_sec};
}

}  // namespace

std::expected<Validity, Error> validity(std::string_view pem) {
    const auto certificate = read_certificate(pem);
    if (!certificate) return std::unexpected{certificate.error()};
    const auto from = instant(X509_get0_notBefore(certificate->get()));
    const auto until = instant(X509_get0_notAfter(certificate->get()));
    if (!from || !until) return std::unexpected{unreadable("its dates cannot be read")};
    return Validity{*from, *until};
}

std::expected<Fit, Error> fit(std::string_view pem, std::string_view key) {
    const auto certificate = read_certificate(pem);
    if (!certificate) return std::unexpected{certificate.error()};
    if (key.empty() || key.size() > largest) return std::unexpected{unreadable("not a private key in PEM")};
    const Memory memory{must(BIO_new_mem_buf(key.data(), static_cast<int>(key.size())))};
    const PrivateKey read{PEM_read_bio_PrivateKey(memory.get(), nullptr, no_words, nullptr)};
    const int fits = read ? X509_check_private_key(certificate->get(), read.get()) : 0;
    ERR_clear_error();
    if (!read) return std::unexpected{unreadable("not a private key in PEM, or one with a password")};
    return fits == 1 ? Fit::fits : Fit::differs;
}

}  // namespace monitor::seal
