#pragma once
// store: what must not come back when an older file is put back, and how far had the files come? Private.
//
// One small file beside the key file, in no backup of a database: a line for each deed that no backup may undo, and marks of the
// tide (put_back.hpp). No names; docs/formats/storage.md says what a line is, docs/decisions/0023 why.

#include <filesystem>
#include <map>
#include <optional>
#include <vector>

#include "monitor/seal/secret.hpp"
#include "value.hpp"

namespace monitor::store {

/// Written down: append, never renumber. One that undoes another stands behind it.
enum class Deed : std::uint8_t {
    tide = 1,          ///< people.db had come so far, and was on the disk
    tide_of_both = 2,  ///< audit.db too
    device_revoked = 3,
    person_erased = 4,  ///< and may come back with the next import
    kept_out = 5,
    let_back = 6,
    against_recorded = 7,
    against_lifted = 8,
    duty_withdrawn = 9,
    duty_given = 10,
    connection_off = 11,
    connection_on = 12,
    lesson_ended = 13,
    directory_forgotten = 14,
    school_ended = 15,
    school_again = 16,
    key_destroyed = 17,
};

[[nodiscard]] std::string_view word(Deed) noexcept;

/// The rest of a line: of which school, and which device, person, duty, key, … by its number.
struct Done {
    Deed deed{};
    SchoolId school{};
    Bytes what{};
    Instant until{Instant::max()};  ///< from then on there is nothing left that could come back
};
struct LedgerLine {
    std::uint64_t number{};
    Instant at{};
    Done done{};
};

struct LedgerText {
    std::uint64_t base{};  ///< of a copy that is older than this nobody knows any more what it lacks
    std::vector<LedgerLine> lines{};

    /// The highest number of a line of these; 0: none.
    [[nodiscard]] std::uint64_t last(std::optional<Deed> = {}) const noexcept;
    /// Of schools that left, the number of the line that says so: the lines before it are about nobody any more.
    [[nodiscard]] std::map<SchoolId, std::uint64_t> ends_of_schools() const;
};

/// Several processes may hold it: every call reads and writes under a file lock. What the file cannot do is a Failure.
class Ledger {
public:
    /// Lines are told from what a crash left half-way, and from what others wrote, by a keyed hash under `key`.
    Ledger(std::filesystem::path path, seal::Secret key) : path_{std::move(path)}, key_{std::move(key)} {}

    /// Empty: there is no such file.
    [[nodiscard]] std::optional<LedgerText> read() const;
    /// An empty one, if there is none.
    void begin(std::uint64_t base);
    /// On the disk when this returns.
    void add(const LedgerLine&);
    /// Drops what is past its term, and every mark of the tide but the highest of each kind. How many deeds went.
    std::uint64_t trim(Instant now);
    /// How many deeds trim() would drop.
    [[nodiscard]] std::uint64_t due(Instant now) const;

private:
    [[nodiscard]] std::string text(const LedgerText&) const;
    [[nodiscard]] std::string mark(std::string_view line) const;

    std::filesystem::path path_;
    seal::Secret key_;
};

/// When a line goes: the term of Kind::ledger, or `until` if that comes first.
[[nodiscard]] Instant end_of(const LedgerLine&);

}  // namespace monitor::store
