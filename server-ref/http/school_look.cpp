#include "http/school_look.hpp"

#include <algorithm>

#include "http/layout.hpp"

namespace monitor::pages {

std::string_view word(Tone tone) noexcept {
    switch (tone) {
        case Tone::plain: return "plain";
        case Tone::good: return "good";
        case Tone::busy: return "busy";
        case Tone::bad: return "bad";
        case Tone::asks: return "asks";
    }
    return "plain";
}

Html hidden(PlainName name, std::string_view value) {
    return void_element("input", {{"type", "hidden"}, {"name", name.text()}, {"value", value}});
}

Html school_proof(Visit& visit) {
    Html both = form_proof(visit);
    return both += hidden("school", visit.managed().school.id.text());
}

Html act(Visit& visit, std::string_view what, std::initializer_list<Html> fields, Key words, std::string_view look, const Place& to) {
    Html inside = school_proof(visit);
    inside += hidden("do", what);
    for (const auto& field : fields) inside += field;
    inside += element("button", {{"class", look}}, {visit.words(words)});
    return element("form", {{"method", "post"}, action(to), {"class", "act"}}, {inside});
}

Html step(const Visit& visit, const Place& where, Key words, std::string_view look) {
    return element("a", {href(where), {"class", look}}, {visit.words(words)});
}

Html section(const Visit& visit, Key title, Key lead, Html inside) {
    return element("section", {{"class", "card"}},
                   {element("h2", {}, {visit.words(title)}), element("p", {{"class", "small"}}, {visit.words(lead)}), inside});
}

Html pupil_options(const school::Roll& roll) {
    Html all;
    for (const auto& group : roll.groups) {
        if (group.kind != school::GroupKind::base) continue;
        Html members;
        for (const auto& pupil : roll.pupils)
            if (std::ranges::find(pupil.groups, group.id) != pupil.groups.end())
                members += element("option", {{"value", pupil.id.text()}}, {pupil.name.reveal(Purpose::identify_to_teacher)});
        if (!members.markup().empty()) all += element("optgroup", {{"label", group.name}}, {members});
    }
    return all;
}

Html row(Html name, Html small, Html acts) {
    return element("li", {{"class", "row"}},
                   {element("div", {}, {element("strong", {}, {name}), element("p", {{"class", "small"}}, {small})}), acts});
}

Html rows(Html lines) {
    return element("ul", {{"class", "rows"}, {"role", "list"}}, {lines});
}

Html alert(Html text) {
    return element("div", {{"class", "alert"}}, {icon("warn"), element("p", {}, {text})});
}

Html option(PlainName name, std::string_view value, std::string_view id, const Attributes& more, std::string_view title,
            std::string_view meaning) {
    Attributes attributes{{"type", "radio"}, {"name", name.text()}, {"value", value}, {"id", id}};
    attributes.insert(attributes.end(), more.begin(), more.end());
    return element("label", {{"class", "option"}},
                   {void_element("input", attributes),
                    element("span", {}, {element("strong", {}, {title}), element("span", {{"class", "small"}}, {meaning})})});
}

Html finder(const Visit& visit, Key words) {
    Html both = element("div", {{"class", "search"}, {"id", "find-box"}, {"hidden"}},
                        {icon("search"), element("label", {{"for", "find"}, {"class", "unseen"}}, {visit.words(words)}),
                         void_element("input", {{"type", "search"},
                                                {"id", "find"},
                                                {"placeholder", visit.words(words)},
                                                {"autocomplete", "off"},
                                                {"spellcheck", "false"},
                                                {"maxlength", "40"}})});
    return both += element("p", {{"id", "find-none"}, {"class", "notice"}, {"role", "status"}, {"hidden"}},
                           {visit.words(Key::find_none)});
}

Html way_back(const Visit& visit, const Place& where, Key words) {
    return element("p", {{"class", "way-back"}},
                   {element("a", {href(where), {"class", "quiet"}}, {icon("back"), visit.words(words)})});
}

Html done_notice(const Visit& visit) {
    const auto done = value_of(visit.query, "done");
    if (done != "1" && done != "read") return {};
    return element("p", {{"class", "notice"}, {"role", "status"}},
                   {visit.words(done == "1" ? Key::school_done : Key::school_reading)});
}

std::string count(const Visit& visit, std::uint64_t number, Key one, Key many) {
    return number == 1 ? std::string{visit.words(one)} : visit.words(many, std::to_string(number));
}

}  // namespace monitor::pages
