// pages: what does this server keep of people, for anyone who asks? Of a school only where the school made its page public: to
// everyone else such a school looks like one that is not here.

#include "http/privacy.hpp"

#include <algorithm>

#include "http/layout.hpp"
#include "http/visit.hpp"
#include "http/written.hpp"
#include "monitor/privacy/documents.hpp"

namespace monitor::pages {
namespace {

Html shown(const privacy::Paragraph& paragraph) {
    return element("p", {}, {paragraph.text});
}

Html shown(const privacy::Points& points) {
    Html items;
    for (const auto& item : points.items) items += element("li", {}, {item});
    return element("ul", {{"class", "points"}}, {items});
}

/// Each cell names its column too, for a narrow screen on which the cells stand under each other.
Html shown(const privacy::Table& table, std::string_view title) {
    Html head, body;
    for (const auto& column : table.columns) head += element("th", {{"scope", "col"}}, {column.title});
    for (const auto& row : table.rows) {
        Html cells;
        for (std::size_t at = 0; at < row.size(); ++at) {
            const auto& column = table.columns[at].title;
            cells += at == 0 ? element("th", {{"scope", "row"}}, {row[at]}) : element("td", {{"data-column", column}}, {row[at]});
        }
        body += element("tr", {}, {cells});
    }
    return element("table", {{"class", "facts"}, {"aria-label", title}},
                   {element("thead", {}, {element("tr", {}, {head})}), element("tbody", {}, {body})});
}

Html shown(const privacy::Section& section) {
    Html inside = element("h2", {}, {section.title});
    for (const auto& block : section.blocks) {
        if (const auto* table = std::get_if<privacy::Table>(&block))
            inside += shown(*table, section.title);
        else if (const auto* points = std::get_if<privacy::Points>(&block))
            inside += shown(*points);
        else
            inside += shown(std::get<privacy::Paragraph>(block));
    }
    return element("section", {{"class", "card"}}, {inside});
}

Response paper(Visit& visit, const privacy::Document& document, const Html& more = {}) {
    return page(visit, {.title = document.title, .content = element("article", {}, {shown(document, more)}), .look = "paper"});
}

/// The schools that chose to be read by anyone.
Html schools(Visit& visit, const std::vector<school::School>& published) {
    if (published.empty()) return {};
    Html items;
    for (const auto& school : published)
        items += element("li", {}, {element("a", {href("/privacy/" + school.brin)}, {school.name})});
    return element("section", {{"class", "card"}},
                   {element("h2", {}, {visit.words(Key::privacy_schools)}), element("ul", {{"class", "points"}}, {items})});
}

}  // namespace

Html shown(const privacy::Document& document, const Html& after_opening) {
    Html content = element("h1", {}, {document.title});
    for (const auto& block : document.opening) {
        if (const auto* paragraph = std::get_if<privacy::Paragraph>(&block))
            content += element("p", {{"class", "lead"}}, {paragraph->text});
        else if (const auto* points = std::get_if<privacy::Points>(&block))
            content += shown(*points);
    }
    content += after_opening;
    for (const auto& section : document.sections) content += shown(section);
    return content;
}

Html privacy_link(Visit& visit) {
    return element("a", {href("/privacy")}, {visit.words(Key::privacy_link)});
}

Response privacy_page(Visit& visit) {
    auto& stores = visit.parts.stores;
    const auto published = ask(*stores.people_thread, [&] { return stores.choices->published(); });
    if (!published) return broken(visit, published.error());
    const auto& brin = visit.route.brin;
    if (brin.empty())
        return paper(visit, privacy::page(privacy::facts(visit.parts.settings, {}), visit.language), schools(visit, *published));
    const auto school = std::ranges::find(*published, brin, &school::School::brin);
    if (school == published->end()) return not_found(visit);
    const auto facts = privacy::facts(visit.parts.settings, {}, stores, *school);
    if (!facts) return broken(visit, facts.error());
    return paper(visit, privacy::page(*facts, visit.language));
}

}  // namespace monitor::pages
