// privacy: what does this school keep about one person, and what happened with it?

#include "monitor/privacy/access.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "monitor/base/executor.hpp"

namespace monitor::privacy {
namespace {

constexpr std::size_t at_once = 500;
constexpr std::size_t most_of_a_look = 10'000;

using Lines = std::vector<audit::Kept>;

/// All of them, newest first, a piece at a time: between two pieces others may write.
std::expected<Lines, Error> lines_about(store::Stores& stores, SchoolId school, const audit::Whom& whom, std::size_t most) {
    Lines all;
    std::uint64_t before = std::numeric_limits<std::int64_t>::max();
    while (all.size() < most) {
        auto some = ask(*stores.audit_thread, [&] { return stores.logbooks->about(school, whom, before, at_once); });
        if (!some) return std::unexpected{some.error()};
        if (some->empty()) break;
        before = some->back().index;
        std::ranges::move(*some, std::back_inserter(all));
    }
    return all;
}

bool of_a_look(const audit::Entry& entry) {
    return entry.view != ViewId{} && (entry.act == audit::Act::look_began || entry.act == audit::Act::look_ended);
}

/// When each look ended, and why.
struct End {
    Instant at{};
    std::uint16_t reason{};
};
class Ends {
public:
    Ends(store::Stores& stores, SchoolId school) : stores_{stores}, school_{school} {}

    /// The first end, of that view and kind, after it began. A grid's end names no pupil: it is looked up by its view.
    std::expected<std::optional<End>, Error> of(const audit::Entry& began, PupilId pupil) {
        if (!views_.contains(began.view)) {
            auto lines = lines_about(stores_, school_, began.view, most_of_a_look);
            if (!lines) return std::unexpected{lines.error()};
            std::ranges::reverse(*lines);
            views_.emplace(began.view, std::move(*lines));
        }
        for (const auto& line : views_.at(began.view)) {
            if (!line.entry || line.entry->act != audit::Act::look_ended || line.entry->at < began.at) continue;
            const auto& ended = *line.entry;
            const bool whole = ended.action == policy::Action::grid;  // the view itself, and every look in it
            const bool mine = std::ranges::find(ended.rulings, pupil, &audit::Ruled::pupil) != ended.rulings.end();
            if (whole || (ended.action == began.action && (pupil == PupilId{} || mine))) return End{ended.at, ended.reason};
        }
        return std::nullopt;
    }

private:
    store::Stores& stores_;
    SchoolId school_;
    std::map<ViewId, Lines> views_;
};

PupilId pupil_of(const store::Person& whom) {
    const auto* pupil = std::get_if<PupilId>(&whom);
    return pupil == nullptr ? PupilId{} : *pupil;
}

/// Nobody but whom it is about is left in the line.
Happened only_theirs(audit::Entry entry, const store::Person& whom) {
    Happened one{.entry = std::move(entry)};
    const auto pupil = pupil_of(whom);
    one.pupils = one.entry.rulings.size();
    if (pupil == PupilId{}) {
        one.entry.rulings.clear();
        one.entry.pupil.reset();
    } else {
        std::erase_if(one.entry.rulings, [&](const auto& ruled) { return ruled.pupil != pupil; });
        if (one.entry.pupil != pupil) one.entry.pupil.reset();
        one.entry.address = {};  // where a colleague sat is the colleague's
    }
    return one;
}

std::expected<std::vector<Happened>, Error> happened(store::Stores& stores, SchoolId school, const store::Person& whom) {
    const auto about = std::visit([](auto id) { return audit::Whom{id}; }, whom);
    auto lines = lines_about(stores, school, about, std::numeric_limits<std::size_t>::max());
    if (!lines) return std::unexpected{lines.error()};
    Ends ends{stores, school};
    std::vector<Happened> all;
    for (auto& line : *lines) {
        if (!line.entry) continue;
        // An end stands with its beginning.
        if (of_a_look(*line.entry) && line.entry->act == audit::Act::look_ended) continue;
        auto one = only_theirs(std::move(*line.entry), whom);
        if (of_a_look(one.entry)) {
            const auto end = ends.of(one.entry, pupil_of(whom));
            if (!end) return std::unexpected{end.error()};
            if (*end) {
                one.until = (*end)->at;
                one.end_reason = (*end)->reason;
            }
        }
        all.push_back(std::move(one));
    }
    return all;
}

}  // namespace

std::expected<Access, Error> access(store::Stores& stores, const Clock& clock, SchoolId school, store::Person whom) {
    Access access{.whom = whom, .at = clock.now()};
    const auto read = ask(*stores.people_thread, [&]() -> std::expected<void, Error> {
        auto cells = stores.persons->about(school, whom);
        if (!cells) return std::unexpected{cells.error()};
        access.cells = std::move(*cells);
        auto roll = stores.people->roll(school);
        if (!roll) return std::unexpected{roll.error()};
        access.roll = std::move(*roll);
        return {};
    });
    if (!read) return std::unexpected{read.error()};
    const auto take = [&](const auto& persons, auto id) {
        const auto at = std::ranges::find_if(persons, [&](const auto& one) { return one.id == id; });
        if (at == persons.end()) return;
        access.name = at->name;
        access.user = at->user;
    };
    if (const auto* pupil = std::get_if<PupilId>(&whom)) take(access.roll->pupils, *pupil);
    if (const auto* member = std::get_if<StaffId>(&whom)) take(access.roll->staff, *member);
    auto lines = happened(stores, school, whom);
    if (!lines) return std::unexpected{lines.error()};
    access.happened = std::move(*lines);
    return access;
}

std::string requested(std::chrono::sys_days day) {
    return fmt::format("requested {:%Y-%m-%d}", day);
}

}  // namespace monitor::privacy
