// cli: `monitor retention restored`: which schools wait since a backup was put back, and for what?

#include "commands/restored.hpp"

#include <set>

#include <fmt/format.h>

#include "answer.hpp"
#include "office.hpp"

namespace monitor::cli {
namespace {

using store::OlderFile;

/// Words that stay the same, for scripts.
std::vector<std::string> awaited(const store::Quarantine& one) {
    if (one.why != OlderFile::people) return {"a person"};
    std::vector<std::string> all;
    if (one.record_waits) all.emplace_back("record");
    if (one.roster_waits) all.emplace_back("roster");
    if (one.directory_waits) all.emplace_back("directory");
    return all;
}

std::string brin_of(const std::vector<school::School>& schools, SchoolId id) {
    for (const auto& school : schools)
        if (school.id == id) return school.brin;
    return id.text();
}

std::expected<void, Exit> accept(const Context& context, Office& office, const std::vector<store::Quarantine>& all) {
    std::set<SchoolId> lost;
    for (const auto& one : all)
        if (one.why != OlderFile::people) lost.insert(one.school);
    for (const auto school : lost) {
        if (auto noted = note_unruled(context, office, school, {.act = audit::Act::restored, .detail = "accepted"}); !noted) return noted;
        if (const auto done = office.on_people([&] { return office.stores.quarantines->accept(school); }); !done)
            return std::unexpected{failed(context, done.error())};
    }
    return {};
}

}  // namespace

Exit show_restored(const Context& context, Accepting accepting) {
    auto office = open_office(context, Opening::existing_only);
    if (!office) return office.error();
    const auto read = [&] { return (*office)->on_people([&] { return (*office)->stores.quarantines->all(); }); };
    auto all = read();
    if (!all) return failed(context, all.error());
    if (accepting == Accepting::loss) {
        if (const auto accepted = accept(context, **office, *all); !accepted) return accepted.error();
        if (all = read(); !all) return failed(context, all.error());
    }
    const auto schools = (*office)->on_people([&] { return (*office)->stores.people->schools(); });
    if (!schools) return failed(context, schools.error());
    toml::array json;
    Columns columns{{"school", "put back", "noticed", "done again", "waits for"}};
    for (const auto& one : *all) {
        const auto waits = awaited(one);
        toml::array for_a_program;
        for (const auto& word : waits) for_a_program.push_back(word);
        const auto school = brin_of(*schools, one.school);
        json.push_back(toml::table{{"school", school},
                                   {"why", std::string{store::word(one.why)}},
                                   {"since", written(one.since)},
                                   {"done", one.done},
                                   {"waits_for", std::move(for_a_program)}});
        columns.add({school, std::string{store::word(one.why)}, written(one.since), one.done.empty() ? "-" : one.done,
                     fmt::format("{}", fmt::join(waits, ", "))});
    }
    print(context, toml::table{{"restored", std::move(json)}}, columns);
    return Exit::ok;
}

}  // namespace monitor::cli
