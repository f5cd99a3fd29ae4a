// seal: how does a server that was given no certificate make its own, and by which pin is it known?

#include <stdexcept>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "monitor/seal/hash.hpp"
#include "monitor/seal/sign.hpp"
#include "seal/signing_key.hpp"

namespace monitor::seal {
namespace {

using Memory = Held<BIO, BIO_free>;
using X509Certificate = Held<X509, X509_free>;
using AltNames = Held<GENERAL_NAMES, GENERAL_NAMES_free>;
using AltName = Held<GENERAL_NAME, GENERAL_NAME_free>;

constexpr std::size_t longest_name = 253, largest_pem = 1 << 20;
constexpr int version_3 = 2;

bool dns_name(std::string_view name) {
    return !name.empty() && name.size() <= longest_name && name.front() != '.' && name.front() != '-' &&
           name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.") == std::string_view::npos;
}

AltName alt_name(const std::string& name) {
    AltName made{must(GENERAL_NAME_new())};
    if (name.size() <= longest_name) {
        if (ASN1_OCTET_STRING* address = a2i_IPADDRESS(name.c_str())) {
            GENERAL_NAME_set0_value(made.get(), GEN_IPADD, address);
            return made;
        }
    }
    ERR_clear_error();
    if (!dns_name(name)) throw std::invalid_argument{"seal: a certificate is for DNS names and IP addresses"};
    Held<ASN1_IA5STRING, ASN1_IA5STRING_free> text{must(ASN1_IA5STRING_new())};
    must(ASN1_STRING_set(text.get(), name.data(), static_cast<int>(name.size())) == 1);
    GENERAL_NAME_set0_value(made.get(), GEN_DNS, text.release());
    return made;
}

void name_it(X509* certificate, std::span<const std::string> names) {
    const AltNames all{must(GENERAL_NAMES_new())};
    for (const auto& name : names) {
        must(sk_GENERAL_NAME_push(all.get(), alt_name(name).release()) > 0);
    }
    // The names stand in the extension only; a subject is asked for by form.
    X509_NAME* subject = X509_get_subject_name(certificate);
    constexpr std::string_view common = "monitor";
    must(X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(common.data()),
                                    static_cast<int>(common.size()), -1, 0) == 1);
    must(X509_set_issuer_name(certificate, subject) == 1);
    must(X509_add1_ext_i2d(certificate, NID_subject_alt_name, all.get(), 0, X509V3_ADD_DEFAULT) == 1);
}

void confine(X509* certificate, int extension, const char* value) {
    const Held<X509_EXTENSION, X509_EXTENSION_free> made{must(X509V3_EXT_conf_nid(nullptr, nullptr, extension, value))};
    must(X509_add_ext(certificate, made.get(), -1) == 1);
}

void number_it(X509* certificate) {
    Held<BIGNUM, BN_free> number{must(BN_new())};
    must(BN_rand(number.get(), 127, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1);
    must(BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr);
}

void date_it(ASN1_TIME* time, std::chrono::sys_days day) {
    must(ASN1_TIME_set(time, std::chrono::sys_seconds{day}.time_since_epoch().count()) != nullptr);
}

// OpenSSL's own answer to a sealed PEM is to ask at the terminal.
int no_password(char*, int, int, void*) {
    return -1;
}

std::string text(BIO* memory) {
    char* data = nullptr;
    const long length = BIO_get_mem_data(memory, &data);
    return {data, static_cast<std::size_t>(length)};
}

std::string pem_of(X509* certificate) {
    const Memory memory{must(BIO_new(BIO_s_mem()))};
    must(PEM_write_bio_X509(memory.get(), certificate) == 1);
    return text(memory.get());
}

std::string pem_of(EVP_PKEY* key) {
    const Memory memory{must(BIO_new(BIO_s_secmem()))};
    must(PEM_write_bio_PKCS8PrivateKey(memory.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1);
    return text(memory.get());
}

}  // namespace

Certificate make_certificate(std::span<const std::string> names, std::chrono::sys_days from, std::chrono::sys_days until) {
    if (names.empty()) throw std::invalid_argument{"seal: a certificate needs a name"};
    const auto key = new_private_key();
    const X509Certificate made{must(X509_new())};
    must(X509_set_version(made.get(), version_3) == 1);
    number_it(made.get());
    date_it(X509_getm_notBefore(made.get()), from);
    date_it(X509_getm_notAfter(made.get()), until);
    name_it(made.get(), names);
    confine(made.get(), NID_basic_constraints, "critical,CA:FALSE");
    confine(made.get(), NID_key_usage, "critical,digitalSignature");
    confine(made.get(), NID_ext_key_usage, "serverAuth");
    must(X509_set_pubkey(made.get(), key.get()) == 1);
    must(X509_sign(made.get(), key.get(), EVP_sha256()) > 0);
    return {pem_of(made.get()), pem_of(key.get())};
}

std::expected<std::array<std::byte, 32>, Error> pin(std::string_view pem) {
    const Error not_pem{.remedy = Remedy::correct_input, .operation = "read a certificate", .place = "not a certificate in PEM"};
    if (pem.empty() || pem.size() > largest_pem) return std::unexpected{not_pem};
    const Memory memory{must(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())))};
    const X509Certificate certificate{PEM_read_bio_X509(memory.get(), nullptr, no_password, nullptr)};
    ERR_clear_error();
    if (!certificate) return std::unexpected{not_pem};
    unsigned char* out = nullptr;
    const int length = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate.get()), &out);
    must(length > 0);
    const auto digest = sha256({reinterpret_cast<const std::byte*>(out), static_cast<std::size_t>(length)});
    OPENSSL_free(out);
    return digest;
}

}  // namespace monitor::seal
