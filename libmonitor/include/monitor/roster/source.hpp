#pragma once
// roster: where do the bytes of an import come from, a piece at a time?

#include <cstddef>
#include <expected>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "monitor/base/bytes.hpp"
#include "monitor/base/error.hpp"

namespace monitor::roster {

/// One stream of bytes, read once, from front to back.
class Source {
public:
    virtual ~Source() = default;
    Source(const Source&) = delete;
    Source& operator=(const Source&) = delete;
    /// Fills the front of `into` and says how many bytes; 0: there is no more. Never more than into.size().
    [[nodiscard]] virtual std::expected<std::size_t, Error> read(std::span<std::byte> into) = 0;

protected:
    Source() = default;
};

/// The files of one delivery by their names: a folder or a zip.
class Files {
public:
    virtual ~Files() = default;
    Files(const Files&) = delete;
    Files& operator=(const Files&) = delete;
    [[nodiscard]] virtual std::vector<std::string> names() const = 0;
    /// Remedy::not_found: no file of that name. One stream is open at a time.
    [[nodiscard]] virtual std::expected<std::unique_ptr<Source>, Error> open(std::string_view name) = 0;

protected:
    Files() = default;
};

/// Lent: the bytes outlive the source.
[[nodiscard]] std::unique_ptr<Source> memory_source(BytesView);
[[nodiscard]] std::expected<std::unique_ptr<Source>, Error> file_source(const std::filesystem::path&);

struct FilesLimits {
    std::size_t files{64};
    std::uintmax_t bytes{4'000'000'000};  ///< unpacked, of all files together: what a zip says and what comes out of it
};
/// A folder (files at its root; nothing below it, no links) or a zip (files at its root). Names are compared without regard to case.
[[nodiscard]] std::expected<std::unique_ptr<Files>, Error> open_files(const std::filesystem::path&, FilesLimits = {});

}  // namespace monitor::roster
