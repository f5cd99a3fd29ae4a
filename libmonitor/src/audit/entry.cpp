// audit: which bytes stand for an entry? Version 2, two parts; docs/formats/audit.md. One entry has one form, so its hash says
// everything. Limits are held when reading: what is beyond them is not an entry, and Trail::append refuses to write it.

#include "monitor/audit/entry.hpp"

#include <utility>

#include "audit/bytes.hpp"
#include "audit/facts.hpp"

namespace monitor::audit {
namespace {

constexpr std::uint8_t version = 2;
constexpr std::size_t longest_detail = 128, longest_address = 64, most_rulings = 10'000, most_facts = 64, most_ends = 16;

template <class Enum>
std::uint8_t number_of(Enum value) {
    return static_cast<std::uint8_t>(value);
}
std::uint8_t number_of(const std::optional<policy::Basis>& basis) {
    return basis ? number_of(*basis) : std::uint8_t{};
}
template <class Enum>
void set_number(Enum& to, std::uint8_t number) {
    to = static_cast<Enum>(number);
}
void set_number(std::optional<policy::Basis>& to, std::uint8_t number) {
    if (number != 0) to = static_cast<policy::Basis>(number);
}

// Behind their number, without the zeros at the end: a fact that is added later does not change what was written before.
void write(Writer& out, const policy::Facts& facts) {
    Bytes run;
    each_fact(facts, [&](const auto& fact) { run.push_back(std::byte{number_of(fact)}); });
    while (!run.empty() && run.back() == std::byte{}) run.pop_back();
    out.number(static_cast<std::uint8_t>(run.size()));
    out.run(run);
    std::uint8_t ends{}, at{};
    each_end(facts, [&](const std::optional<Instant>& end) { ++at, ends = end ? at : ends; });
    out.number(ends);
    each_end(facts, [&, left = ends](const std::optional<Instant>& end) mutable {
        if (left == 0) return;
        --left;
        out.maybe(end, [&](Instant instant) { out.number(instant.time_since_epoch().count()); });
    });
}

Instant instant(Reader& in, const char* place) {
    return Instant{std::chrono::milliseconds{in.number<std::int64_t>(place)}};
}

// More facts than this program knows were written by a newer one: refused, not guessed.
policy::Facts facts(Reader& in) {
    policy::Facts facts;
    auto left = in.number<std::uint8_t>("facts");
    if (left > most_facts) in.stop("facts");
    std::uint8_t last = 1;
    each_fact(facts, [&](auto& fact) {
        if (left == 0) return;
        --left;
        set_number(fact, last = in.number<std::uint8_t>("facts"));
    });
    if (left != 0 || last == 0) in.stop("facts");
    auto ends = in.number<std::uint8_t>("ends");
    if (ends > most_ends) in.stop("ends");
    bool there = true;
    each_end(facts, [&](std::optional<Instant>& end) {
        if (ends == 0) return;
        --ends;
        end = in.maybe("ends", [&] { return instant(in, "ends"); });
        there = end.has_value();
    });
    if (ends != 0 || !there) in.stop("ends");
    return facts;
}

Ruled ruled(Reader& in) {
    Ruled ruled;
    const auto choice = [&]<class Enum>(Enum, const char* place) {
        return in.maybe(place, [&] { return in.choice(static_cast<Enum>(1), static_cast<Enum>(255), place); });
    };
    ruled.basis = choice(policy::Basis{}, "basis");
    ruled.refusal = choice(policy::Refusal{}, "refusal");
    ruled.facts = facts(in);
    return ruled;
}

Bytes lasting(const Entry& entry) {
    Writer out;
    out.number(version);
    out.number(entry.at.time_since_epoch().count());
    out.choice(entry.act);
    out.choice(entry.actor.kind);
    out.maybe(entry.actor.staff, [&](const StaffId& staff) { out.id(staff); });
    out.id(entry.view);
    out.choice(entry.action);
    out.choice(entry.purpose);
    out.number(entry.reason);
    out.number(entry.count);
    out.text(entry.detail);
    out.maybe(entry.group, [&](const GroupId& group) { out.id(group); });
    out.maybe(entry.colleague, [&](const StaffId& staff) { out.id(staff); });
    out.number(static_cast<std::uint32_t>(entry.rulings.size()));
    for (const Ruled& ruled : entry.rulings) {
        out.maybe(ruled.basis, [&](policy::Basis basis) { out.choice(basis); });
        out.maybe(ruled.refusal, [&](policy::Refusal refusal) { out.choice(refusal); });
        write(out, ruled.facts);
    }
    return out.take();
}

Bytes personal(const Entry& entry) {
    Writer out;
    out.number(version);
    out.maybe(entry.actor.device, [&](const DeviceId& device) { out.id(device); });
    out.maybe(entry.pupil, [&](const PupilId& pupil) { out.id(pupil); });
    out.text(entry.address.reveal(Purpose::account_for_looking));
    out.number(static_cast<std::uint32_t>(entry.rulings.size()));
    for (const Ruled& ruled : entry.rulings) out.id(ruled.pupil);
    return out.take();
}

Entry lasting(Reader& in) {
    if (in.number<std::uint8_t>("version") != version) in.stop("version");
    Entry entry;
    entry.at = instant(in, "at");
    entry.act = in.choice(Act::look_began, Act::support_looked, "act");
    entry.actor.kind = in.choice(ActorKind::system, ActorKind::parent, "actor");
    entry.actor.staff = in.maybe("staff", [&] { return in.id<StaffId>("staff"); });
    entry.view = in.id<ViewId>("view");
    entry.action = in.choice(policy::Action::grid, static_cast<policy::Action>(255), "action");
    entry.purpose = in.choice(policy::LookPurpose::none, static_cast<policy::LookPurpose>(255), "purpose");
    entry.reason = in.number<std::uint16_t>("reason");
    entry.count = in.number<std::uint64_t>("count");
    entry.detail = in.text(longest_detail, "detail");
    entry.group = in.maybe("group", [&] { return in.id<GroupId>("group"); });
    entry.colleague = in.maybe("colleague", [&] { return in.id<StaffId>("colleague"); });
    const auto rulings = in.number<std::uint32_t>("rulings");
    if (rulings > most_rulings) in.stop("rulings");
    for (std::uint32_t at = 0; at < rulings && in.wrong() == nullptr; ++at) entry.rulings.push_back(ruled(in));
    if (!in.empty()) in.stop("end");
    return entry;
}

void personal(Reader& in, Entry& entry) {
    if (in.number<std::uint8_t>("version") != version) in.stop("version");
    entry.actor.device = in.maybe("device", [&] { return in.id<DeviceId>("device"); });
    entry.pupil = in.maybe("pupil", [&] { return in.id<PupilId>("pupil"); });
    entry.address = Personal<std::string>{in.text(longest_address, "address")};
    if (in.number<std::uint32_t>("pupils") != entry.rulings.size()) in.stop("pupils");
    for (Ruled& ruled : entry.rulings) ruled.pupil = in.id<PupilId>("pupils");
    if (!in.empty()) in.stop("end");
}

std::unexpected<Error> no_entry(const Reader& in) {
    return std::unexpected{Error{Remedy::give_up, "read an audit entry", 0, in.wrong()}};
}

}  // namespace

Parts encode(const Entry& entry) {
    return {lasting(entry), personal(entry)};
}

std::expected<Entry, Error> decode(BytesView bytes) {
    Reader in{bytes};
    Entry entry = lasting(in);
    if (in.wrong() != nullptr) return no_entry(in);
    return entry;
}

std::expected<Entry, Error> decode(BytesView bytes, BytesView more) {
    auto entry = decode(bytes);
    if (!entry) return entry;
    Reader in{more};
    personal(in, *entry);
    if (in.wrong() != nullptr) return no_entry(in);
    return entry;
}

}  // namespace monitor::audit
