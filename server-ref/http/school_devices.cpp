// pages: which devices may send pictures to this school, and how does a new one become one of them?

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "http/layout.hpp"
#include "http/school.hpp"
#include "http/school_look.hpp"
#include "http/when.hpp"
#include "monitor/wire/agent.hpp"

namespace monitor::pages {
namespace {

using namespace std::chrono_literals;

constexpr int most_devices = 1000;
constexpr std::size_t listed_at_a_glance = 12;
struct Life {
    std::chrono::hours life;
    Key words;
};
constexpr std::array lives{Life{8h, Key::token_life_day}, Life{24h, Key::token_life_one}, Life{24h * 7, Key::token_life_week},
                           Life{24h * 30, Key::token_life_month}};

Html token_form(Visit& visit, const SchoolView& view) {
    Html sites, ends;
    for (const auto& site : view.roll.sites) sites += element("option", {{"value", site.id.text()}}, {site.name});
    for (const auto& [life, words] : lives)
        ends += element("option", {{"value", std::to_string(life.count())}}, {visit.words(words)});
    return element("form", {{"method", "post"}, action("/school"), {"class", "fields"}},
                   {school_proof(visit), hidden("do", "enrol"),
                    element("label", {}, {visit.words(Key::token_site), element("select", {{"name", "site"}}, {sites})}),
                    element("label", {},
                            {visit.words(Key::token_uses), void_element("input", {{"type", "number"},
                                                                                  {"name", "uses"},
                                                                                  {"value", "1"},
                                                                                  {"min", "1"},
                                                                                  {"max", std::to_string(most_devices)},
                                                                                  {"inputmode", "numeric"},
                                                                                  {"required"}})}),
                    element("label", {}, {visit.words(Key::token_life), element("select", {{"name", "hours"}}, {ends})}),
                    element("button", {{"class", "button"}}, {visit.words(Key::token_make)})});
}

Html open_tokens(Visit& visit, const SchoolView& view) {
    if (view.tokens.empty()) return {};
    Html lines;
    for (const auto& token : view.tokens)
        lines +=
            row(site_name(view.roll, token.site),
                fmt::format("{} · {}", count(visit, static_cast<std::uint64_t>(token.uses), Key::token_left_one, Key::token_left),
                            visit.words(Key::token_until, when(visit, token.expires))),
                act(visit, "withdraw-token", {hidden("token", token.id.text())}, Key::token_withdraw));
    Html inside = element("h3", {}, {visit.words(Key::tokens_open)});
    return inside += rows(lines);
}

Html enrolling(Visit& visit, const SchoolView& view) {
    Html inside =
        element("details", {{"class", "fold"}}, {element("summary", {}, {visit.words(Key::token_new)}), token_form(visit, view)});
    inside += open_tokens(visit, view);
    return section(visit, Key::tokens_title, Key::tokens_lead, inside);
}

Html copied(const Visit& visit, const identity::Device& device) {
    if (!device.copied_at) return {};
    return alert(visit.words(Key::device_copied, when(visit, *device.copied_at)));
}

Html device_row(const Visit& visit, const SchoolView& view, const identity::Device& device) {
    const bool one = !device.fixed_user.reveal(Purpose::operate).empty();
    auto small = visit.words(Key::device_since, site_name(view.roll, device.site), when(visit, device.enrolled_at));
    if (one) small += fmt::format(" · {}", visit.words(Key::device_of_one));
    return element(
        "li", {{"class", "row"}},
        {element("div", {},
                 {element("strong", {}, {label(device)}), element("p", {{"class", "small"}}, {small}), copied(visit, device)}),
         step(visit, "/school/devices/" + device.id.text(), Key::device_revoke)});
}

Html known(const Visit& visit, const SchoolView& view) {
    std::vector<const identity::Device*> devices;
    std::uint64_t revoked{};
    for (const auto& device : view.devices) {
        if (!device.revoked_at)
            devices.push_back(&device);
        else
            ++revoked;
    }
    // What asks for attention first, then by name.
    std::ranges::stable_sort(devices, {}, [](const auto* device) { return std::pair{!device->copied_at, label(*device)}; });
    Html lines;
    for (const auto* device : devices) lines += device_row(visit, view, *device);
    Html inside = devices.size() > listed_at_a_glance ? finder(visit, Key::find_device) : Html{};
    inside +=
        devices.empty() ? element("p", {}, {visit.words(Key::devices_none)}) : element("div", {{"data-bundle"}}, {rows(lines)});
    if (revoked > 0)
        inside += element("p", {{"class", "small"}}, {count(visit, revoked, Key::devices_revoked_one, Key::devices_revoked)});
    return section(visit, Key::devices_known, Key::devices_lead, inside);
}

const identity::Device* asked_for(const Visit& visit, const SchoolView& view) {
    const auto at = std::ranges::find(view.devices, visit.route.device, &identity::Device::id);
    return at == view.devices.end() || at->revoked_at ? nullptr : &*at;
}

struct Wanted {
    const school::Site* site{};
    identity::Enrolment enrolment{};
};
std::optional<Wanted> wanted(const Visit& visit) {
    const auto sent = [&](std::string_view name) { return value_of(visit.form, name); };
    const auto id = SiteId::from_text(sent("site"));
    const auto& sites = visit.managed().sites;
    const auto site = id ? std::ranges::find(sites, *id, &school::Site::id) : sites.end();
    const auto life =
        std::ranges::find_if(lives, [&](const Life& one) { return sent("hours") == std::to_string(one.life.count()); });
    const auto text = sent("uses");
    int uses{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), uses);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    if (site == sites.end() || life == lives.end() || !whole || uses < 1 || uses > most_devices) return std::nullopt;
    return Wanted{&*site, {visit.managed().school.id, site->id, uses, life->life}};
}

Html command(std::string_view text) {
    return element("pre", {{"class", "command"}, {"tabindex", "0"}}, {element("code", {}, {text})});
}

Response shown_once(Visit& visit, const Wanted& made, const std::string& token) {
    const auto many = count(visit, static_cast<std::uint64_t>(made.enrolment.uses), Key::token_left_one, Key::token_left);
    Html content = way_back(visit, "/school/devices", Key::devices_back);
    content += element("h1", {}, {visit.words(Key::token_title)});
    content += element(
        "section", {{"class", "card"}},
        {element("p", {},
                 {fmt::format("{} · {} · {}", made.site->name, many,
                              visit.words(Key::token_until, when(visit, visit.parts.clock.now() + made.enrolment.life)))}),
         alert(visit.words(Key::token_once)), element("h2", {}, {visit.words(Key::token_how)}),
         element("p", {}, {visit.words(Key::token_command)}),
         command(fmt::format(
             "echo '{}' | sudo install -o monitor-agent -m 600 /dev/stdin /etc/monitor/token && sudo systemctl restart "
             "monitor-agent",
             token)),
         element("p", {{"class", "small"}}, {visit.words(Key::token_only)}), command(token)});
    return page(visit, {.title = std::string{visit.words(Key::token_title)}, .content = content, .look = "middle manage"});
}

}  // namespace

