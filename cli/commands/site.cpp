// cli: `monitor site list|set`: where is the school, and when is it open?

#include <algorithm>
#include <iostream>
#include <memory>

#include <fmt/format.h>

#include "answer.hpp"
#include "commands/asked.hpp"
#include "commands/commands.hpp"
#include "monitor/school/opening.hpp"
#include "office.hpp"

namespace monitor::cli {
namespace {

struct Given {
    std::string school{}, site{}, name{};
    std::vector<std::string> networks{}, open{}, holidays{};
};

toml::array as_json(const std::vector<std::string>& lines) {
    toml::array all;
    for (const auto& line : lines) all.push_back(line);
    return all;
}

std::vector<std::string> written_networks(const school::Site& site) {
    std::vector<std::string> lines;
    for (const auto& network : site.networks) lines.push_back(network.text());
    return lines;
}

// Two sites behind one address: whoever comes from there is at neither, as far as anyone can say.
void warn_of_shared(const Context& context, const std::vector<school::Site>& sites) {
    for (const auto& one : sites)
        for (const auto& other : sites)
            for (const auto& network : other.networks)
                if (one.id < other.id && std::ranges::find(one.networks, network) != one.networks.end())
                    tell(context, Word::network_shared, network.text(), fmt::format("{}, {}", one.name, other.name));
}

Exit list(const Context& context, const Given& given) {
    const auto at = open_at_roll(context, given.school);
    if (!at) return at.error();
    const auto& [office, school, roll] = *at;
    toml::array all;
    Columns columns{{"id", "name", "networks", "open", "holidays"}};
    for (const auto& site : roll->sites) {
        const auto networks = written_networks(site), open = school::openings(site.hours), closed = school::holidays(site.hours);
        all.push_back(toml::table{{"id", site.id.text()},
                                  {"name", site.name},
                                  {"networks", as_json(networks)},
                                  {"open", as_json(open)},
                                  {"holidays", as_json(closed)}});
        columns.add({site.id.text(), site.name, fmt::format("{}", fmt::join(networks, " ")),
                     fmt::format("{}", fmt::join(open, ", ")), fmt::format("{}", fmt::join(closed, " "))});
    }
    print(context, toml::table{{"school", school.brin}, {"sites", std::move(all)}}, columns);
    warn_of_shared(context, roll->sites);
    return Exit::ok;
}

// What was typed takes the place of what was set; what was not typed stays.
std::expected<school::Site, Exit> changed(const Context& context, school::Site site, const Given& given) {
    if (!given.name.empty()) site.name = given.name;
    if (!given.networks.empty()) site.networks.clear();
    for (const auto& text : given.networks) {
        const auto network = school::Network::from_text(text);
        if (!network) return std::unexpected{failed(context, Exit::usage, Word::not_a_network, text)};
        if (!network->is_one_place()) return std::unexpected{failed(context, Exit::usage, Word::network_too_wide, text)};
        site.networks.push_back(*network);
    }
    if (!given.open.empty()) site.hours.week = {};
    for (const auto& text : given.open)
        if (!school::add_opening(site.hours, text))
            return std::unexpected{failed(context, Exit::usage, Word::not_an_opening, text)};
    if (!given.holidays.empty()) site.hours.holidays.clear();
    for (const auto& text : given.holidays)
        if (text != "none" && !school::add_holiday(site.hours, text))
            return std::unexpected{failed(context, Exit::usage, Word::not_a_holiday, text)};
    return site;
}

Exit set(const Context& context, const Given& given) {
    const auto at = open_at_roll(context, given.school);
    if (!at) return at.error();
    const auto& [office, school, roll] = *at;
    const auto site = choose_site(context, *roll, given.site);
    if (!site) return site.error();
    const auto wanted = changed(context, *site, given);
    if (!wanted) return wanted.error();
    if (const auto noted = note(context, *office, school.id, {.act = policy::AdminAct::set_site},
                                {.act = audit::Act::settings_changed, .count = 1, .detail = "site"});
        !noted)
        return noted.error();
    const auto kept = office->on_people([&] { return office->stores.schools->set(school.id, *wanted); });
    if (!kept) return failed(context, kept.error());
    return list(context, given);
}

}  // namespace

void add_site(Command monitor) {
    const auto site = monitor.word("site", Word::help_sites);
    const auto given = std::make_shared<Given>();
    const SchoolCommands<Given> command{site, given};
    command("list", Word::help_site_list, list, "  monitor site list\n  monitor site list --school 99XX --json");
    const auto setting =
        command("set", Word::help_site_set, set,
                "  monitor site set Hoofdgebouw --network 192.0.2.0/24 --network 2001:db8::/32\n"
                "  monitor site set Hoofdgebouw --open \"mon-fri 08:30-15:15\" --holiday 2026-12-19..2027-01-03");
    setting.option("site", given->site, Word::help_site).called("NAME");
    setting.option("--name", given->name, Word::help_site_name).called("NAME");
    setting.option("--network", given->networks, Word::help_network).called("CIDR").one_each();
    setting.option("--open", given->open, Word::help_open).called("HOURS").one_each();
    setting.option("--holiday", given->holidays, Word::help_holiday).called("DAYS").one_each();
}

}  // namespace monitor::cli
