#include "transport/tls.hpp"

#include <boost/asio/error.hpp>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <ctime>

#include "monitor/seal/hash.hpp"

namespace monitor::transport {
namespace {

namespace asio = boost::asio;

// ---- a BIO on an Asio socket: send() without SIGPIPE, on every platform Asio knows

int bio_write(BIO* bio, const char* from, int size) {
    auto& socket = *static_cast<Tls::Socket*>(BIO_get_data(bio));
    boost::system::error_code flaw;
    BIO_clear_retry_flags(bio);
    const auto count = socket.send(asio::buffer(from, static_cast<std::size_t>(size)), 0, flaw);
    if (flaw == asio::error::would_block) BIO_set_retry_write(bio);
    return flaw ? -1 : static_cast<int>(count);
}

int bio_read(BIO* bio, char* into, int size) {
    auto& socket = *static_cast<Tls::Socket*>(BIO_get_data(bio));
    boost::system::error_code flaw;
    BIO_clear_retry_flags(bio);
    const auto count = socket.receive(asio::buffer(into, static_cast<std::size_t>(size)), 0, flaw);
    if (flaw == asio::error::would_block) BIO_set_retry_read(bio);
    if (flaw == asio::error::eof) return 0;
    return flaw ? -1 : static_cast<int>(count);
}

long bio_control(BIO*, int what, long, void*) { return what == BIO_CTRL_FLUSH ? 1 : 0; }

const BIO_METHOD* bio_method() {
    static const auto* const method = [] {
        auto* made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "asio socket");
        BIO_meth_set_write(made, bio_write);
        BIO_meth_set_read(made, bio_read);
        BIO_meth_set_ctrl(made, bio_control);
        return made;
    }();
    return method;
}

// ---- contexts

std::shared_ptr<SSL_CTX> fresh(const SSL_METHOD* method) {
    std::shared_ptr<SSL_CTX> context{SSL_CTX_new(method), SSL_CTX_free};
    if (!context) return context;
    SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
    SSL_CTX_set_cipher_list(context.get(), "ECDHE+AESGCM:ECDHE+CHACHA20");
    SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_mode(context.get(), SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
    return context;
}

std::unexpected<Error> refuse(std::string_view operation, std::string place) {
    ERR_clear_error();
    return std::unexpected{Error{.remedy = Remedy::ask_operator, .operation = operation, .system_code = 0, .place = std::move(place)}};
}

std::chrono::sys_seconds instant(const ASN1_TIME* time) {
    std::tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1) return {};
    using namespace std::chrono;
    const sys_days day{year{parts.tm_year + 1900} / (parts.tm_mon + 1) / parts.tm_mday};
    return day + hours{parts.tm_hour} + minutes{parts.tm_min} + seconds{parts.tm_sec};
}

seal::Digest pin_of(X509* certificate) {
    unsigned char* der = nullptr;
    const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &der);
    if (size <= 0) return {};
    const auto digest = seal::sha256(std::as_bytes(std::span{der, static_cast<std::size_t>(size)}));
    OPENSSL_free(der);
    return digest;
}

/// "http/1.1", or no application protocol at all: HTTP/2 is not spoken here.
int choose_protocol(SSL*, const unsigned char** out, unsigned char* size, const unsigned char* in, unsigned int count, void*) {
    static constexpr unsigned char ours[] = "\x08http/1.1";
    const int chosen = SSL_select_next_proto(const_cast<unsigned char**>(out), size, ours, sizeof ours - 1, in, count);
    return chosen == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

}  // namespace

struct Tls::Inside {
    std::shared_ptr<SSL_CTX> context;
    std::unique_ptr<SSL, decltype(&SSL_free)> ssl{nullptr, SSL_free};
    Bytes pin{};
    std::string_view doubt{};