std::string label(const identity::Device& device) {
    return device.label.empty() ? device.id.text().substr(0, 8) : device.label;
}

Response devices_page(Visit& visit, const SchoolView& view) {
    Html content = way_back(visit, "/school", Key::school_back);
    content += element("h1", {}, {visit.words(Key::devices_title)});
    content += done_notice(visit);
    content += known(visit, view);
    content += enrolling(visit, view);
    return page(visit, {.title = std::string{visit.words(Key::devices_title)},
                        .content = content,
                        .look = "middle manage",
                        .scripts = Scripts::school});
}

Response device_page(Visit& visit, const SchoolView& view) {
    const auto* device = asked_for(visit, view);
    if (device == nullptr) return not_found(visit);
    const auto title = visit.words(Key::revoke_title, label(*device));
    Html content = way_back(visit, "/school/devices", Key::devices_back);
    content += element("h1", {}, {title});
    content +=
        element("section", {{"class", "card"}},
                {element("p", {{"class", "small"}},
                         {visit.words(Key::device_since, site_name(view.roll, device->site), when(visit, device->enrolled_at))}),
                 copied(visit, *device),
                 element("ul", {{"class", "points"}},
                         {element("li", {}, {visit.words(Key::revoke_at_once)}),
                          element("li", {}, {visit.words(Key::revoke_again)}), element("li", {}, {visit.words(Key::off_log)})}),
                 element("div", {{"class", "acts"}},
                         {act(visit, "revoke", {hidden("device", device->id.text())}, Key::revoke_button, "button danger"),
                          step(visit, "/school/devices", Key::cancel, "button second")})});
    return page(visit, {.title = title, .content = content, .look = "middle manage"});
}

Response offer_token(Visit& visit) {
    const auto made = wanted(visit);
    if (!made)
        return notice(visit, 400, visit.words(Key::school_not_done_title),
                      visit.words(Key::token_wrong, std::to_string(most_devices)));
    if (const auto written =
            write_down(visit, {.act = audit::Act::device_token_made, .count = static_cast<std::uint64_t>(made->enrolment.uses)});
        !written)
        return broken(visit, written.error());
    const auto secret =
        ask(*visit.parts.stores.people_thread, [&] { return visit.parts.stores.enrolments->offer(made->enrolment); });
    if (!secret) return broken(visit, secret.error());
    return shown_once(visit, *made,
                      wire::text(wire::EnrolmentToken{.url = wire::agent_url(visit.parts.settings.public_url),
                                                      .pin = visit.parts.agent_pin,
                                                      .secret = secret->reveal(Purpose::operate)}));
}

}  // namespace monitor::pages
