// store: which duties does a directory give, and who hears of it when that becomes another?

#include "told_duties.hpp"

namespace monitor::store {

ToldDuties::ToldDuties(PeopleFile& file, SchoolId school) : file_{file}, school_{school}, before_{now_told()} {}

std::set<ToldDuties::One> ToldDuties::now_told() {
    std::set<One> all;
    for (const Row& row : file_.database.rows("SELECT staff, duty FROM holding WHERE school=? AND until>?",
                                              {cell(school_), cell(file_.now())})) {
        all.insert({row.id<StaffId>(0), row.number(1)});
    }
    return all;
}

void ToldDuties::write_down() {
    const auto after = now_told();
    std::vector<audit::Line> lines;
    for (const auto& one : after)
        if (!before_.contains(one)) lines.push_back(line(one, "granted by the directory"));
    for (const auto& one : before_)
        if (!after.contains(one)) lines.push_back(line(one, "withdrawn by the directory"));
    if (lines.empty()) return;
    for (auto& kept : file_.trail->append(lines))
        if (!kept) throw Failure{std::move(kept.error())};
}

audit::Line ToldDuties::line(const One& one, const char* what) const {
    return {school_, {.at = file_.clock.now(), .act = audit::Act::duty_changed, .reason = static_cast<std::uint16_t>(one.duty),
                      .count = 1, .detail = what, .colleague = one.staff}};
}

}  // namespace monitor::store
