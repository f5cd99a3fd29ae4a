// sync: what is the secret of a connection? Read at each run, so that a new one needs no restart.

#include <cerrno>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sync/connector.hpp"

namespace monitor::sync {
namespace {

constexpr std::size_t longest = 4'096;

class OpenFile {
public:
    explicit OpenFile(const std::filesystem::path& path) : file_{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)} {}
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    ~OpenFile() {
        if (file_ >= 0) ::close(file_);
    }
    [[nodiscard]] int number() const noexcept { return file_; }

private:
    int file_;
};

std::unexpected<Failure> failed(std::string_view why) {
    return std::unexpected{Failure{Problem::secret, fmt::format("secret_file: {}", why), {}}};
}

}  // namespace

std::expected<std::string, Failure> secret_from(const std::filesystem::path& path) {
    const OpenFile file{path};
    if (file.number() < 0) return failed(errno == ENOENT ? "is not there" : "cannot be opened");
    struct stat facts {};
    if (::fstat(file.number(), &facts) != 0 || !S_ISREG(facts.st_mode)) return failed("is not a plain file");
    if ((facts.st_mode & 0027) != 0) return failed("others may read it (chmod 0600)");
    std::string text(longest + 1, '\0');
    const auto count = ::read(file.number(), text.data(), text.size());
    if (count < 0 || count > static_cast<ssize_t>(longest)) return failed("cannot be read, or is longer than 4096 bytes");
    text.resize(static_cast<std::size_t>(count));
    while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
    if (text.empty()) return failed("is empty");
    return text;
}

}  // namespace monitor::sync
