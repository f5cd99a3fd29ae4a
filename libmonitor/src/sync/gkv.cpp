// sync: what does ParnasSys say over its Generiek Koppelvlak?

#include <fmt/format.h>

#include "monitor/roster/readers.hpp"
#include "monitor/sync/administration.hpp"
#include "sync/soap.hpp"

namespace monitor::sync {
namespace {

// "2026 / 2027", unlike every other form.
std::string year_of(school::SchoolYear year) {
    const int first = static_cast<int>(year.begins);
    return fmt::format("{} / {}", first, first + 1);
}

}  // namespace

std::expected<Delivery, Failure> read_gkv(const settings::Connection& set, const std::string& secret, const GraphParts& parts) {
    Asker asker{parts.fetch, parts.random, parts.clock, parts.going};
    const auto now = parts.clock.now();
    const auto year = school::school_year(now);
    const auto ask = [&](std::string_view operation) {
        // The operation is in the supplier's namespace, what is in it is in none.
        const auto body = fmt::format(R"(<p:{0} xmlns:p="http://www.topicus.nl/parnassys">{1}{2}{3}{4}</p:{0}>)", operation,
                                      element("leveranciernaam", set.customer), element("leveranciersleutel", secret),
                                      element("brinnummer", set.school), element("schooljaar", year_of(year)));
        return ask_soap(asker, {set.url, std::string{operation}, "", body, operation});
    };
    const auto pupils = ask("getLeerlingen");
    if (!pupils) return std::unexpected{pupils.error()};
    const auto staff = ask("getMedewerkers");
    if (!staff) return std::unexpected{staff.error()};
    const auto first = roster::memory_source(as_bytes(*pupils)), second = roster::memory_source(as_bytes(*staff));
    auto import = roster::read_gkv(*first, *second, {.now = now, .brin = set.school, .year = year});
    if (auto refused = refusal(import, "getLeerlingen, getMedewerkers")) return std::unexpected{std::move(*refused)};
    return Delivery{std::move(import)};
}

}  // namespace monitor::sync
