// start: the files that the server reads once, and the few it makes for itself.

#include "start/files.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace monitor::start {
namespace {

constexpr std::size_t longest_file = 1 << 20;
constexpr std::size_t longest_socket_directory = 90;

std::unexpected<Error> failed(std::string_view operation, const std::filesystem::path& path, int code = errno) {
    return std::unexpected{Error{Remedy::ask_operator, operation, code, path.string()}};
}

class OpenFile {
public:
    explicit OpenFile(int file) : file_{file} {}
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    ~OpenFile() {
        if (file_ >= 0) ::close(file_);
    }
    [[nodiscard]] int number() const { return file_; }

private:
    int file_;
};

enum class Readers : std::uint8_t { few = 0, any = 1 };

std::expected<std::string, Error> read(const std::filesystem::path& path, Readers readers) {
    const OpenFile file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (file.number() < 0) return failed("open", path);
    struct stat facts {};
    if (::fstat(file.number(), &facts) != 0) return failed("look at", path);
    if (!S_ISREG(facts.st_mode)) return failed("read a plain file", path, 0);
    if (readers == Readers::few && (facts.st_mode & 0027) != 0)
        return failed("read a secret that others may read (chmod 0600)", path, 0);
    std::string content;
    char part[4096];
    for (;;) {
        const auto got = ::read(file.number(), part, sizeof part);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return failed("read", path);
        if (got == 0) return content;
        content.append(part, static_cast<std::size_t>(got));
        if (content.size() > longest_file) return failed("read a file of at most 1 MiB", path, 0);
    }
}

/// Does anybody listen there?
bool is_orphan(const std::filesystem::path& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.string().size() >= sizeof address.sun_path) return false;
    std::copy_n(path.c_str(), path.string().size(), address.sun_path);
    const OpenFile socket{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    if (socket.number() < 0) return false;
    return ::connect(socket.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 && errno == ECONNREFUSED;
}

void remove_orphans(const std::filesystem::path& directory) {
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator{directory, ignored}) {
        const auto name = entry.path().filename().string();
        if (name.starts_with("pages-") && name.ends_with(".sock") && is_orphan(entry.path()))
            std::filesystem::remove(entry.path(), ignored);
    }
}

}  // namespace

std::expected<std::string, Error> read_file(const std::filesystem::path& path) {
    return read(path, Readers::any);
}
std::expected<std::string, Error> read_secret(const std::filesystem::path& path) {
    return read(path, Readers::few);
}

std::expected<std::string, Error> secret_in(const std::filesystem::path& path) {
    if (path.empty()) return std::string{};
    auto secret = read_secret(path);
    while (secret && (secret->ends_with('\n') || secret->ends_with('\r'))) secret->pop_back();
    return secret;
}

std::vector<Error> unsafe_secrets(const settings::Server& settings) {
    std::vector<Error> problems;
    const auto look_at = [&](const std::filesystem::path& path) {
        if (path.empty()) return;
        if (const auto secret = read_secret(path); !secret) problems.push_back(secret.error());
    };
    for (const auto& provider : settings.providers) look_at(provider.client_secret_file);
    for (const auto& connection : settings.connections) look_at(connection.secret_file);
    if (settings.tls == settings::Tls::files) look_at(settings.certificate_key);
    look_at(settings.cluster_secret_file);
    return problems;
}

std::expected<void, Error> write_secret(const std::filesystem::path& path, std::string_view content) {
    auto fresh = path;
    fresh += ".new";
    ::unlink(fresh.c_str());
    const OpenFile file{::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600)};
    if (file.number() < 0) return failed("make", fresh);
    while (!content.empty()) {
        const auto put = ::write(file.number(), content.data(), content.size());
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) return failed("write", fresh);
        content.remove_prefix(static_cast<std::size_t>(put));
    }
    if (::fsync(file.number()) != 0) return failed("write", fresh);
    if (::rename(fresh.c_str(), path.c_str()) != 0) return failed("rename", path);
    return {};
}

std::expected<void, Error> make_private_directory(const std::filesystem::path& path) {
    std::error_code trouble;
    std::filesystem::create_directories(path, trouble);
    if (trouble) return failed("make the directory", path, trouble.value());
    if (::chmod(path.c_str(), 0700) != 0) return failed("chmod", path);
    return {};
}

std::expected<std::filesystem::path, Error> socket_path(const std::filesystem::path& state) {
    const auto name = fmt::format("pages-{}.sock", ::getpid());
    const char* runtime = std::getenv("RUNTIME_DIRECTORY");
    const auto directory =
        std::filesystem::absolute(runtime != nullptr ? std::filesystem::path{runtime} / "pages" : state / "run");
    if (directory.string().size() <= longest_socket_directory) {
        if (const auto made = make_private_directory(directory); !made) return std::unexpected{made.error()};
        remove_orphans(directory);
        return directory / name;
    }
    std::string own = "/tmp/monitor-server-XXXXXX";
    if (::mkdtemp(own.data()) == nullptr) return failed("make a directory for sockets", own);
    return std::filesystem::path{own} / name;
}

std::string describe(const Error& error) {
    return fmt::format("{}{}{}{}", error.operation, error.place.empty() ? "" : " " + error.place,
                       error.system_code != 0 ? ": " : "", error.system_code != 0 ? std::strerror(error.system_code) : "");
}

}  // namespace monitor::start
