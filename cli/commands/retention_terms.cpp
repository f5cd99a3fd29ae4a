// cli: `monitor retention terms|set|report`: how long may everything exist at this school, and what was erased because of it?

#include "commands/retention_terms.hpp"

#include <charconv>
#include <iostream>
#include <map>

#include <fmt/format.h>

#include "answer.hpp"
#include "commands/asked.hpp"
#include "monitor/retention/catalogue.hpp"
#include "monitor/retention/terms.hpp"
#include "office.hpp"

namespace monitor::cli {
namespace {

using retention::Kind;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::seconds;

/// "48h", "90d", "school year", "school", "line": words that stay the same, for scripts.
std::string written(const retention::Term& term) {
    if (std::holds_alternative<retention::UntilSchoolYearEnds>(term)) return "school year";
    if (std::holds_alternative<retention::WhileSchoolTakesPart>(term)) return "school";
    const auto span = std::get<retention::For>(term).span;
    if (span == seconds{0}) return "line";
    if (span % days{1} == seconds{0} && span >= days{3}) return fmt::format("{}d", span / days{1});
    if (span % hours{1} == seconds{0}) return fmt::format("{}h", span / hours{1});
    return fmt::format("{}m", span / std::chrono::minutes{1});
}

/// "24h", "90d"; nothing else.
std::optional<seconds> span_from(std::string_view text) {
    if (text.size() < 2 || text.size() > 6) return std::nullopt;
    int count{};
    const auto digits = text.substr(0, text.size() - 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
    if (error != std::errc{} || end != digits.data() + digits.size() || count < 0) return std::nullopt;
    if (text.ends_with('h')) return hours{count};
    if (text.ends_with('d')) return days{count};
    return std::nullopt;
}

/// What the school chose, that of its log among it.
std::expected<retention::Terms, Error> terms_of(Office& office, SchoolId school) {
    auto choice = office.on_people([&] { return office.stores.choices->of(school); });
    if (!choice) return std::unexpected{choice.error()};
    const auto books = office.on_audit([&] { return office.stores.logbooks->all(); });
    if (!books) return std::unexpected{books.error()};
    for (const auto& book : *books)
        if (book.school == school) (void)choice->terms.shorten(Kind::audit_entry, book.term);
    return choice->terms;
}

std::expected<void, Error> keep(Office& office, SchoolId school, Kind kind, std::optional<seconds> span) {
    if (kind == Kind::audit_entry) {
        const auto term = span ? *span : retention::room(kind)->longest;
        return office.on_audit([&] { return office.stores.logbooks->keep_for(school, std::chrono::duration_cast<days>(term)); });
    }
    return office.on_people([&] {
        auto& choices = *office.stores.choices;
        return span ? choices.shorten(school, kind, *span) : choices.restore(school, kind);
    });
}

}  // namespace

Exit show_terms(const Context& context, const std::string& brin) {
    auto at = open_at_school(context, brin);
    if (!at) return at.error();
    const auto terms = terms_of(*at->office, at->school.id);
    if (!terms) return failed(context, terms.error());
    toml::array json;
    Columns columns{{"kind", "in force", "most", "may be"}};
    for (const auto kind : retention::kinds()) {
        const auto room = retention::room(kind);
        const auto may =
            room ? fmt::format("{}..{}", written(retention::For{room->shortest}), written(retention::For{room->longest})) : "-";
        const std::string word{retention::word(kind)}, now = written(terms->of(kind)), most = written(retention::ceiling(kind));
        json.push_back(toml::table{{"kind", word}, {"in_force", now}, {"most", most}, {"may_be", may}});
        columns.add({word, now, most, may});
    }
    print(context, toml::table{{"school", at->school.brin}, {"terms", std::move(json)}}, columns);
    return Exit::ok;
}

Exit set_term(const Context& context, const TermWish& wish) {
    const auto& [brin, word, term, requested] = wish;
    const auto kind = retention::kind_of(word);
    if (!kind) return failed(context, Exit::usage, Word::unknown_kind, word);
    const auto room = retention::room(*kind);
    if (!room) return failed(context, Exit::usage, Word::term_not_to_set, word);
    const bool back = term == "ceiling";
    const auto span = back ? std::nullopt : span_from(term);
    if (!back && !span) return failed(context, Exit::usage, Word::not_a_term, term);
    if (span && (*span < room->shortest || *span > room->longest))
        return failed(context, Exit::usage, Word::term_outside, word,
                      fmt::format("{}..{}", written(retention::For{room->shortest}), written(retention::For{room->longest})));
    auto at = open_at_school(context, brin);
    if (!at) return at.error();
    const bool of_log = *kind == Kind::audit_entry;
    const auto count = of_log ? static_cast<std::uint64_t>((span ? *span : room->longest) / days{1}) : 0;
    if (const auto noted = note(context, *at->office, at->school.id, {.act = policy::AdminAct::set_terms, .requested = requested},
                                {.act = of_log ? audit::Act::term_changed : audit::Act::settings_changed,
                                 .count = count,
                                 .detail = fmt::format("term {} {}", word, term)});
        !noted)
        return noted.error();
    if (const auto kept = keep(*at->office, at->school.id, *kind, span); !kept) return failed(context, kept.error());
    const auto now = written(span ? retention::Term{retention::For{*span}} : retention::ceiling(*kind));
    if (context.format == Format::json)
        print_json(toml::table{{"school", at->school.brin}, {"kind", word}, {"in_force", now}});
    else
        std::cout << say(context, Word::term_shortened, word, now) << '\n';
    return Exit::ok;
}

Exit report(const Context& context, int last_days) {
    auto office = open_office(context, Opening::existing_only);
    if (!office) return office.error();
    auto& trail = *(*office)->stores.trail;
    const auto since = context.clock.now() - days{last_days};
    std::map<std::pair<std::string, std::string>, std::uint64_t> gone;  // by day and rule
    constexpr std::size_t page = 1000;
    for (std::uint64_t first = 0;; first += page) {
        const auto lines = (*office)->on_audit([&] { return trail.read(SchoolId{}, first, page); });
        if (!lines) return failed(context, lines.error());
        for (const auto& line : *lines) {
            if (!line.entry || line.entry->act != audit::Act::swept || line.entry->at < since) continue;
            gone[{cli::written(line.entry->at).substr(0, 10), line.entry->detail}] += line.entry->count;
        }
        if (lines->size() < page) break;
    }
    toml::array json;
    Columns columns{{"day", "rule", "erased"}};
    for (const auto& [what, count] : gone) {
        json.push_back(toml::table{{"day", what.first}, {"rule", what.second}, {"erased", static_cast<std::int64_t>(count)}});
        columns.add({what.first, what.second, std::to_string(count)});
    }
    print(context, toml::table{{"days", last_days}, {"erased", std::move(json)}}, columns);
    return Exit::ok;
}

}  // namespace monitor::cli
