// privacy: the leaflet of the Dutch model agreement, pre-filled.

#include "privacy/bijsluiter.hpp"

#include <algorithm>

namespace monitor::privacy {
namespace {

using retention::Kind;

Points purposes(const Writing& writing) {
    Points points;
    for (const auto& field : retention::catalogue()) {
        if (field.subject == retention::Subject::nobody) continue;
        const auto purpose = writing.of(field.purpose_nl, field.purpose_en);
        if (std::ranges::find(points.items, purpose) == points.items.end()) points.items.emplace_back(purpose);
    }
    return points;
}

Table terms(const Writing& writing) {
    Table table{{{"kind", writing.said(Key::document_kind)},
                 {"now", writing.said(Key::bijsluiter_term_now)},
                 {"most", writing.said(Key::bijsluiter_term_most)}},
                {}};
    for (const auto kind : retention::kinds()) {
        table.rows.push_back({name(kind, writing.language()), said(writing.facts().terms.of(kind), writing.language()),
                              said(retention::ceiling(kind), writing.language())});
    }
    return table;
}

}  // namespace

std::vector<Section> bijsluiter_sections(const Writing& writing, int level) {
    const auto section = [&](Key title, std::vector<Block> blocks) { return writing.section(title, std::move(blocks), level); };
    return {section(Key::bijsluiter_general,
                    {writing.points({Key::bijsluiter_product, Key::bijsluiter_supplier, Key::bijsluiter_contact,
                                     Key::bijsluiter_users, Key::bijsluiter_locations})}),
            section(Key::bijsluiter_does, {writing.paragraph(Key::bijsluiter_does_text)}),
            section(Key::bijsluiter_purposes, {writing.paragraph(Key::bijsluiter_purposes_text), purposes(writing)}),
            section(Key::bijsluiter_teacher, {teacher_table(writing)}),
            section(Key::bijsluiter_pupil, {pupil_table(writing), writing.paragraph(Key::bijsluiter_special)}),
            section(Key::bijsluiter_rights, {rights_table(writing), writing.paragraph(Key::bijsluiter_optional)}),
            section(Key::bijsluiter_terms, {writing.paragraph(Key::bijsluiter_terms_text), terms(writing)}),
            section(Key::bijsluiter_places,
                    {places(writing), writing.paragraph(Key::bijsluiter_outside), writing.paragraph(Key::bijsluiter_sub)}),
            section(Key::bijsluiter_sources, {couplings(writing)}),
            section(Key::bijsluiter_security, {writing.paragraph(Key::bijsluiter_security_text)}),
            section(Key::bijsluiter_version, {writing.paragraph(Key::bijsluiter_version_text)})};
}

Document bijsluiter(const Facts& facts, Language language) {
    const Writing writing{facts, language};
    return {language,
            writing.said(Key::bijsluiter_title),
            {writing.paragraph(Key::bijsluiter_intro)},
            bijsluiter_sections(writing, 2)};
}

}  // namespace monitor::privacy
