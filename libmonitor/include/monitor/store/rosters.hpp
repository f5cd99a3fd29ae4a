#pragma once
// store: how does what the administration said become what is kept?

#include <cstdint>
#include <expected>

#include "monitor/base/error.hpp"
#include "monitor/base/ids.hpp"
#include "monitor/roster/snapshot.hpp"

namespace monitor::store {

struct Applied {
    SchoolId school{};
    std::uint64_t added{}, changed{}, removed{}, unchanged{};  ///< persons
};

/// A port, for sync, privacy and frontends. Called only on Stores::people_thread.
class Rosters {
public:
    virtual ~Rosters() = default;
    Rosters(const Rosters&) = delete;
    Rosters& operator=(const Rosters&) = delete;

    /// All or nothing, in one transaction; the same snapshot twice changes nothing but the directory's age. Ids stay the same for
    /// the same key. Refuses (correct_input) what roster::check calls fatal.
    [[nodiscard]] virtual std::expected<Applied, Error> apply(const roster::Snapshot&) = 0;

protected:
    Rosters() = default;
};

}  // namespace monitor::store
