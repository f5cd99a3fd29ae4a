#pragma once
// store: until when does something of this school last, by what it chose itself? Private.

#include <chrono>
#include <map>
#include <mutex>

#include "database.hpp"
#include "monitor/base/ids.hpp"
#include "monitor/retention/terms.hpp"

namespace monitor::store {

[[nodiscard]] retention::Terms terms_of(Database&, SchoolId);
/// When what is recorded now ends, at the latest: the shorter of the ceiling and what the school chose.
[[nodiscard]] Instant end_of(Database&, SchoolId, retention::Kind, Instant recorded);
/// The same, where less was asked for.
[[nodiscard]] Instant end_of(Database&, SchoolId, retention::Kind, Instant recorded, std::chrono::seconds asked);

/// How long pictures of each school last. Written on the people thread, read on the hub's: what it holds came from people.db.
class PictureTerms {
public:
    explicit PictureTerms(std::chrono::seconds longest);
    /// Of a school that chose nothing: the operator's.
    [[nodiscard]] std::chrono::seconds of(SchoolId) const;
    void read(Database&);

private:
    std::chrono::seconds longest_;
    mutable std::mutex mutex_{};
    std::map<SchoolId, std::chrono::seconds> own_{};
};

}  // namespace monitor::store
