// cli: may the operator do this for a school, and who asked for it?

#include "commands/asked.hpp"

#include "monitor/policy/words.hpp"
#include "monitor/privacy/access.hpp"
#include "monitor/store/stores.hpp"

namespace monitor::cli {
namespace {

std::expected<std::optional<std::chrono::sys_days>, Exit> day_of(const Context& context, const std::string& typed) {
    if (typed.empty()) return std::nullopt;
    const auto day = privacy::asked_on(typed, context.clock.now());
    if (!day) return std::unexpected{failed(context, Exit::usage, Word::not_a_day, typed)};
    return day;
}

}  // namespace

std::expected<std::optional<std::chrono::sys_days>, Exit> may(const Context& context, Office& office, SchoolId school,
                                                              const Asking& asking) {
    auto day = day_of(context, asking.requested);
    if (!day) return day;
    policy::ActFacts facts{.actor = policy::Actor::operator_, .target = policy::Target::somebody_else, .duty = asking.duty};
    if (*day) facts.request = policy::WrittenRequest::recorded;
    if (policy::needs_right_time(asking.act)) facts.timekeeping = store::timekeeping(store::trust(office.stores, context.clock));
    if (const auto ruling = policy::decide({{}, school, asking.act}, facts, context.clock.now()); !ruling)
        return std::unexpected{failed(context, Exit::not_permitted, Word::said_no,
                                      policy::sentence(ruling.error(), context.language, policy::Reader::command))};
    return day;
}

std::expected<void, Exit> note(const Context& context, Office& office, SchoolId school, const Asking& asking,
                               audit::Entry entry) {
    const auto day = school == SchoolId{} ? day_of(context, asking.requested) : may(context, office, school, asking);
    if (!day) return std::unexpected{day.error()};
    if (*day) entry.detail += (entry.detail.empty() ? "" : " ") + privacy::requested(**day);
    return note_unruled(context, office, school, std::move(entry));
}

}  // namespace monitor::cli
