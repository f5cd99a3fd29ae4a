#pragma once
// store: the one picture of each pupil that may exist, and not for long.
//
// One slot per pupil, overwritten; never on a disk; unreadable from its deadline on, whoever forgot to sweep.

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>

#include "monitor/base/bytes.hpp"
#include "monitor/base/clock.hpp"
#include "monitor/base/ids.hpp"
#include "monitor/policy/ruling.hpp"

namespace monitor::store {

/// Move-only; its bytes are overwritten when it goes.
struct LatestPicture {
    LatestPicture(Bytes vp8, Instant taken);
    LatestPicture(LatestPicture&&) noexcept;
    LatestPicture& operator=(LatestPicture&&) = delete;
    ~LatestPicture();

    Bytes vp8{};  ///< a grid key frame
    Instant taken{};
};

/// A port; in memory it belongs to the hub's executor.
class LatestPictures {
public:
    virtual ~LatestPictures() = default;
    LatestPictures(const LatestPictures&) = delete;
    LatestPictures& operator=(const LatestPictures&) = delete;

    /// Replaces the only one; the old bytes are overwritten. `now` + the term is its deadline.
    virtual void keep(SchoolId, PupilId, BytesView vp8, Instant now) = 0;
    /// Only with a permit for this pupil; empty: none, or past its deadline.
    [[nodiscard]] virtual std::optional<LatestPicture> latest(SchoolId, const policy::Permit&, Instant now) = 0;
    virtual void erase(SchoolId, PupilId) = 0;
    /// Wipes what is past its deadline; how many went.
    virtual std::uint64_t sweep(Instant now) = 0;
    [[nodiscard]] virtual std::uint64_t count() const noexcept = 0;

protected:
    LatestPictures() = default;
};

/// In memory: pages that no core dump holds. A picture lives for `longest`, at most 48 h; one beyond the limits of a grid picture
/// is not kept, and the one before it goes.
[[nodiscard]] std::unique_ptr<LatestPictures> make_latest_pictures(std::chrono::seconds longest);

}  // namespace monitor::store
