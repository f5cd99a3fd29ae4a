// privacy: how is the school now, for its documents?

#include <algorithm>

#include "monitor/privacy/documents.hpp"

namespace monitor::privacy {
namespace {

using settings::ConnectionKind;

store::Connected side(ConnectionKind kind) {
    return kind == ConnectionKind::graph ? store::Connected::directory : store::Connected::roster;
}

/// Those of the settings, with the switch that the school has in its own hand.
std::vector<Coupling> couplings(const settings::Server& settings, const std::string& brin,
                                const std::vector<store::Connection>& kept) {
    std::vector<Coupling> all;
    for (const auto& connection : settings.connections) {
        if (connection.school != brin) continue;
        const auto state = std::ranges::find(kept, side(connection.kind), &store::Connection::kind);
        all.push_back({connection.kind, state == kept.end() ? store::Switch::on : state->state});
    }
    return all;
}

/// The log keeps its own. Where it cannot be read the ceiling is told, which is never too short.
void add_term_of_log(retention::Terms& terms, store::Stores& stores, SchoolId school) {
    const auto books = ask(*stores.audit_thread, [&] { return stores.logbooks->all(); });
    if (!books) return;
    const auto book = std::ranges::find(*books, school, &audit::Logbook::school);
    if (book != books->end() && retention::Term{retention::For{book->term}} != retention::ceiling(retention::Kind::audit_entry))
        (void)terms.shorten(retention::Kind::audit_entry, book->term);
}

/// What the operator made shorter than the school did holds there too: a table and a sentence tell one term.
void add_terms_of_operator(retention::Terms& terms, const settings::Server& settings) {
    using retention::Kind;
    for (const auto& [kind, asked] : {std::pair{Kind::last_picture, std::chrono::seconds{settings.picture}},
                                      std::pair{Kind::session, std::chrono::seconds{settings.session_longest}}}) {
        const auto term = terms.of(kind, asked);
        const auto* span = std::get_if<retention::For>(&term);
        if (span != nullptr && term != retention::ceiling(kind)) (void)terms.shorten(kind, span->span);
    }
}

}  // namespace

Facts facts(const settings::Server& settings, std::string version) {
    return {.placements = placements(settings), .settings = settings, .version = std::move(version)};
}

std::expected<Facts, Error> facts(const settings::Server& settings, std::string version, store::Stores& stores,
                                  const school::School& school) {
    auto all = facts(settings, std::move(version));
    all.school = school;
    const auto read = ask(*stores.people_thread, [&]() -> std::expected<void, Error> {
        const auto sites = stores.people->sites(school.id);
        if (!sites) return std::unexpected{sites.error()};
        for (const auto& site : *sites) all.sites.push_back(site.name);
        const auto kept = stores.schools->connections(school.id);
        if (!kept) return std::unexpected{kept.error()};
        all.couplings = couplings(settings, school.brin, *kept);
        const auto choice = stores.choices->of(school.id);
        if (!choice) return std::unexpected{choice.error()};
        all.terms = choice->terms;
        return {};
    });
    if (!read) return std::unexpected{read.error()};
    add_terms_of_operator(all.terms, settings);
    add_term_of_log(all.terms, stores, school.id);
    return all;
}

}  // namespace monitor::privacy
