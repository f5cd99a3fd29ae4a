// cli: what does `monitor doctor` look at, and what does it say about it?

#include "commands/checks.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "commands/places.hpp"
#include "commands/reach.hpp"
#include "monitor/audit/merkle.hpp"
#include "monitor/retention/timekeeping.hpp"
#include "monitor/seal/sign.hpp"
#include "office.hpp"

namespace monitor::cli {
namespace {

using Checks = std::vector<Check>;
using namespace std::chrono;

constexpr auto directory_fresh = 24h;
constexpr auto certificate_soon = days{21};

std::string described(const Error& error) {
    return fmt::format("{}{}{}", error.operation, error.place.empty() ? "" : ": ", error.place);
}

// ---- files and their modes

Check mode(const Context& context, std::string subject, const std::filesystem::path& path, Word advice) {
    namespace fs = std::filesystem;
    std::error_code code;
    const auto status = fs::status(path, code);
    if (!fs::exists(status)) {
        return {Health::warning, std::move(subject), say(context, Word::doctor_not_there, path.string()),
                say(context, Word::doctor_makes_itself)};
    }
    const auto open = status.permissions() & (fs::perms::group_all | fs::perms::others_all);
    const auto found = fmt::format("{} ({:o})", path.string(), static_cast<unsigned>(status.permissions() & fs::perms::all));
    if (open == fs::perms::none) return {Health::ok, std::move(subject), found};
    return {Health::wrong, std::move(subject), found, say(context, advice, path.string())};
}

// ---- certificate

Check certificate(const Context& context, const settings::Server& settings) {
    if (settings.tls == settings::Tls::plain_loopback) return {Health::ok, "certificate", say(context, Word::doctor_plain)};
    const bool own = settings.tls == settings::Tls::own;
    const auto path = own ? settings.state / "tls" / "certificate.pem" : settings.certificate;
    const auto key_path = own ? settings.state / "tls" / "key.pem" : settings.certificate_key;
    const auto pem = whole_file(path);
    if (!pem) {
        return {own && pem.error().remedy == Remedy::not_found ? Health::warning : Health::wrong, "certificate",
                say(context, Word::doctor_not_there, path.string()),
                say(context, own ? Word::doctor_makes_itself : Word::doctor_certificate)};
    }
    const auto validity = seal::validity(*pem);
    if (!validity) return {Health::wrong, "certificate", described(validity.error()), say(context, Word::doctor_certificate)};
    const auto key = whole_file(key_path);
    const auto fits = seal::fit(*pem, key.value_or(""));
    if (!fits || *fits == seal::Fit::differs) {
        return {Health::wrong, "certificate", say(context, Word::doctor_key_differs, key_path.string()),
                say(context, Word::doctor_certificate)};
    }
    const auto now = context.clock.now();
    const auto found = fmt::format("{}: {} – {}", path.string(), written(validity->from), written(validity->until));
    if (now < validity->from || now >= validity->until)
        return {Health::wrong, "certificate", found, say(context, Word::doctor_certificate)};
    if (validity->until - now < certificate_soon)
        return {Health::warning, "certificate", found, say(context, Word::doctor_certificate_soon)};
    return {Health::ok, "certificate", found};
}

// ---- what is kept

Check clock(const Context& context, Office& office) {
    const auto high = store::high_water(office.stores);
    if (!high) return {Health::wrong, "clock", described(high.error())};
    const auto now = context.clock.now();
    const retention::Timekeeper keeper{*high, now, context.clock.tick()};
    const auto found = *high ? fmt::format("{}, high water {}", written(now), written(**high)) : written(now);
    if (keeper.trust() == retention::Trust::doubtful)
        return {Health::wrong, "clock", found, say(context, Word::doctor_clock_ahead)};
    if (*high && **high > now + minutes{5}) return {Health::warning, "clock", found, say(context, Word::doctor_clock_behind)};
    return {Health::ok, "clock", found};
}

// The root again, from every leaf there is: a line that was changed, cut or moved gives another one.
Check chain(const Context& context, Office& office, SchoolId school, std::string subject) {
    constexpr std::size_t at_once = 1000;
    const auto head = office.on_audit([&] { return office.stores.trail->head(school); });
    if (!head) return {Health::wrong, std::move(subject), described(head.error()), say(context, Word::doctor_chain)};
    audit::Frontier frontier;
    for (std::uint64_t before = ~0ULL; frontier.size() < head->size && before != frontier.size();) {
        before = frontier.size();
        const auto lines = office.on_audit([&] { return office.stores.trail->read(school, frontier.size(), at_once); });
        if (!lines) return {Health::wrong, std::move(subject), described(lines.error()), say(context, Word::doctor_chain)};
        for (const auto& line : *lines) {
            if (line.index != frontier.size() || frontier.size() == head->size) break;
            frontier.append(line.leaf);
        }
    }
    const auto found = fmt::format("{} lines, root {}…", head->size, hex(head->root).substr(0, 16));
    if (frontier.size() == head->size && frontier.root() == head->root) return {Health::ok, std::move(subject), found};
    return {Health::wrong, std::move(subject), found, say(context, Word::doctor_chain)};
}

Check directory(const Context& context, const school::Roll& roll) {
    const auto subject = "directory " + roll.school.brin;
    const auto people = fmt::format("pupils {}, staff {}", roll.pupils.size(), roll.staff.size());
    if (!roll.directory_read) return {Health::wrong, subject, people, say(context, Word::doctor_directory)};
    const auto age = context.clock.now() - *roll.directory_read;
    const auto found =
        fmt::format("{}, read {} ({} h)", people, written(*roll.directory_read), duration_cast<hours>(age).count());
    if (age > directory_fresh) return {Health::wrong, subject, found, say(context, Word::doctor_directory)};
    return {Health::ok, subject, found};
}

Checks sites(const Context& context, const school::Roll& roll) {
    Checks all;
    for (const auto& site : roll.sites) {
        const auto subject = "site " + roll.school.brin;
        const bool never = std::ranges::all_of(site.hours.week, [](const auto& windows) { return windows.empty(); });
        if (site.networks.empty())
            all.push_back({Health::warning, subject, site.name, say(context, Word::doctor_no_network)});
        else if (never)
            all.push_back({Health::warning, subject, site.name, say(context, Word::doctor_no_hours)});
        else
            all.push_back({Health::ok, subject, site.name});
    }
    return all;
}

Checks kept(const Context& context, const settings::Server& settings) {
    std::error_code code;
    if (!tables_there(settings, code)) {
        return {{Health::warning, "databases", say(context, Word::doctor_not_there, tables_place(settings)),
                 say(context, Word::doctor_nobody_yet)}};
    }
    Office office;
    const auto options = store::options(settings);
    if (!options) return {{Health::wrong, "databases", described(options.error()), say(context, Word::doctor_databases)}};
    auto stores = store::open(*options, context.clock, context.random, office.log);
    if (!stores) return {{Health::wrong, "databases", described(stores.error()), say(context, Word::doctor_databases)}};
    office.stores = std::move(*stores);
    Checks all{
        {Health::ok, "databases",
         say(context, Word::doctor_databases_open, settings.postgres.empty() ? settings.state.string() : settings.postgres)}};
    all.push_back(clock(context, office));
    all.push_back(chain(context, office, SchoolId{}, "audit operator"));
    const auto schools = office.on_people([&] { return office.stores.people->schools(); });
    if (!schools) all.push_back({Health::wrong, "schools", described(schools.error()), say(context, Word::doctor_databases)});
    if (schools && schools->empty()) all.push_back({Health::warning, "schools", "0", say(context, Word::doctor_nobody_yet)});
    for (const auto& school : schools.value_or(std::vector<school::School>{})) {
        all.push_back(chain(context, office, school.id, "audit " + school.brin));
        const auto roll = office.on_people([&] { return office.stores.people->roll(school.id); });
        if (!roll) {
            all.push_back(
                {Health::wrong, "directory " + school.brin, described(roll.error()), say(context, Word::doctor_databases)});
            continue;
        }
        all.push_back(directory(context, **roll));
        std::ranges::move(sites(context, **roll), std::back_inserter(all));
    }
    return all;
}

// ---- the server itself

Check listener(const Context& context, const settings::Server& settings) {
    const auto place = fmt::format("{}:{}", settings.listen_address, settings.listen_port);
    if (reached(settings.listen_address, settings.listen_port)) return {Health::ok, "listener", place};
    return {Health::warning, "listener", say(context, Word::doctor_no_listener, place), say(context, Word::doctor_start_server)};
}

}  // namespace

std::vector<Check> examined(const Context& context) {
    const auto text = whole_file(context.settings);
    if (!text)
        return {{Health::wrong, "settings", say(context, Word::doctor_not_there, context.settings.string()),
                 say(context, Word::doctor_settings)}};
    const auto settings = settings::server(*text, std::filesystem::absolute(context.settings).parent_path());
    Checks all;
    if (!settings) {
        for (const auto& problem : settings.error()) {
            all.push_back({Health::wrong, "settings",
                           fmt::format("{}:{}: {}: {}", context.settings.string(), problem.line, problem.key, problem.message),
                           say(context, Word::doctor_settings)});
        }
        return all;
    }
    all.push_back({Health::ok, "settings", context.settings.string()});
    all.push_back(mode(context, "state directory", settings->state, Word::doctor_mode));
    all.push_back(mode(context, "key file", settings->keys, Word::doctor_mode));
    if (settings->tls == settings::Tls::own)
        all.push_back(mode(context, "certificate key", settings->state / "tls" / "key.pem", Word::doctor_mode));
    if (settings->tls == settings::Tls::files)
        all.push_back(mode(context, "certificate key", settings->certificate_key, Word::doctor_mode));
    all.push_back(certificate(context, *settings));
    std::ranges::move(places(context, *settings), std::back_inserter(all));
    std::ranges::move(kept(context, *settings), std::back_inserter(all));
    all.push_back(listener(context, *settings));
    return all;
}

}  // namespace monitor::cli
