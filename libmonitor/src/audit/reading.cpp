// audit: which lines does somebody get to read, newest first and a page at a time?

#include "monitor/audit/reading.hpp"

#include <algorithm>

namespace monitor::audit {
namespace {

using Lines = std::vector<Kept>;
constexpr std::uint64_t at_once = 500;

bool fits(const Entry& entry, const Wanted& wanted) {
    if (wanted.from && entry.at < *wanted.from) return false;
    if (wanted.until && entry.at >= *wanted.until) return false;
    if (!wanted.acts.empty() && !wanted.acts.contains(entry.act)) return false;
    if (wanted.staff && !names(entry, *wanted.staff)) return false;
    return !wanted.pupil || names(entry, *wanted.pupil);
}

// Lines follow each other in time, but for a clock that was set: nothing as old as this comes after what is wanted.
bool is_too_old(const Entry& entry, const Wanted& wanted) {
    return wanted.from && entry.at < *wanted.from - std::chrono::hours{24};
}

/// The lines below `before` that may be wanted, newest first; of somebody's lines those where they stand.
std::expected<Lines, Error> some(Trail& trail, Logbooks& books, SchoolId school, const Wanted& wanted, std::uint64_t before) {
    if (wanted.pupil) return books.about(school, *wanted.pupil, before, at_once);
    if (wanted.staff) return books.about(school, *wanted.staff, before, at_once);
    const auto head = trail.head(school);
    if (!head) return std::unexpected{head.error()};
    const auto end = std::min(before, head->size), first = end - std::min(end, at_once);
    auto read = trail.read(school, first, static_cast<std::size_t>(end - first));
    if (read) std::ranges::reverse(*read);
    return read;
}

}  // namespace

bool names(const Entry& entry, const Whom& whom) {
    if (const auto* view = std::get_if<ViewId>(&whom)) return entry.view == *view;
    if (const auto* staff = std::get_if<StaffId>(&whom)) return entry.actor.staff == *staff || entry.colleague == *staff;
    const auto pupil = std::get<PupilId>(whom);
    return entry.pupil == pupil || std::ranges::find(entry.rulings, pupil, &Ruled::pupil) != entry.rulings.end();
}

std::expected<Page<Kept>, Error> lines(Trail& trail, Logbooks& books, SchoolId school, const Wanted& wanted, std::uint64_t before,
                                       std::size_t at_most) {
    Page<Kept> page;
    for (std::size_t opened = 0; opened < most_opened; opened += at_once) {
        auto read = some(trail, books, school, wanted, before);
        if (!read) return std::unexpected{std::move(read.error())};
        bool any{};
        for (auto& line : *read) {
            if (line.entry && is_too_old(*line.entry, wanted)) return page;
            if (page.found.size() == at_most) return page.next = before, std::move(page);
            before = line.index;
            if (!line.entry) continue;
            any = true;
            if (fits(*line.entry, wanted)) page.found.push_back(std::move(line));
        }
        // One line may have been erased by somebody; below so many everything is older, and its time was over.
        if (read->size() < at_once || before == 0 || !any) return page;
    }
    page.next = before;
    return page;
}

}  // namespace monitor::audit
