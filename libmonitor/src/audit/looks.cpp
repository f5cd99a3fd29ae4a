// audit: when did a look begin and end, put together from lines that say each change?

#include <algorithm>
#include <map>

#include "monitor/audit/reading.hpp"

namespace monitor::audit {
namespace {

using Lines = std::vector<Kept>;
constexpr std::size_t most_of_a_view = 2000;

enum class Says : std::uint8_t { nothing = 0, seen = 1, not_seen = 2 };

// What a line says of a pupil; the end of a grid names no pupils and is of them all.
Says of_pupil(const Entry& entry, PupilId pupil) {
    if (entry.act == Act::look_ended && (entry.action == policy::Action::grid || names(entry, pupil))) return Says::not_seen;
    for (const auto& ruled : entry.rulings)
        if (ruled.pupil == pupil) return ruled.basis ? Says::seen : Says::not_seen;
    return Says::nothing;
}
Says of_staff(const Entry& entry) {
    if (entry.act == Act::look_began) return Says::seen;
    return entry.act == Act::look_ended ? Says::not_seen : Says::nothing;
}
Says says(const Entry& entry, const Whom& whose) {
    if (entry.view == ViewId{}) return Says::nothing;
    const auto* pupil = std::get_if<PupilId>(&whose);
    return pupil != nullptr ? of_pupil(entry, *pupil) : of_staff(entry);
}

// A view that ends takes the look at one screen along, even if that was not written down by itself.
bool is_of_the_same(const Entry& later, policy::Action action) {
    return later.action == action || (later.act == Act::look_ended && later.action == policy::Action::grid);
}

std::optional<policy::Refusal> refusal(const Entry& entry, const Whom& whose) {
    const auto* pupil = std::get_if<PupilId>(&whose);
    for (const auto& ruled : entry.rulings)
        if (ruled.refusal && (pupil == nullptr || ruled.pupil == *pupil)) return ruled.refusal;
    return std::nullopt;
}

bool was_seen_before(const Lines& view, const Kept& line, const Whom& whose) {
    Says last{};
    for (const auto& each : view) {
        if (each.index >= line.index) break;
        if (!each.entry || !is_of_the_same(*each.entry, line.entry->action)) continue;
        if (const auto now = says(*each.entry, whose); now != Says::nothing) last = now;
    }
    return last == Says::seen;
}

std::optional<LookEnd> end_of(const Lines& view, const Kept& line, const Whom& whose) {
    for (const auto& each : view) {
        if (each.index <= line.index || !each.entry || !is_of_the_same(*each.entry, line.entry->action)) continue;
        if (says(*each.entry, whose) != Says::not_seen) continue;
        return LookEnd{each.entry->at, each.entry->act == Act::look_ended ? each.entry->reason : std::uint16_t{},
                       each.entry->act == Act::look_ended ? std::nullopt : refusal(*each.entry, whose)};
    }
    return std::nullopt;
}

Look look(const Kept& line, const Whom& whose) {
    const auto& entry = *line.entry;
    Look look{.line = line.index, .began = entry.at, .staff = entry.actor.staff.value_or(StaffId{}), .action = entry.action,
              .purpose = entry.purpose, .group = entry.group};
    const auto* pupil = std::get_if<PupilId>(&whose);
    if (pupil != nullptr) look.pupils.push_back(*pupil);
    // Of a line whose school year is over nobody knows whom it was about.
    if (pupil == nullptr && line.remains == Remains::whole)
        for (const auto& ruled : entry.rulings) look.pupils.push_back(ruled.pupil);
    return look;
}

/// The lines of each view that was met, oldest first.
class Views {
public:
    Views(Logbooks& books, SchoolId school) : books_{books}, school_{school} {}

    std::expected<const Lines*, Error> of(ViewId view) {
        auto at = known_.find(view);
        if (at == known_.end()) {
            auto read = books_.about(school_, view, from_the_end, most_of_a_view);
            if (!read) return std::unexpected{std::move(read.error())};
            std::ranges::reverse(*read);
            at = known_.emplace(view, std::move(*read)).first;
        }
        return &at->second;
    }

private:
    Logbooks& books_;
    SchoolId school_;
    std::map<ViewId, Lines> known_;
};

}  // namespace

std::expected<Page<Look>, Error> looks(Logbooks& books, SchoolId school, const Whom& whose, std::uint64_t before, std::size_t at_most) {
    Page<Look> page;
    Views views{books, school};
    const bool of_pupil = std::holds_alternative<PupilId>(whose);
    while (true) {
        const auto read = books.about(school, whose, before, at_most);
        if (!read) return std::unexpected{read.error()};
        for (const auto& line : *read) {
            if (page.found.size() == at_most) return page.next = before, std::move(page);
            before = line.index;
            const auto& entry = *line.entry;
            if (entry.act == Act::look_refused && !of_pupil) {
                page.found.push_back(look(line, whose));
                page.found.back().refused = refusal(entry, whose).value_or(policy::Refusal::not_their_group);
            }
            if ((entry.act != Act::look_began && entry.act != Act::look_changed) || says(entry, whose) != Says::seen) continue;
            const auto view = views.of(entry.view);
            if (!view) return std::unexpected{view.error()};
            if (was_seen_before(**view, line, whose)) continue;
            page.found.push_back(look(line, whose));
            page.found.back().end = end_of(**view, line, whose);
        }
        if (read->size() < at_most) return page;
    }
}

}  // namespace monitor::audit
