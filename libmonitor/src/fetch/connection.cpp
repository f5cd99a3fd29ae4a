// fetch: sockets and TLS, by Poco; its exceptions end here.

#include "fetch/connection.hpp"

#include <algorithm>
#include <csignal>
#include <ctime>
#include <mutex>
#include <optional>
#include <vector>

#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/DNS.h>
#include <Poco/Net/HostEntry.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/RejectCertificateHandler.h>
#include <Poco/Net/SSLException.h>
#include <Poco/Net/SSLManager.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/StreamSocket.h>
#include <fmt/format.h>

#include "fetch/alarm.hpp"
#include "monitor/base/clock.hpp"

namespace monitor::fetch {
namespace {

namespace net = Poco::Net;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

std::unexpected<Error> failed(Remedy remedy, std::string_view operation, const Url& url, std::string_view why) {
    return std::unexpected{Error{remedy, operation, 0, fmt::format("{}:{}: {}", url.host, url.port, why)}};
}

// While one lives, writing to a connection that is gone is an error and not a signal that ends the program.
class NoBrokenPipe {
public:
    NoBrokenPipe() {
        sigemptyset(&pipe_);
        sigaddset(&pipe_, SIGPIPE);
        sigset_t pending;
        sigpending(&pending);
        was_pending_ = sigismember(&pending, SIGPIPE) == 1;
        pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
    }
    ~NoBrokenPipe() {
        const timespec at_once{};
        if (!was_pending_) sigtimedwait(&pipe_, nullptr, &at_once);
        pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }
    NoBrokenPipe(const NoBrokenPipe&) = delete;
    NoBrokenPipe& operator=(const NoBrokenPipe&) = delete;

private:
    sigset_t pipe_{}, before_{};
    bool was_pending_{};
};

class SocketConnection final : public Connection {
public:
    SocketConnection(Url url, const net::StreamSocket& plain, const Limits& limits)
        : url_{std::move(url)},
          socket_{plain},
          alarm_{std::make_unique<Alarm>(plain.impl()->sockfd(), limits.patience, limits.stop)} {}

    std::expected<void, Error> secure(net::Context::Ptr context) {
        try {
            const NoBrokenPipe quiet;
            socket_ = net::SecureStreamSocket::attach(socket_, url_.host, std::move(context));
            return {};
        } catch (const Poco::Exception& error) {
            if (alarm_->went_off()) return too_late();
            // No certificate that holds: a person must look. A line that broke is worth another attempt.
            const bool passing = dynamic_cast<const net::NetException*>(&error) != nullptr &&
                                 dynamic_cast<const net::SSLException*>(&error) == nullptr;
            return failed(passing ? Remedy::try_again : Remedy::ask_operator, "make sure of a host", url_, error.displayText());
        }
    }

    std::expected<void, Error> send(std::string_view bytes) override {
        try {
            const NoBrokenPipe quiet;
            while (!bytes.empty()) {
                constexpr std::size_t at_once = 1 << 16;
                const int sent = socket_.sendBytes(bytes.data(), static_cast<int>(std::min(bytes.size(), at_once)));
                if (sent <= 0) return broken("the host does not listen");
                bytes.remove_prefix(static_cast<std::size_t>(sent));
            }
            return {};
        } catch (const Poco::Exception& error) {
            return broken(error.displayText());
        }
    }

    std::expected<std::size_t, Error> receive(std::span<char> into) override {
        try {
            const NoBrokenPipe quiet;
            const int got = socket_.receiveBytes(into.data(), static_cast<int>(into.size()));
            if (alarm_->went_off()) return too_late();
            if (got < 0) return broken("the host does not answer");
            return static_cast<std::size_t>(got);
        } catch (const Poco::Exception& error) {
            return broken(error.displayText());
        }
    }

private:
    std::unexpected<Error> too_late() { return failed(Remedy::try_again, "ask a host", url_, "took too long"); }
    std::unexpected<Error> broken(std::string_view why) {
        return alarm_->went_off() ? too_late() : failed(Remedy::try_again, "ask a host", url_, why);
    }

