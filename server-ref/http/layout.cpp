// pages: what do all pages have around them?

#include "http/layout.hpp"

#include <fmt/format.h>

#include "door/assets.hpp"
#include "http/rights.hpp"
#include "http/school.hpp"

namespace monitor::pages {
namespace {

std::string asset(std::string_view name) {
    return fmt::format("{}{}", door::asset_root(), name);
}

/// Scripts only by this page's nonce; a worker only from here; nothing else from anywhere.
std::string policy(const Visit& visit, const Sheet& sheet) {
    std::string text =
        "default-src 'none'; style-src 'self'; img-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'; "
        "form-action 'self'";
    if (!sheet.form_origins.empty()) text += " " + sheet.form_origins;
    if (sheet.scripts == Scripts::none) return text + "; script-src 'none'; require-trusted-types-for 'script'";
    return text + fmt::format(
                      "; script-src 'nonce-{}' 'strict-dynamic'; connect-src 'self'; worker-src 'self'; "
                      "require-trusted-types-for 'script'; trusted-types monitor",
                      visit.nonce);
}

Html head(const Visit& visit, const Sheet& sheet) {
    Html inside;
    inside += void_element("meta", {{"charset", "utf-8"}});
    inside += void_element("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
    inside += void_element("meta", {{"name", "color-scheme"}, {"content", "light dark"}});
    inside += void_element("meta", {{"name", "robots"}, {"content", "noindex"}});
    inside += element("title", {}, {fmt::format("{} – {}", sheet.title, visit.words(Key::product))});
    inside += void_element("link", {{"rel", "stylesheet"}, href(asset("style.css"))});
    inside += void_element("link", {{"rel", "icon"}, {"type", "image/svg+xml"}, href(asset("mark.svg"))});
    if (sheet.scripts != Scripts::none)
        inside += element("script", {{"type", "module"},
                                     src(asset(sheet.scripts == Scripts::group ? "page.js" : "school.js")),
                                     {"nonce", visit.nonce}});
    return element("head", {}, {inside});
}

Html language_switch(Visit& visit) {
    const auto other = visit.language == Language::nl ? Language::en : Language::nl;
    return element(
        "form", {{"method", "post"}, action("/language"), {"class", "quiet"}},
        {form_proof(visit), void_element("input", {{"type", "hidden"}, {"name", "back"}, {"value", visit.path_to_come_back()}}),
         element("button", {{"name", "to"}, {"value", tag(other)}, {"class", "quiet"}, {"lang", tag(other)}},
                 {icon("language"), element("span", {}, {visit.words(Key::language_switch)})})});
}

Html who(Visit& visit) {
    if (!visit.colleague) return {};
    const auto& name = visit.colleague->self->name.reveal(Purpose::identify_to_teacher);
    return element("span", {{"class", "who"}},
                   {element("span", {{"class", "unseen"}}, {visit.words(Key::signed_in_as, "")}), name});
}

Html manage_link(Visit& visit) {
    if (!visit.colleague || !may_manage(visit)) return {};
    return element("a", {href("/school"), {"class", "quiet"}}, {icon("board"), element("span", {}, {visit.words(Key::manage)})});
}

// Who manages the school finds it there.
Html log_link(Visit& visit) {
    if (!visit.colleague || may_manage(visit) || !may_read_log(visit)) return {};
    return element("a", {href("/school/log"), {"class", "quiet"}}, {icon("search"), element("span", {}, {visit.words(Key::log_title)})});
}

Html rights_link(Visit& visit) {
    if (!visit.colleague || may_manage(visit) || !may_answer(visit)) return {};
    return element("a", {href("/rights"), {"class", "quiet"}}, {icon("check"), element("span", {}, {visit.words(Key::rights_card)})});
}

Html sessions_link(Visit& visit) {
    if (!visit.colleague) return {};
    return element("a", {href("/me"), {"class", "quiet"}}, {icon("lock"), element("span", {}, {visit.words(Key::me_title)})});
}

Html sign_out_button(Visit& visit) {
    if (!visit.colleague && !visit.guest) return {};
    return element("form", {{"method", "post"}, action("/sign-out"), {"class", "quiet"}},
                   {form_proof(visit),
                    element("button", {{"class", "quiet"}}, {icon("out"), element("span", {}, {visit.words(Key::sign_out)})})});
}

Html top(Visit& visit, const Sheet& sheet) {
    const auto school = visit.colleague ? visit.colleague->roll->school.name : visit.guest ? visit.guest->roll->school.name : std::string{};
    return element(
        "header", {{"class", "top"}},
        {element("a", {href("/"), {"class", "brand"}},
                 {icon("mark"), element("span", {},
                                        {element("strong", {}, {visit.words(Key::product)}),
                                         school.empty() ? Html{} : element("span", {{"class", "school"}}, {school})})}),
         sheet.above,
         element("div", {{"class", "me"}},
                 {who(visit), manage_link(visit), log_link(visit), rights_link(visit), sessions_link(visit),
                  language_switch(visit), sign_out_button(visit)})});
}

Html foot(const Sheet& sheet) {
    if (sheet.below.empty() && sheet.at_foot.markup().empty()) return {};
    return element("footer", {{"class", "below small"}}, {sheet.at_foot, sheet.below});
}

}  // namespace

Html form_proof(Visit& visit) {
    return void_element("input", {{"type", "hidden"}, {"name", "proof"}, {"value", visit.token()}});
}

Response page(Visit& visit, Sheet sheet) {
    const auto body = element("body", {{"class", sheet.look}},
                              {element("a", {{"class", "skip"}, href_within("main")}, {visit.words(Key::skip_to_content)}),
                               top(visit, sheet), element("main", {{"id", "main"}, {"tabindex", "-1"}}, {sheet.content}),
                               foot(sheet)});
    const auto root = element("html", {{"lang", tag(visit.language)}}, {head(visit, sheet), body});
    Response response{sheet.status,
                      {{"content-type", "text/html; charset=utf-8"},
                       {"content-language", std::string{tag(visit.language)}},
                       {"vary", "Accept-Language, Cookie"},
                       {"content-security-policy", policy(visit, sheet)}},
                      document(root)};
    for (auto& header : visit.more) response.headers.push_back(std::move(header));
    visit.more.clear();
    return response;
}

Response notice(Visit& visit, int status, std::string_view title, std::string_view text, std::string_view message) {
    const auto card = element("section", {{"class", "card"}},
                              {element("h1", {}, {title}), element("p", {{"class", "lead"}}, {text}),
                               element("p", {}, {element("a", {href("/"), {"class", "button"}}, {visit.words(Key::to_start)})})});
    return page(visit, {.status = status,
                        .title = std::string{title},
                        .content = card,
                        .below = message.empty() ? visit.words(Key::error_reference, visit.id())
                                                 : visit.words(Key::error_message, message, visit.id()),
                        .look = "narrow"});
}

Response not_found(Visit& visit) {
    return notice(visit, 404, visit.words(Key::not_found_title), visit.words(Key::not_found));
}
Response forged(Visit& visit) {
    return notice(visit, 403, visit.words(Key::forged_title), visit.words(Key::forged));
}
Response trouble(Visit& visit) {
    return notice(visit, 503, visit.words(Key::trouble_title), visit.words(Key::trouble));
}

}  // namespace monitor::pages
