// Can a kept picture be read without a permit for that pupil? (P1, P5)
// must say: cannot convert .monitor::PupilId.*to .const monitor::policy::Permit&.

#include "monitor/store/latest_pictures.hpp"

using namespace monitor;

std::optional<store::LatestPicture> show(store::LatestPictures& pictures, SchoolId school, PupilId pupil,
                                         const policy::Permit& permit, Instant now) {
#ifdef WRONG
    return pictures.latest(school, pupil, now);
#else
    return permit.request().pupil == pupil ? pictures.latest(school, permit, now) : std::nullopt;
#endif
}
