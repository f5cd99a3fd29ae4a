// privacy: what does this school keep about one person, and what happened with it?

#include "monitor/privacy/access.hpp"

#include <algorithm>
#include <map>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "monitor/base/executor.hpp"
#include "monitor/school/opening.hpp"

namespace monitor::privacy {
namespace {

constexpr std::size_t at_once = 500, looks_at_once = 40;  // nobody who wants to look along waits long for it

using Looks = std::map<std::uint64_t, audit::Look>;  // by the line with which each began

/// Newest first, a piece at a time: between two pieces others may write.
std::expected<std::vector<audit::Kept>, Error> lines_about(store::Stores& stores, SchoolId school, const audit::Whom& whom) {
    std::vector<audit::Kept> all;
    for (auto before = audit::from_the_end;;) {
        auto some = ask(*stores.audit_thread, [&] { return stores.logbooks->about(school, whom, before, at_once); });
        if (!some) return std::unexpected{some.error()};
        if (some->empty()) return all;
        before = some->back().index;
        std::ranges::move(*some, std::back_inserter(all));
    }
}

std::expected<Looks, Error> looks_of(store::Stores& stores, SchoolId school, const audit::Whom& whom) {
    Looks all;
    for (auto before = audit::from_the_end;;) {
        auto page = ask(*stores.audit_thread, [&] { return audit::looks(*stores.logbooks, school, whom, before, looks_at_once); });
        if (!page) return std::unexpected{page.error()};
        for (auto& look : page->found) all.emplace(look.line, std::move(look));
        if (!page->next) return all;
        before = *page->next;
    }
}

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
    auto lines = lines_about(stores, school, about);
    if (!lines) return std::unexpected{lines.error()};
    auto looks = looks_of(stores, school, about);
    if (!looks) return std::unexpected{looks.error()};
    std::vector<Happened> all;
    for (auto& line : *lines) {
        if (!line.entry || line.entry->act == audit::Act::look_ended) continue;  // an end stands with its beginning
        auto one = only_theirs(std::move(*line.entry), whom);
        if (const auto look = looks->find(line.index); look != looks->end()) {
            one.look = std::move(look->second);
            one.look->pupils.clear();
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
        if (at != persons.end()) access.name = at->name;
    };
    if (const auto* pupil = std::get_if<PupilId>(&whom)) take(access.roll->pupils, *pupil);
    if (const auto* member = std::get_if<StaffId>(&whom)) take(access.roll->staff, *member);
    auto lines = happened(stores, school, whom);
    if (!lines) return std::unexpected{lines.error()};
    access.happened = std::move(*lines);
    return access;
}

std::optional<std::chrono::sys_days> asked_on(std::string_view text, Instant now) {
    const auto day = school::date(text);
    if (!day || std::chrono::local_days{*day} > school::wall_clock(now)) return std::nullopt;
    return std::chrono::sys_days{*day};
}

std::string requested(std::chrono::sys_days day) {
    return fmt::format("requested {:%Y-%m-%d}", day);
}

}  // namespace monitor::privacy
