#include "start/collector.hpp"

#include <cerrno>
#include <csignal>
#include <string>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace monitor::start {
namespace {

class Descriptor {
public:
    explicit Descriptor(int number) : number_{number} {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    [[nodiscard]] int number() const { return number_; }

private:
    int number_;
};

std::unexpected<Error> not_taken(const std::string& place, int code) {
    return std::unexpected{Error{Remedy::try_again, "pass the record on", code, place}};
}

class ToFile final : public Collector {
public:
    explicit ToFile(std::string path) : path_{std::move(path)} {}

    // A line is appended whole or not at all: what a full disk took of it is cut off again.
    std::expected<void, Error> take(std::string_view line) override {
        const Descriptor file{::open(path_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW, 0600)};
        if (file.number() < 0) return not_taken(path_, errno);
        struct stat before {};
        if (::fstat(file.number(), &before) != 0) return not_taken(path_, errno);
        const auto text = std::string{line} + '\n';
        const auto taken = ::write(file.number(), text.data(), text.size());
        if (taken == static_cast<ssize_t>(text.size())) return {};
        const int code = taken < 0 ? errno : ENOSPC;
        if (taken > 0 && S_ISREG(before.st_mode) && ::ftruncate(file.number(), before.st_size) != 0)
            return not_taken(path_, errno);
        return not_taken(path_, code);
    }

private:
    std::string path_;
};

class ToSyslog final : public Collector {
public:
    // One datagram as syslog(3) makes it: facility authpriv, severity notice. Longer than the socket takes: its beginning is
    // worth nothing, so the line's place is said instead.
    std::expected<void, Error> take(std::string_view line) override {
        const Descriptor socket{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const std::string_view place{"/dev/log"};
        place.copy(address.sun_path, sizeof address.sun_path - 1);
        if (socket.number() < 0 || ::connect(socket.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
            return not_taken("syslog", errno);
        if (send(socket.number(), line)) return {};
        if (errno != EMSGSIZE) return not_taken("syslog", errno);
        const auto rulings = line.find(",\"rulings\":");
        if (rulings != std::string_view::npos &&
            send(socket.number(), fmt::format("{},\"rulings\":\"too many\"}}", line.substr(0, rulings))))
            return {};
        return not_taken("syslog", errno);
    }

private:
    static bool send(int socket, std::string_view line) {
        const auto text = fmt::format("<85>monitor-audit: {}", line);
        return ::send(socket, text.data(), text.size(), MSG_DONTWAIT | MSG_NOSIGNAL) == static_cast<ssize_t>(text.size());
    }
};

}  // namespace

std::unique_ptr<Collector> make_collector(std::string_view target) {
    if (target == "syslog") return std::make_unique<ToSyslog>();
    std::signal(SIGPIPE, SIG_IGN);  // a reader who leaves in the middle is an answer, not the end of the server
    return std::make_unique<ToFile>(std::string{target});
}

}  // namespace monitor::start
