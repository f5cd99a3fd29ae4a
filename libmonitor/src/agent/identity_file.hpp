#pragma once
// agent: what does this device know of itself between two starts?

#include <cstdint>
#include <expected>
#include <filesystem>
#include <optional>
#include <string>

#include "monitor/base/bytes.hpp"
#include "monitor/base/error.hpp"
#include "monitor/base/ids.hpp"
#include "monitor/seal/sign.hpp"

namespace monitor::agent {

/// Everything a device is. Without `device` it has a key of its own but the school does not know it yet.
struct Identity {
    std::string url{};  ///< the line to the school
    Bytes pin{};        ///< SHA-256 of the server's key, or empty
    std::optional<DeviceId> device{};
    std::uint64_t counter{};  ///< the last one that may have been used in a proof
    seal::SigningKey key;
};

/// One file of mode 0600 in a directory of mode 0700. What write() put there is on the disk when it returns, or the old file
/// still stands whole.
class IdentityFile {
public:
    /// Makes the directory where there is none.
    [[nodiscard]] static std::expected<IdentityFile, Error> in(const std::filesystem::path& directory);

    /// Remedy::not_found: no identity yet. Remedy::ask_operator, place = file and line: others may read it, or it is damaged.
    [[nodiscard]] std::expected<Identity, Error> read() const;
    [[nodiscard]] std::expected<void, Error> write(const Identity&) const;
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

private:
    explicit IdentityFile(std::filesystem::path path) : path_{std::move(path)} {}
    std::filesystem::path path_;
};

/// The counter for the next proof: one higher, and on disk before it is handed out.
[[nodiscard]] std::expected<std::uint64_t, Error> next_counter(Identity&, const IdentityFile&);

}  // namespace monitor::agent
