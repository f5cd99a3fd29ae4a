// agent: how is a device's key kept on its disk? Lines of `key = value`, replaced whole.

#include "agent/identity_file.hpp"

#include <array>
#include <cerrno>
#include <charconv>
#include <map>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "monitor/seal/secret.hpp"

namespace monitor::agent {
namespace {

constexpr std::string_view first_line = "monitor device 1";
constexpr std::size_t largest = 8 * 1024;
constexpr mode_t others = S_IRWXG | S_IRWXO;

std::unexpected<Error> failed(Remedy remedy, std::string_view operation, int code, std::string place) {
    return std::unexpected{Error{remedy, operation, code, std::move(place)}};
}

/// Closed when it goes; 0600 from its first byte on.
class File {
public:
    File(const std::filesystem::path& path, int flags) : handle_{::open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, 0600)} {}
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() {
        if (handle_ >= 0) ::close(handle_);
    }

    [[nodiscard]] bool is_open() const { return handle_ >= 0; }
    [[nodiscard]] bool only_ours() const {
        struct stat found {};
        return ::fstat(handle_, &found) == 0 && S_ISREG(found.st_mode) && (found.st_mode & others) == 0;
    }
    [[nodiscard]] bool put(std::string_view text) const {
        while (!text.empty()) {
            const auto count = ::write(handle_, text.data(), text.size());
            if (count < 0 && errno == EINTR) continue;
            if (count <= 0) return false;
            text.remove_prefix(static_cast<std::size_t>(count));
        }
        return true;
    }
    /// Empty when it cannot be read or is larger than `largest`.
    [[nodiscard]] std::optional<std::string> all() const {
        std::string text(largest + 1, '\0');
        std::size_t size = 0;
        while (size < text.size()) {
            const auto count = ::read(handle_, text.data() + size, text.size() - size);
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) return std::nullopt;
            if (count == 0) break;
            size += static_cast<std::size_t>(count);
        }
        if (size > largest) return std::nullopt;
        text.resize(size);
        return text;
    }
    [[nodiscard]] bool to_disk() const { return ::fsync(handle_) == 0; }

private:
    int handle_;
};

/// The text of a private key does not stay behind in memory.
struct Wiped {
    std::string text;
    ~Wiped() { seal::wipe(std::as_writable_bytes(std::span{text})); }
};

using Fields = std::map<std::string_view, std::string_view>;

/// The number of the first line that is not `key = value` or comes twice; else the fields.
std::expected<Fields, int> fields(std::string_view text) {
    Fields found;
    int line = 0;
    while (!text.empty()) {
        ++line;
        const auto end = text.find('\n');
        if (end == text.npos) return std::unexpected{line};  // cut off in the middle of a write
        const auto one = text.substr(0, end);
        text.remove_prefix(end + 1);
        if (line == 1) {
            if (one != first_line) return std::unexpected{line};
            continue;
        }
        const auto sign = one.find(" = ");
        if (sign == one.npos || !found.emplace(one.substr(0, sign), one.substr(sign + 3)).second) return std::unexpected{line};
    }
    if (line == 0) return std::unexpected{1};
    return found;
}

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t value{};
    const auto [end, flaw] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (flaw != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// The name of the field that is wrong, or the identity.
std::expected<Identity, std::string_view> identity(const Fields& fields) {
    const auto field = [&](std::string_view name) {
        const auto found = fields.find(name);
        return found == fields.end() ? std::string_view{} : found->second;
    };
    if (fields.size() != 5) return std::unexpected{"number of lines"};
    const auto pin = from_hex(field("pin"));
    if (!pin || (!pin->empty() && pin->size() != 32)) return std::unexpected{"pin"};
    const auto device = DeviceId::from_text(field("device"));
    if (!device && field("device") != "none") return std::unexpected{"device"};
    const auto counter = number(field("counter"));
    if (!counter) return std::unexpected{"counter"};
    if (field("server").empty()) return std::unexpected{"server"};
    auto der = from_base64url(field("key"));
    if (!der) return std::unexpected{"key"};
    auto key = seal::SigningKey::from_bytes(*der);
    seal::wipe(*der);
    if (!key) return std::unexpected{"key"};
    return Identity{std::string{field("server")}, *pin, device, *counter, std::move(*key)};
}

}  // namespace

std::expected<IdentityFile, Error> IdentityFile::in(const std::filesystem::path& directory) {
    std::error_code code;
    if (directory.has_parent_path()) std::filesystem::create_directories(directory.parent_path(), code);
    if (::mkdir(directory.c_str(), 0700) != 0 && errno != EEXIST)
        return failed(Remedy::ask_operator, "make the state directory", errno, directory.string());
    struct stat found {};
    if (::stat(directory.c_str(), &found) != 0 || !S_ISDIR(found.st_mode))
        return failed(Remedy::ask_operator, "open the state directory", errno, directory.string());
    if ((found.st_mode & others) != 0)
        return failed(Remedy::ask_operator, "trust the state directory: others may enter it (chmod 700)", 0, directory.string());
    return IdentityFile{directory / "identity"};
}

std::expected<Identity, Error> IdentityFile::read() const {
    const File file{path_, O_RDONLY};
    if (!file.is_open())
        return failed(errno == ENOENT ? Remedy::not_found : Remedy::ask_operator, "open the identity of this device", errno,
                      path_.string());
    if (!file.only_ours())
        return failed(Remedy::ask_operator, "trust the identity of this device: others may read it (chmod 600)", 0,
                      path_.string());
    auto text = file.all();
    if (!text) return failed(Remedy::ask_operator, "read the identity of this device", errno, path_.string());
    const Wiped all{std::move(*text)};
    const auto found = fields(all.text);
    if (!found)
        return failed(Remedy::ask_operator, "read the identity of this device", 0,
                      fmt::format("{}:{}", path_.string(), found.error()));
    auto read = identity(*found);
    if (!read)
        return failed(Remedy::ask_operator, "read the identity of this device", 0,
                      fmt::format("{}: {}", path_.string(), read.error()));
    return std::move(*read);
}

std::expected<void, Error> IdentityFile::write(const Identity& identity) const {
    auto der = identity.key.bytes();
    const Wiped key{base64url(der)};
    seal::wipe(der);
    const Wiped all{fmt::format("{}\nserver = {}\npin = {}\ndevice = {}\ncounter = {}\nkey = {}\n", first_line, identity.url,
                                hex(identity.pin), identity.device ? identity.device->text() : "none", identity.counter,
                                key.text)};

    const std::filesystem::path fresh = path_.string() + ".new";
    ::unlink(fresh.c_str());
    {
        const File file{fresh, O_WRONLY | O_CREAT | O_EXCL};
        if (!file.is_open() || !file.put(all.text) || !file.to_disk())
            return failed(Remedy::ask_operator, "write the identity of this device", errno, fresh.string());
    }
    if (::rename(fresh.c_str(), path_.c_str()) != 0)
        return failed(Remedy::ask_operator, "replace the identity of this device", errno, path_.string());
    const File directory{path_.parent_path(), O_RDONLY | O_DIRECTORY};
    if (!directory.is_open() || !directory.to_disk())
        return failed(Remedy::ask_operator, "keep the identity of this device", errno, path_.parent_path().string());
    return {};
}

std::expected<std::uint64_t, Error> next_counter(Identity& identity, const IdentityFile& file) {
    ++identity.counter;
    if (const auto kept = file.write(identity); !kept) {
        --identity.counter;
        return std::unexpected{kept.error()};
    }
    return identity.counter;
}

}  // namespace monitor::agent
