// privacy: how does the catalogue of everything kept become the register that a school keeps (GDPR art. 30)?

#include <array>
#include <utility>

#include <fmt/format.h>

#include "monitor/privacy/documents.hpp"
#include "privacy/writing.hpp"

namespace monitor::privacy {
namespace {

using retention::Field;
using retention::Keeping;
using retention::Kind;
using retention::Subject;

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

Table fields(const Writing& writing, Subject subject) {
    const auto column = [&](std::string_view key, Key title) { return Column{key, writing.said(title)}; };
    Table table{
        {column("what", Key::register_what), column("purpose", Key::register_purpose), column("source", Key::register_source),
         column("keeping", Key::register_keeping), column("term", Key::register_term), column("place", Key::register_place)},
        {}};
    for (const auto& field : retention::catalogue()) {
        if (field.subject != subject) continue;
        table.rows.push_back(
            {std::string{writing.of(field.what_nl, field.what_en)}, std::string{writing.of(field.purpose_nl, field.purpose_en)},
             std::string{writing.of(field.source_nl, field.source_en)}, std::string{keeping(field.keeping, writing.language())},
             said(writing.facts().terms.of(field.kind), writing.language()), fmt::format("`{}.{}`", field.table, field.column)});
    }
    return table;
}

Table grounds(const Writing& writing) {
    Table table{{{"kind", writing.said(Key::document_kind)},
                 {"recipients", writing.said(Key::document_for_whom)},
                 {"basis", writing.said(Key::document_basis)},
                 {"term", writing.said(Key::register_term)}},
                {}};
    for (const auto kind : retention::kinds()) {
        const auto told = retention::grounds(kind);
        table.rows.push_back({name(kind, writing.language()), std::string{writing.of(told.recipients_nl, told.recipients_en)},
                              std::string{writing.of(told.basis_nl, told.basis_en)},
                              said(writing.facts().terms.of(kind), writing.language())});
    }
    return table;
}

/// What art. 30 asks beside the fields. Of a school there is more to say than of any school.
std::vector<Section> frame(const Writing& writing) {
    std::vector<Section> sections{
        writing.section(Key::register_who, {writing.points({Key::register_controller, Key::register_processor,
                                                            Key::register_officer, Key::register_people})}),
        writing.section(Key::register_grounds, {writing.paragraph(Key::register_grounds_text), grounds(writing)}),
        writing.section(Key::register_transfer, {writing.paragraph(Key::bijsluiter_outside)})};
    if (writing.facts().school) {
        sections.back().blocks.push_back(places(writing));
        sections.push_back(writing.section(Key::register_sources, {couplings(writing)}));
    }
    sections.push_back(writing.section(
        Key::register_security,
        {writing.facts().school ? Block{measures(writing)} : Block{writing.paragraph(Key::register_security_text)}}));
    return sections;
}

}  // namespace

Document register_of(const Facts& facts, Language language) {
    const Writing writing{facts, language};
    Document document{language,
                      facts.school ? writing.said(Key::register_title_of) : writing.said(Key::register_title),
                      {writing.paragraph(Key::register_intro)},
                      frame(writing)};
    for (const auto& [subject, title] : subjects)
        if (auto table = fields(writing, subject); !table.rows.empty())
            document.sections.push_back(writing.section(title, {std::move(table)}));
    return document;
}

}  // namespace monitor::privacy
