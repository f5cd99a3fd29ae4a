// cli: words in, ruling out. Asks nobody and opens nothing.

#include "policy_question.hpp"

#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace monitor::cli {
namespace {

constexpr std::array<std::byte, 16> somebody{std::byte{1}}, somebody_else{std::byte{2}};

template <class Facts>
Listed listed(const Facts& facts) {
    Listed all;
    policy::list_facts(
        facts,
        [](void* to, std::string_view fact, std::string_view value) { static_cast<Listed*>(to)->emplace_back(fact, value); },
        &all);
    return all;
}

template <class Facts>
std::string names() {
    std::string all;
    for (const auto& [fact, value] : listed(Facts{})) all += (all.empty() ? "" : ", ") + fact;
    return all;
}

/// Every word that belongs to a value of this enumeration.
template <class Enum>
std::string words() {
    std::vector<std::string_view> all;
    for (int value = 1; value <= 255; ++value)
        if (const auto word = policy::word(static_cast<Enum>(value)); word != "unknown") all.push_back(word);
    return fmt::format("{}", fmt::join(all, ", "));
}

template <class Refusal>
Reason reason(Refusal refusal) {
    return {static_cast<int>(refusal), std::string{policy::word(refusal)}, [](int number, Language language, policy::Reader reader) {
                return std::string{policy::sentence(static_cast<Refusal>(number), language, reader)};
            }};
}

template <class Facts>
std::expected<Facts, Exit> facts(const Context& context, const std::vector<std::string>& given) {
    Facts facts;
    for (const auto& fact : given) {
        const auto equals = fact.find('=');
        if (equals == std::string::npos || !policy::set_fact(facts, std::string_view{fact}.substr(0, equals),
                                                             std::string_view{fact}.substr(equals + 1)))
            return std::unexpected{failed(context, Exit::usage, Word::unknown_fact, fact, names<Facts>())};
    }
    return facts;
}

template <class Facts, class Ruling>
PolicyAnswer answered(std::string kind, std::string_view asked, const Facts& facts, Instant at, const Ruling& ruling) {
    PolicyAnswer answer{.kind = std::move(kind), .asked = std::string{asked}, .at = at, .facts = listed(facts)};
    if (ruling)
        answer.basis = policy::word(ruling->basis());
    else
        answer.reasons.push_back(reason(ruling.error()));
    return answer;
}

std::expected<PolicyAnswer, Exit> ask_look(const Context& context, const PolicyWords& words_, Instant at) {
    const auto action = policy::action_from(words_.action);
    if (!action)
        return std::unexpected{failed(context, Exit::usage, Word::unknown_action, words_.action, words<policy::Action>())};
    const auto purpose = policy::purpose_from(words_.purpose);
    if (!purpose)
        return std::unexpected{
            failed(context, Exit::usage, Word::unknown_purpose, words_.purpose, "none, help, safety, progress, test")};
    const auto known = facts<policy::Facts>(context, words_.facts);
    if (!known) return std::unexpected{known.error()};
    return explained({.viewer = StaffId{somebody}, .pupil = PupilId{somebody}, .action = *action, .purpose = *purpose}, *known, at);
}

std::expected<PolicyAnswer, Exit> ask_act(const Context& context, const PolicyWords& words_, Instant at) {
    const auto act = policy::act_from(words_.act);
    if (!act) return std::unexpected{failed(context, Exit::usage, Word::unknown_act, words_.act, words<policy::AdminAct>())};
    const auto known = facts<policy::ActFacts>(context, words_.facts);
    if (!known) return std::unexpected{known.error()};
    return answered("act", words_.act, *known, at,
                    policy::decide(policy::ActRequest{StaffId{somebody}, SchoolId{somebody}, *act}, *known, at));
}

std::expected<PolicyAnswer, Exit> ask_detail(const Context& context, const PolicyWords& words_, Instant at) {
    const auto detail = policy::detail_from(words_.detail);
    if (!detail)
        return std::unexpected{failed(context, Exit::usage, Word::unknown_detail, words_.detail, words<policy::Detail>())};
    const auto known = facts<policy::ContactFacts>(context, words_.facts);
    if (!known) return std::unexpected{known.error()};
    return answered("detail", words_.detail, *known, at,
                    policy::decide(policy::ContactRequest{policy::PersonId{somebody}, policy::PersonId{somebody_else}, *detail},
                                   *known, at));
}

toml::table as_json(const Reason& reason) {
    toml::table all{{"word", reason.word}, {"number", reason.number}};
    using policy::Reader;
    for (const auto& [name, reader] : {std::pair{"", Reader::asker}, {"_admin", Reader::admin}, {"_command", Reader::command}})
        for (const auto language : {Language::nl, Language::en})
            all.insert(fmt::format("{}{}", tag(language), name), reason.sentence(reason.number, language, reader));
    return all;
}

template <class Refusal>
void add_reasons(std::vector<Reason>& all) {
    for (int number = 1; number <= 255; ++number)
        if (const auto refusal = static_cast<Refusal>(number); policy::word(refusal) != "unknown") all.push_back(reason(refusal));
}

}  // namespace

