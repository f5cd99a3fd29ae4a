// privacy: the annex for the impact assessment: what the program knows is filled in, the judgement is left to the school.

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "privacy/writing.hpp"

namespace monitor::privacy {
namespace {

using retention::Kind;
using retention::Listed;

constexpr std::array<std::pair<Key, Key>, 9> dangers{{{Key::dpia_risk_covert, Key::dpia_measure_covert},
                                                      {Key::dpia_risk_outside, Key::dpia_measure_outside},
                                                      {Key::dpia_risk_curious, Key::dpia_measure_curious},
                                                      {Key::dpia_risk_home, Key::dpia_measure_home},
                                                      {Key::dpia_risk_private, Key::dpia_measure_private},
                                                      {Key::dpia_risk_keep, Key::dpia_measure_keep},
                                                      {Key::dpia_risk_leak, Key::dpia_measure_leak},
                                                      {Key::dpia_risk_abroad, Key::dpia_measure_abroad},
                                                      {Key::dpia_risk_chill, Key::dpia_measure_chill}}};

Table kinds(const Writing& writing) {
    Table table{{{"kind", writing.said(Key::document_kind)},
                 {"fields", writing.said(Key::dpia_fields)},
                 {"term", writing.said(Key::document_term)},
                 {"recipients", writing.said(Key::document_for_whom)},
                 {"basis", writing.said(Key::document_basis)}},
                {}};
    for (const auto kind : retention::kinds()) {
        const auto grounds = retention::grounds(kind);
        const auto fields = std::ranges::count(retention::catalogue(), kind, &retention::Field::kind);
        table.rows.push_back({name(kind, writing.language()), std::to_string(fields),
                              said(writing.facts().terms.of(kind), writing.language()),
                              std::string{writing.of(grounds.recipients_nl, grounds.recipients_en)},
                              std::string{writing.of(grounds.basis_nl, grounds.basis_en)}});
    }
    return table;
}

Points same_in_directory(const Writing& writing) {
    Points points;
    for (const auto& [listed, row] :
         std::array{std::pair{Listed::name, Key::page_row_name_pupil}, std::pair{Listed::user_name, Key::page_row_user_name},
                    std::pair{Listed::school, Key::page_row_school}, std::pair{Listed::group, Key::page_row_group},
                    std::pair{Listed::address, Key::page_row_address}})
        points.items.push_back(fmt::format("{}: `{}`", writing.said(row), retention::directory_property(listed)));
    return points;
}

Table risks(const Writing& writing) {
    Table table{{{"risk", writing.said(Key::dpia_risk)},
                 {"measure", writing.said(Key::dpia_measure)},
                 {"chance", writing.said(Key::dpia_chance)},
                 {"impact", writing.said(Key::dpia_impact)},
                 {"left", writing.said(Key::dpia_left)}},
                {}};
    const auto fill = writing.said(Key::dpia_fill);
    for (const auto& [risk, measure] : dangers)
        table.rows.push_back({writing.said(risk), writing.said(measure), fill, fill, fill});
    return table;
}

}  // namespace

Document dpia(const Facts& facts, Language language) {
    const Writing writing{facts, language};
    Document document{language, writing.said(Key::dpia_title), {writing.paragraph(Key::dpia_intro)}, {}};
    document.sections = {
        writing.section(Key::dpia_processing, {writing.paragraph(Key::dpia_processing_text)}),
        writing.section(Key::dpia_data, {writing.paragraph(Key::dpia_data_text), kinds(writing)}),
        writing.section(Key::dpia_need, {writing.paragraph(Key::dpia_need_goal), writing.paragraph(Key::dpia_need_less),
                                         writing.paragraph(Key::dpia_need_same), same_in_directory(writing),
                                         writing.paragraph(Key::dpia_people)}),
        writing.section(Key::dpia_risks, {risks(writing)}),
        writing.section(Key::dpia_security, {measures(writing)}),
        writing.section(Key::dpia_places,
                        {places(writing), writing.paragraph(Key::bijsluiter_outside), writing.paragraph(Key::bijsluiter_sub)}),
        writing.section(Key::dpia_verdict, {writing.paragraph(Key::dpia_verdict_text)})};
    return document;
}

}  // namespace monitor::privacy
