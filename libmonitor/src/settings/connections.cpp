// settings: how is a [[connection]] read, and which of its keys belong to which kind?

#include "settings/connections.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "monitor/base/guid.hpp"

namespace monitor::settings {
namespace {

using std::chrono::minutes;

template <class Kind, std::size_t Count>
using Words = std::array<std::pair<std::string_view, Kind>, Count>;

constexpr Words<ConnectionKind, 6> kinds{{{"graph", ConnectionKind::graph},
                                          {"uwlr", ConnectionKind::uwlr},
                                          {"gkv", ConnectionKind::gkv},
                                          {"edexml", ConnectionKind::edexml},
                                          {"oneroster", ConnectionKind::oneroster},
                                          {"sds", ConnectionKind::sds}}};
constexpr Words<RoleSource, 4> sources{{{"app_role", RoleSource::app_role},
                                        {"group", RoleSource::group},
                                        {"primary_role", RoleSource::primary_role},
                                        {"roster", RoleSource::roster}}};
constexpr Words<Duty, 4> duties{{{"school_admin", Duty::school_admin},
                                 {"board_admin", Duty::board_admin},
                                 {"privacy_officer", Duty::privacy_officer},
                                 {"support", Duty::support}}};
constexpr Words<Notifications, 2> notices{{{"off", Notifications::off}, {"on", Notifications::on}}};
constexpr Words<Asking, 2> askings{{{"everything", Asking::everything}, {"when_changed", Asking::when_changed}}};
constexpr Words<Delivery, 2> deliveries{{{"whole", Delivery::whole}, {"staged", Delivery::staged}}};

template <class Kind, std::size_t Count>
std::optional<Kind> meant(const Words<Kind, Count>& words, std::string_view text) {
    for (const auto& [word, kind] : words) {
        if (word == text) return kind;
    }
    return std::nullopt;
}

template <class Kind, std::size_t Count>
std::string listed(const Words<Kind, Count>& words) {
    std::string all;
    for (const auto& [word, kind] : words) all += fmt::format("{}\"{}\"", all.empty() ? "" : ", ", word);
    return all;
}

template <class Kind, std::size_t Count>
void read_word(Section& section, std::string_view key, const Words<Kind, Count>& words, Kind& to) {
    const auto given = section.text(key, Need::optional);
    if (!given) return;
    if (const auto kind = meant(words, given->text))
        to = *kind;
    else
        section.problem(given->line, key, "must be one of " + listed(words));
}

bool digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

void read_school(Section& section, Connection& connection) {
    const auto brin = section.text("school", Need::required);
    if (!brin) return;
    connection.school = brin->text;
    for (auto& letter : connection.school) letter = letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 0x20) : letter;
    const auto& text = connection.school;
    const auto letter = [&](std::size_t at) { return text[at] >= 'A' && text[at] <= 'Z'; };
    if (text.size() != 4 || !digits(text.substr(0, 2)) || !letter(2) || !letter(3))
        section.problem(brin->line, "school", "must be a BRIN: two digits and two letters, such as \"99XX\"");
}

void read_url(Section& section, std::string_view key, std::string_view usual, Reach reach, std::string& to) {
    to = usual;
    const auto given = section.text(key, usual.empty() ? Need::required : Need::optional);
    if (!given) return;
    to = given->text;
    const auto url = url_from(given->text);
    if (!url)
        return section.problem(given->line, key,
                               "must be a web address such as \"https://service.example/path\", no slash at the end");
    const bool all_here = reach == Reach::this_machine && url->literal && url->reach == Reach::this_machine;
    if (!url->secure && !all_here)
        section.problem(given->line, key,
                        "must be https; http only at 127.0.0.1 or [::1], when server.public_url is on this machine too");
}

void read_secret(Section& section, const std::filesystem::path& directory, Connection& connection) {
    if (const auto file = section.text("secret_file", Need::required)) connection.secret_file = directory / file->text;
}

void read_guid(Section& section, std::string_view key, std::string& to) {
    const auto given = section.text(key, Need::required);
    if (!given) return;
    to = given->text;
    if (!is_guid(to))
        section.problem(given->line, key, "must be an id such as \"6f1c1a52-0d4e-4b7e-9a35-2c1d7e5b9f00\", in lower case");
}

void read_texts(Section& section, std::string_view key, std::vector<std::string>& to) {
    for (const auto& text : section.texts(key)) to.emplace_back(text.text);
}

void read_guids(Section& section, std::string_view key, std::vector<std::string>& to) {
    for (const auto& text : section.texts(key)) {
        if (!is_guid(text.text))
            section.problem(text.line, key, "must be ids of groups, such as \"6f1c1a52-0d4e-4b7e-9a35-2c1d7e5b9f00\"");
        to.emplace_back(text.text);
    }
}

// "02:15", local time
void read_at(Section& section, Connection& connection) {
    const auto given = section.text("at", Need::optional);
    if (!given) return;
    const auto text = given->text;
    if (text.size() == 5 && text[2] == ':' && digits(text.substr(0, 2)) && digits(text.substr(3))) {
        const int hour = (text[0] - '0') * 10 + text[1] - '0', minute = (text[3] - '0') * 10 + text[4] - '0';
        connection.at = minutes{hour * 60 + minute};
        if (hour < 24 && minute < 60) return;
    }
    section.problem(given->line, "at", "must be a time of day in Amsterdam, such as \"02:15\"");
}

// "15m"
void read_every(Section& section, Connection& connection) {
    constexpr int least = 5, most = 12 * 60;
    const auto given = section.text("every", Need::optional);
    if (!given) return;
    const auto count = given->text.substr(0, given->text.size() - 1);
    if (given->text.ends_with('m') && digits(count) && count.size() <= 3) {
        const int length = std::stoi(std::string{count});
        connection.every = minutes{length};
        if (length >= least && length <= most) return;
    }
    section.problem(given->line, "every",
                    "must be from \"5m\" to \"720m\": a directory nobody read for 24 hours stops looking along");
}

void read_roles(Section& section, Connection& connection) {
    const auto given = section.texts("role_sources");
    if (!given.empty()) connection.role_sources.clear();
    for (const auto& text : given) {
        const auto source = meant(sources, text.text);
        if (!source)
            section.problem(text.line, "role_sources", "must be a list of " + listed(sources));
        else if (std::ranges::count(connection.role_sources, *source) > 0)
            section.problem(text.line, "role_sources", "names a source twice");
        else
            connection.role_sources.push_back(*source);
    }
    read_texts(section, "staff_app_roles", connection.staff_app_roles);
    read_texts(section, "pupil_app_roles", connection.pupil_app_roles);
    read_guids(section, "staff_groups", connection.staff_groups);
    read_guids(section, "pupil_groups", connection.pupil_groups);
    read_guids(section, "members_of", connection.members_of);
}

// [connection.duties.school_admin]
void read_duties(Section& section, Connection& connection) {
    const auto* given = section.table("duties", Need::optional);
    if (given == nullptr) return;
    auto named = section.inner(*given, "duties");
    for (const auto& [word, duty] : duties) {
        const auto* table = named.table(word, Need::optional);
        if (table == nullptr) continue;
        DutyHolders holders{.duty = duty};
        auto one = named.inner(*table, word);
        read_texts(one, "app_roles", holders.app_roles);
        read_guids(one, "groups", holders.groups);
        if (holders.app_roles.empty() && holders.groups.empty())
            one.problem(table->line, "", "names nobody: write app_roles, groups, or both");
        one.refuse_the_rest();
        connection.duties.push_back(std::move(holders));
    }
    named.refuse_the_rest();
}

void read_graph(Section& section, const std::filesystem::path& directory, Reach reach, Connection& connection) {
    read_url(section, "url", "https://graph.microsoft.com", reach, connection.url);
    read_url(section, "login_url", "https://login.microsoftonline.com", reach, connection.login_url);
    read_guid(section, "tenant", connection.tenant);
    read_guid(section, "client_id", connection.client_id);
    read_secret(section, directory, connection);
    read_every(section, connection);
    read_roles(section, connection);
    read_duties(section, connection);
    read_word(section, "notifications", notices, connection.notifications);
}

void read_service(Section& section, const std::filesystem::path& directory, Reach reach, Connection& connection) {
    read_url(section, "url", "", reach, connection.url);
    if (const auto customer = section.text("customer", Need::required)) connection.customer = customer->text;
    read_secret(section, directory, connection);
    read_at(section, connection);
    if (connection.kind == ConnectionKind::gkv) return;
    if (const auto name = section.text("customer_name", Need::required)) connection.customer_name = name->text;
    if (const auto set = section.text("data_set", Need::optional)) connection.data_set = set->text;
    if (const auto location = section.text("location", Need::optional)) {
        connection.location = location->text;
        if (location->text.size() != 2 || !digits(location->text))
            section.problem(location->line, "location", "must be two digits, such as \"00\"");
    }
    read_word(section, "ask", askings, connection.asking);
    read_word(section, "delivery", deliveries, connection.delivery);
}

void read_file(Section& section, const std::filesystem::path& directory, Connection& connection) {
    if (const auto file = section.text("file", Need::required)) connection.file = directory / file->text;
    read_at(section, connection);
}

void read_by_kind(Section& section, const std::filesystem::path& directory, Reach reach, Connection& connection) {
    switch (connection.kind) {
        case ConnectionKind::graph: return read_graph(section, directory, reach, connection);
        case ConnectionKind::uwlr:
        case ConnectionKind::gkv: return read_service(section, directory, reach, connection);
        case ConnectionKind::edexml:
        case ConnectionKind::oneroster:
        case ConnectionKind::sds: return read_file(section, directory, connection);
    }
}

}  // namespace

