#pragma once
// identity: who reads what is kept about one pupil, and for how short a while?
//
// A sitting is no session: whoever has one is no colleague, and no page for colleagues knows it.

#include <chrono>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>

#include "monitor/base/clock.hpp"
#include "monitor/base/error.hpp"
#include "monitor/base/ids.hpp"
#include "monitor/base/personal.hpp"

namespace monitor::identity {

/// Written down: append, never renumber.
enum class Reader : std::uint8_t { pupil = 1, parent = 2 };

struct PupilAt {
    SchoolId school{};
    PupilId pupil{};
};
struct Sitting {
    PupilAt about{};
    Reader reader{Reader::pupil};
    Instant began{};
    Instant expires{};
};

/// It ends by itself, whatever is done meanwhile.
inline constexpr std::chrono::minutes longest_sitting{20};
/// What the cookie holds: 32 random bytes, base64url. Only its keyed hash is kept.
using SittingToken = Personal<std::string>;

/// A port: implemented by store. Plain blocking functions, called only on Stores::people_thread.
class Sittings {
public:
    virtual ~Sittings() = default;
    Sittings(const Sittings&) = delete;
    Sittings& operator=(const Sittings&) = delete;

    /// Which pupil an account at an identity provider is; empty: none that we know, or an account that was disabled.
    [[nodiscard]] virtual std::expected<std::optional<PupilAt>, Error> pupil(const std::string& tenant,
                                                                             const Personal<std::string>& object) = 0;
    /// Remedy::not_found: no such pupil.
    [[nodiscard]] virtual std::expected<SittingToken, Error> begin(PupilAt, Reader) = 0;
    /// Empty: none, or over; gone with the pupil.
    [[nodiscard]] virtual std::expected<std::optional<Sitting>, Error> find(const SittingToken&) = 0;
    /// One that was over already is no error.
    [[nodiscard]] virtual std::expected<void, Error> end(const SittingToken&) = 0;

protected:
    Sittings() = default;
};

}  // namespace monitor::identity
