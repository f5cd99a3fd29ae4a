// roster: how do the files of School Data Sync become one school?

#include "roster/sds.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "monitor/base/ascii.hpp"
#include "roster/names.hpp"
#include "roster/settle.hpp"

namespace monitor::roster {
namespace {

Personal<std::string> personal(std::string_view text) {
    return Personal{std::string{text}};
}

}  // namespace

Sds::Sds(Files& files, Reading& reading)
    : reading_{reading}, delivery_{files, reading}, findings_{delivery_.findings()}, today_{day_of(reading.now)} {}

Import Sds::run() {
    const auto take = [this](auto step) {
        if (!findings_.any_fatal()) (this->*step)();
    };
    take(&Sds::schools);
    take(&Sds::groups);
    take(&Sds::members);
    take(&Sds::people);
    if (reading_.wanted == Wanted::look_along_and_portal) take(&Sds::guardians);
    if (findings_.any_fatal()) return {std::move(ledger_).take(std::move(school_)), std::move(findings_).take()};
    if (const auto strangers = ledger_.strangers(); strangers > 0)
        findings_.note(0, "", fmt::format("{} people in the classes are no pupils or staff of this school; left out", strangers));
    return settled(std::move(ledger_).take(std::move(school_)), std::move(findings_));
}

void Sds::choose_from(std::vector<Org> schools, std::string_view file) {
    if (findings_.any_fatal()) return;
    auto chosen = choose(std::move(schools), reading_.brin, file, findings_);
    if (!chosen) return;
    school_.brin = chosen->brin;
    school_.school_name = chosen->orgs.front().name;
    for (const auto& org : chosen->orgs) {
        if (ours_.insert(org.key).second) school_.sites.push_back({org.key, org.name});
    }
}

void Sds::decide_year(std::string_view file) {
    if (const auto year = terms_.chosen(reading_.year, reading_.now)) {
        school_.year = *year;
        return;
    }
    school_.year = reading_.year.value_or(school::school_year(reading_.now));
    findings_.note(0, std::string{file}, fmt::format("names no school year; taken as {}", school_.year.text()));
}

void Sds::put_group(CsvTable& row, GroupLine line) {
    if (line.key.empty()) return row.say(Severity::skipped, "has no key; this class is left out");
    if (line.name.empty()) line.name = line.key;
    if (!ledger_.put(std::move(line))) row.say(Severity::skipped, "this class comes twice; the last row counts");
}

void Sds::put_pupil(CsvTable& row, const Person& who) {
    if (who.key.empty()) return row.say(Severity::skipped, "has no key; this person is left out");
    if (ledger_.has_staff(std::string{who.key}))
        return row.say(Severity::note, "is both pupil and staff; taken as staff, whose screen is never seen");
    PupilLine line{Key{std::string{who.key}}, Personal{short_name(who.first, "", who.surname)}, personal(who.user)};
    line.clues = {personal(who.first), {}, personal(who.surname), personal(who.email), personal(who.number)};
    if (!ledger_.put(std::move(line))) row.say(Severity::skipped, "this person comes twice; the last row counts");
}

void Sds::put_staff(CsvTable& row, const Person& who, school::Employment employment) {
    const std::string key{who.key};
    if (key.empty()) return row.say(Severity::skipped, "has no key; this person is left out");
    if (ledger_.has_pupil(key)) row.say(Severity::note, "is both pupil and staff; taken as staff, whose screen is never seen");
    StaffLine line{Key{key}, Personal{full_name(who.first, "", who.surname)}, personal(who.user)};
    line.employment = employment;
    line.clues = {personal(who.first), {}, personal(who.surname), personal(who.email), personal(who.number)};
    if (!ledger_.put(std::move(line))) row.say(Severity::skipped, "this person comes twice; the last row counts");
}

void Sds::link(std::string_view guardian, std::string_view pupil, Relation relation) {
    if (!ledger_.has_pupil(std::string{pupil})) return;
    auto& children = wards_[std::string{guardian}];
    const auto known = std::ranges::find(children, Key{std::string{pupil}}, &ChildLine::pupil);
    if (known == children.end()) children.push_back({Key{std::string{pupil}}, relation});
}

void Sds::put_guardian(std::string_view key, std::string_view first, std::string_view surname, std::string_view email,
                       std::string_view phone) {
    const auto children = wards_.find(key);
    if (children == wards_.end()) return;
    GuardianLine line{Key{std::string{key}}, Personal{full_name(first, "", surname)}, personal(email), personal(phone),
                      children->second};
    ledger_.put(std::move(line));
}

Import read_sds(Files& files, Reading reading) {
    const auto names = files.names();
    const auto there = [&](std::string_view name) {
        return std::ranges::any_of(names, [&](const std::string& one) { return same_word(one, name); });
    };
    const bool first = there("School.csv") || there("Student.csv") || there("Section.csv");
    return (first && !there("orgs.csv") ? sds_v1(files, reading) : sds_v2(files, reading))->run();
}

}  // namespace monitor::roster
