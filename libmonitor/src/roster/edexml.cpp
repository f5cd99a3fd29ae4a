// roster: what does an administration say in the elements of EDEXML?

#include "roster/edexml.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "roster/intake.hpp"
#include "roster/settle.hpp"
#include "roster/written.hpp"

namespace monitor::roster {
namespace {

// Where in Words the text of an element goes.
constexpr std::array<std::pair<Edex, std::string Words::*>, 7> words_of_a_person{{{Edex::surname, &Words::surname},
                                                                                  {Edex::infix, &Words::infix},
                                                                                  {Edex::given, &Words::given},
                                                                                  {Edex::initials, &Words::initials},
                                                                                  {Edex::first, &Words::first},
                                                                                  {Edex::user, &Words::user},
                                                                                  {Edex::email, &Words::email}}};

Edex edex(const xml::Rule& rule) {
    return static_cast<Edex>(rule.node);
}

}  // namespace

EdexListener::EdexListener(Snapshot& snapshot, Findings& findings, const Reading& reading)
    : snapshot_{snapshot},
      findings_{findings},
      expected_brin_{reading.brin},
      expected_year_{reading.year},
      gathering_{snapshot, findings, day_of(reading.now)} {}

void EdexListener::opened(const xml::Rule& rule, const xml::Attributes& attributes, int line) {
    using enum Edex;
    const auto node = edex(rule);
    auto key = rule.hears == xml::Hears::children ? attributes["key"] : std::string_view{};
    if (key.size() > longest_value) {
        findings_.skipped(line, std::string{rule.name}, fmt::format("has a key longer than {} bytes; left out", longest_value));
        key = {};
    }
    if (node == pupil) {
        begin("leerling", ++pupils_, key, line);
    } else if (node == member) {
        begin("leerkracht", ++members_, key, line);
    } else if (node == base_group) {
        const bool second = std::exchange(base_group_, true);  // a pupil is in one at most
        if (second) return findings_.skipped(line, words_.place("groep"), "is a second base group; the first stays");
        refer(rule.name, key, line);
    } else if (node == group_reference) {
        refer(rule.name, key, line);
    } else if (node == site_reference) {
        words_.site = key;
    } else if (node == site || node == group || node == composed_group) {
        key_ = key;
        name_.clear();
    } else if (node == school) {
        now_ = {};
    } else if (node == pupils) {
        pupils_element_ = true;
    } else if (node == flemish) {
        now_.flemish = true;
    }
}

void EdexListener::closed(const xml::Rule& rule, std::string_view text, int line) {
    if (rule.hears == xml::Hears::children) return finish(edex(rule), line);
    if (text.empty()) return findings_.repeated(Severity::note, line, rule.name, "is empty; read as absent");
    if (text.size() > longest_value) {
        return findings_.skipped(line, std::string{rule.name},
                                 fmt::format("is longer than {} bytes; read as absent", longest_value));
    }
    take(edex(rule), text, line);
}

void EdexListener::take(Edex node, std::string_view text, int line) {
    using enum Edex;
    const auto word = std::ranges::find(words_of_a_person, node, &std::pair<Edex, std::string Words::*>::first);
    if (word != words_of_a_person.end()) {
        words_.*(word->second) = text;
    } else if (node == year) {
        take_year(text, line);
    } else if (node == brin) {
        take_brin(text, line);
    } else if (node == location) {
        now_.location = text == "00" ? "" : text;
    } else if (node == site_name || node == group_name) {
        name_ = text;
    } else if (node == role) {
        ++roles_;
        if (text == "OUD") ++parent_roles_;
    } else if (node == left) {
        words_.left = written_day(text);
        if (!words_.left) findings_.skipped(line, words_.place("uitstroomdatum"), "is no day, as 2026-07-31; read as absent");
    }
}

void EdexListener::finish(Edex node, int line) {
    using enum Edex;
    if (node == pupil) {
        gathering_.pupil(words_);
        words_.clear();
    } else if (node == member) {
        member_closed();
    } else if (node == group || node == composed_group) {
        gathering_.group(key_, name_, node == group ? GroupKind::base : GroupKind::composed, line);
    } else if (node == site) {
        gathering_.site(key_, name_, line);
    } else if (node == school) {
        school_closed(line);
    }
}

void EdexListener::begin(std::string_view element, std::size_t number, std::string_view key, int line) {
    words_.clear();
    words_.element = element;
    words_.number = number;
    words_.line = line;
    words_.key = key;
    base_group_ = false;
    roles_ = parent_roles_ = 0;
}

void EdexListener::refer(std::string_view element, std::string_view key, int line) {
    if (key.empty()) return findings_.repeated(Severity::note, line, element, "refers to nothing: it has no key; read as absent");
    words_.refer(key, line);
}

// Parents stand in the list of staff at some schools (role OUD). Roles decide nothing else, and never a right (handbook
// EDEXML 2.1).
void EdexListener::member_closed() {
    if (roles_ > 0 && roles_ == parent_roles_)
        ++parents_;
    else
        gathering_.staff(words_);
    words_.clear();
}

void EdexListener::take_year(std::string_view text, int line) {
    now_.year = written_year(text);
    if (now_.year) return;
    const std::string message = "is no school year; two years that follow each other, as 2026-2027";
    if (expected_year_)
        findings_.skipped(line, "schooljaar", message);
    else
        findings_.fatal(line, "schooljaar", message);
}

void EdexListener::take_brin(std::string_view text, int line) {
    now_.brin = brin_number(text);
    if (!now_.brin) {
        const std::string message = "is no BRIN: two digits and two capitals, as 12AB";
        if (brin_number(expected_brin_))
            findings_.skipped(line, "brincode", message);
        else
            findings_.fatal(line, "brincode", message);
    } else if (now_.brin->brin != text) {
        findings_.note(line, "brincode",
                       fmt::format("is not written as a BRIN of four signs with capitals; read as {}", now_.brin->brin));
    }
}

// The answers of UWLR each begin with the school; all must speak of the same one.
void EdexListener::school_closed(int line) {
    if (schools_++ == 0) {
        said_ = now_;
    } else if (now_.year != said_.year || now_.brin.has_value() != said_.brin.has_value() ||
               (now_.brin && now_.brin->brin != said_.brin->brin)) {
        findings_.fatal(line, "school",
                        "is another school or school year than what came before; one import is one school in one year");
    }
}

// What is missing after something fatal is no wonder, and not told.
void EdexListener::conclude() {
    const bool broken = findings_.any_fatal();
    const auto year = said_.year ? said_.year : expected_year_;
    if (year)
        snapshot_.year = *year;
    else if (!broken)
        findings_.fatal(0, "schooljaar", "is missing; export the file again, or say which school year it is");
    const auto expected = brin_number(expected_brin_);
    if (said_.brin)
        snapshot_.brin = said_.brin->brin;
    else if (expected)
        snapshot_.brin = expected->brin;
    else if (said_.flemish)
        findings_.fatal(0, "instellingsnummer", "is of a Flemish school; a school here is known by its BRIN: say which");
    else if (!broken)
        findings_.fatal(0, "brincode", "is missing; export the file again, or say which school it is");
    if (!broken && !pupils_element_) {
        findings_.fatal(0, "leerlingen", "is missing: a full set of one school has its pupils; export it again");
    }
    if (said_.brin && expected && said_.brin->brin != expected->brin) {
        findings_.fatal(
            0, "brincode",
            fmt::format("is {}, but {} was expected; this is the file of another school", said_.brin->brin, expected->brin));
    }
}

void EdexListener::finish() {
    conclude();
    auto location = said_.location;
    if (location.empty() && said_.brin) location = said_.brin->location;
    gathering_.finish({.key = location.empty() ? "00" : location, .name = "Hoofdlocatie"});
    if (parents_ > 0)
        findings_.note(0, "leerkracht/rol", fmt::format("{} in the list of staff are parents only (OUD); left out", parents_));
}

Import read_edexml(Source& source, Reading reading) {
    static const xml::Grammar grammar = [] {
        auto rules = edex_rules();
        rules.push_back({xml::Node{}, "EDEX", static_cast<xml::Node>(Edex::frame), xml::Hears::children});
        return xml::Grammar{std::move(rules)};
    }();
    Snapshot snapshot;
    Findings findings{reading.findings};
    Meter meter{reading.bytes, reading.progress};
    Intake intake{source, meter};
    EdexListener listener{snapshot, findings, reading};
    (void)xml::read(intake, "EDEX", grammar, listener, findings);
    listener.finish();
    return settled(std::move(snapshot), std::move(findings));
}

}  // namespace monitor::roster
