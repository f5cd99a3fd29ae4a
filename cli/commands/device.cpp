// cli: `monitor device enrol|tokens|withdraw|list|revoke`: which devices may send pictures to this school?

#include <algorithm>
#include <iostream>
#include <memory>

#include <fmt/format.h>

#include "answer.hpp"
#include "commands/asked.hpp"
#include "commands/by_id.hpp"
#include "commands/commands.hpp"
#include "monitor/seal/sign.hpp"
#include "monitor/wire/agent.hpp"
#include "office.hpp"

namespace monitor::cli {
namespace {

struct Given {
    std::string school{};
    std::string site{};
    std::string device{};
    std::string token{};
    int uses{1};
    int hours{24};
    Consent consent{};
};

// ---- enrol

// What agents trust instead of the system's authorities: the server's own key. An operator's certificate needs no pin.
std::expected<Bytes, Exit> pin_of(const Context& context, const settings::Server& settings) {
    if (settings.tls != settings::Tls::own) return Bytes{};
    const auto path = settings.state / "tls" / "certificate.pem";
    const auto pem = whole_file(path);
    if (!pem) return std::unexpected{failed(context, Exit::unavailable, Word::no_certificate, path.string())};
    const auto pin = seal::pin(*pem);
    if (!pin) return std::unexpected{failed(context, pin.error())};
    return Bytes(pin->begin(), pin->end());
}

Exit enrol(const Context& context, const Given& given) {
    const auto at = open_at_roll(context, given.school);
    if (!at) return at.error();
    const auto& [office, school, roll] = *at;
    const auto site = choose_site(context, *roll, given.site);
    if (!site) return site.error();
    auto pin = pin_of(context, office->settings);
    if (!pin) return pin.error();
    if (const auto noted = note(context, *office, school.id, {.act = policy::AdminAct::enrol_device},
                                {.act = audit::Act::device_token_made, .count = static_cast<std::uint64_t>(given.uses)});
        !noted) {
        return noted.error();
    }
    const identity::Enrolment enrolment{
        .school = school.id, .site = site->id, .uses = given.uses, .life = std::chrono::hours{given.hours}};
    const auto secret = office->on_people([&] { return office->stores.enrolments->offer(enrolment); });
    if (!secret) return failed(context, secret.error());
    const auto token = wire::text(wire::EnrolmentToken{
        .url = wire::agent_url(office->settings.public_url), .pin = std::move(*pin), .secret = secret->reveal(Purpose::operate)});
    const auto ends = written(context.clock.now() + enrolment.life);
    if (context.format == Format::json) {
        print_json(
            toml::table{{"token", token}, {"school", school.brin}, {"site", site->name}, {"uses", given.uses}, {"ends", ends}});
    } else {
        std::cout << token << '\n';
        tell(context, Word::token_made, site->name, fmt::format("{} ×, {}", given.uses, ends));
    }
    return Exit::ok;
}

// ---- tokens

std::string site_name(const school::Roll& roll, SiteId id) {
    const auto found = std::ranges::find(roll.sites, id, &school::Site::id);
    return found == roll.sites.end() ? id.text() : found->name;
}

Exit tokens(const Context& context, const Given& given) {
    const auto at = open_at_roll(context, given.school);
    if (!at) return at.error();
    const auto& [office, school, roll] = *at;
    const auto open = office->on_people([&] { return office->stores.enrolments->open(school.id); });
    if (!open) return failed(context, open.error());
    toml::array all;
    Columns columns{{"id", "site", "uses left", "ends"}};
    for (const auto& token : *open) {
        all.push_back(toml::table{{"id", token.id.text()},
                                  {"site", site_name(*roll, token.site)},
                                  {"uses_left", token.uses},
                                  {"ends", written(token.expires)}});
        columns.add({token.id.text(), site_name(*roll, token.site), std::to_string(token.uses), written(token.expires)});
    }
    print(context, toml::table{{"school", school.brin}, {"tokens", std::move(all)}}, columns);
    return Exit::ok;
}

Exit withdraw(const Context& context, const Given& given) {
    const auto id = identity::EnrolmentId::from_text(given.token);
    if (!id) return failed(context, Exit::usage, Word::which_token, given.token);
    const auto at = open_at_school(context, given.school);
    if (!at) return at.error();
    const auto& [office, school] = *at;
    if (const auto noted = note(context, *office, school.id, {.act = policy::AdminAct::revoke_device},
                                {.act = audit::Act::settings_changed, .count = 1, .detail = "device token withdrawn"});
        !noted)
        return noted.error();
    const auto done = office->on_people([&] { return office->stores.enrolments->withdraw(school.id, *id); });
    return done ? Exit::ok : failed(context, done.error());
}

// ---- list

std::expected<std::vector<identity::Device>, Exit> devices_of(const Context& context, Office& office, SchoolId school) {
    auto devices = office.on_people([&] { return office.stores.devices->of(school); });
    if (!devices) return std::unexpected{failed(context, devices.error())};
    return std::move(*devices);
}

Exit list(const Context& context, const Given& given) {
    const auto at = open_at_roll(context, given.school);
    if (!at) return at.error();
    const auto& [office, school, roll] = *at;
    const auto devices = devices_of(context, *office, school.id);
    if (!devices) return devices.error();
    toml::array all;
    Columns columns{{"id", "label", "site", "fixed user", "counter", "enrolled", "copied", "revoked"}};
    for (const auto& device : *devices) {
        const auto fixed = device.fixed_user.reveal(Purpose::operate).empty() ? "no" : "yes";
        toml::table entry{{"id", device.id.text()},
                          {"label", device.label},
                          {"site", site_name(*roll, device.site)},
                          {"fixed_user", fixed == std::string_view{"yes"}},
                          {"counter", static_cast<std::int64_t>(device.counter)},
                          {"enrolled_at", written(device.enrolled_at)}};
        if (device.copied_at) entry.insert("copied_at", written(*device.copied_at));
        if (device.revoked_at) entry.insert("revoked_at", written(*device.revoked_at));
        all.push_back(std::move(entry));
        columns.add({device.id.text(), device.label, site_name(*roll, device.site), fixed, std::to_string(device.counter),
                     written(device.enrolled_at), device.copied_at ? written(*device.copied_at) : "-",
                     device.revoked_at ? written(*device.revoked_at) : "-"});
    }
    print(context, toml::table{{"school", school.brin}, {"devices", std::move(all)}}, columns);
    return Exit::ok;
}

// ---- revoke

Exit revoke(const Context& context, const Given& given) {
    const auto at = open_at_school(context, given.school);
    if (!at) return at.error();
    const auto& [office, school] = *at;
    auto devices = devices_of(context, *office, school.id);
    if (!devices) return devices.error();
    const auto device = one_by_id(context, std::move(*devices), given.device, Word::which_device,
                                   [](const auto& one) { return one.id; });
    if (!device) return device.error();
    if (device->revoked_at)
        return failed(context, Exit::conflict, Word::revoked_before, device->label, written(*device->revoked_at));
    if (!agreed(context, given.consent, say(context, Word::revoke_question, device->label, device->id.text())))
        return failed(context, Exit::usage, Word::nothing_done);
    if (const auto noted = note(context, *office, school.id, {.act = policy::AdminAct::revoke_device},
                                {.act = audit::Act::device_revoked, .actor = {.device = device->id}});
        !noted)
        return noted.error();
    const auto done = office->on_people([&] { return office->stores.devices->revoke(school.id, device->id); });
    if (!done) return failed(context, done.error());
    tell(context, Word::revoked, device->label, device->id.text());
    return Exit::ok;
}

}  // namespace

void add_device(Command monitor) {
    const auto device = monitor.word("device", Word::help_device);
    const auto given = std::make_shared<Given>();
    const SchoolCommands<Given> command{device, given};
    const auto enrolling = command(
        "enrol", Word::help_device_enrol, enrol,
        "  monitor device enrol --site Hoofdgebouw\n  monitor device enrol --site Hoofdgebouw --uses 30 --hours 8 > token");
    enrolling.option("--site", given->site, Word::help_site).called("NAME");
    enrolling.option("--uses", given->uses, Word::help_uses).between(1, 1000).with_default();
    enrolling.option("--hours", given->hours, Word::help_hours).between(1, 24 * 30).with_default();
    command("tokens", Word::help_device_tokens, tokens, "  monitor device tokens\n  monitor device tokens --school 99XX --json");
    command("withdraw", Word::help_device_withdraw, withdraw, "  monitor device withdraw 5f1c0a9e33b0417c8d5a2f6b1e7d9c04")
        .option("token", given->token, Word::help_device_token_id)
        .required()
        .called("ID");
    command("list", Word::help_device_list, list, "  monitor device list\n  monitor device list --school 99XX --json");
    const auto revoking =
        command("revoke", Word::help_device_revoke, revoke, "  monitor device revoke 5f1c\n  monitor device revoke 5f1c0a --yes");
    revoking.option("id", given->device, Word::help_device_id).required().called("ID");
    revoking.flag(
        "--yes", [given] { given->consent = Consent::given; }, Word::help_yes);
}

}  // namespace monitor::cli