// The words of policy know one way to write an instant; hours_end is a fact that uses it.
std::optional<Instant> instant_from(std::string_view text) {
    policy::Facts facts;
    return policy::set_fact(facts, "hours_end", text) ? facts.hours_end : std::nullopt;
}

policy::Request asked_then(const audit::Entry& entry, const audit::Ruled& ruled) {
    return {.viewer = entry.actor.staff.value_or(StaffId{}),
            .pupil = ruled.pupil == PupilId{} ? PupilId{somebody} : ruled.pupil,
            .action = entry.action,
            .purpose = entry.purpose};
}

std::string ruled_then(const audit::Ruled& ruled) {
    return ruled.refusal ? std::string{policy::word(*ruled.refusal)} : "permit";
}

bool holds_rulings(const audit::Kept& kept) {
    if (!kept.entry) return false;
    const auto act = kept.entry->act;
    return (act == audit::Act::look_began || act == audit::Act::look_refused || act == audit::Act::look_changed) &&
           !kept.entry->rulings.empty();
}

std::string known_facts() {
    return names<policy::Facts>();
}

std::vector<Reason> all_reasons(std::string_view kind) {
    std::vector<Reason> all;
    if (kind == "action")
        for (const auto refusal : policy::order()) all.push_back(reason(refusal));
    if (kind == "act") add_reasons<policy::ActRefusal>(all);
    if (kind == "detail") add_reasons<policy::ContactRefusal>(all);
    return all;
}

PolicyAnswer explained(const policy::Request& request, const policy::Facts& facts, Instant at) {
    const auto ruling = policy::decide(request, facts, at);
    auto answer = answered("action", policy::word(request.action), facts, at, ruling);
    answer.purpose = policy::word(request.purpose);
    if (ruling) answer.valid_until = ruling->valid_until();
    for (const auto refusal : policy::refusals(request, facts, at))
        if (refusal != ruling.error()) answer.reasons.push_back(reason(refusal));
    return answer;
}

std::expected<PolicyAnswer, Exit> ask_policy(const Context& context, const PolicyWords& words_) {
    const auto at = words_.at.empty() ? std::optional{context.clock.now()} : instant_from(words_.at);
    if (!at) return std::unexpected{failed(context, Exit::usage, Word::not_an_instant, words_.at)};
    if (!words_.act.empty()) return ask_act(context, words_, *at);
    if (!words_.detail.empty()) return ask_detail(context, words_, *at);
    return ask_look(context, words_, *at);
}

toml::table as_json(const PolicyAnswer& answer) {
    toml::table facts;
    for (const auto& [fact, value] : answer.facts) facts.insert(fact, value);
    toml::table all{{answer.kind, answer.asked}, {"at", written(answer.at)}, {"outcome", answer.reasons.empty() ? "permit" : "refusal"}};
    if (!answer.purpose.empty()) all.insert("purpose", answer.purpose);
    all.insert("facts", std::move(facts));
    if (answer.reasons.empty()) {
        toml::table permit{{"basis", answer.basis}};
        if (answer.valid_until) permit.insert("valid_until", written(*answer.valid_until));
        all.insert("permit", std::move(permit));
        return all;
    }
    all.insert("refusal", as_json(answer.reasons.front()));
    toml::array also;
    for (const auto& behind : std::span{answer.reasons}.subspan(1)) also.push_back(behind.word);
    all.insert("also", std::move(also));
    return all;
}

}  // namespace monitor::cli
