// roster: how do the files of OneRoster 1.1 and 1.2 become one school?

#include "roster/oneroster.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "monitor/base/ascii.hpp"
#include "roster/csv_dates.hpp"
#include "roster/settle.hpp"

namespace monitor::roster {
namespace {

// Sites and groups keep their order; the rest is what the ledger holds.
Snapshot frame(const Snapshot& whole) {
    return {.year = whole.year, .brin = whole.brin, .school_name = whole.school_name, .sites = whole.sites};
}

}  // namespace

OneRoster::OneRoster(Files& files, Reading& reading, Snapshot before, FileMode may_be)
    : reading_{reading},
      delivery_{files, reading},
      may_be_{may_be},
      school_{frame(before)},
      ledger_{std::move(before)},
      today_{day_of(reading.now)} {
    for (const auto& site : school_.sites) ours_.insert(site.key);
}

OneRoster& OneRoster::over(Enrolments& known) {
    known_ = &known;
    // In the place of what the snapshot says, which cannot tell one row from two.
    for (const auto& [id, row] : known) ledger_.leave(row.person, row.as, row.group);
    for (const auto& [id, row] : known) ledger_.join(row.person, row.as, row.group);
    return *this;
}

std::pair<Snapshot, Findings> OneRoster::run() {
    auto& findings = delivery_.findings();
    if (begin()) {
        orgs();
        if (!findings.any_fatal()) sessions();
        if (!findings.any_fatal() && reads("classes")) classes();
        if (!findings.any_fatal() && reads("roles")) roles();
        if (!findings.any_fatal() && reads("enrollments")) enrolments();
        if (!findings.any_fatal() && reads("users")) users();
        if (!findings.any_fatal() && manifest_.mode("roles") == FileMode::delta) changed_roles();
        if (!findings.any_fatal() && reads("users") && reading_.wanted == Wanted::look_along_and_portal) guardians();
    }
    const bool all_named = !findings.any_fatal() && manifest_.mode("enrollments") == FileMode::bulk;
    if (const auto strangers = ledger_.strangers(); strangers > 0 && all_named)
        findings.note(0, "enrollments.csv",
                      fmt::format("{} people in it are no pupils or staff of this school; left out", strangers));
    return {std::move(ledger_).take(std::move(school_)), std::move(findings)};
}

bool OneRoster::begin() {
    auto manifest = manifest_of(delivery_);
    if (!manifest) return false;
    manifest_ = *std::move(manifest);
    const auto changes = std::ranges::any_of(manifest_.files, [](const auto& file) { return file.second == FileMode::delta; });
    if (may_be_ == FileMode::bulk && changes) {
        delivery_.findings().fatal(0, "manifest.csv",
                                   "this delivery holds changes only; give a whole one (bulk) first, and the changes behind it");
        return false;
    }
    for (const std::string_view file : {"orgs", "users", "roles"}) {
        if (may_be_ == FileMode::delta || reads(file) || (file == "roles" && manifest_.version == OneRosterVersion::v1_1))
            continue;
        delivery_.findings().fatal(0, std::string{file} + ".csv",
                                   "is not in the delivery; the files lie at its root, not in a folder below it");
        return false;
    }
    if (may_be_ == FileMode::delta && ours_.empty() && manifest_.mode("orgs") != FileMode::bulk) {
        delivery_.findings().fatal(
            0, "orgs.csv", "there is no school yet that these changes could be laid over; give a whole delivery (bulk) first");
        return false;
    }
    // What is whole takes the place of all that was there.
    const auto whole = [&](std::string_view file) { return manifest_.mode(file) == FileMode::bulk; };
    if (whole("classes")) ledger_.forget_groups();
    if (whole("enrollments")) {
        ledger_.forget_memberships();
        if (known_ != nullptr) known_->clear();
    }
    if (whole("users")) ledger_.forget_persons();
    return true;
}

void OneRoster::orgs() {
    static constexpr std::array<Column, 5> columns{
        {{"sourcedId", Need::required}, {"status"}, {"name", Need::required}, {"type", Need::required}, {"identifier"}}};
    if (!reads("orgs") && !ours_.empty()) return;
    const auto table = delivery_.table("orgs.csv", Need::required, columns);
    const bool changes = manifest_.mode("orgs") == FileMode::delta;
    std::vector<Org> schools;
    while (table && table->next()) {
        auto& row = *table;
        const bool deleted = status(row, 1) != Status::active;
        if (changes && ours_.contains(row[0])) {
            if (deleted) row.say(Severity::fatal, 1, "takes this school away; end the connection instead");
            for (auto& site : school_.sites) site.name = site.key == row[0] && !row[2].empty() ? std::string{row[2]} : site.name;
        }
        if (deleted || !same_word(row[3], "school") || row[0].empty()) continue;
        schools.push_back({std::string{row[0]}, std::string{row[2]}, first_brin({row[4], row[0]})});
    }
    if (changes || delivery_.findings().any_fatal()) return;
    const auto chosen = choose(schools, reading_.brin, "orgs.csv", delivery_.findings());
    if (!chosen) return;
    school_.brin = chosen->brin;
    school_.school_name = chosen->orgs.front().name;
    school_.sites.clear();
    ours_.clear();
    for (const auto& org : schools) theirs_.insert(org.key);
    for (const auto& org : chosen->orgs) {
        theirs_.erase(org.key);
        if (ours_.insert(org.key).second) school_.sites.push_back({org.key, org.name});
    }
}

void OneRoster::sessions() {
    static constexpr std::array<Column, 7> columns{
        {{"sourcedId", Need::required}, {"status"}, {"type"}, {"startDate"}, {"endDate"}, {"parentSourcedId"}, {"schoolYear"}}};
    if (reads("academicSessions")) {
        const auto table = delivery_.table("academicSessions.csv", Need::required, columns);
        while (table && table->next()) {
            auto& row = *table;
            if (status(row, 1) != Status::active) continue;
            terms_.add({row[0], row[2], row[6], row[3], row[4], row[5]}, row.line(), delivery_.findings());
        }
    }
    const bool none_yet = school_.year == school::SchoolYear{};
    if (const auto year = terms_.chosen(reading_.year, reading_.now);
        year && (none_yet || manifest_.mode("classes") == FileMode::bulk)) {
        school_.year = *year;
    } else if (none_yet) {
        school_.year = reading_.year.value_or(school::school_year(reading_.now));
        delivery_.findings().note(0, "academicSessions.csv",
                                  fmt::format("names no school year; taken as {}", school_.year.text()));
    }
}

void OneRoster::classes() {
    static constexpr std::array<Column, 7> columns{{{"sourcedId", Need::required},
                                                    {"status"},
                                                    {"title", Need::required},
                                                    {"classCode"},
                                                    {"classType"},
                                                    {"schoolSourcedId", Need::required},
                                                    {"termSourcedIds", Need::optional, Shape::list}}};
    const auto table = delivery_.table("classes.csv", Need::required, columns);
    while (table && table->next()) take_class(*table);
    if (!other_years_.empty())
        delivery_.findings().note(
            0, "classes.csv",
            fmt::format("{} classes belong to another school year than {}; left out", other_years_.size(), school_.year.text()));
}

void OneRoster::take_class(CsvTable& row) {
    const std::string key{row[0]};
    // Of another school, or taken away without saying more: no class of ours, whatever it was before.
    if (!ours_.contains(row[5])) return ledger_.remove_group(key);
    const auto state = status(row, 1);
    if (state == Status::unclear) return;
    if (key.empty()) return row.say(Severity::skipped, 0, "is empty; this class is left out");
    if (state == Status::deleted || !in_year(row[6])) {
        if (state != Status::deleted) other_years_.insert(key);
        return ledger_.remove_group(key);
    }
    GroupLine line{key, std::string{row[2].empty() ? row[3] : row[2]}, std::string{row[5]},
                   same_word(row[4], "homeroom") ? GroupKind::base : GroupKind::composed};
    if (line.name.empty()) {
        row.say(Severity::note, 2, "is empty; the key of the class is shown instead");
        line.name = key;
    }
    if (!ledger_.put(std::move(line)) && manifest_.mode("classes") == FileMode::bulk)
        row.say(Severity::skipped, 0, "comes twice; the last row counts");
}

bool OneRoster::in_year(std::string_view terms) const {
    bool known = false;
    for (const auto& term : listed(terms)) {
        const auto year = terms_.year(term);
        if (year == school_.year) return true;
        known = known || year.has_value();
    }
    return !known;
}

void OneRoster::roles() {
    static constexpr std::array<Column, 6> columns{{{"userSourcedId", Need::required},
                                                    {"status"},
                                                    {"role", Need::required},
                                                    {"beginDate"},
                                                    {"endDate"},
                                                    {"orgSourcedId", Need::required}}};
    const auto table = delivery_.table("roles.csv", Need::required, columns);
    while (table && table->next()) take_role(*table);
}

void OneRoster::take_role(CsvTable& row) {
    const auto state = status(row, 1);
    if (state == Status::unclear) return;
    const auto capacity = oneroster_capacity(row[2]);
    if (state == Status::deleted && manifest_.mode("roles") == FileMode::delta) {
        if (row[0].empty() || row[2].empty() || row[5].empty())
            return row.say(Severity::fatal, "takes a role away without saying whose; give a whole delivery (bulk)");
        if (ours_.contains(row[5]) || capacity.guardian != Relation::unknown) standings_[std::string{row[0]}].withdrawn = true;
        return;
    }
    if (state == Status::deleted) return;
    if (capacity.guardian != Relation::unknown) {
        if (reading_.wanted == Wanted::look_along || theirs_.contains(row[5])) return;
        if (when(row, 3, 4, today_) == When::now) standings_[std::string{row[0]}].guardian = capacity.guardian;
        return;
    }
    if (!ours_.contains(row[5])) return;
    if (capacity.role == Role::unknown) return row.say(Severity::skipped, 2, "is a role that is not known; it grants nothing");
    const auto time = when(row, 3, 4, today_);
    auto& standing = standings_[std::string{row[0]}];
    if (capacity.role == Role::staff) (time == When::now ? standing.staff : standing.was_staff) = true;
    if (capacity.role == Role::pupil && time == When::now) standing.pupil = true;
}

void OneRoster::enrolments() {
    static constexpr std::array<Column, 7> columns{{{"classSourcedId", Need::required},
                                                    {"userSourcedId", Need::required},
                                                    {"role", Need::required},
                                                    {"status"},
                                                    {"beginDate"},
                                                    {"endDate"},
                                                    {"sourcedId"}}};
    const auto table = delivery_.table("enrollments.csv", Need::required, columns);
    while (table && table->next()) take_enrolment(*table);
}

void OneRoster::take_enrolment(CsvTable& row) {
    const auto state = status(row, 3);
    if (state == Status::unclear) return;
    const bool changes = manifest_.mode("enrollments") == FileMode::delta;
    const auto before = take_back(row[6]);
    if (row[0].empty() || row[1].empty()) {
        if (state == Status::deleted && before == Before::taken_back) return;
        const bool lost = state == Status::deleted && changes;
        return row.say(lost ? Severity::fatal : Severity::skipped,
                       lost ? "takes someone out of a class without saying whom; give a whole delivery (bulk)"
                            : "names no class or no person; this row is left out");
    }
    if (!ledger_.has_group(std::string{row[0]})) return;  // of another school or year
    const bool learning = same_word(row[2], "student");
    if (!learning && !same_word(row[2], "teacher")) {
        const bool known = same_word(row[2], "administrator") || same_word(row[2], "proctor");
        if (!known) row.say(Severity::skipped, 2, "is a role that is not known; it grants nothing");
        return;
    }
    const auto as = learning ? Membership::learns : Membership::teaches;
    if (state == Status::active && when(row, 4, 5, today_) == When::now) {
        ledger_.join(row[1], as, row[0]);
        if (known_ != nullptr && !row[6].empty())
            known_->insert_or_assign(std::string{row[6]}, Enrolment{std::string{row[1]}, std::string{row[0]}, as});
    } else if (changes && before == Before::unknown) {
        ledger_.leave(row[1], as, row[0]);
    }
}

OneRoster::Before OneRoster::take_back(std::string_view id) {
    if (known_ == nullptr || id.empty()) return Before::unknown;
    const auto found = known_->find(id);
    if (found == known_->end()) return Before::unknown;
    ledger_.leave(found->second.person, found->second.as, found->second.group);
    known_->erase(found);
    return Before::taken_back;
}

OneRoster::Status OneRoster::status(CsvTable& row, std::size_t column) {
    const auto word = row[column];
    if (word.empty() || same_word(word, "active")) return Status::active;
    if (same_word(word, "tobedeleted") || same_word(word, "inactive")) return Status::deleted;
    row.say(Severity::skipped, column, "says neither active nor tobedeleted; this row is left out");
    return Status::unclear;
}

Import read_oneroster(Files& files, Reading reading) {
    auto [school, findings] = OneRoster{files, reading, {}, FileMode::bulk}.run();
    return settled(std::move(school), std::move(findings));
}
Import merge_oneroster(const Snapshot& before, Files& files, Reading reading) {
    auto [school, findings] = OneRoster{files, reading, before, FileMode::delta}.run();
    return settled(std::move(school), std::move(findings));
}

}  // namespace monitor::roster
