#pragma once
// store: in which lines of a log does somebody stand, without opening them all? Private.
//
// A row is a keyed hash of who it is, made with the key of the part of the line that names them: it leads to nobody without that key,
// and goes with that part.

#include <cstdint>
#include <vector>

#include "batch.hpp"
#include "monitor/audit/logbooks.hpp"
#include "parts.hpp"

namespace monitor::store {

/// So many lines lie together: those who write and those who sweep touch one place.
inline constexpr std::uint64_t lines_a_stretch = 4096;

/// The keys of the two parts of a line; null: destroyed.
struct LineKeys {
    const seal::Secret* lasting{};
    const seal::Secret* personal{};
};

/// Lives as long as the caller's write transaction.
class Pointing {
public:
    explicit Pointing(Database&);
    void add(SchoolId, std::uint64_t index, const audit::Entry&, const LineKeys&);
    void done();

private:
    void add(Batch& to, SchoolId school, std::uint64_t index, const seal::Secret& key, const audit::Whom& whom);

    Batch pupils_, others_;
};

/// The numbers of at most so many lines below `before`, newest first.
[[nodiscard]] std::vector<std::uint64_t> lines_about(AuditFile&, SchoolId, const audit::Whom&, std::uint64_t before,
                                                     std::size_t at_most);

/// Lines that stood there before there was an index get their rows, a piece at a time; each piece in a transaction of its own.
void point_at_older(AuditFile&);

enum class Pointed : std::uint8_t { pupils = 1, everyone = 2 };
/// Of those lines of `entries`; in the caller's write transaction, before the lines go.
void forget_pointers(Database&, Pointed, SchoolId, const std::string& condition, std::initializer_list<Value> values);

}  // namespace monitor::store
