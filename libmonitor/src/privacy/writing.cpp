// privacy: how does a sentence of the word files become one about this school?

#include "privacy/writing.hpp"

#include <algorithm>
#include <chrono>

#include <fmt/args.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace monitor::privacy {
namespace {

using retention::Keeping;
using retention::Kind;

std::string fields_kept(Keeping keeping) {
    return std::to_string(std::ranges::count(retention::catalogue(), keeping, &retention::Field::keeping));
}

/// As the tables tell it: of any school, the ceiling.
std::string hours_of(const Facts& facts, Kind kind) {
    const auto term = facts.terms.of(kind);
    const auto* span = std::get_if<retention::For>(&term);
    return span == nullptr ? "-" : std::to_string(std::chrono::duration_cast<std::chrono::hours>(span->span).count());
}

std::string span(std::chrono::seconds span, Language language) {
    using namespace std::chrono;
    if (span == seconds{0}) return std::string{text::words(Key::register_line, language)};
    const auto said = [&](Key key, auto count) { return fmt::format(fmt::runtime(text::words(key, language)), count); };
    if (span > hours{48} && span % days{1} == seconds{0}) return said(Key::register_days, duration_cast<days>(span).count());
    if (span >= hours{2} && span % hours{1} == seconds{0}) return said(Key::register_hours, duration_cast<hours>(span).count());
    return said(Key::register_minutes, ceil<minutes>(span).count());
}

}  // namespace

Writing::Writing(const Facts& facts, Language language, Key any_school) : facts_{facts}, language_{language} {
    const auto any = [&](Key key) { return std::string{text::words(key, language)}; };
    names_ = {{"school", facts.school ? facts.school->name : any(any_school)},
              {"brin", facts.school ? facts.school->brin : any(Key::document_any_brin)},
              {"sites", facts.sites.empty() ? any(Key::document_any_sites) : fmt::format("{}", fmt::join(facts.sites, ", "))},
              {"picture", hours_of(facts, Kind::last_picture)},
              {"longest", hours_of(facts, Kind::session)},
              {"live", std::to_string(facts.settings.live_view.count())},
              {"idle", std::to_string(facts.settings.session_idle.count())},
              {"lease", std::to_string(facts.settings.lease.count())},
              {"sealed", fields_kept(Keeping::sealed)},
              {"hashed", fields_kept(Keeping::keyed_hash)},
              {"version", facts.version.empty() ? "-" : facts.version}};
}

std::string Writing::said(Key key) const {
    fmt::dynamic_format_arg_store<fmt::format_context> filled;
    for (const auto& [name, value] : names_) filled.push_back(fmt::arg(name.c_str(), value));
    return fmt::vformat(text::words(key, language_), filled);
}

std::string Writing::said(Key key, std::string_view first, std::string_view second) const {
    return fmt::format(fmt::runtime(text::words(key, language_)), first, second);
}

Points Writing::points(std::initializer_list<Key> keys) const {
    Points points;
    for (const auto key : keys) points.items.push_back(said(key));
    return points;
}

Section Writing::section(Key title, std::vector<Block> blocks, int level) const {
    return {level, said(title), std::move(blocks)};
}

std::string said(const retention::Term& term, Language language) {
    if (const auto* fixed = std::get_if<retention::For>(&term)) return span(fixed->span, language);
    const bool year = std::holds_alternative<retention::UntilSchoolYearEnds>(term);
    return std::string{text::words(year ? Key::register_school_year : Key::register_while_school, language)};
}

}  // namespace monitor::privacy
