#pragma once
// pages: who asks for this page, in which language, and what did they send along?

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "door/cookies.hpp"
#include "http/attempts.hpp"
#include "http/form.hpp"
#include "http/guest.hpp"
#include "http/noted.hpp"
#include "http/pages.hpp"
#include "http/routes.hpp"
#include "monitor/base/language.hpp"
#include "monitor/school/roll.hpp"
#include "pages/text/words.hpp"

namespace monitor::pages {

using text::Key;
using transport::Response;

/// A member of staff with a live session, and their school as it is now.
struct Colleague {
    identity::SessionToken token{};
    identity::Session session{};
    std::unique_ptr<const school::Roll> roll{};
    const school::Staff* self{};  ///< in `roll`; active

    /// Empty: no such group, or neither one of theirs nor one they stand in for today.
    [[nodiscard]] const school::Group* group(GroupId) const;
    /// Those, base groups first, in the order of their names.
    [[nodiscard]] std::vector<const school::Group*> groups() const;
    /// In the order of their names.
    [[nodiscard]] std::vector<const school::Pupil*> pupils(GroupId) const;
    [[nodiscard]] bool has(school::Duty) const;
};

struct Visit {
    const Parts& parts;
    Attempts& attempts;
    Noted& noted;
    const transport::Request& request;
    Route route{};
    Language language{Language::nl};
    std::vector<door::Cookie> cookies{};
    Fields query{}, form{};
    std::string nonce{};                    ///< of this page's one script
    std::vector<transport::Header> more{};  ///< headers to add: Set-Cookie
    std::optional<Colleague> colleague{};
    std::optional<Guest> guest{};                  ///< never beside a colleague
    std::unique_ptr<const school::Roll> chosen{};  ///< another school of the board, which its administrator manages here

    /// What the administrator's pages are about: the chosen school, else the colleague's own.
    [[nodiscard]] const school::Roll& managed() const { return chosen ? *chosen : *colleague->roll; }
    [[nodiscard]] std::string_view words(Key key) const { return text::words(key, language); }
    /// With {0}, {1} filled in.
    [[nodiscard]] std::string words(Key, std::string_view first, std::string_view second = {}) const;
    [[nodiscard]] std::string_view id() const { return request.header("x-request-id"); }
    [[nodiscard]] std::string_view cookie(std::string_view name) const { return door::value_of(cookies, name); }
    /// This page's path when it may be asked for again, or "/".
    [[nodiscard]] std::string path_to_come_back() const;
    /// What a form on this page must bring back; makes the visitor a cookie to bind it to where there is no session.
    [[nodiscard]] std::string token();
    void set_cookie(std::string_view name, std::string_view value,
                    std::chrono::seconds life);  ///< life 0: until the browser closes
    void drop_cookie(std::string_view name);
};

/// nl or en, whichever Accept-Language (RFC 9110 §12.5.4) likes best; empty: neither.
[[nodiscard]] std::optional<Language> preferred(std::string_view accept_language);
/// "Chrome" and no more: what a session keeps of a User-Agent.
[[nodiscard]] std::string browser_family(std::string_view user_agent);

/// Looks the session up and reads the school; empty: not signed in, or not active any more. Error: the store does not answer.
[[nodiscard]] std::expected<std::optional<Colleague>, Error> colleague(const Parts&, std::string_view session_cookie);

/// Is this a page to come back to?
[[nodiscard]] bool may_come_back(Page) noexcept;

/// 303: "look there, with GET".
[[nodiscard]] Response see_other(Visit&, std::string_view where);

// The pages. Each answers one Route; what they need of the visitor is checked before (pages.cpp).
[[nodiscard]] Response sign_in_page(Visit&);
[[nodiscard]] Response depart(Visit&);
[[nodiscard]] Response arrive(Visit&);
[[nodiscard]] Response sign_out(Visit&);
[[nodiscard]] Response sign_out_there(Visit&);
[[nodiscard]] Response switch_language(Visit&);
[[nodiscard]] Response me_page(Visit&);
[[nodiscard]] Response me_end(Visit&);
[[nodiscard]] Response my_looks_page(Visit&);
[[nodiscard]] Response own_log_page(Visit&);
[[nodiscard]] Response log_code_page(Visit&);
[[nodiscard]] Response log_code_used(Visit&);
[[nodiscard]] Response school_log_page(Visit&);
[[nodiscard]] Response groups_page(Visit&);
[[nodiscard]] Response group_page(Visit&);
[[nodiscard]] Response ticket(Visit&);
[[nodiscard]] Response stand_in(Visit&);
[[nodiscard]] Response rights_page(Visit&);
[[nodiscard]] Response rights_change(Visit&);
[[nodiscard]] Response school_page(Visit&);
[[nodiscard]] Response school_change(Visit&);
[[nodiscard]] Response choose_school(Visit&);
[[nodiscard]] Response privacy_page(Visit&);
[[nodiscard]] Response invitation_page(Visit&);
[[nodiscard]] Response accept_invitation(Visit&);

}  // namespace monitor::pages
