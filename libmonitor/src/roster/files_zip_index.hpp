#pragma once
// roster: which files does a zip hold, and where in it does each begin?

#include <cstdint>
#include <expected>
#include <string>
#include <vector>

#include "monitor/roster/source.hpp"

namespace monitor::roster {

/// A file that is open for reading; closed when this ends.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int number) : number_{number} {}
    Descriptor(Descriptor&& other) noexcept;
    Descriptor& operator=(Descriptor&&) = delete;
    ~Descriptor();
    [[nodiscard]] int number() const noexcept { return number_; }
    /// Exactly that many bytes from there; fewer is Remedy::correct_input: the file ends too early.
    [[nodiscard]] std::expected<void, Error> read_at(std::uint64_t offset, std::span<std::byte> into) const;

private:
    int number_{-1};
};

struct ZipEntry {
    std::string name{};
    std::uint64_t header{};  ///< where its local header begins
    std::uint64_t packed{}, unpacked{};
    std::uint32_t crc{};
    std::uint16_t method{};  ///< 0 stored, 8 deflated
};
/// The central directory (APPNOTE 4.3, with zip64) is the only truth: what local headers or data descriptors claim is held to it.
/// Refused: more or larger than the limits, entries that lie over each other or beyond the file, locked or oddly packed entries,
/// names that lead out of the zip, one name twice. What lies in a folder inside the zip is not listed.
[[nodiscard]] std::expected<std::vector<ZipEntry>, Error> zip_index(const Descriptor&, std::uint64_t size, FilesLimits);

inline std::uint16_t le16(const std::byte* at) {
    return static_cast<std::uint16_t>(std::to_integer<unsigned>(at[0]) | std::to_integer<unsigned>(at[1]) << 8U);
}
inline std::uint32_t le32(const std::byte* at) {
    return le16(at) | static_cast<std::uint32_t>(le16(at + 2)) << 16U;
}
inline std::uint64_t le64(const std::byte* at) {
    return le32(at) | static_cast<std::uint64_t>(le32(at + 4)) << 32U;
}

constexpr std::size_t zip_local_header = 30;

}  // namespace monitor::roster
