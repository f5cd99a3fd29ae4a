// privacy: how does the catalogue of everything kept become a page that a parent can read?

#include "monitor/privacy/register.hpp"

#include <array>
#include <chrono>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "monitor/retention/catalogue.hpp"
#include "monitor/text/words.hpp"

namespace monitor::privacy {
namespace {

using retention::Field;
using retention::Keeping;
using retention::Subject;
using text::Key;

constexpr std::array<std::pair<Subject, Key>, 4> subjects{{{Subject::pupil, Key::register_of_pupil},
                                                           {Subject::pupil_and_staff, Key::register_of_both},
                                                           {Subject::staff, Key::register_of_staff},
                                                           {Subject::nobody, Key::register_of_nobody}}};

std::string_view keeping(Keeping keeping, Language language) {
    switch (keeping) {
        case Keeping::plain: return text::words(Key::register_plain, language);
        case Keeping::sealed: return text::words(Key::register_sealed, language);
        case Keeping::keyed_hash: return text::words(Key::register_keyed_hash, language);
        case Keeping::memory_only: return text::words(Key::register_memory_only, language);
    }
    return {};
}

std::string span(std::chrono::seconds span, Language language) {
    using namespace std::chrono;
    if (span == seconds{0}) return std::string{text::words(Key::register_line, language)};
    const auto said = [&](Key key, auto count) { return fmt::format(fmt::runtime(text::words(key, language)), count); };
    if (span > hours{48} && span % days{1} == seconds{0}) return said(Key::register_days, duration_cast<days>(span).count());
    if (span >= hours{2} && span % hours{1} == seconds{0}) return said(Key::register_hours, duration_cast<hours>(span).count());
    return said(Key::register_minutes, ceil<minutes>(span).count());
}

std::string term(retention::Kind kind, Language language) {
    const auto most = retention::ceiling(kind);
    if (const auto* fixed = std::get_if<retention::For>(&most)) return span(fixed->span, language);
    const bool year = std::holds_alternative<retention::UntilSchoolYearEnds>(most);
    return std::string{text::words(year ? Key::register_school_year : Key::register_while_school, language)};
}

std::string row(const Field& field, Language language) {
    const bool en = language == Language::en;
    return fmt::format("| {} | {} | {} | {} | {} | `{}.{}` |\n", en ? field.what_en : field.what_nl,
                       en ? field.purpose_en : field.purpose_nl, en ? field.source_en : field.source_nl,
                       keeping(field.keeping, language), term(field.kind, language), field.table, field.column);
}

std::string head(Language language) {
    std::string names{"|"}, rule{"|"};
    for (const auto key : {Key::register_what, Key::register_purpose, Key::register_source, Key::register_keeping,
                           Key::register_term, Key::register_place}) {
        names += fmt::format(" {} |", text::words(key, language));
        rule += " --- |";
    }
    return names + "\n" + rule + "\n";
}

}  // namespace

std::string register_page(Language language) {
    std::string page =
        fmt::format("# {}\n\n{}\n", text::words(Key::register_title, language), text::words(Key::register_intro, language));
    for (const auto& [subject, title] : subjects) {
        std::string rows;
        for (const auto& field : retention::catalogue()) {
            if (field.subject == subject) rows += row(field, language);
        }
        if (!rows.empty()) page += fmt::format("\n## {}\n\n{}{}", text::words(title, language), head(language), rows);
    }
    return page;
}

}  // namespace monitor::privacy
