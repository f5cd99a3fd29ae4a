// pages: one group, and all that the living part of its page needs to begin.

#include <array>
#include <sstream>

#include <Poco/JSON/Object.h>
#include <fmt/format.h>

#include "http/layout.hpp"
#include "http/visit.hpp"
#include "monitor/policy/words.hpp"

namespace monitor::pages {
namespace {

using Poco::JSON::Object;

std::string json(const Object& object) {
    std::ostringstream out;
    object.stringify(out);
    return out.str();
}

/// Every word whose name begins with js_, without it.
std::string script_words(Language language) {
    Object words;
    for (const auto& row : text::rows)
        if (row.name.starts_with("js_"))
            words.set(std::string{row.name.substr(3)}, std::string{language == Language::en ? row.en : row.nl});
    return json(words);
}

/// policy::Refusal as a number → the sentence of policy itself: a page and an audit report say the same.
std::string refusal_words(Language language) {
    Object words;
    for (const auto refusal : policy::order())
        words.set(std::to_string(static_cast<int>(refusal)), std::string{policy::sentence(refusal, language)});
    return json(words);
}

Html icon_button(std::string_view id, std::string_view drawing, std::string_view label, std::string_view key) {
    return element("button", {{"type", "button"}, {"id", id}, {"class", "tool"}, {"aria-keyshortcuts", key}},
                   {icon(drawing), element("span", {}, {label})});
}

Html toggle(std::string_view id, std::string_view drawing, std::string_view label, const Attributes& more = {}) {
    Attributes attributes{{"type", "button"}, {"id", id}, {"class", "tool"}, {"aria-pressed", "false"}};
    attributes.insert(attributes.end(), more.begin(), more.end());
    return element("button", attributes, {icon(drawing), element("span", {}, {label})});
}

Html other_groups(const Visit& visit, GroupId here) {
    Html links;
    int digit = 0;
    for (const auto* group : visit.colleague->groups()) {
        Attributes attributes{href("/groups/" + group->id.text())};
        if (++digit <= 9) attributes.push_back({"data-digit", std::to_string(digit)});
        if (group->id == here) attributes.push_back({"aria-current", "page"});
        links += element("li", {}, {element("a", attributes, {group->name})});
    }
    return element("nav", {{"class", "groups"}, {"aria-label", visit.words(Key::group_nav)}},
                   {element("ul", {{"role", "list"}}, {links})});
}

Html bar(const Visit& visit, const school::Group& group, std::size_t count) {
    const auto search =
        element("div", {{"class", "search"}},
                {icon("search"), element("label", {{"for", "filter"}, {"class", "unseen"}}, {visit.words(Key::filter_label)}),
                 void_element("input", {{"type", "search"},
                                        {"id", "filter"},
                                        {"placeholder", visit.words(Key::filter_hint)},
                                        {"autocomplete", "off"},
                                        {"spellcheck", "false"},
                                        {"maxlength", "40"},
                                        {"aria-keyshortcuts", "/"}})});
    return element(
        "div", {{"class", "bar"}},
        {element("div", {{"class", "heading"}},
                 {element("h1", {}, {group.name}), element("p", {{"class", "summary"}, {"id", "summary"}},
                                                           {count == 1 ? std::string{visit.words(Key::pupils_one)}
                                                                       : visit.words(Key::pupils_many, std::to_string(count))})}),
         element("div", {{"class", "tools"}, {"id", "tools"}, {"hidden"}},
                 {search, toggle("active", "active", visit.words(Key::only_active)),
                  toggle("board", "board", visit.words(Key::board_mode),
                         {{"title", visit.words(Key::board_mode_title)}, {"aria-keyshortcuts", "b"}}),
                  icon_button("help-open", "help", visit.words(Key::help_open), "?")})});
}

Html tiles(const Visit& visit, GroupId group) {
    Html list;
    for (const auto* pupil : visit.colleague->pupils(group))
        list += element("li", {{"class", "tile"}, {"data-pupil", pupil->id.text()}},
                        {element("span", {{"class", "name"}}, {pupil->name.reveal(Purpose::identify_to_teacher)})});
    return list;
}

Html purpose_dialog(const Visit& visit) {
    constexpr std::array purposes{policy::LookPurpose::help, policy::LookPurpose::progress, policy::LookPurpose::safety,
                                  policy::LookPurpose::test};
    Html choices;
    for (const auto purpose : purposes)
        choices += element("button", {{"type", "button"}, {"class", "choice"}, {"data-purpose", policy::word(purpose)}},
                           {policy::sentence(purpose, visit.language), icon("forward")});
    return element("dialog", {{"id", "purpose"}, {"class", "sheet"}, {"aria-labelledby", "purpose-title"}},
                   {element("h2", {{"id", "purpose-title"}, {"data-words", visit.words(Key::purpose_title)}}),
                    element("div", {{"class", "choices"}}, {choices}),
                    element("p", {{"class", "small"}}, {icon("eye"), visit.words(Key::purpose_note)}),
                    element("button", {{"type", "button"}, {"class", "quiet"}, {"data-close"}}, {visit.words(Key::cancel)})});
}

Html live_dialog(const Visit& visit) {
    const auto minutes = visit.parts.settings.live_view.count();
    const auto more =
        minutes == 1 ? std::string{visit.words(Key::live_more_one)} : visit.words(Key::live_more, std::to_string(minutes));
    return element(
        "dialog", {{"id", "live"}, {"class", "live"}, {"aria-labelledby", "live-name"}},
        {element(
             "header", {},
             {element("button", {{"type", "button"}, {"class", "button second"}, {"id", "live-back"}},
                      {icon("back"), visit.words(Key::live_back)}),
              element("div", {{"class", "live-who"}}, {element("h2", {{"id", "live-name"}}), element("p", {{"id", "live-why"}})}),
              element("p", {{"class", "timer"}, {"role", "timer"}},
                      {icon("timer"), element("span", {{"class", "timer-words"}}, {visit.words(Key::live_left)}),
                       element("strong", {{"id", "live-left"}})})}),
         element("div", {{"class", "live-screen"}, {"id", "live-screen"}, {"data-words", visit.words(Key::live_screen)}}),
         element("p", {{"id", "live-note"}, {"class", "live-note"}, {"role", "status"}}),
         element("footer", {},
                 {element("p", {{"id", "live-state"}, {"class", "state"}}),
                  element("button", {{"type", "button"}, {"class", "button"}, {"id", "live-more"}, {"hidden"}}, {more})})});
}

/// Why there is nothing to see of a pupil, in full.
Html about_dialog(const Visit& visit) {
    return element(
        "dialog", {{"id", "about"}, {"class", "sheet"}, {"aria-labelledby", "about-name"}},
        {element("h2", {{"id", "about-name"}}), element("p", {{"id", "about-state"}, {"class", "state"}}),
         element("p", {{"id", "about-why"}}),
         element("button", {{"type", "button"}, {"class", "button"}, {"data-close"}, {"autofocus"}}, {visit.words(Key::close)})});
}

Html help_dialog(const Visit& visit) {
    const auto row = [&](std::string_view keys, Key what) {
        return element("div", {}, {element("dt", {}, {element("kbd", {}, {keys})}), element("dd", {}, {visit.words(what)})});
    };
    return element(
        "dialog", {{"id", "help"}, {"class", "sheet"}, {"aria-labelledby", "help-title"}},
        {element("h2", {{"id", "help-title"}}, {visit.words(Key::help_title)}), element("p", {}, {visit.words(Key::help_lead)}),
         element("dl", {{"class", "keys"}},
                 {row(visit.words(Key::key_arrows), Key::help_arrows), row("Enter", Key::help_enter),
                  row("Esc", Key::help_escape), row("/", Key::help_slash), row(visit.words(Key::key_digits), Key::help_digits),
                  row("b", Key::help_board), row("?", Key::help_question)}),
         element("label", {{"class", "check"}},
                 {void_element("input", {{"type", "checkbox"}, {"id", "keys-on"}, {"checked"}}), visit.words(Key::help_keys_on)}),
         element("p", {{"class", "small"}}, {icon("eye"), visit.words(Key::help_seen)}),
         element("button", {{"type", "button"}, {"class", "button"}, {"data-close"}, {"autofocus"}}, {visit.words(Key::close)})});
}

Html board_cover(const Visit& visit) {
    return element(
        "section", {{"id", "cover"}, {"class", "cover"}, {"hidden"}},
        {icon("board"), element("h2", {}, {visit.words(Key::board_lead)}), element("p", {}, {visit.words(Key::board_text)}),
         element("button", {{"type", "button"}, {"class", "button"}, {"id", "board-off"}}, {visit.words(Key::board_off)})});
}

/// How much room a tile gets: all of an ordinary class should fit one screen of a school laptop.
std::string_view size_word(std::size_t pupils) {
    return pupils <= 6 ? "few" : pupils <= 12 ? "many" : "most";
}

}  // namespace

Response group_page(Visit& visit) {
    const auto* group = visit.colleague->group(visit.route.group);
    if (group == nullptr) return not_found(visit);
    visit.set_cookie(door::group_cookie, group->id.text(), std::chrono::days{60});
    const auto count = visit.colleague->pupils(group->id).size();
    Html content = bar(visit, *group, count);
    content += element("div", {{"id", "banner"}, {"class", "banner"}, {"role", "status"}, {"hidden"}});
    content += element("noscript", {}, {element("p", {{"class", "notice"}}, {visit.words(Key::no_script)})});
    content += element("ul",
                       {{"id", "grid"},
                        {"class", "grid"},
                        {"role", "list"},
                        {"aria-label", visit.words(Key::grid_label, group->name)},
                        {"data-size", size_word(count)},
                        {"data-group", group->id.text()},
                        {"data-proof", visit.token()},
                        {"data-words", script_words(visit.language)},
                        {"data-refusals", refusal_words(visit.language)}},
                       {tiles(visit, group->id)});
    content += element("p", {{"id", "none-found"}, {"class", "notice"}, {"hidden"}});
    content += board_cover(visit);
    content += element("p", {{"id", "seen"}, {"class", "seen"}, {"hidden"}}, {icon("eye"), visit.words(Key::pupils_see_you)});
    content += element("p", {{"id", "news"}, {"class", "unseen"}, {"aria-live", "polite"}});
    content += purpose_dialog(visit);
    content += live_dialog(visit);
    content += about_dialog(visit);
    content += help_dialog(visit);
    content += icon_symbols();
    return page(visit, {.title = group->name,
                        .content = content,
                        .above = other_groups(visit, group->id),
                        .look = "wide",
                        .scripts = Scripts::group});
}

Response ticket(Visit& visit) {
    const auto* group = visit.colleague->group(visit.route.group);
    if (group == nullptr) return Response{404, {}, {}};
    const auto secret = visit.parts.hub.ticket(visit.colleague->session);
    if (secret.empty()) return Response{503, {{"retry-after", "5"}}, {}};
    Object answer;
    answer.set("ticket", secret);
    return {200, {{"content-type", "application/json"}}, json(answer)};
}

}  // namespace monitor::pages
