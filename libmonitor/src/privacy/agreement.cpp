// privacy: the processing agreement pre-filled, with the leaflet and the measures as its annexes.

#include <array>

#include "privacy/bijsluiter.hpp"

namespace monitor::privacy {
namespace {

constexpr std::array<std::pair<Key, Key>, 11> articles{{{Key::agreement_subject, Key::agreement_subject_text},
                                                        {Key::agreement_instruction, Key::agreement_instruction_text},
                                                        {Key::agreement_confidence, Key::agreement_confidence_text},
                                                        {Key::agreement_security, Key::agreement_security_text},
                                                        {Key::agreement_breach, Key::agreement_breach_text},
                                                        {Key::agreement_sub, Key::agreement_sub_text},
                                                        {Key::agreement_place, Key::agreement_place_text},
                                                        {Key::agreement_people, Key::agreement_people_text},
                                                        {Key::agreement_help, Key::agreement_help_text},
                                                        {Key::agreement_end, Key::agreement_end_text},
                                                        {Key::agreement_liability, Key::agreement_liability_text}}};

}  // namespace

Document agreement(const Facts& facts, Language language) {
    const Writing writing{facts, language};
    Document document{language, writing.said(Key::agreement_title), {writing.paragraph(Key::agreement_intro)}, {}};
    document.sections.push_back(
        writing.section(Key::agreement_parties, {writing.points({Key::agreement_school, Key::agreement_supplier})}));
    for (const auto& [title, text] : articles) document.sections.push_back(writing.section(title, {writing.paragraph(text)}));
    document.sections.push_back(writing.section(Key::agreement_annex_1, {writing.paragraph(Key::bijsluiter_intro)}));
    for (auto& section : bijsluiter_sections(writing, 3)) document.sections.push_back(std::move(section));
    document.sections.push_back(writing.section(
        Key::agreement_annex_2,
        {writing.paragraph(Key::agreement_annex_2_text), measures(writing), writing.paragraph(Key::agreement_annex_2_own)}));
    return document;
}

}  // namespace monitor::privacy
