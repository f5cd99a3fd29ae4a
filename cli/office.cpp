// cli: where are this server's settings and everything it keeps, for a command that runs beside it?

#include "office.hpp"

#include <cerrno>
#include <fstream>
#include <iostream>
#include <iterator>
#include <system_error>

#include <fmt/format.h>

namespace monitor::cli {

void ErrorStreamLog::write(Level level, std::string_view room, std::string_view line) {
    if (level < Level::warning) return;
    std::cerr << fmt::format("monitor: {}: {}\n", room, line);
}

std::expected<std::string, Error> whole_file(const std::filesystem::path& path) {
    errno = 0;
    std::ifstream file{path, std::ios::binary};
    std::string all{std::istreambuf_iterator<char>{file}, {}};
    if (file.is_open() && !file.bad()) return all;
    const auto code = errno;
    return std::unexpected{Error{code == ENOENT ? Remedy::not_found : Remedy::ask_operator, "read", code, path.string()}};
}

std::expected<settings::Server, Exit> read_settings(const Context& context) {
    const auto text = whole_file(context.settings);
    if (!text) {
        if (text.error().remedy == Remedy::not_found) {
            return std::unexpected{failed(context, Exit::not_found, Word::no_settings, context.settings.string())};
        }
        return std::unexpected{failed(context, text.error())};
    }
    auto found = settings::server(*text, std::filesystem::absolute(context.settings).parent_path());
    if (found) return std::move(*found);
    std::cerr << settings::describe(found.error(), context.settings.string());
    return std::unexpected{Exit::failure};
}

std::string tables_place(const settings::Server& settings) {
    return settings.postgres.empty() ? (settings.state / "people.db").string() : settings.postgres;
}
bool tables_there(const settings::Server& settings, std::error_code& code) {
    return !settings.postgres.empty() || std::filesystem::exists(settings.state / "people.db", code);
}

std::expected<std::unique_ptr<Office>, Exit> open_office(const Context& context, Opening opening) {
    auto settings = read_settings(context);
    if (!settings) return std::unexpected{settings.error()};
    std::error_code code;
    const bool there = tables_there(*settings, code);
    if (code.value() == EACCES) {
        return std::unexpected{failed(context, Error{Remedy::ask_operator, "open", code.value(), settings->state.string()})};
    }
    if (!there && opening == Opening::existing_only) {
        return std::unexpected{failed(context, Exit::not_found, Word::nothing_kept, settings->state.string())};
    }
    auto office = std::make_unique<Office>();
    office->settings = std::move(*settings);
    const auto options = store::options(office->settings);
    if (!options) return std::unexpected{failed(context, options.error())};
    auto stores = store::open(*options, context.clock, context.random, office->log);
    if (!stores) return std::unexpected{failed(context, stores.error())};
    office->stores = std::move(*stores);
    return office;
}

std::expected<school::School, Exit> choose_school(const Context& context, Office& office, const std::string& brin) {
    auto named = office.on_people([&] { return office.stores.people->school(brin); });
    if (!named) return std::unexpected{failed(context, named.error())};
    if (*named) return **std::move(named);
    auto schools = office.on_people([&] { return office.stores.people->schools(); });
    if (!schools) return std::unexpected{failed(context, schools.error())};
    if (schools->empty()) return std::unexpected{failed(context, Exit::not_found, Word::no_school)};
    if (brin.empty() && schools->size() == 1) return std::move(schools->front());
    std::string all;
    for (const auto& school : *schools) all += fmt::format("{}{} ({})", all.empty() ? "" : ", ", school.brin, school.name);
    if (brin.empty()) return std::unexpected{failed(context, Exit::usage, Word::which_school, all)};
    return std::unexpected{failed(context, Exit::not_found, Word::unknown_school, brin, all)};
}

std::expected<AtSchool, Exit> open_at_school(const Context& context, const std::string& brin) {
    auto office = open_office(context, Opening::existing_only);
    if (!office) return std::unexpected{office.error()};
    auto school = choose_school(context, **office, brin);
    if (!school) return std::unexpected{school.error()};
    return AtSchool{std::move(*office), std::move(*school)};
}

std::expected<AtRoll, Exit> open_at_roll(const Context& context, const std::string& brin) {
    auto at = open_at_school(context, brin);
    if (!at) return std::unexpected{at.error()};
    auto roll = roll_of(context, *at->office, at->school.id);
    if (!roll) return std::unexpected{roll.error()};
    return AtRoll{std::move(at->office), std::move(at->school), std::move(*roll)};
}

std::expected<std::unique_ptr<const school::Roll>, Exit> roll_of(const Context& context, Office& office, SchoolId school) {
    auto roll = office.on_people([&] { return office.stores.people->roll(school); });
    if (!roll) return std::unexpected{failed(context, roll.error())};
    return std::move(*roll);
}

std::expected<school::Site, Exit> choose_site(const Context& context, const school::Roll& roll, const std::string& wanted) {
    if (wanted.empty() && roll.sites.size() == 1) return roll.sites.front();
    std::string all;
    for (const auto& site : roll.sites) {
        if (site.name == wanted || site.id.text() == wanted) return site;
        all += fmt::format("{}\"{}\"", all.empty() ? "" : ", ", site.name);
    }
    return std::unexpected{failed(context, wanted.empty() ? Exit::usage : Exit::not_found, Word::which_site, wanted, all)};
}

std::expected<void, Exit> note_unruled(const Context& context, Office& office, SchoolId school, audit::Entry entry) {
    entry.at = context.clock.now();
    entry.actor.kind = audit::ActorKind::operator_;
    const auto kept = office.on_audit([&] { return office.stores.trail->append(school, entry); });
    if (!kept) {
        tell(context, Word::not_written_down);
        return std::unexpected{failed(context, kept.error())};
    }
    return {};
}

}  // namespace monitor::cli
