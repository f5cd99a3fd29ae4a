#pragma once
// audit: where is what was done written down, before it is done?

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <vector>

#include "monitor/audit/entry.hpp"
#include "monitor/audit/merkle.hpp"
#include "monitor/base/error.hpp"
#include "monitor/base/ids.hpp"

namespace monitor::audit {

/// The log of one school at one moment. The operator's own log is that of the default SchoolId.
struct Head {
    std::uint64_t size{};
    Hash root{};
};

/// What is left of a line: its leaf; without the pupils, device and address; all of it.
enum class Remains : std::uint8_t { leaf = 0, lasting = 1, whole = 2 };

struct Kept {
    std::uint64_t index{};
    Hash leaf{};
    std::optional<Entry> entry{};  ///< empty: its content was erased, its leaf stays
    Remains remains{};
};

struct Line {
    SchoolId school{};
    Entry entry{};
};
using Appended = std::expected<std::uint64_t, Error>;

/// Plain blocking functions, called only on their owner's executor (Stores::audit_thread).
class Trail {
public:
    virtual ~Trail() = default;
    Trail(const Trail&) = delete;
    Trail& operator=(const Trail&) = delete;

    /// On disk, for good, where it gives an index. All lines in one transaction, which reads the tail and writes: several
    /// processes may append. One answer a line, in their order; a line that could not be read back is refused alone, a disk
    /// refuses all.
    [[nodiscard]] virtual std::vector<Appended> append(std::span<const Line>) = 0;
    [[nodiscard]] virtual std::expected<std::vector<Kept>, Error> read(SchoolId, std::uint64_t first, std::size_t at_most) = 0;
    [[nodiscard]] virtual std::expected<Head, Error> head(SchoolId) = 0;
    /// Of entries past their term content and salts go, and of those of school years that are over the personal part; leaves
    /// stay. How many parts of lines went.
    [[nodiscard]] virtual std::expected<std::uint64_t, Error> sweep(Instant now) = 0;

    [[nodiscard]] Appended append(SchoolId school, const Entry& entry) {
        const Line line{school, entry};
        return append({&line, 1}).front();
    }

protected:
    Trail() = default;
};

}  // namespace monitor::audit
