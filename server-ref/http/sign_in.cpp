// pages: how does a member of staff come in, and go?

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "http/layout.hpp"
#include "http/own_log.hpp"
#include "http/privacy.hpp"
#include "http/visit.hpp"
#include "http/written.hpp"
#include "monitor/audit/entry.hpp"

namespace monitor::pages {
namespace {

/// What a visitor can tell an administrator. They stand in docs/operations/sign-in.md: append, never renumber. Whether an account
/// exists shows in none of them, and which doubt a token met is for the log alone.
enum class Number : std::uint16_t {
    silent = 701,
    stopped = 702,
    stale = 703,
    not_believed = 704,
    no_access = 705,
    too_often = 706,
    registration = 707
};

std::string text_of(Number number) {
    return std::to_string(static_cast<int>(number));
}

Response sorry(Visit& visit, Number number, int status, std::string_view title, std::string_view text) {
    return notice(visit, status, title, text, text_of(number));
}

/// Chromium holds every redirect after a form to form-action too, and a provider may send the visitor on to another one, at a
/// host that nobody knows here: Entree to the school's own, a tenant to the one it is federated with. So: any host, by its
/// scheme.
std::string ways_out(const Visit& visit) {
    std::string schemes;
    for (const auto* scheme : {"https:", "http:"}) {
        const auto with = [&](const auto& provider) { return provider.issuer.starts_with(std::string{scheme} + "//"); };
        if (std::ranges::any_of(visit.parts.settings.providers, with))
            schemes += (schemes.empty() ? "" : " ") + std::string{scheme};
    }
    return schemes;
}

Html provider_buttons(Visit& visit) {
    Html buttons;
    const auto& providers = visit.parts.settings.providers;
    for (std::size_t number = 0; number < providers.size(); ++number)
        buttons +=
            element("form", {{"method", "post"}, action(fmt::format("/sign-in/{}", number))},
                    {form_proof(visit), element("button", {{"class", number == 0 ? "button large" : "button large second"}},
                                                {visit.words(Key::sign_in_with, providers[number].name), icon("forward")})});
    if (providers.empty()) return element("p", {{"class", "notice"}}, {visit.words(Key::sign_in_none)});
    return buttons;
}

/// Why the visitor is here again; only words of our own, chosen by a word of our own.
Html why_again(const Visit& visit) {
    const auto why = value_of(visit.query, "why");
    const auto said = why == "out"         ? std::string{visit.words(Key::sign_in_again)}
                      : why == "cancelled" ? visit.words(Key::sign_in_cancelled, text_of(Number::stopped))
                      : why == "stale"     ? visit.words(Key::sign_in_stale, text_of(Number::stale))
                                           : std::string{};
    if (said.empty()) return {};
    return element("p", {{"class", "notice"}, {"role", "status"}}, {said});
}

/// Where this browser last signed in; empty: nowhere, or signed out there already.
std::optional<std::size_t> provider_of(const Visit& visit) {
    const auto& providers = visit.parts.settings.providers;
    const auto number = visit.cookie(door::provider_cookie);
    for (std::size_t at = 0; at < std::min(providers.size(), visit.parts.providers.size()); ++at)
        if (number == std::to_string(at)) return at;
    return std::nullopt;
}

/// Who is signed out here may still be signed in where they came from, and the next at this computer with them.
Html also_there(Visit& visit) {
    const auto at = value_of(visit.query, "why") == "out" ? provider_of(visit) : std::nullopt;
    const auto talk = at ? visit.attempts.talk() : std::nullopt;
    if (!talk) return {};
    const auto url = visit.parts.providers[*at]->sign_out();
    if (!url || url->empty()) return {};
    const auto& name = visit.parts.settings.providers[*at].name;
    return element("form", {{"method", "post"}, action(fmt::format("/sign-out/{}", *at)), {"class", "also"}},
                   {form_proof(visit), element("p", {{"class", "small"}}, {visit.words(Key::sign_out_there_why, name)}),
                    element("button", {{"class", "button second"}}, {visit.words(Key::sign_out_there, name), icon("out")})});
}

void unwritten(const Visit& visit, const Error& error) {
    visit.parts.log.write(Level::error, "pages", fmt::format("{} {}: {}", visit.id(), error.operation, error.system_code));
}

/// Somebody came back from a provider and was not let in. Where it cannot be written down they are not let in either.
void write_refusal(const Visit& visit, std::uint16_t reason, std::string_view why) {
    const auto kept = append(visit, {}, {.act = audit::Act::sign_in_refused, .reason = reason, .detail = std::string{why}});
    if (!kept) unwritten(visit, kept.error());
}

Response no_access(Visit& visit) {
    write_refusal(visit, 0, "not_staff");
    return sorry(visit, Number::no_access, 403, visit.words(Key::no_access_title), visit.words(Key::no_access));
}

Response silent(Visit& visit, std::size_t provider) {
    const auto& name = visit.parts.settings.providers[provider].name;
    // Not 502: that is the door's word for pages that do not answer, and it would take the place of this one.
    return sorry(visit, Number::silent, 503, visit.words(Key::provider_silent_title, name),
                 visit.words(Key::provider_silent, name));
}

Response too_often(Visit& visit, std::chrono::seconds wait) {
    visit.more.push_back({"retry-after", std::to_string(wait.count())});
    return sorry(visit, Number::too_often, 429, visit.words(Key::sign_in_busy_title), visit.words(Key::sign_in_busy));
}

/// An error as RFC 6749 writes it, and nothing a stranger could want in our log.
std::string_view plain(std::string_view error) {
    const bool fits = error.size() <= 40 && std::ranges::all_of(error, [](char c) { return c == '_' || (c >= 'a' && c <= 'z'); });
    return fits ? error : "another_error";
}

/// `said` is the error that came with the way back.
Response provider_trouble(Visit& visit, std::size_t provider, identity::SignInFlaw flaw, std::string_view said = {}) {
    using enum identity::SignInFlaw;
    visit.parts.log.write(Level::warning, "pages",
                          fmt::format("{} sign-in failed at provider {}: {} ({}){}{}", visit.id(), provider, identity::word(flaw),
                                      static_cast<int>(flaw), said.empty() ? "" : ", it said ", plain(said)));
    if (flaw == provider_unreachable) return silent(visit, provider);
    write_refusal(visit, static_cast<std::uint16_t>(flaw), identity::word(flaw));
    const auto& name = visit.parts.settings.providers[provider].name;
    if (flaw == client)
        return sorry(visit, Number::registration, 503, visit.words(Key::provider_registration_title, name),
                     visit.words(Key::provider_registration, name));
    if (flaw == refused_by_provider) return see_other(visit, "/sign-in?why=cancelled");
    return sorry(visit, Number::not_believed, 400, visit.words(Key::sign_in_failed_title), visit.words(Key::sign_in_failed));
}

/// Who the account is. An account nobody knows takes the same steps as one of somebody who left: neither learns which it is.
std::expected<std::optional<store::StaffAt>, Error> active_staff(const Parts& parts, const identity::Account& account) {
    using Found = std::expected<std::optional<store::StaffAt>, Error>;
    return ask(*parts.stores.people_thread, [&]() -> Found {
        auto known = parts.stores.people->staff(account.tenant, account.object);
        if (!known) return std::unexpected{known.error()};
        auto schools = parts.stores.people->schools();
        if (!schools) return std::unexpected{schools.error()};
        const auto school = *known ? (*known)->school : schools->empty() ? SchoolId{} : schools->front().id;
        const auto roll = parts.stores.people->roll(school);
        if (!roll && *known) return std::unexpected{roll.error()};
        const auto id = *known ? (*known)->staff : StaffId{};
        if (!roll) return std::nullopt;
        const auto self = std::ranges::find((*roll)->staff, id, &school::Staff::id);
        if (self == (*roll)->staff.end() || self->employment != school::Employment::active) return std::nullopt;
        return store::StaffAt{school, id};
    });
}

/// Which pupil the account is: looked for whoever it is, so that nobody learns from the time it takes whose account it was.
std::expected<std::optional<identity::PupilAt>, Error> pupil(const Parts& parts, const identity::Account& account) {
    return ask(*parts.stores.people_thread, [&] { return parts.stores.sittings->pupil(account.tenant, account.object); });
}

/// A pupil has one page. Who cannot be written down does not read.
Response seat(Visit& visit, std::size_t provider, identity::PupilAt about) {
    using identity::Reader;
    if (const auto written = write_reader(visit, audit::Act::signed_in, about, Reader::pupil); !written)
        return broken(visit, written.error());
    if (const auto sits = sit_down(visit, about, Reader::pupil); !sits) return broken(visit, sits.error());
    visit.set_cookie(door::provider_cookie, std::to_string(provider), std::chrono::seconds{0});
    return see_other(visit, "/own-log");
}

std::expected<identity::SessionToken, Error> begin(const Visit& visit, const store::StaffAt& who) {
    audit::Entry entry{.act = audit::Act::signed_in, .actor = {audit::ActorKind::staff, who.staff, {}}};
    // A record that cannot be written stops looking along, and nothing else.
    if (const auto written = append(visit, who.school, std::move(entry)); !written) unwritten(visit, written.error());
    identity::Session session;
    session.school = who.school;
    session.staff = who.staff;
    session.address = Personal{visit.request.address};
    session.browser = browser_family(visit.request.header("user-agent"));
    return ask(*visit.parts.stores.people_thread,
               [&] { return visit.parts.stores.sessions->begin(session, visit.parts.settings.session_longest); });
}

std::expected<void, Error> end(const Visit& visit) {
    const auto& session = visit.colleague->session;
    const auto ended =
        ask(*visit.parts.stores.people_thread, [&] { return visit.parts.stores.sessions->end(session.school, session.id); });
    if (!ended && ended.error().remedy != Remedy::not_found) return ended;
    if (const auto written = write_down(visit, {.act = audit::Act::signed_out}); !written) unwritten(visit, written.error());
    return {};
}

/// The group of last time, or the only one, or the list.
std::string first_place(const Visit& visit, std::string_view session_token) {
    const auto who = colleague(visit.parts, session_token);
    if (!who || !*who) return "/groups";
    if (const auto last = GroupId::from_text(visit.cookie(door::group_cookie)); last && (*who)->group(*last))
        return "/groups/" + last->text();
    const auto groups = (*who)->groups();
    return groups.size() == 1 ? "/groups/" + groups.front()->id.text() : "/groups";
}

}  // namespace

Response sign_in_page(Visit& visit) {
    if (visit.colleague) return see_other(visit, "/groups");
    if (visit.guest) return see_other(visit, "/own-log");
    const auto promise = [&](std::string_view drawing, Key key) {
        return element("li", {}, {icon(drawing), element("span", {}, {visit.words(key)})});
    };
    const auto card = element("section", {{"class", "card sign-in"}},
                              {why_again(visit), also_there(visit), element("h1", {}, {visit.words(Key::sign_in_title)}),
                               element("p", {{"class", "lead"}}, {visit.words(Key::sign_in_lead)}), provider_buttons(visit),
                               element("p", {{"class", "small"}}, {visit.words(Key::sign_in_pupils)}), way_for_parents(visit),
                               element("ul", {{"class", "promises"}, {"role", "list"}},
                                       {promise("lock", Key::sign_in_how), promise("eye", Key::sign_in_privacy)})});
    return page(visit, {.title = std::string{visit.words(Key::sign_in_title)},
                        .content = card,
                        .at_foot = privacy_link(visit),
                        .look = "narrow",
                        .form_origins = ways_out(visit)});
}

Response depart(Visit& visit) {
    const auto number = visit.route.provider;
    if (number >= visit.parts.providers.size()) return not_found(visit);
    if (const auto wait = visit.attempts.wait(visit.request.address); wait.count() > 0) return too_often(visit, wait);
    const auto talk = visit.attempts.talk();
    if (!talk) return provider_trouble(visit, number, identity::SignInFlaw::provider_unreachable);
    auto departure = visit.parts.providers[number]->depart();
    if (!departure) return provider_trouble(visit, number, departure.error());
    visit.set_cookie(door::sign_in_cookie, visit.attempts.keep(number, std::move(departure->attempt)), Attempts::life);
    return see_other(visit, departure->url);
}

Response arrive(Visit& visit) {
    const auto kept = visit.attempts.take(visit.cookie(door::sign_in_cookie));
    visit.drop_cookie(door::sign_in_cookie);
    const auto said = [&](std::string_view name) { return std::string{value_of(visit.query, name)}; };
    // From signing out at the provider one comes back to the same address, with nothing to say.
    const bool nothing = said("code").empty() && said("error").empty();
    if (!kept)
        return see_other(visit, visit.colleague ? "/groups"
                                : visit.guest   ? "/own-log"
                                : nothing       ? "/sign-in?why=out"
                                                : "/sign-in?why=stale");
    const identity::Return returned{said("state"), said("code"), said("iss"), said("error")};
    const auto talk = visit.attempts.talk();
    if (!talk) return provider_trouble(visit, kept->provider, identity::SignInFlaw::provider_unreachable);
    const auto account = visit.parts.providers[kept->provider]->arrive(kept->attempt, returned);
    if (!account) return provider_trouble(visit, kept->provider, account.error(), returned.error);
    const auto who = active_staff(visit.parts, *account);
    if (!who) return broken(visit, who.error());
    const auto child = pupil(visit.parts, *account);
    if (!child) return broken(visit, child.error());
    if (visit.guest) (void)leave(visit);
    if (!*who && *child) {
        if (visit.colleague) (void)end(visit);
        return seat(visit, kept->provider, **child);
    }
    if (!*who) return no_access(visit);
    const auto token = begin(visit, **who);
    if (!token) return broken(visit, token.error());
    if (visit.colleague) (void)end(visit);  // whoever was signed in here before is not any more
    const auto& secret = token->reveal(Purpose::match_account);
    visit.set_cookie(door::session_cookie, secret, std::chrono::seconds{0});
    visit.set_cookie(door::provider_cookie, std::to_string(kept->provider), std::chrono::seconds{0});
    visit.drop_cookie(door::visit_cookie);
    return see_other(visit, first_place(visit, secret));
}

Response sign_out(Visit& visit) {
    if (visit.colleague)
        if (const auto ended = end(visit); !ended) return broken(visit, ended.error());
    if (visit.guest)
        if (const auto ended = leave(visit); !ended) return broken(visit, ended.error());
    visit.drop_cookie(door::session_cookie);
    return see_other(visit, "/sign-in?why=out");
}

Response sign_out_there(Visit& visit) {
    const auto number = visit.route.provider;
    if (number >= visit.parts.providers.size()) return not_found(visit);
    const auto talk = visit.attempts.talk();
    const auto url =
        talk ? visit.parts.providers[number]->sign_out() : std::unexpected{identity::SignInFlaw::provider_unreachable};
    if (!url) return provider_trouble(visit, number, url.error());
    visit.drop_cookie(door::provider_cookie);
    return see_other(visit, url->empty() ? std::string{"/sign-in?why=out"} : *url);
}

Response switch_language(Visit& visit) {
    const auto to = value_of(visit.form, "to");
    if (to != tag(Language::nl) && to != tag(Language::en)) return not_found(visit);
    visit.set_cookie(door::language_cookie, to, std::chrono::days{365});
    const auto back = value_of(visit.form, "back");
    return see_other(visit, may_come_back(route("GET", back).page) ? back : "/");
}

}  // namespace monitor::pages