    Url url_;
    net::StreamSocket socket_;
    std::unique_ptr<Alarm> alarm_;  // goes first: it looks at the socket
};

// Poco asks a process-wide handler what to do about a certificate that does not hold, and the one it has by default asks at the
// terminal. Ours refuses.
void refuse_bad_certificates(const net::Context::Ptr& context) {
    static std::once_flag once;
    std::call_once(once, [&] {
        net::initializeSSL();
        net::SSLManager::instance().initializeClient(nullptr, new net::RejectCertificateHandler(false), context);
    });
}

net::Context::Ptr strict_context() {
    net::Context::Params parameters;
    parameters.verificationMode = net::Context::VERIFY_STRICT;
    parameters.verificationDepth = 9;
    parameters.loadDefaultCAs = true;
    parameters.cipherList = "HIGH:!aNULL:!eNULL:!kRSA:!MD5:!SHA1:!PSK:!SRP";
    net::Context::Ptr context{new net::Context(net::Context::TLS_CLIENT_USE, parameters)};
    context->requireMinimumProtocol(net::Context::PROTO_TLSV1_2);
    context->enableExtendedCertificateVerification(true);  // the name too
    context->enableSessionCache(false);
    return context;
}

std::vector<net::SocketAddress> addresses_of(const Url& url) {
    net::IPAddress literal;
    if (net::IPAddress::tryParse(url.host, literal)) return {net::SocketAddress{literal, url.port}};
    std::vector<net::SocketAddress> all;
    const auto entry = net::DNS::hostByName(url.host);
    for (const auto& address : entry.addresses()) all.emplace_back(address, url.port);
    return all;
}

class PocoDialler final : public Dialler {
public:
    PocoDialler() : context_{strict_context()} { refuse_bad_certificates(context_); }

    std::expected<std::unique_ptr<Connection>, Error> dial(const Url& url, const Limits& limits) override {
        const auto end = clock_.tick() + limits.patience;
        std::string why = "no address";
        try {
            for (const auto& address : addresses_of(url)) {
                if (clock_.tick() >= end || limits.stop.stop_requested())
                    return failed(Remedy::try_again, "ask a host", url, "took too long");
                if (auto made = connected(url, address, {end, limits.stop}, why)) return std::move(*made);
            }
        } catch (const Poco::Exception& error) {
            why = error.displayText();
        }
        return failed(Remedy::try_again, "reach a host", url, why);
    }

private:
    using Made = std::expected<std::unique_ptr<Connection>, Error>;

    struct Until {
        Tick end;
        std::stop_token stop;
    };

    // Looks up from waiting now and then, so that who stops us is heard.
    void connect(net::StreamSocket& plain, const net::SocketAddress& address, const Until& until) const {
        constexpr auto a_moment = 100ms;
        plain.connectNB(address);
        for (;;) {
            const auto left = std::min<Tick::duration>(until.end - clock_.tick(), a_moment);
            if (left <= 0ms || until.stop.stop_requested()) throw Poco::TimeoutException{"connect"};
            const Poco::Timespan span{std::chrono::duration_cast<std::chrono::microseconds>(left).count()};
            if (!plain.poll(span, net::Socket::SELECT_WRITE | net::Socket::SELECT_ERROR)) continue;
            if (const int error = plain.impl()->socketError(); error != 0) throw net::ConnectionRefusedException{"connect", error};
            plain.setBlocking(true);
            return;
        }
    }

    // Empty when nobody answers at this address: there may be another.
    std::optional<Made> connected(const Url& url, const net::SocketAddress& address, const Until& until, std::string& why) {
        net::StreamSocket plain;
        try {
            connect(plain, address, until);
        } catch (const Poco::Exception& error) {
            why = error.displayText();
            return std::nullopt;
        }
        const auto left = std::chrono::duration_cast<milliseconds>(until.end - clock_.tick());
        auto connection = std::make_unique<SocketConnection>(url, plain, Limits{std::max(left, 0ms), until.stop});
        if (url.scheme == Scheme::https) {
            if (const auto secured = connection->secure(context_); !secured) return std::unexpected{secured.error()};
        }
        return connection;
    }

    SystemClock clock_;
    net::Context::Ptr context_;
};

}  // namespace

std::unique_ptr<Dialler> make_dialler() {
    return std::make_unique<PocoDialler>();
}

}  // namespace monitor::fetch
