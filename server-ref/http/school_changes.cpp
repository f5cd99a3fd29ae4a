// pages: what an administrator of a school changes: each is written down, then done, then shown.

#include <algorithm>
#include <array>
#include <span>

#include <fmt/chrono.h>

#include "http/layout.hpp"
#include "http/may.hpp"
#include "http/school_deeds.hpp"
#include "http/school_end.hpp"
#include "monitor/policy/words.hpp"
#include "monitor/privacy/access.hpp"
#include "monitor/school/opening.hpp"
#include "monitor/store/erasures.hpp"
#include "monitor/sync/schedule.hpp"

namespace monitor::pages {
namespace {

template <class Kind>
std::optional<Kind> one_of(std::string_view sent, std::span<const Kind> known) {
    for (const auto kind : known)
        if (sent == std::to_string(static_cast<int>(kind))) return kind;
    return std::nullopt;
}

std::optional<store::Connected> connected(const Visit& visit) {
    constexpr std::array kinds{store::Connected::roster, store::Connected::directory};
    return one_of<store::Connected>(sent(visit, "kind"), kinds);
}

// As soon as it can; the run itself is in the log when it comes.
Outcome read_now(const Visit& visit) {
    const auto kind = connected(visit);
    if (!kind) return std::unexpected{wrong("kind")};
    visit.parts.schedule.wake(visit.managed().school.brin, *kind);
    return {};
}

// The next reading of the directory may end as many as it likes: a person saw that it is right.
Outcome accept_removals(const Visit& visit) {
    const auto written =
        write_down(visit, {.act = audit::Act::settings_changed, .count = 1, .detail = "directory removals accepted"});
    if (written) visit.parts.schedule.accept(visit.managed().school.brin);
    return written;
}

Outcome turn(const Visit& visit) {
    const auto kind = connected(visit);
    const auto to = sent(visit, "to");
    if (!kind || (to != "on" && to != "off")) return std::unexpected{wrong("kind")};
    const auto state = to == "on" ? store::Switch::on : store::Switch::off;
    const auto done = recorded(
        visit, {.act = audit::Act::settings_changed, .count = 1, .detail = std::string{word(*kind)} + " " + std::string{to}},
        [&] { return visit.parts.stores.schools->turn(school_of(visit), *kind, state); });
    if (done && state == store::Switch::on) return read_now(visit);
    return done;
}

// The log says what goes, in numbers, before it goes.
Outcome erase(const Visit& visit) {
    const auto kind = connected(visit);
    if (!kind) return std::unexpected{wrong("kind")};
    auto& erasures = *visit.parts.stores.erasures;
    const auto loaded = ask(*visit.parts.stores.people_thread, [&] { return erasures.loaded(school_of(visit), *kind); });
    if (!loaded) return std::unexpected{loaded.error()};
    return recorded(visit, {.act = audit::Act::settings_changed, .count = 1, .detail = store::erased(*kind, *loaded)},
                    [&] { return erasures.erase(school_of(visit), *kind); });
}

Outcome decide_held(const Visit& visit) {
    const auto id = HeldId::from_text(sent(visit, "held"));
    if (!id) return std::unexpected{wrong("held")};
    auto& rosters = *visit.parts.stores.rosters;
    if (sent(visit, "do") == "confirm")
        return recorded(visit, {.act = audit::Act::roster_applied, .detail = "held"},
                        [&] { return rosters.confirm(school_of(visit), *id); });
    return recorded(visit, {.act = audit::Act::settings_changed, .count = 1, .detail = "held import discarded"},
                    [&] { return rosters.discard(school_of(visit), *id); });
}

Outcome link(const Visit& visit) {
    const auto pupil = PupilId::from_text(sent(visit, "pupil"));
    const auto staff = StaffId::from_text(sent(visit, "staff"));
    const auto account = AccountId::from_text(sent(visit, "account"));
    if (!account || pupil.has_value() == staff.has_value()) return std::unexpected{wrong("account")};
    return recorded(visit, {.act = audit::Act::link_chosen, .count = 1},
                    [&] { return visit.parts.stores.directories->link(school_of(visit), pupil, staff, *account); });
}

// Lines of a text area; an empty one is none.
template <class Each>
bool each_line(std::string_view text, Each each) {
    while (!text.empty()) {
        auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        while (line.ends_with('\r') || line.ends_with(' ')) line.remove_suffix(1);
        if (!line.empty() && !each(line)) return false;
    }
    return true;
}

Outcome set_site(const Visit& visit) {
    const auto id = SiteId::from_text(sent(visit, "site"));
    const auto& sites = visit.managed().sites;
    const auto at = id ? std::ranges::find(sites, *id, &school::Site::id) : sites.end();
    if (at == sites.end()) return std::unexpected{wrong("site")};
    school::Site site{.id = at->id, .name = at->name, .networks = {}, .hours = {}};
    const bool networks = each_line(sent(visit, "networks"), [&](std::string_view line) {
        const auto network = school::Network::from_text(line);
        const bool fits = network && network->is_one_place();
        if (fits) site.networks.push_back(*network);
        return fits;
    });
    if (!networks) return std::unexpected{wrong("networks")};
    if (!each_line(sent(visit, "open"), [&](std::string_view line) { return school::add_opening(site.hours, line); }))
        return std::unexpected{wrong("open")};
    if (!each_line(sent(visit, "holidays"), [&](std::string_view line) { return school::add_holiday(site.hours, line); }))
        return std::unexpected{wrong("holidays")};
    return recorded(visit, {.act = audit::Act::settings_changed, .count = 1, .detail = "site"},
                    [&] { return visit.parts.stores.schools->set(school_of(visit), site); });
}

Outcome withdraw_token(const Visit& visit) {
    const auto id = identity::EnrolmentId::from_text(sent(visit, "token"));
    if (!id) return std::unexpected{wrong("token")};
    return recorded(visit, {.act = audit::Act::settings_changed, .count = 1, .detail = "device token withdrawn"},
                    [&] { return visit.parts.stores.enrolments->withdraw(school_of(visit), *id); });
}

Outcome revoke(const Visit& visit) {
    const auto id = DeviceId::from_text(sent(visit, "device"));
    if (!id) return std::unexpected{wrong("device")};
    return recorded(visit, {.act = audit::Act::device_revoked, .count = 1},
                    [&] { return visit.parts.stores.devices->revoke(school_of(visit), *id); });
}

Outcome change_duty(const Visit& visit) {
    const auto staff = StaffId::from_text(sent(visit, "staff"));
    const bool grants = sent(visit, "do") == "grant";
    constexpr std::array relieved_only{school::Duty::board_admin};
    auto duty = one_of<school::Duty>(sent(visit, "duty"), handed_out);
    if (!duty && !grants) duty = one_of<school::Duty>(sent(visit, "duty"), relieved_only);
    if (!staff || !duty) return std::unexpected{wrong("duty")};
    auto& rights = *visit.parts.stores.rights;
    return recorded(visit,
                    {.act = audit::Act::duty_changed,
                     .reason = static_cast<std::uint16_t>(*duty),
                     .count = 1,
                     .detail = grants ? "granted" : "withdrawn",
                     .colleague = *staff},
                    [&] {
                        return grants ? rights.grant(school_of(visit), *staff, *duty)
                                      : rights.withdraw(school_of(visit), *staff, *duty);
                    });
}

using Act = policy::AdminAct;

struct Change {
    std::string_view what;
    Act act;
    Outcome (*change)(const Visit&);
    std::string_view then{"/school?done=1"};  ///< where it is seen
};
constexpr std::string_view at_links = "/school/links?done=1", at_devices = "/school/devices?done=1",
                           at_lessons = "/school/lessons?done=1";
constexpr std::array changes{Change{"read", Act::switch_connection, read_now, "/school?done=read"},
                             Change{"accept", Act::confirm_import, accept_removals, "/school?done=read"},
                             Change{"switch", Act::switch_connection, turn},
                             Change{"erase", Act::erase_loaded, erase},
                             Change{"confirm", Act::confirm_import, decide_held},
                             Change{"discard", Act::discard_import, decide_held},
                             Change{"link", Act::choose_link, link, at_links},
                             Change{"site", Act::set_site, set_site},
                             Change{"plan-lesson", Act::grant_remote_lesson, plan_lesson, at_lessons},
                             Change{"lesson-told", Act::confirm_letter, lesson_told, at_lessons},
                             Change{"end-lesson", Act::end_remote_lesson, end_lesson, at_lessons},
                             Change{"record-against", Act::record_objection, change_against, at_lessons},
                             Change{"lift-against", Act::record_objection, change_against, at_lessons},
                             Change{"withdraw-code", Act::print_parent_code, withdraw_code, "/school/codes?done=1"},
                             Change{"revoke", Act::revoke_device, revoke, at_devices},
                             Change{"withdraw-token", Act::revoke_device, withdraw_token, at_devices},
                             Change{"permit-support", Act::permit_support, permit_support},
                             Change{"end-support", Act::permit_support, end_support},
                             Change{"grant", Act::grant_duty, change_duty},
                             Change{"withdraw", Act::withdraw_duty, change_duty}};

// Who they are, and whom and which duty the form is about.
policy::ActFacts known(const Visit& visit) {
    auto facts = standing(visit);
    if (const auto whom = StaffId::from_text(sent(visit, "staff")))
        facts.target = *whom == visit.colleague->self->id ? policy::Target::oneself : policy::Target::somebody_else;
    for (const auto duty : school::all_duties)
        if (sent(visit, "duty") == std::to_string(static_cast<int>(duty))) facts.duty = static_cast<policy::GrantedDuty>(duty);
    // It is for everybody with that duty, oneself too who has it; taking it back gives nobody anything.
    const bool gives = sent(visit, "do") == "permit-support";
    if (gives || sent(visit, "do") == "end-support")
        facts.target = gives && facts.support == policy::Holds::yes ? policy::Target::oneself : policy::Target::somebody_else;
    return facts;
}

Key refusal(const Error& error) {
    if (error.place == "networks") return Key::site_networks_wrong;
    if (error.place == "open") return Key::site_open_wrong;
    if (error.place == "holidays") return Key::site_holidays_wrong;
    if (error.place == "lesson groups") return Key::lesson_wrong_groups;
    if (error.place == "lesson time" || error.place == "lesson until") return Key::lesson_wrong_time;
    if (error.place == "lesson from") return Key::lesson_wrong_from;
    if (error.place == "lesson length") return Key::lesson_wrong_length;
    return Key::school_not_done;
}

}  // namespace

Html asked_field(const Visit& visit, std::string_view id, Needed needed) {
    const auto today = std::chrono::floor<std::chrono::days>(school::wall_clock(visit.parts.clock.now()));
    Attributes attributes{{"type", "date"},
                          {"name", "requested"},
                          {"id", id},
                          {"max", fmt::format("{:%Y-%m-%d}", std::chrono::sys_days{today.time_since_epoch()})}};
    if (needed == Needed::yes) attributes.push_back(PlainName{"required"});
    return element("label", {{"for", id}}, {visit.words(Key::rights_requested), void_element("input", attributes)});
}

std::optional<std::chrono::sys_days> asked_on(const Visit& visit) {
    return privacy::asked_on(sent(visit, "requested"), visit.parts.clock.now());
}

Response said(Visit& visit, Key text) {
    return notice(visit, 400, visit.words(Key::school_not_done_title), visit.words(text));
}

std::optional<Response> refused(Visit& visit, policy::AdminAct act, const policy::ActFacts& facts) {
    const auto ruling = may(visit, act, facts);
    if (ruling) return std::nullopt;
    return notice(visit, 403, visit.words(Key::school_not_done_title), policy::sentence(ruling.error(), visit.language));
}

std::expected<SchoolView, Error> school_view(const Visit& visit) {
    using Found = std::expected<SchoolView, Error>;
    auto& stores = visit.parts.stores;
    const auto school = school_of(visit);
    return ask(*stores.people_thread, [&]() -> Found {
        auto connections = stores.schools->connections(school);
        if (!connections) return std::unexpected{connections.error()};
        auto held = stores.rosters->held(school);
        if (!held) return std::unexpected{held.error()};
        auto links = stores.directories->open_links(school);
        if (!links) return std::unexpected{links.error()};
        auto devices = stores.devices->of(school);
        if (!devices) return std::unexpected{devices.error()};
        auto tokens = stores.enrolments->open(school);
        if (!tokens) return std::unexpected{tokens.error()};
        auto put_back = stores.quarantines->of(school);
        if (!put_back) return std::unexpected{put_back.error()};
        return SchoolView{visit.managed(),     std::move(*connections), std::move(*held),    std::move(*links),
                          std::move(*devices), std::move(*tokens),      std::move(*put_back)};
    });
}

Response school_change(Visit& visit) {
    if (!may_manage(visit)) return not_found(visit);
    if (sent(visit, "do") == "choose") return choose_school(visit);
    // Of the school that the form was about; another may have been chosen since, in another window.
    if (sent(visit, "school") != school_of(visit).text())
        return notice(visit, 400, visit.words(Key::school_not_done_title), visit.words(Key::school_not_done));
    if (sent(visit, "do") == "enrol") {
        if (auto no = refused(visit, Act::enrol_device, known(visit))) return std::move(*no);
        return offer_token(visit);
    }
    if (sent(visit, "do") == "make-codes") {
        if (auto no = refused(visit, Act::print_parent_code, known(visit))) return std::move(*no);
        return make_codes(visit);
    }
    if (sent(visit, "do") == "end-ask" || sent(visit, "do") == "end-school") return end_school(visit);
    const auto found = std::ranges::find(changes, sent(visit, "do"), &Change::what);
    if (found == changes.end()) return not_found(visit);
    if (auto no = refused(visit, found->act, known(visit))) return std::move(*no);
    // Who wants it all gone is asked once more.
    if (const auto kind = connected(visit); kind && found->what == "switch" && sent(visit, "then") == "erase")
        return see_other(visit, "/school/" + std::string{word(*kind)} + "/erase");
    const auto done = found->change(visit);
    if (done) return see_other(visit, found->then);
    switch (done.error().remedy) {
        case Remedy::correct_input:
        case Remedy::conflict:
        case Remedy::not_found:
            return notice(visit, 400, visit.words(Key::school_not_done_title), visit.words(refusal(done.error())));
        case Remedy::try_again:
        case Remedy::ask_operator:
        case Remedy::give_up: break;
    }
    return broken(visit, done.error());
}

}  // namespace monitor::pages
