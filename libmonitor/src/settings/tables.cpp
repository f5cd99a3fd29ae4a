// settings: where are the tables kept, if not in files?

#include "settings/tables.hpp"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "settings/address.hpp"

namespace monitor::settings {
namespace {

// A password would stand in the settings, which are shown and copied: it is in a file of its own, which libpq refuses when others
// may read it.
constexpr std::array<std::string_view, 7> words{"host", "port", "user", "dbname", "passfile", "sslmode", "sslrootcert"};

using Words = std::map<std::string, std::string, std::less<>>;

/// One space between them, as Poco takes it; empty when it is not that.
Words words_of(std::string_view text) {
    Words found;
    while (!text.empty()) {
        const auto end = std::min(text.find(' '), text.size());
        const auto one = text.substr(0, end);
        const auto is = one.find('=');
        const bool fine = is != std::string_view::npos && is + 1 < one.size() && one.find_first_of("'\\,") == std::string_view::npos;
        if (!fine || !found.emplace(one.substr(0, is), one.substr(is + 1)).second) return {};
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return found;
}

bool is_here(std::string_view host) {
    if (host.starts_with('/')) return true;
    const auto url = url_from(fmt::format("http://{}", host));
    return url && url->reach == Reach::this_machine;
}

std::string flaw(const Words& given) {
    for (const auto& [word, value] : given) {
        if (word == "password") return "must not hold a password: put it into a file of its own, and name that with passfile=";
        if (std::ranges::find(words, word) == words.end())
            return fmt::format("knows {} and no other word: {}", fmt::join(words, ", "), word);
    }
    if (!given.contains("host") || !given.contains("dbname") || !given.contains("user"))
        return "needs host=, user= and dbname=, each once, as in \"host=/run/postgresql user=monitor dbname=monitor\"";
    const auto mode = given.find("sslmode");
    if (!is_here(given.at("host")) && (mode == given.end() || mode->second != "verify-full"))
        return "needs sslmode=verify-full for a host that is not this machine";
    return {};
}

}  // namespace

void read_store(Section section, Server& server) {
    if (const auto given = section.text("postgres", Need::required)) {
        const auto found = words_of(given->text);
        if (auto wrong = flaw(found); !wrong.empty()) {
            section.problem(given->line, "postgres", std::move(wrong));
        } else {
            server.postgres = given->text;
            server.postgres_host = found.at("host");
        }
    }
    section.refuse_the_rest();
}

}  // namespace monitor::settings
