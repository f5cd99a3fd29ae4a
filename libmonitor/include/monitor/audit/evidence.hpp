#pragma once
// audit: what of a line is still there to be checked, and how does it leave the house?
//
// The export is text, one form for one log, down to the last byte: docs/formats/audit.md.

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "monitor/audit/entry.hpp"
#include "monitor/audit/merkle.hpp"
#include "monitor/base/bytes.hpp"
#include "monitor/base/error.hpp"

namespace monitor::audit {

/// One part of an entry with the salt of its commitment.
struct Salted {
    Bytes salt{};
    Bytes content{};
    friend bool operator==(const Salted&, const Salted&) = default;
};

/// One line. Without `lasting` it was erased; with it and without `personal`, `erased` is the commitment that stayed.
struct Evidence {
    std::uint64_t index{};
    Hash leaf{};
    std::optional<Salted> lasting{};
    std::optional<Salted> personal{};
    Hash erased{};
    friend bool operator==(const Evidence&, const Evidence&) = default;
};

enum class Fit : std::uint8_t { differs = 0, fits = 1 };
/// Whether what is there gives the leaf; of an erased line nothing is there.
[[nodiscard]] Fit fit(const Evidence&);
/// Empty: erased.
[[nodiscard]] std::expected<std::optional<Entry>, Error> entry(const Evidence&);

/// One line of the export, with its line break.
[[nodiscard]] std::string export_line(const Evidence&);
/// `line` without the break. Strict: what export_line() writes, and nothing else.
[[nodiscard]] std::expected<Evidence, Error> evidence(std::string_view line);

/// The lines before the first entry: what this is, whose log, how many checkpoints and lines follow. The checkpoints come next.
[[nodiscard]] std::string export_head(std::string_view origin, std::uint64_t checkpoints, std::uint64_t lines);

}  // namespace monitor::audit
