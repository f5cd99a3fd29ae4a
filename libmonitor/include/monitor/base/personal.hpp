#pragma once
// base: how does a name stay out of a log?

#include <cstdint>
#include <utility>

namespace monitor {

/// Why a personal value is taken out of its wrapper. `grep reveal` lists every use with its purpose.
enum class Purpose : std::uint8_t {
    identify_to_teacher = 1,   ///< shown to staff who may see it
    identify_to_viewed = 2,    ///< who looks along, on the pupil's indicator
    match_account = 3,         ///< compared with a user or directory name
    seal_for_storage = 4,      ///< written as a sealed column
    answer_access_request = 5, ///< the person's own request, or the school's for them
    account_for_looking = 6,   ///< the audit trail, for those who may read it
    operate = 7,               ///< an administrator's own command on the server
};

/// A value about a person. No formatter, no stream operator, no conversion: it cannot reach a log by accident.
template <class T>
class Personal {
public:
    Personal() = default;
    explicit Personal(T value) : value_{std::move(value)} {}
    [[nodiscard]] const T& reveal(Purpose) const noexcept { return value_; }
    friend bool operator==(const Personal&, const Personal&) = default;

private:
    T value_{};
};

}  // namespace monitor
