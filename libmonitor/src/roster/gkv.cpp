// roster: what does ParnasSys say over its GKV?

#include "roster/gkv.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "roster/intake.hpp"
#include "roster/settle.hpp"
#include "roster/wiping.hpp"
#include "roster/written.hpp"

namespace monitor::roster {
namespace {

using std::chrono::year_month_day;

// Where in Words the text of an element goes.
constexpr std::array<std::pair<Gkv, std::string Words::*>, 7> words_of_a_person{{{Gkv::id, &Words::key},
                                                                                 {Gkv::code, &Words::code},
                                                                                 {Gkv::first, &Words::first},
                                                                                 {Gkv::given, &Words::given},
                                                                                 {Gkv::infix, &Words::infix},
                                                                                 {Gkv::surname, &Words::surname},
                                                                                 {Gkv::email, &Words::email}}};

year_month_day nearest(year_month_day day, school::SchoolYear year) {
    const year_month_day first{year.begins, std::chrono::August, std::chrono::day{1}};
    const year_month_day last{year.begins + std::chrono::years{1}, std::chrono::July, std::chrono::day{31}};
    return std::clamp(day, first, last);
}

}  // namespace

GkvListener::GkvListener(Snapshot& snapshot, Findings& findings, const Reading& reading)
    : snapshot_{snapshot},
      findings_{findings},
      today_{day_of(reading.now)},
      reference_{},
      gathering_{snapshot, findings, today_} {
    snapshot_.year = reading.year ? *reading.year : school::school_year(reading.now);
    reference_ = nearest(today_, snapshot_.year);
    if (const auto brin = brin_number(reading.brin))
        snapshot_.brin = brin->brin;
    else
        findings_.fatal(0, "brinnummer", "is not in the answers of GKV; say which school this is");
}

void GkvListener::opened(const xml::Rule& rule, const xml::Attributes&, int line) {
    using enum Gkv;
    const auto node = static_cast<Gkv>(rule.node);
    if (node == pupils) {
        pupils_element_ = true;
        list_groups();
    } else if (node == staff) {
        members_element_ = true;
    } else if (node == pupil) {
        begin("leerling", ++pupils_, line);
    } else if (node == member) {
        begin("medewerker", ++members_, line);
    } else if (node == group) {
        group_ = {.line = line};
    } else if (node == year) {
        year_id_.clear();
        year_.reset();
    } else if (node == placement) {
        placement_ = {};
    } else if (node == enrolment) {
        enrolled_until_.reset();
    }
}

void GkvListener::closed(const xml::Rule& rule, std::string_view text, int line) {
    const auto node = static_cast<Gkv>(rule.node);
    if (rule.hears == xml::Hears::children) return finish(node, line);
    if (node == Gkv::fault_text || node == Gkv::fault_detail) return fault_.hear(text);
    if (text.size() > longest_value) {
        return findings_.skipped(line, std::string{rule.name},
                                 fmt::format("is longer than {} bytes; read as absent", longest_value));
    }
    if (!text.empty()) take(node, text, line);  // ParnasSys writes empty elements for what it does not know
}

void GkvListener::take(Gkv node, std::string_view text, int line) {
    using enum Gkv;
    const auto word = std::ranges::find(words_of_a_person, node, &std::pair<Gkv, std::string Words::*>::first);
    if (word != words_of_a_person.end()) words_.*(word->second) = text;
    if (node == year_id) year_id_ = text;
    if (node == year_name) year_ = written_year(text);
    if (node == group_id) group_.id = text;
    if (node == group_name) group_.name = text;
    if (node == group_year) group_.year = text;
    if (node == placed_group) placement_.group = text;
    if (node == placed_year) placement_.year = text;
    if (node == from) placement_.from = day(text, "vanafDatum", line);
    if (node == until) placement_.until = day(text, "totDatum", line);
    if (node == enrolled_until) enrolled_until_ = day(text, "datumUitschrijving", line);
}

void GkvListener::finish(Gkv node, int line) {
    using enum Gkv;
    if (node == pupil) {
        if (enrolments_ > 0 && ended_ == enrolments_)
            gathering_.leaver();
        else
            gathering_.pupil(words_);
        words_.clear();
    } else if (node == member) {
        gathering_.staff(words_);
        words_.clear();
    } else if (node == placement) {
        place_pupil(line);
    } else if (node == enrolment) {
        ++enrolments_;
        if (enrolled_until_ && *enrolled_until_ <= today_) ++ended_;
    } else if (node == group) {
        waiting_.push_back(std::exchange(group_, {}));
    } else if (node == year) {
        years_.insert_or_assign(std::exchange(year_id_, {}), year_);
    } else if (node == fault) {
        fault_.tell(findings_, line);
    }
}

void GkvListener::begin(std::string_view element, std::size_t number, int line) {
    words_.clear();
    words_.element = element;
    words_.number = number;
    words_.line = line;
    best_from_.reset();
    enrolments_ = ended_ = 0;
}

std::optional<year_month_day> GkvListener::day(std::string_view text, std::string_view element, int line) {
    const auto read = written_day(text);
    if (!read) findings_.skipped(line, words_.place(element), "is no day, as 2026-07-31; read as absent");
    return read;
}

bool GkvListener::of_our_year(const std::string& id) const {
    const auto found = years_.find(id);
    return found != years_.end() && found->second == snapshot_.year;
}

// A pupil has a history of groups. The one that holds is of this school year and of today; of two, the one that began last.
void GkvListener::place_pupil(int line) {
    if (placement_.group.empty()) return;
    if (years_.contains(placement_.year) && !of_our_year(placement_.year)) return;
    if ((placement_.from && *placement_.from > reference_) || (placement_.until && *placement_.until < reference_)) return;
    if (!words_.groups.empty()) {
        if (best_from_ && (!placement_.from || *placement_.from <= *best_from_)) return;
        words_.groups.clear();
    }
    best_from_ = placement_.from;
    words_.refer(placement_.group, line);
}

void GkvListener::list_groups() {
    if (years_.empty() && !waiting_.empty()) return;  // the school years come later
    for (const auto& group : waiting_) {
        ++groups_;
        if (group.year.empty() || of_our_year(group.year))
            gathering_.group(group.id, group.name, GroupKind::base, group.line);
        else
            gathering_.group_elsewhere(group.id);
    }
    waiting_.clear();
}

void GkvListener::finish() {
    list_groups();
    for (const auto& group : waiting_)
        gathering_.group(group.id, group.name, GroupKind::base, group.line);  // no school years at all
    gathering_.finish({.key = "00", .name = "Hoofdlocatie"});
    if (findings_.any_fatal()) return;
    if (!pupils_element_)
        findings_.fatal(0, "leerlingen", "is missing: this is no answer of getLeerlingen; check the address of the service");
    if (!members_element_)
        findings_.fatal(0, "medewerkers", "is missing: this is no answer of getMedewerkers; check the address of the service");
    if (snapshot_.groups.empty() && groups_ > 0) {
        findings_.note(
            0, "groepen",
            fmt::format("none of the {} groups is of {}; was another school year meant?", groups_, snapshot_.year.text()));
    }
}

Import read_gkv(Source& pupils, Source& staff, Reading reading) {
    static const xml::Grammar grammar{gkv_rules()};
    Snapshot snapshot;
    Findings findings{reading.findings};
    Meter meter{reading.bytes, reading.progress};
    Intake first{pupils, meter}, second{staff, meter};
    GkvListener listener{snapshot, findings, reading};
    (void)xml::read(first, "getLeerlingen", grammar, listener, findings);
    (void)xml::read(second, "getMedewerkers", grammar, listener, findings);
    listener.finish();
    return settled(std::move(snapshot), std::move(findings));
}

}  // namespace monitor::roster
