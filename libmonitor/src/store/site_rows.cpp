// store: how do the sites of an import meet those that the school made itself?

#include "site_rows.hpp"

#include <algorithm>

#include "layout_text.hpp"

namespace monitor::store {
namespace {

struct Known {
    RowId id{};
    std::string name{};
    std::optional<RowId> source{};
};

std::vector<Known> known(PeopleFile& file, SchoolId school) {
    std::vector<Known> sites;
    for (const Row& row : file.database.rows("SELECT id, name, source FROM sites WHERE school=? ORDER BY id", {cell(school)})) {
        Known site{row.id<SiteId>(0).bytes(), row.text(1)};
        if (!row.empty(2)) site.source = row.id<SiteId>(2).bytes();
        sites.push_back(std::move(site));
    }
    return sites;
}

RowId id_of(const Minimal::Site& site, std::size_t sites, std::vector<Known>& known) {
    const auto from = [&](const Known& one) { return one.source == site.source; };
    if (const auto at = std::ranges::find_if(known, from); at != known.end()) return at->id;
    const auto own = [](const Known& one) { return !one.source; };
    auto at = std::ranges::find_if(known, [&](const Known& one) { return own(one) && one.name == site.name; });
    if (at == known.end() && sites == 1 && std::ranges::count_if(known, own) == 1) at = std::ranges::find_if(known, own);
    if (at == known.end()) return site.source;
    at->source = site.source;
    return at->id;
}

}  // namespace

std::vector<RowId> write_sites(PeopleFile& file, SchoolId school, const Minimal& minimal) {
    auto before = known(file, school);
    std::vector<RowId> ids;
    for (const auto& site : minimal.sites) {
        ids.push_back(id_of(site, minimal.sites.size(), before));
        file.database.run(
            "INSERT INTO sites(school, id, name, networks, hours, source) VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT(school, id)"
            " DO UPDATE SET name=excluded.name, source=excluded.source,"
            " networks=CASE WHEN excluded.networks='' THEN sites.networks ELSE excluded.networks END,"
            " hours=CASE WHEN excluded.hours='' THEN sites.hours ELSE excluded.hours END",
            {cell(school), cell(ids.back()), site.name, text(site.networks), text(site.hours), cell(site.source)});
    }
    return ids;
}

void forget_sites(PeopleFile& file, SchoolId school, const std::vector<RowId>& kept) {
    for (const auto& site : known(file, school)) {
        if (!site.source || std::ranges::find(kept, site.id) != kept.end()) continue;
        file.database.run("DELETE FROM sites WHERE school=? AND id=?", {cell(school), cell(site.id)});
    }
}

}  // namespace monitor::store
