// audit: how does a person read a line of the log, or a look?

#include "monitor/audit/sentence.hpp"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "monitor/policy/words.hpp"
#include "monitor/text/words.hpp"

namespace monitor::audit {
namespace {

using Filling = std::initializer_list<std::pair<std::string_view, std::string>>;

const text::Row* row(const std::string& key) {
    const auto at = std::ranges::lower_bound(text::rows, std::string_view{key}, {}, &text::Row::name);
    return at == text::rows.end() || at->name != key ? nullptr : &*at;
}

std::string filled(std::string_view words, Filling filling) {
    std::string text{words};
    for (const auto& [name, value] : filling) {
        const auto place = '{' + std::string{name} + '}';
        const auto at = text.find(place);
        if (at == std::string::npos) continue;
        // "Sanne B." ends a sentence with the dot it has.
        const bool twice = value.ends_with('.') && text.substr(at + place.size()).starts_with('.');
        text.replace(at, place.size() + (twice ? 1 : 0), value);
    }
    while (text.ends_with(' ')) text.pop_back();
    return text;
}

std::string say(const std::string& key, Language language, Filling filling = {}) {
    const auto* words = row(key);
    if (words == nullptr) return {};
    return filled(language == Language::en ? words->en : words->nl, filling);
}

std::string or_gone(std::string name, const char* key, Language language) {
    return name.empty() ? say(key, language) : std::move(name);
}

std::string actor(const Entry& entry, const Names& names, Language language) {
    switch (entry.actor.kind) {
        case ActorKind::system: return say("log_who_system", language);
        case ActorKind::staff: return or_gone(entry.actor.staff ? names.staff(*entry.actor.staff) : "", "log_who_gone", language);
        case ActorKind::operator_: return say("log_who_operator", language);
        case ActorKind::device: return say("log_who_device", language);
        case ActorKind::pupil: return say("log_who_pupil", language);
        case ActorKind::parent: return say("log_who_parent", language);
    }
    return {};
}

std::string whom(const Kept& kept, const Names& names, Language language) {
    const auto& entry = *kept.entry;
    if (kept.remains != Remains::whole) return say("log_whom_gone", language);
    if (entry.pupil) return or_gone(names.pupil(*entry.pupil), "log_whom_gone", language);
    if (entry.rulings.empty()) return say("log_whom_gone", language);
    auto first = or_gone(names.pupil(entry.rulings.front().pupil), "log_whom_gone", language);
    if (entry.rulings.size() == 1) return first;
    return say("log_more_pupils", language, {{"whom", std::move(first)}, {"count", std::to_string(entry.rulings.size() - 1)}});
}

std::string end_word(std::uint16_t reason, Language language) {
    auto words = say("log_end_" + std::to_string(reason), language);
    return words.empty() ? say("log_end_other", language) : words;
}

std::string why(const Entry& entry, Language language) {
    if (entry.act == Act::look_ended) return end_word(entry.reason, language);
    for (const auto& ruled : entry.rulings)
        if (ruled.refusal) return std::string{policy::sentence(*ruled.refusal, language, policy::Reader::admin)};
    // A group without pupils that they may see has none to rule about.
    if (entry.act == Act::look_refused)
        return std::string{policy::sentence(policy::Refusal::not_their_group, language, policy::Reader::admin)};
    if (entry.act == Act::look_began) return std::string{policy::sentence(entry.purpose, language)};
    return {};
}

std::string_view of_look(const Entry& entry) {
    if (entry.act == Act::look_changed) return !entry.rulings.empty() && entry.rulings.front().basis ? "seen" : "hidden";
    return policy::word(entry.action);
}

// The most particular sentence that there is.
const text::Row& words_of(const Entry& entry) {
    const bool a_look = entry.act == Act::look_began || entry.act == Act::look_refused || entry.act == Act::look_changed ||
                        entry.act == Act::look_ended;
    const auto base = "log_" + std::string{word(entry.act)};
    const bool own = entry.act == Act::log_read && entry.pupil;
    // Of a detail of several words the first says what it is about.
    const auto about = std::string_view{entry.detail}.substr(0, entry.detail.find(' '));
    for (const auto& key : {base + '_' + std::string{a_look ? of_look(entry) : own ? "own" : about}, base})
        if (const auto* found = row(key)) return *found;
    return *row("log_something");
}

}  // namespace

std::string sentence(const Kept& kept, const Names& names, Language language) {
    if (!kept.entry) return {};
    const auto& entry = *kept.entry;
    const auto& words = words_of(entry);
    return filled(language == Language::en ? words.en : words.nl,
                  {{"who", actor(entry, names, language)},
                   {"whom", whom(kept, names, language)},
                   {"group", or_gone(entry.group ? names.group(*entry.group) : "", "log_group_gone", language)},
                   {"colleague", or_gone(entry.colleague ? names.staff(*entry.colleague) : "", "log_colleague_gone", language)},
                   {"why", why(entry, language)},
                   {"count", std::to_string(entry.count)}});
}

std::string who(const Look& look, const Names& names, Language language) {
    return or_gone(names.staff(look.staff), "log_who_gone", language);
}

std::string length(const Look& look, Language language) {
    if (!look.end) return say("log_length_open", language);
    const auto minutes = std::chrono::floor<std::chrono::minutes>(look.end->at - look.began).count();
    if (minutes < 1) return say("log_length_moment", language);
    if (minutes == 1) return say("log_length_minute", language);
    if (minutes < 60) return say("log_length_minutes", language, {{"count", std::to_string(minutes)}});
    return say("log_length_hours", language, {{"count", std::to_string(minutes / 60)}, {"more", std::to_string(minutes % 60)}});
}

std::string ending(const Look& look, Language language) {
    if (!look.end) return {};
    if (look.end->refusal) {
        auto words = say("log_end_" + std::string{policy::word(*look.end->refusal)}, language);
        return words.empty() ? say("log_end_3", language) : words;
    }
    return end_word(look.end->reason, language);
}

}  // namespace monitor::audit
