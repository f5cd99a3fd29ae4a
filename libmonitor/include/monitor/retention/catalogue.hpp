#pragma once
// retention: what is kept, of whom, why, for how long, and where it came from? The one list: the storage schema is checked
// against it and the privacy documents are written from it.

#include <cstdint>
#include <span>
#include <string_view>

#include "monitor/base/language.hpp"
#include "monitor/retention/term.hpp"

namespace monitor::retention {

enum class Subject : std::uint8_t { nobody = 0, pupil = 1, staff = 2, pupil_and_staff = 3 };
enum class Keeping : std::uint8_t { plain = 1, sealed = 2, keyed_hash = 3, memory_only = 4 };

/// In which row of the three tables of docs/privacy/by-design.md a field is told: who a teacher is, who a pupil is, and third
/// "rights and accountability". A field that stands nowhere fails the tests.
enum class Listed : std::uint8_t {
    nowhere = 0,
    name = 1,
    user_name = 2,  ///< technical identifiers too: numbers and keyed hashes of an account
    school = 3,
    group = 4,
    address = 5,
    picture = 6,
    tabs = 7,
    rights = 8,
};

/// One column of one table (or one slot in memory).
struct Field {
    Kind kind{};
    std::string_view table{};  ///< "people.pupils"; "memory.latest_pictures"
    std::string_view column{};
    Subject subject{};
    Keeping keeping{};
    std::string_view what_nl{}, what_en{};        ///< wat
    std::string_view purpose_nl{}, purpose_en{};  ///< doel
    std::string_view source_nl{}, source_en{};
    Listed listed{};
};

[[nodiscard]] std::span<const Field> catalogue() noexcept;

/// Who gets to see it, and the ground a school usually has: a proposal, for the ground is the school's to choose (AVG art. 6).
struct Grounds {
    std::string_view recipients_nl{}, recipients_en{};
    std::string_view basis_nl{}, basis_en{};
};
[[nodiscard]] Grounds grounds(Kind) noexcept;

/// What the school's own Microsoft 365 calls this about its users (Microsoft Graph v1.0); empty: it does not keep it.
[[nodiscard]] std::string_view directory_property(Listed) noexcept;

}  // namespace monitor::retention
