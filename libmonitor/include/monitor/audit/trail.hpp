#pragma once
// audit: where is what was done written down, before it is done?

#include <cstdint>
#include <expected>
#include <optional>
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

struct Kept {
    std::uint64_t index{};
    Hash leaf{};
    std::optional<Entry> entry{};  ///< empty: its content was erased, its leaf stays
};

/// Plain blocking functions, called only on their owner's executor (Stores::audit_thread).
class Trail {
public:
    virtual ~Trail() = default;
    Trail(const Trail&) = delete;
    Trail& operator=(const Trail&) = delete;

    /// On disk, for good, when it returns an index. Reads the tail and writes in one transaction: several processes may append.
    [[nodiscard]] virtual std::expected<std::uint64_t, Error> append(SchoolId, const Entry&) = 0;
    [[nodiscard]] virtual std::expected<std::vector<Kept>, Error> read(SchoolId, std::uint64_t first, std::size_t at_most) = 0;
    [[nodiscard]] virtual std::expected<Head, Error> head(SchoolId) = 0;
    /// Content and salt of entries past their deadline go; leaves stay. How many went.
    [[nodiscard]] virtual std::expected<std::uint64_t, Error> sweep(Instant now) = 0;

protected:
    Trail() = default;
};

}  // namespace monitor::audit