    static int check_pin(X509_STORE_CTX* store, void*) {
        auto* ssl = static_cast<SSL*>(X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
        auto& inside = *static_cast<Inside*>(SSL_get_app_data(ssl));
        auto* certificate = X509_STORE_CTX_get0_cert(store);
        if (certificate != nullptr && seal::equal(pin_of(certificate), inside.pin)) return 1;
        inside.doubt = "the server's key is not the pinned one";
        X509_STORE_CTX_set_error(store, X509_V_ERR_APPLICATION_VERIFICATION);
        return 0;
    }
};

std::expected<TlsContext, Error> TlsContext::server(const std::string& certificate, const std::string& key, Instant now) {
    TlsContext made;
    made.context_ = fresh(TLS_server_method());
    auto* context = made.context_.get();
    if (context == nullptr) return refuse("start TLS", "");
    if (SSL_CTX_use_certificate_chain_file(context, certificate.c_str()) != 1) return refuse("read certificate", certificate);
    if (SSL_CTX_use_PrivateKey_file(context, key.c_str(), SSL_FILETYPE_PEM) != 1) {
        const bool unlike = ERR_GET_REASON(ERR_peek_last_error()) == X509_R_KEY_VALUES_MISMATCH;
        return unlike ? refuse("fit key to certificate", key) : refuse("read private key", key);
    }
    if (SSL_CTX_check_private_key(context) != 1) return refuse("fit key to certificate", key);
    const auto* first = SSL_CTX_get0_certificate(context);
    if (instant(X509_get0_notBefore(first)) > now) return refuse("use certificate: not valid yet", certificate);
    if (instant(X509_get0_notAfter(first)) <= now) return refuse("use certificate: expired", certificate);
    SSL_CTX_set_alpn_select_cb(context, choose_protocol, nullptr);
    return made;
}

std::expected<TlsContext, Error> TlsContext::client(Bytes pin) {
    TlsContext made;
    made.context_ = fresh(TLS_client_method());
    if (!made.context_) return refuse("start TLS", "");
    SSL_CTX_set_verify(made.context_.get(), SSL_VERIFY_PEER, nullptr);
    if (!pin.empty()) {
        SSL_CTX_set_cert_verify_callback(made.context_.get(), Tls::Inside::check_pin, nullptr);
    } else if (SSL_CTX_set_default_verify_paths(made.context_.get()) != 1) {
        return refuse("read the system's certificate authorities", "");
    }
    made.pin_ = std::move(pin);
    return made;
}

Tls::Tls(std::unique_ptr<Inside> inside) : inside_{std::move(inside)} {
    inside_->ssl.reset(SSL_new(inside_->context.get()));
    if (!inside_->ssl) throw std::bad_alloc{};
    SSL_set_app_data(inside_->ssl.get(), inside_.get());
}
Tls::~Tls() { ERR_clear_error(); }

std::unique_ptr<Tls> Tls::accepting(const TlsContext& context) {
    auto inside = std::make_unique<Inside>();
    inside->context = context.context_;
    std::unique_ptr<Tls> made{new Tls{std::move(inside)}};
    SSL_set_accept_state(made->inside_->ssl.get());
    return made;
}

std::unique_ptr<Tls> Tls::dialling(const TlsContext& context, const std::string& host) {
    auto inside = std::make_unique<Inside>();
    inside->context = context.context_;
    inside->pin = context.pin_;
    std::unique_ptr<Tls> made{new Tls{std::move(inside)}};
    auto* ssl = made->inside_->ssl.get();
    SSL_set_connect_state(ssl);
    auto* wanted = SSL_get0_param(ssl);
    if (X509_VERIFY_PARAM_set1_ip_asc(wanted, host.c_str()) != 1) {
        ERR_clear_error();
        SSL_set_tlsext_host_name(ssl, host.c_str());
        SSL_set_hostflags(ssl, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
        SSL_set1_host(ssl, host.c_str());
    }
    return made;
}

void Tls::stand_on(Socket& socket) {
    auto* bio = BIO_new(bio_method());
    if (bio == nullptr) throw std::bad_alloc{};
    BIO_set_data(bio, &socket);
    BIO_set_init(bio, 1);
    SSL_set_bio(inside_->ssl.get(), bio, bio);
}

Tried Tls::outcome(int result) {
    if (result > 0) return {.flaw = {}, .bytes = static_cast<std::size_t>(result)};
    const int why = SSL_get_error(inside_->ssl.get(), result);
    ERR_clear_error();
    if (why == SSL_ERROR_WANT_READ) return {.flaw = {}, .bytes = 0, .need = Need::to_read};
    if (why == SSL_ERROR_WANT_WRITE) return {.flaw = {}, .bytes = 0, .need = Need::to_write};
    const auto verified = SSL_get_verify_result(inside_->ssl.get());
    if (inside_->doubt.empty() && verified != X509_V_OK) inside_->doubt = X509_verify_cert_error_string(verified);
    if (why == SSL_ERROR_ZERO_RETURN) return {.flaw = asio::error::eof};
    return {.flaw = inside_->doubt.empty() ? asio::error::connection_reset : asio::error::no_permission};
}

Tried Tls::handshake() { return outcome(SSL_do_handshake(inside_->ssl.get())); }
Tried Tls::read(asio::mutable_buffer into) {
    return outcome(SSL_read(inside_->ssl.get(), into.data(), static_cast<int>(std::min<std::size_t>(into.size(), 1 << 20))));
}
Tried Tls::write(asio::const_buffer from) {
    return outcome(SSL_write(inside_->ssl.get(), from.data(), static_cast<int>(std::min<std::size_t>(from.size(), 1 << 20))));
}

void Tls::goodbye() noexcept {
    if (SSL_is_init_finished(inside_->ssl.get()) == 1) SSL_shutdown(inside_->ssl.get());
    ERR_clear_error();
}

std::string_view Tls::doubt() const noexcept { return inside_->doubt; }

}  // namespace monitor::transport
