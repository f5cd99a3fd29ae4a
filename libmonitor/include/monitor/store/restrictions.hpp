#pragma once
// store: for which pupils was looking along objected to or restricted? Read back as part of the Roll.

#include <expected>

#include "monitor/base/error.hpp"
#include "monitor/base/ids.hpp"
#include "monitor/school/roll.hpp"

namespace monitor::store {

/// A port. Called only on Stores::people_thread. Each change raises the school's revision; the caller writes it down first.
class Restrictions {
public:
    virtual ~Restrictions() = default;
    Restrictions(const Restrictions&) = delete;
    Restrictions& operator=(const Restrictions&) = delete;

    /// For as long as the pupil is known, also into the next school year. Remedy::not_found: no such pupil. Twice changes nothing.
    [[nodiscard]] virtual std::expected<void, Error> record(SchoolId, PupilId, school::Against) = 0;
    [[nodiscard]] virtual std::expected<void, Error> lift(SchoolId, PupilId, school::Against) = 0;

protected:
    Restrictions() = default;
};

}  // namespace monitor::store
