// pages: who asks for this page, in which language, and what did they send along?

#include "http/visit.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "door/gate.hpp"
#include "monitor/school/user.hpp"

namespace monitor::pages {
namespace {

/// "0.8" → 800; 0 for what is no weight.
int weight(std::string_view text) {
    if (text.starts_with("1")) return 1000;
    if (!text.starts_with("0")) return 0;
    int thousandths = 0, place = 100;
    for (const char c : text.substr(std::min<std::size_t>(2, text.size()))) {
        if (c < '0' || c > '9' || place == 0) break;
        thousandths += (c - '0') * place;
        place /= 10;
    }
    return thousandths;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

}  // namespace

const school::Group* Colleague::group(GroupId id) const {
    const bool theirs = std::ranges::find(self->teaches, id) != self->teaches.end() ||
                        std::ranges::find(self->replaces, id, &school::Replacement::group) != self->replaces.end();
    if (!theirs) return nullptr;
    const auto found = std::ranges::find(roll->groups, id, &school::Group::id);
    return found == roll->groups.end() ? nullptr : &*found;
}

std::vector<const school::Group*> Colleague::groups() const {
    std::vector<const school::Group*> theirs;
    for (const auto& one : roll->groups)
        if (group(one.id) != nullptr) theirs.push_back(&one);
    std::ranges::sort(theirs, {}, [](const school::Group* one) { return std::tuple{one->kind, school::folded(one->name), one->id}; });
    return theirs;
}

std::vector<const school::Pupil*> Colleague::pupils(GroupId id) const {
    std::vector<const school::Pupil*> members;
    for (const auto& pupil : roll->pupils)
        if (std::ranges::find(pupil.groups, id) != pupil.groups.end()) members.push_back(&pupil);
    std::ranges::sort(members, {}, [](const school::Pupil* pupil) {
        return std::pair{school::folded(pupil->name.reveal(Purpose::identify_to_teacher)), pupil->id};
    });
    return members;
}

bool Colleague::has(school::Duty duty) const {
    return std::ranges::find(self->duties, duty) != self->duties.end();
}

std::string Visit::words(Key key, std::string_view first, std::string_view second) const {
    std::string sentence{text::words(key, language)};
    for (const auto& [place, value] : {std::pair{"{0}", first}, std::pair{"{1}", second}})
        if (const auto at = sentence.find(place); at != std::string::npos) sentence.replace(at, 3, value);
    return sentence;
}

std::string Visit::path_to_come_back() const {
    return may_come_back(route.page) ? std::string{door::path_of(request.target)} : "/";
}

std::string Visit::token() {
    if (const auto session = cookie(door::session_cookie); (colleague || guest) && !session.empty()) return form_token(session);
    if (const auto known = cookie(door::visit_cookie); !known.empty()) return form_token(known);
    const auto secret = draw_secret(parts.random);
    set_cookie(door::visit_cookie, secret, std::chrono::seconds{0});
    cookies.push_back({std::string{door::visit_cookie}, secret});
    return form_token(secret);
}

void Visit::set_cookie(std::string_view name, std::string_view value, std::chrono::seconds life) {
    more.push_back({"set-cookie", fmt::format("{}={}; Path=/; Secure; HttpOnly; SameSite=Lax{}", name, value,
                                              life.count() > 0 ? fmt::format("; Max-Age={}", life.count()) : "")});
}

void Visit::drop_cookie(std::string_view name) {
    more.push_back({"set-cookie", fmt::format("{}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0", name)});
}

std::optional<Language> preferred(std::string_view accept_language) {
    std::optional<Language> best;
    int best_weight = 0;
    while (!accept_language.empty()) {
        const auto end = std::min(accept_language.find(','), accept_language.size());
        const auto range = trimmed(accept_language.substr(0, end));
        accept_language.remove_prefix(std::min(end + 1, accept_language.size()));
        const auto semicolon = std::min(range.find(';'), range.size());
        const auto tag = school::folded(std::string{trimmed(range.substr(0, semicolon))});
        const auto quality = range.find("q=", semicolon);
        const int here = quality == std::string_view::npos ? 1000 : weight(range.substr(quality + 2));
        const bool dutch = tag == "nl" || tag.starts_with("nl-");
        const bool english = tag == "en" || tag.starts_with("en-");
        if ((!dutch && !english) || here <= best_weight) continue;
        best = dutch ? Language::nl : Language::en;
        best_weight = here;
    }
    return best;
}

std::string browser_family(std::string_view user_agent) {
    // The order matters: most browsers say that they are also others.
    for (const auto& [mark, family] : {std::pair{"Edg/", "Edge"}, std::pair{"OPR/", "Opera"}, std::pair{"Firefox/", "Firefox"},
                                       std::pair{"Chrome/", "Chrome"}, std::pair{"Safari/", "Safari"}})
        if (user_agent.find(mark) != std::string_view::npos) return family;
    return "other";
}

std::expected<std::optional<Colleague>, Error> colleague(const Parts& parts, std::string_view session_cookie) {
    if (session_cookie.empty()) return std::nullopt;
    identity::SessionToken token{std::string{session_cookie}};
    using Found = std::expected<std::optional<Colleague>, Error>;
    return ask(*parts.stores.people_thread, [&]() -> Found {
        auto session = parts.stores.sessions->find(token, parts.settings.session_idle);
        if (!session) return std::unexpected{session.error()};
        if (!*session) return std::nullopt;
        auto roll = parts.stores.people->roll((*session)->school);
        if (!roll) return std::unexpected{roll.error()};
        const auto self = std::ranges::find((*roll)->staff, (*session)->staff, &school::Staff::id);
        if (self == (*roll)->staff.end() || self->employment != school::Employment::active) return std::nullopt;
        return Colleague{std::move(token), std::move(**session), std::move(*roll), &*self};
    });
}

bool may_come_back(Page page) noexcept {
    return page == Page::home || page == Page::sign_in || page == Page::groups || page == Page::group || page == Page::me ||
           page == Page::school || page == Page::invitation || page == Page::privacy || page == Page::my_looks ||
           page == Page::school_log || page == Page::own_log || page == Page::log_code || page == Page::rights;
}

Response see_other(Visit& visit, std::string_view where) {
    Response response{303, {{"location", std::string{where}}}, {}};
    for (auto& header : visit.more) response.headers.push_back(std::move(header));
    return response;
}

}  // namespace monitor::pages
