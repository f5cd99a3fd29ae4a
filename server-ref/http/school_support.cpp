// pages: may support see what the school sees, and until when?

#include "http/layout.hpp"
#include "http/may.hpp"
#include "http/school_deeds.hpp"
#include "http/school_look.hpp"
#include "http/when.hpp"
#include "monitor/school/calendar.hpp"

namespace monitor::pages {
namespace {

std::optional<Instant> end_of(std::string_view span, Instant now) {
    if (span == "hour") return now + std::chrono::hours{1};
    if (span == "day") return school::day_ends(now);
    if (span == "days") return now + store::longest_support;
    return std::nullopt;
}

}  // namespace

Html support_card(Visit& visit) {
    auto facts = standing(visit);
    facts.target = policy::Target::somebody_else;
    if (!may(visit, policy::AdminAct::permit_support, facts)) return {};
    auto& stores = visit.parts.stores;
    const auto until = ask(*stores.people_thread, [&] { return stores.rights->support(school_of(visit)); });
    if (!until) return {};
    if (*until)
        return section(visit, Key::support_title, Key::support_lead,
                       rows(row(visit.words(Key::support_until, when(visit, **until)), {},
                                act(visit, "end-support", {}, Key::support_end))));
    Html spans;
    for (const auto& [span, words] :
         {std::pair{"hour", Key::support_hour}, {"day", Key::support_day}, {"days", Key::support_days}})
        spans += element("option", {{"value", span}}, {visit.words(words)});
    return section(visit, Key::support_title, Key::support_lead,
                   element("form", {{"method", "post"}, action("/school"), {"class", "fields"}},
                           {school_proof(visit), hidden("do", "permit-support"),
                            element("label", {}, {visit.words(Key::support_for), element("select", {{"name", "for"}}, {spans})}),
                            element("button", {{"class", "button second"}}, {visit.words(Key::support_permit)})}));
}

Outcome permit_support(const Visit& visit) {
    const Instant now = visit.parts.clock.now();
    const auto until = end_of(sent(visit, "for"), now);
    if (!until) return std::unexpected{wrong("for")};
    const auto hours = std::chrono::ceil<std::chrono::hours>(*until - now).count();
    return recorded(visit, {.act = audit::Act::support_began, .count = static_cast<std::uint64_t>(hours)},
                    [&] { return visit.parts.stores.rights->permit_support(school_of(visit), *until); });
}

Outcome end_support(const Visit& visit) {
    return recorded(visit, {.act = audit::Act::support_ended},
                    [&] { return visit.parts.stores.rights->end_support(school_of(visit)); });
}

}  // namespace monitor::pages