Connection read_connection(Section section, const std::filesystem::path& directory, Reach reach) {
    Connection connection;
    read_school(section, connection);
    const auto kind = section.text("kind", Need::required);
    const auto meaning = kind ? meant(kinds, kind->text) : std::nullopt;
    if (kind && !meaning) section.problem(kind->line, "kind", "must be one of " + listed(kinds));
    if (!meaning) return connection;  // which other keys belong here is not known
    connection.kind = *meaning;
    read_by_kind(section, directory, reach, connection);
    if (const auto* link = section.table("link", Need::optional)) {
        auto rules = section.inner(*link, "link");
        read_texts(rules, "rules", connection.link_rules);
        rules.refuse_the_rest();
    }
    section.refuse_the_rest();
    return connection;
}

void compare_connections(const std::vector<Connection>& all, const std::vector<int>& lines, Problems& problems) {
    const auto is_graph = [](const Connection& one) { return one.kind == ConnectionKind::graph; };
    for (std::size_t at = 0; at < all.size(); ++at) {
        const auto same = [&](const Connection& other) {
            return other.school == all[at].school && is_graph(other) == is_graph(all[at]);
        };
        if (std::any_of(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(at), same)) {
            problems.push_back({lines[at], "connection.school",
                                is_graph(all[at]) ? "has a directory already, above" : "has an administration already, above"});
        }
        const auto directory = [&](const Connection& other) { return other.school == all[at].school && is_graph(other); };
        if (all[at].asking == Asking::when_changed && std::ranges::none_of(all, directory)) {
            problems.push_back({lines[at], "connection.ask",
                                "\"when_changed\" needs a connection of kind \"graph\" for this school: a list nobody renews for "
                                "24 hours stops looking along"});
        }
    }
}

}  // namespace monitor::settings
