#pragma once
// store: the memory of LatestPictures, with the seam that lets a test show what the deadline check is worth. Private.

#include "monitor/store/latest_pictures.hpp"

namespace monitor::store {

class PictureTerms;

/// `off` exists so that a test can prove that it would notice: nothing in the library passes it.
enum class DeadlineCheck : std::uint8_t { on = 0, off = 1 };

[[nodiscard]] std::unique_ptr<LatestPictures> make_latest_pictures(std::chrono::seconds longest, DeadlineCheck);
/// When a picture taken then must be gone, by what holds for the school now.
[[nodiscard]] Instant picture_end(const PictureTerms&, SchoolId, Instant taken);
/// Each school's for as long as it chose itself.
[[nodiscard]] std::unique_ptr<LatestPictures> make_latest_pictures(std::shared_ptr<const PictureTerms>);

}  // namespace monitor::store
