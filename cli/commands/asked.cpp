// cli: on which day did somebody ask for it in writing, and may the operator then do it?

#include "commands/asked.hpp"

#include "monitor/policy/words.hpp"
#include "monitor/school/opening.hpp"

namespace monitor::cli {

std::optional<std::chrono::sys_days> day_from(const std::string& text) {
    const auto date = school::date(text);
    return date ? std::optional{std::chrono::sys_days{*date}} : std::nullopt;
}

std::expected<std::chrono::sys_days, Exit> asked_on(const Context& context, SchoolId school, policy::AdminAct act,
                                                    const std::string& day) {
    const auto date = day_from(day);
    if (!date) return std::unexpected{failed(context, Exit::usage, Word::not_a_day, day)};
    policy::ActFacts facts;
    facts.actor = policy::Actor::operator_;
    facts.request = policy::WrittenRequest::recorded;
    if (const auto ruling = policy::decide({{}, school, act}, facts, context.clock.now()); !ruling)
        return std::unexpected{failed(context, Exit::not_permitted, Word::said_no,
                                      policy::sentence(ruling.error(), context.language, policy::Reader::command))};
    return *date;
}

}  // namespace monitor::cli
