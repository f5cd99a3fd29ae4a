#pragma once
// transport tests: a client that may say anything at all.

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <string>
#include <string_view>

namespace monitor::test {

/// A blocking client that sends what it is told, byte by byte if need be. Reads give up after ten seconds.
class RawClient {
public:
    explicit RawClient(std::uint16_t port) : descriptor_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
        sockaddr_in to{.sin_family = AF_INET, .sin_port = htons(port), .sin_addr = {htonl(INADDR_LOOPBACK)}, .sin_zero = {}};
        wait_at_most(10);
        if (::connect(descriptor_, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) throw std::runtime_error{"connect"};
    }
    ~RawClient() { ::close(descriptor_); }
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    void wait_at_most(int seconds) const {
        const timeval patience{.tv_sec = seconds, .tv_usec = 0};
        ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    }
    /// False: the other end hung up.
    bool send(std::string_view bytes) const {
        while (!bytes.empty()) {
            const auto count = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (count <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
        return true;
    }
    /// All that came until `end` is there, or the other end hung up.
    std::string read_until(std::string_view end) {
        while (!unread_.contains(end))
            if (!more()) break;
        const auto length = std::min(unread_.find(end), unread_.size() - end.size()) + end.size();
        return take(unread_.contains(end) ? length : unread_.size());
    }
    std::string read(std::size_t count) {
        while (unread_.size() < count && more()) {}
        return take(std::min(count, unread_.size()));
    }
    std::string read_all() {
        while (more()) {}
        return take(unread_.size());
    }
    /// One answer with its body.
    std::string answer() {
        auto head = read_until("\r\n\r\n");
        const auto at = head.find("Content-Length: ");
        return at == std::string::npos ? head : head + read(std::stoul(head.substr(at + 16)));
    }
    std::string ask(std::string_view request) {
        send(request);
        return answer();
    }
    /// True: hung up. False: nothing happened for ten seconds.
    [[nodiscard]] bool hung_up() {
        (void)read_all();
        return ended_;
    }

private:
    bool more() {
        char piece[4096];
        const auto count = ::recv(descriptor_, piece, sizeof piece, 0);
        if (count > 0) unread_.append(piece, static_cast<std::size_t>(count));
        ended_ = ended_ || count == 0 || (count < 0 && errno == ECONNRESET);
        return count > 0;
    }
    std::string take(std::size_t count) {
        auto taken = unread_.substr(0, count);
        unread_.erase(0, count);
        return taken;
    }
    int descriptor_;
    bool ended_{};
    std::string unread_;
};

}  // namespace monitor::test
