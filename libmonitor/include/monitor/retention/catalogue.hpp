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

/// One column of one table (or one slot in memory).
struct Field {
    Kind kind{};
    std::string_view table{};   ///< "people.pupils"; "memory.latest_pictures"
    std::string_view column{};
    Subject subject{};
    Keeping keeping{};
    std::string_view what_nl{}, what_en{};      ///< wat
    std::string_view purpose_nl{}, purpose_en{};  ///< doel
    std::string_view source_nl{}, source_en{};
};

[[nodiscard]] std::span<const Field> catalogue() noexcept;

}  // namespace monitor::retention
