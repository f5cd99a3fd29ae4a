// sync: what does the administration say over UWLR, in one piece or in three?

#include <algorithm>

#include <fmt/format.h>

#include "monitor/base/rfc3339.hpp"
#include "monitor/roster/readers.hpp"
#include "monitor/sync/administration.hpp"
#include "sync/soap.hpp"

namespace monitor::sync {
namespace {

constexpr std::string_view rights = "http://www.edustandaard.nl/leerresultaten/2/autorisatie";
constexpr std::string_view pupils = "http://www.edustandaard.nl/leerresultaten/2/leerlinggegevens";

bool nothing_changed(const roster::Import& import) {
    return std::ranges::any_of(import.findings,
                               [](const roster::Finding& finding) { return finding.place == "geenwijzigingen"; });
}

class Uwlr {
public:
    Uwlr(const settings::Connection& set, const std::string& secret, const GraphParts& parts)
        : set_{set}, asker_{parts.fetch, parts.random, parts.clock, parts.going}, now_{parts.clock.now()} {
        header_ =
            fmt::format(R"(<a:autorisatie xmlns:a="{}">{}{}{}</a:autorisatie>)", rights, element("a:autorisatiesleutel", secret),
                        element("a:klantcode", set.customer), element("a:klantnaam", set.customer_name));
    }

    [[nodiscard]] std::expected<Delivery, Failure> whole(std::optional<Instant> since) {
        const auto answer = ask("leerlinggegevens", "HaalLeerlinggegevens", since, "", "HaalLeerlinggegevens");
        if (!answer) return std::unexpected{answer.error()};
        return delivery(*answer, "HaalLeerlinggegevens");
    }

    [[nodiscard]] std::expected<Delivery, Failure> staged(std::optional<Instant> since) {
        const auto structure = ask_staged("structuur", since, "", "HaalStructuur");
        if (!structure) return std::unexpected{structure.error()};
        auto first = delivery(*structure, "HaalStructuur");
        if (!first || !*first) return first;
        // The structure says that something changed; what, is asked whole.
        const auto people = ask_staged("leerlingen", {}, group_list(**first, Groups::base_only), "HaalLeerlingen");
        if (!people) return std::unexpected{people.error()};
        const auto staff = ask_staged("leerkrachten", {}, group_list(**first, Groups::all), "HaalLeerkrachten");
        if (!staff) return std::unexpected{staff.error()};
        return delivery(*structure + "\n" + *people + "\n" + *staff, "HaalStructuur, HaalLeerlingen, HaalLeerkrachten");
    }

private:
    enum class Groups : std::uint8_t { base_only = 0, all = 1 };

    [[nodiscard]] std::string question(std::string_view subject, std::optional<Instant> since, std::string_view groups) const {
        std::string fields = element("u:schooljaar", school::school_year(now_).text()) + element("u:brincode", set_.school) +
                             element("u:dependancecode", set_.location) + element("u:xsdversie", "2.2");
        if (!set_.data_set.empty()) fields += element("u:gegevenssetid", set_.data_set);
        if (since) fields += element("u:laatstontvangengegevens", rfc3339(*since));
        return fmt::format(R"(<u:{0}_verzoek xmlns:u="{1}">{2}{3}</u:{0}_verzoek>)", subject, pupils, fields, groups);
    }
    [[nodiscard]] std::expected<std::string, Failure> ask(std::string_view subject, std::string action,
                                                          std::optional<Instant> since, std::string_view groups,
                                                          std::string_view what) {
        return ask_soap(asker_, {set_.url, std::move(action), header_, question(subject, since, groups), what});
    }
    [[nodiscard]] std::expected<std::string, Failure> ask_staged(std::string_view subject, std::optional<Instant> since,
                                                                 std::string_view groups, std::string_view what) {
        return ask(subject, fmt::format("{}/{}_verzoek", pupils, subject), since, groups, what);
    }
    // Each group by its key; the one without a key stands for whoever is in none.
    [[nodiscard]] static std::string group_list(const roster::Import& structure, Groups which) {
        std::string all;
        for (const auto& group : structure.snapshot.groups) {
            const bool base = group.kind == roster::GroupKind::base;
            if (!base && which == Groups::base_only) continue;
            all += fmt::format(R"(<u:{} key="{}"/>)", base ? "groep" : "samengestelde_groep", xml_text(group.key));
        }
        return fmt::format("<u:groepen>{}<u:groep/></u:groepen>", all);
    }
    // One document, or those of a staged question behind each other.
    [[nodiscard]] std::expected<Delivery, Failure> delivery(const std::string& documents, std::string_view what) const {
        const auto source = roster::memory_source(as_bytes(documents));
        auto import = roster::read_uwlr(*source, {.now = now_, .brin = set_.school, .year = school::school_year(now_)});
        if (nothing_changed(import)) return Delivery{};
        if (auto refused = refusal(import, what)) return std::unexpected{std::move(*refused)};
        return Delivery{std::move(import)};
    }

    const settings::Connection& set_;
    Asker asker_;
    Instant now_;
    std::string header_;
};

}  // namespace

std::expected<Delivery, Failure> read_uwlr(const settings::Connection& set, const std::string& secret,
                                           std::optional<Instant> since, const GraphParts& parts) {
    Uwlr uwlr{set, secret, parts};
    return set.delivery == settings::Delivery::staged ? uwlr.staged(since) : uwlr.whole(since);
}

}  // namespace monitor::sync
