// privacy: the page "Privacy by design" of a school.

#include <algorithm>

#include "privacy/writing.hpp"

namespace monitor::privacy {
namespace {

Key name(settings::ConnectionKind kind) {
    switch (kind) {
        case settings::ConnectionKind::graph: return Key::coupling_graph;
        case settings::ConnectionKind::uwlr: return Key::coupling_uwlr;
        case settings::ConnectionKind::gkv: return Key::coupling_gkv;
        case settings::ConnectionKind::edexml: return Key::coupling_edexml;
        case settings::ConnectionKind::oneroster: return Key::coupling_oneroster;
        case settings::ConnectionKind::sds: return Key::coupling_sds;
    }
    return Key::coupling_edexml;
}

std::vector<Block> opening(const Writing& writing) {
    return {writing.paragraph(Key::page_intro), writing.paragraph(Key::page_made)};
}

Section promises(const Writing& writing) {
    return writing.section(Key::page_promises,
                           {writing.points({Key::page_promise_shown, Key::page_promise_pupils, Key::page_promise_staff,
                                            Key::page_promise_where, Key::page_promise_nobody, Key::page_promise_picture,
                                            Key::page_promise_live, Key::page_promise_log, Key::page_promise_year})});
}

}  // namespace

Points couplings(const Writing& writing) {
    Points points;
    for (const auto& coupling : writing.facts().couplings)
        points.items.push_back(writing.said(coupling.state == store::Switch::on ? Key::page_coupling_on : Key::page_coupling_off,
                                            writing.said(name(coupling.kind))));
    if (points.items.empty()) points.items.push_back(writing.said(Key::page_couplings_none));
    for (const auto& provider : writing.facts().settings.providers)
        points.items.push_back(writing.said(Key::page_coupling_sign_in, provider.name));
    if (!writing.facts().couplings.empty()) points.items.push_back(writing.said(Key::page_coupling_switch));
    return points;
}

Points places(const Writing& writing) {
    Points points;
    for (const auto& placement : writing.facts().placements) {
        auto line = said(placement, writing.language());
        if (placement.flaw == PlaceFlaw::none) line = place_line(placement, writing.language());
        if (placement.flaw == PlaceFlaw::machine_silent) line = writing.said(Key::page_place_azure);
        if (std::ranges::find(points.items, line) == points.items.end()) points.items.push_back(std::move(line));
    }
    return points;
}

Document page(const Facts& facts, Language language) {
    const Writing writing{facts, language, Key::page_any_school};
    Document document{language, writing.said(Key::page_title), opening(writing), {}};
    document.sections = {
        promises(writing),
        writing.section(Key::page_not_title,
                        {writing.points({Key::page_not_record, Key::page_not_steer, Key::page_not_judge, Key::page_not_track})}),
        writing.section(Key::page_teacher_title, {teacher_table(writing)}),
        writing.section(Key::page_pupil_title, {pupil_table(writing), writing.paragraph(Key::page_pupil_same)}),
        writing.section(Key::page_rights_title, {writing.paragraph(Key::page_rights_intro), rights_table(writing)}),
        writing.section(Key::page_couplings_title, {couplings(writing)}),
        writing.section(Key::page_places_title, {writing.paragraph(Key::page_places_intro), places(writing)}),
        writing.section(Key::page_rights_of_people_title, {writing.points({Key::page_right_see, Key::page_right_correct,
                                                                           Key::page_right_erase, Key::page_right_object}),
                                                           writing.paragraph(Key::page_right_where)})};
    return document;
}

}  // namespace monitor::privacy
