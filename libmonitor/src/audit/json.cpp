// audit: which words does a line have in JSON?

#include "monitor/audit/json.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "monitor/policy/words.hpp"
#include "monitor/base/rfc3339.hpp"

namespace monitor::audit {
namespace {

std::string quoted(std::string_view text) {
    std::string all{"\""};
    for (const char c : text) {
        if (c == '"' || c == '\\')
            all += '\\', all += c;
        else if (static_cast<unsigned char>(c) < 0x20)
            all += fmt::format("\\u{:04x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
        else
            all += c;
    }
    return all + '"';
}

std::string_view word(ActorKind kind) {
    switch (kind) {
        case ActorKind::system: return "system";
        case ActorKind::staff: return "staff";
        case ActorKind::operator_: return "operator";
        case ActorKind::device: return "device";
        case ActorKind::pupil: return "pupil";
        case ActorKind::parent: return "parent";
    }
    return "unknown";
}

/// Members one behind the other, as they are added.
class Members {
public:
    void add(std::string_view name, std::string_view value) {
        text_ += fmt::format("{}\"{}\":{}", text_.empty() ? "" : ",", name, value);
    }
    void word(std::string_view name, std::string_view value) { add(name, quoted(value)); }
    void number(std::string_view name, std::uint64_t value) { add(name, std::to_string(value)); }
    template <class SomeId>
    void id(std::string_view name, const std::optional<SomeId>& id) {
        if (id && *id != SomeId{}) word(name, id->text());
    }
    [[nodiscard]] std::string object() const { return '{' + text_ + '}'; }

private:
    std::string text_;
};

std::string of(const Ruled& ruled, Told told) {
    Members all;
    if (told == Told::whole) all.id("pupil", std::optional{ruled.pupil});
    if (ruled.basis) all.word("basis", policy::word(*ruled.basis));
    if (ruled.refusal) all.word("refusal", policy::word(*ruled.refusal));
    if (ruled.refusal) all.number("refusal_number", static_cast<std::uint64_t>(*ruled.refusal));
    Members facts;
    policy::list_facts(
        ruled.facts,
        [](void* to, std::string_view fact, std::string_view value) { static_cast<Members*>(to)->word(fact, value); }, &facts);
    all.add("facts", facts.object());
    return all.object();
}

void add(Members& all, const Entry& entry, Told told) {
    all.word("at", rfc3339_milliseconds(entry.at));
    all.word("act", audit::word(entry.act));
    all.word("actor", word(entry.actor.kind));
    all.id("staff", entry.actor.staff);
    all.id("view", std::optional{entry.view});
    if (entry.view != ViewId{}) all.word("action", policy::word(entry.action));
    if (entry.purpose != policy::LookPurpose::none) all.word("purpose", policy::word(entry.purpose));
    if (entry.reason != 0) all.number("reason", entry.reason);
    if (entry.count != 0) all.number("count", entry.count);
    if (!entry.detail.empty()) all.word("detail", entry.detail);
    all.id("group", entry.group);
    all.id("colleague", entry.colleague);
    if (told == Told::whole) {
        all.id("device", entry.actor.device);
        all.id("pupil", entry.pupil);
        if (const auto& address = entry.address.reveal(Purpose::account_for_looking); !address.empty())
            all.word("address", address);
    }
    if (entry.rulings.empty()) return;
    std::string rulings;
    for (const auto& ruled : entry.rulings) rulings += (rulings.empty() ? "" : ",") + of(ruled, told);
    all.add("rulings", '[' + rulings + ']');
}

}  // namespace

std::string json(SchoolId school, const Kept& kept, Told told) {
    Members all;
    all.word("school", school == SchoolId{} ? "operator" : school.text());
    all.number("index", kept.index);
    all.word("leaf", hex(kept.leaf));
    const auto remains = kept.remains == Remains::whole && told == Told::whole ? "whole"
                         : kept.remains == Remains::leaf                       ? "leaf"
                                                                               : "lasting";
    all.word("remains", remains);
    if (kept.entry) add(all, *kept.entry, told);
    return all.object();
}

}  // namespace monitor::audit
