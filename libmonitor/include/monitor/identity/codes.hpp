#pragma once
// identity: which codes were handed out on paper, each for one pupil's parents and for one use?
//
// The first thing a parent gets of us: now to read who looked along, later to make an account of the portal.

#include <chrono>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "monitor/base/clock.hpp"
#include "monitor/base/error.hpp"
#include "monitor/base/ids.hpp"
#include "monitor/base/personal.hpp"
#include "monitor/base/random.hpp"

namespace monitor::identity {

using CodeId = Id<struct CodeTag>;

/// What a code opens. Written down: append, never renumber.
enum class Opens : std::uint8_t { own_log = 1 };

/// One that was not used yet. What it says cannot be known any more.
struct Code {
    CodeId id{};
    SchoolId school{};
    PupilId pupil{};
    Opens opens{Opens::own_log};
    Instant made{};
    Instant expires{};
};
struct MadeCode {
    Code code{};
    Personal<std::string> secret{};  ///< shown once: 80 bits, as printed
};

inline constexpr std::chrono::hours code_life{7 * 24};

/// "K7QF-9M2R-XW4T-3HBC": 80 bits in letters and digits that cannot be taken for one another.
[[nodiscard]] std::string draw_code(Random&);
/// As draw_code() writes it, whatever spaces, dashes and small letters somebody typed; empty: no such code can exist.
[[nodiscard]] std::optional<std::string> code_from(std::string_view typed);

/// A port: implemented by store. Plain blocking functions, called only on Stores::people_thread.
class Codes {
public:
    virtual ~Codes() = default;
    Codes(const Codes&) = delete;
    Codes& operator=(const Codes&) = delete;

    /// Only its keyed hash is kept. Remedy::not_found: no such pupil at this school.
    [[nodiscard]] virtual std::expected<MadeCode, Error> make(SchoolId, PupilId, Opens, std::chrono::hours life) = 0;
    /// Those that can still be used; the one that ends first stands first.
    [[nodiscard]] virtual std::expected<std::vector<Code>, Error> of(SchoolId) = 0;
    /// Empty, and the same for all: there is none, it was used, withdrawn, or is past its end.
    [[nodiscard]] virtual std::expected<std::optional<Code>, Error> find(const Personal<std::string>& secret, Opens) = 0;
    /// Used, or withdrawn. Remedy::not_found: it was over already; of two who use one code, one is told so.
    [[nodiscard]] virtual std::expected<void, Error> end(SchoolId, CodeId) = 0;

protected:
    Codes() = default;
};

}  // namespace monitor::identity
