// pages: which page answers, and may it?

#include "http/pages.hpp"

#include <array>

#include <fmt/format.h>

#include "door/gate.hpp"
#include "http/layout.hpp"
#include "http/school.hpp"
#include "http/visit.hpp"
#include "http/written.hpp"

namespace monitor::pages {
namespace {

Language language_of(const Visit& visit, Language otherwise) {
    const auto chosen = visit.cookie(door::language_cookie);
    if (chosen == tag(Language::nl)) return Language::nl;
    if (chosen == tag(Language::en)) return Language::en;
    return preferred(visit.request.header("accept-language")).value_or(otherwise);
}

/// Only for those who are signed in: everyone else is sent to sign in, or told so where a script asks.
bool is_for_colleagues(Page page) {
    switch (page) {
        case Page::me:
        case Page::me_end:
        case Page::groups:
        case Page::group:
        case Page::ticket:
        case Page::stand_in:
        case Page::school:
        case Page::school_change:
        case Page::rights:
        case Page::rights_change:
        case Page::invitation:
        case Page::my_looks:
        case Page::school_log:
        case Page::invited: return true;
        case Page::none:
        case Page::wrong_method:
        case Page::home:
        case Page::sign_in:
        case Page::sign_in_depart:
        case Page::sign_in_return:
        case Page::sign_out:
        case Page::sign_out_there:
        case Page::language:
        case Page::own_log:
        case Page::log_code:
        case Page::log_code_used:
        case Page::privacy: return false;
    }
    return true;
}

/// Of one school, of which a board may have several.
bool is_of_the_school(Page page) {
    return page == Page::school || page == Page::school_change;
}

class ThePages final : public Pages {
public:
    explicit ThePages(Parts parts) : parts_{parts}, attempts_{parts.random, parts.clock}, noted_{parts.clock} {}

    Response answer(const transport::Request& request) override {
        Visit visit{.parts = parts_, .attempts = attempts_, .noted = noted_, .request = request};
        const auto path = door::path_of(request.target);
        visit.route = route(request.method, path);
        if (auto cookies = door::our_cookies(request.header("cookie"))) visit.cookies = std::move(*cookies);
        visit.language = language_of(visit, parts_.settings.language);
        std::array<std::byte, 18> drawn;
        parts_.random.fill(drawn);
        visit.nonce = base64url(drawn);
        if (const auto known = recognise(visit); !known) return broken(visit, known.error());
        if (visit.colleague && is_of_the_school(visit.route.page)) {
            auto chosen = chosen_school(visit);
            if (!chosen) return broken(visit, chosen.error());
            visit.chosen = std::move(*chosen);
        }
        if (request.method == "POST" && visit.route.page != Page::none && visit.route.page != Page::wrong_method)
            return posted(visit);
        return shown(visit, request.target.substr(std::min(path.size() + 1, request.target.size())));
    }

private:
    /// A colleague, or else a pupil or a parent who reads; or neither.
    std::expected<void, Error> recognise(Visit& visit) const {
        auto who = colleague(parts_, visit.cookie(door::session_cookie));
        if (!who) return std::unexpected{who.error()};
        visit.colleague = std::move(*who);
        if (visit.colleague) return {};
        auto reader = guest(parts_, visit.cookie(door::session_cookie));
        if (!reader) return std::unexpected{reader.error()};
        visit.guest = std::move(*reader);
        return {};
    }

    /// Nothing changes unless a form of our own asked for it.
    Response posted(Visit& visit) {
        const auto& request = visit.request;
        if (!same_origin(request.header("origin"), request.header("sec-fetch-site"), parts_.settings.public_url))
            return forged(visit);
        if (!request.header("content-type").starts_with("application/x-www-form-urlencoded")) return forged(visit);
        // A lesson has a box for each group of a large school.
        constexpr std::size_t of_a_school = 512, of_a_page = 32;
        auto form = fields(request.body, Lines::several, visit.route.page == Page::school_change ? of_a_school : of_a_page);
        const auto secret = visit.colleague || visit.guest ? visit.cookie(door::session_cookie) : visit.cookie(door::visit_cookie);
        // A session that ended while its page stood open: a script is told so, a person signs in again.
        if (is_for_colleagues(visit.route.page) && !visit.colleague)
            return visit.route.page == Page::ticket ? Response{401, {}, {}} : see_other(visit, "/sign-in");
        if (!form || !is_form_token(value_of(*form, "proof"), secret))
            return !visit.colleague && !visit.guest && visit.route.page == Page::sign_out ? see_other(visit, "/sign-in") : forged(visit);
        visit.form = std::move(*form);
        switch (visit.route.page) {
            case Page::sign_in_depart: return depart(visit);
            case Page::sign_out: return sign_out(visit);
            case Page::sign_out_there: return sign_out_there(visit);
            case Page::language: return switch_language(visit);
            case Page::me_end: return me_end(visit);
            case Page::ticket: return ticket(visit);
            case Page::stand_in: return stand_in(visit);
            case Page::school_change: return school_change(visit);
            case Page::rights_change: return rights_change(visit);
            case Page::invited: return accept_invitation(visit);
            case Page::log_code_used: return log_code_used(visit);
            case Page::my_looks:
            case Page::school_log:
            case Page::own_log:
            case Page::log_code:
            case Page::school:
            case Page::rights:
            case Page::invitation:
            case Page::privacy:
            case Page::none:
            case Page::wrong_method:
            case Page::home:
            case Page::sign_in:
            case Page::sign_in_return:
            case Page::me:
            case Page::groups:
            case Page::group: break;
        }
        return not_found(visit);
    }

    Response shown(Visit& visit, std::string_view query) {
        // A provider's own words about what went wrong may go over several lines; nothing of ours does.
        auto asked = fields(query, visit.route.page == Page::sign_in_return ? Lines::several : Lines::one);
        if (!asked) return not_found(visit);
        visit.query = std::move(*asked);
        if (is_for_colleagues(visit.route.page) && !visit.colleague) return see_other(visit, "/sign-in");
        if (visit.route.page == Page::own_log && !visit.guest) return see_other(visit, "/sign-in");
        switch (visit.route.page) {
            case Page::home: return see_other(visit, visit.colleague ? "/groups" : visit.guest ? "/own-log" : "/sign-in");
            case Page::my_looks: return my_looks_page(visit);
            case Page::school_log: return school_log_page(visit);
            case Page::own_log: return own_log_page(visit);
            case Page::log_code: return log_code_page(visit);
            case Page::sign_in: return sign_in_page(visit);
            case Page::sign_in_return: return arrive(visit);
            case Page::privacy: return privacy_page(visit);
            case Page::me: return me_page(visit);
            case Page::groups: return groups_page(visit);
            case Page::group: return group_page(visit);
            case Page::school: return school_page(visit);
            case Page::rights: return rights_page(visit);
            case Page::invitation: return invitation_page(visit);
            case Page::stand_in:
            case Page::school_change:
            case Page::rights_change:
            case Page::invited:
            case Page::me_end:
            case Page::log_code_used:
            case Page::wrong_method: return notice(visit, 405, visit.words(Key::method_title), visit.words(Key::method_text));
            case Page::none:
            case Page::sign_in_depart:
            case Page::sign_out:
            case Page::sign_out_there:
            case Page::language:
            case Page::ticket: break;
        }
        return not_found(visit);
    }

    Parts parts_;
    Attempts attempts_;
    Noted noted_;
};

}  // namespace

std::unique_ptr<Pages> make_pages(Parts parts) {
    return std::make_unique<ThePages>(parts);
}

}  // namespace monitor::pages
