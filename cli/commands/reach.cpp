// cli: does somebody listen there?

#include "commands/reach.hpp"

#include <cerrno>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace monitor::cli {
namespace {

bool connected(const sockaddr* to, socklen_t length) {
    const int line = socket(to->sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (line < 0) return false;
    pollfd ready{.fd = line, .events = POLLOUT, .revents = 0};
    int error = 0;
    socklen_t size = sizeof error;
    const bool there = (connect(line, to, length) == 0 || errno == EINPROGRESS) && poll(&ready, 1, 1000) == 1 &&
                       getsockopt(line, SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == 0;
    close(line);
    return there;
}

}  // namespace

bool reached(const std::string& address, std::uint16_t port) {
    sockaddr_in four{.sin_family = AF_INET, .sin_port = htons(port), .sin_addr = {}, .sin_zero = {}};
    sockaddr_in6 six{};
    six.sin6_family = AF_INET6;
    six.sin6_port = htons(port);
    const std::string to = address == "0.0.0.0" ? "127.0.0.1" : address == "::" ? "::1" : address;
    if (inet_pton(AF_INET, to.c_str(), &four.sin_addr) == 1)
        return connected(reinterpret_cast<const sockaddr*>(&four), sizeof four);
    if (inet_pton(AF_INET6, to.c_str(), &six.sin6_addr) == 1)
        return connected(reinterpret_cast<const sockaddr*>(&six), sizeof six);
    return false;
}

}  // namespace monitor::cli
