// audit: which bytes stand for an entry? Version 1: every member in the order of the header, numbers big-endian, runs of bytes
// behind their length, an optional value behind a 0 or 1. One entry has one form, so its hash says everything. Limits are held
// when reading: what is beyond them is not an entry, and Trail::append refuses to write it.

#include "monitor/audit/entry.hpp"

#include <type_traits>
#include <utility>

namespace monitor::audit {
namespace {

constexpr std::uint8_t version = 1;
constexpr std::size_t longest_detail = 128, longest_address = 64, most_rulings = 10'000;

class Writer {
public:
    template <class Number>
    void number(Number value) {
        const auto wide = static_cast<std::uint64_t>(value);
        for (int shift = static_cast<int>(sizeof value) * 8 - 8; shift >= 0; shift -= 8) {
            bytes_.push_back(static_cast<std::byte>(wide >> shift & 255));
        }
    }
    template <class Enum>
    void choice(Enum value) {
        number(static_cast<std::uint8_t>(value));
    }
    void text(std::string_view value) {
        number(static_cast<std::uint32_t>(value.size()));
        const auto view = as_bytes(value);
        bytes_.insert(bytes_.end(), view.begin(), view.end());
    }
    template <class Tag>
    void id(const Id<Tag>& id) {
        bytes_.insert(bytes_.end(), id.bytes().begin(), id.bytes().end());
    }
    template <class Value, class Each>
    void maybe(const std::optional<Value>& value, Each each) {
        number(static_cast<std::uint8_t>(value ? 1 : 0));
        if (value) each(*value);
    }
    [[nodiscard]] Bytes take() { return std::move(bytes_); }

private:
    Bytes bytes_;
};

// Reads on, until something is not as it should be; from then on everything it gives is zero and `wrong()` names the first place.
class Reader {
public:
    explicit Reader(BytesView bytes) : rest_{bytes} {}

    template <class Number>
    Number number(const char* place) {
        const auto run = take(sizeof(Number), place);
        std::uint64_t value{};
        for (const auto byte : run) value = value << 8 | std::to_integer<std::uint64_t>(byte);
        return static_cast<Number>(value);
    }
    template <class Enum>
    Enum choice(Enum first, Enum last, const char* place) {
        const auto value = number<std::uint8_t>(place);
        if (value < static_cast<std::uint8_t>(first) || value > static_cast<std::uint8_t>(last)) stop(place);
        return wrong_ == nullptr ? static_cast<Enum>(value) : Enum{};
    }
    std::string text(std::size_t longest, const char* place) {
        const auto length = number<std::uint32_t>(place);
        if (length > longest) stop(place);
        return std::string{as_text(take(wrong_ == nullptr ? length : 0, place))};
    }
    template <class SomeId>
    SomeId id(const char* place) {
        return SomeId::from_bytes(take(SomeId::size, place)).value_or(SomeId{});
    }
    template <class Each>
    auto maybe(const char* place, Each each) -> std::optional<std::invoke_result_t<Each&>> {
        const auto there = number<std::uint8_t>(place);
        if (there > 1) stop(place);
        if (wrong_ != nullptr || there == 0) return std::nullopt;
        return each();
    }
    void stop(const char* place) {
        if (wrong_ == nullptr) wrong_ = place;
        rest_ = {};
    }
    [[nodiscard]] bool empty() const { return rest_.empty(); }
    [[nodiscard]] const char* wrong() const { return wrong_; }

private:
    BytesView take(std::size_t count, const char* place) {
        if (rest_.size() < count) stop(place);
        if (wrong_ != nullptr) return {};
        const auto run = rest_.first(count);
        rest_ = rest_.subspan(count);
        return run;
    }

    BytesView rest_;
    const char* wrong_{};
};

void write(Writer& out, const policy::Facts& facts) {
    out.choice(facts.timekeeping);
    out.choice(facts.directory);
    out.choice(facts.employment);
    out.choice(facts.schools);
    out.maybe(facts.relation, [&](policy::Basis basis) { out.choice(basis); });
    out.choice(facts.objection);
    out.choice(facts.hours);
    out.choice(facts.viewer);
    out.choice(facts.device_user);
    out.choice(facts.device);
    out.choice(facts.remote_lesson);
    out.choice(facts.indicator);
    out.maybe(facts.hours_end, [&](Instant end) { out.number(end.time_since_epoch().count()); });
}

policy::Basis basis(Reader& in) {
    return in.choice(policy::Basis::teaches_group, policy::Basis::replaces_teacher, "basis");
}

Instant instant(Reader& in, const char* place) {
    return Instant{std::chrono::milliseconds{in.number<std::int64_t>(place)}};
}

policy::Facts facts(Reader& in) {
    using policy::DeviceUser, policy::Directory, policy::Employment, policy::Hours, policy::Indicator, policy::Objection;
    using policy::Facts, policy::RemoteLesson, policy::Schools, policy::Timekeeping, policy::Whereabouts;
    Facts facts;
    facts.timekeeping = in.choice(Timekeeping::unknown, Timekeeping::doubtful, "timekeeping");
    facts.directory = in.choice(Directory::unknown, Directory::stale, "directory");
    facts.employment = in.choice(Employment::unknown, Employment::ended, "employment");
    facts.schools = in.choice(Schools::unknown, Schools::different, "schools");
    facts.relation = in.maybe("relation", [&] { return basis(in); });
    facts.objection = in.choice(Objection::unknown, Objection::recorded, "objection");
    facts.hours = in.choice(Hours::unknown, Hours::closed, "hours");
    facts.viewer = in.choice(Whereabouts::unknown, Whereabouts::elsewhere, "viewer");
    facts.device_user = in.choice(DeviceUser::unknown, DeviceUser::nobody, "device_user");
    facts.device = in.choice(Whereabouts::unknown, Whereabouts::elsewhere, "device");
    facts.remote_lesson = in.choice(RemoteLesson::none, RemoteLesson::in_force, "remote_lesson");
    facts.indicator = in.choice(Indicator::down, Indicator::up, "indicator");
    facts.hours_end = in.maybe("hours_end", [&] { return instant(in, "hours_end"); });
    return facts;
}

Ruled ruled(Reader& in) {
    Ruled ruled;
    ruled.pupil = in.id<PupilId>("pupil");
    ruled.basis = in.maybe("basis", [&] { return basis(in); });
    ruled.refusal = in.maybe(
        "refusal", [&] { return in.choice(policy::Refusal::clock_doubtful, policy::Refusal::purpose_missing, "refusal"); });
    ruled.facts = facts(in);
    return ruled;
}

Actor actor(Reader& in) {
    Actor actor;
    actor.kind = in.choice(ActorKind::system, ActorKind::device, "actor");
    actor.staff = in.maybe("staff", [&] { return in.id<StaffId>("staff"); });
    actor.device = in.maybe("device", [&] { return in.id<DeviceId>("device"); });
    return actor;
}

Entry entry(Reader& in) {
    if (in.number<std::uint8_t>("version") != version) in.stop("version");
    Entry entry;
    entry.at = instant(in, "at");
    entry.act = in.choice(Act::look_began, Act::sign_in_refused, "act");
    entry.actor = actor(in);
    entry.view = in.id<ViewId>("view");
    entry.action = in.choice(policy::Action::grid, policy::Action::open_tabs, "action");
    entry.purpose = in.choice(policy::LookPurpose::none, policy::LookPurpose::test, "purpose");
    entry.reason = in.number<std::uint16_t>("reason");
    entry.count = in.number<std::uint64_t>("count");
    entry.detail = in.text(longest_detail, "detail");
    entry.address = Personal<std::string>{in.text(longest_address, "address")};
    const auto rulings = in.number<std::uint32_t>("rulings");
    if (rulings > most_rulings) in.stop("rulings");
    for (std::uint32_t at = 0; at < rulings && in.wrong() == nullptr; ++at) entry.rulings.push_back(ruled(in));
    if (!in.empty()) in.stop("end");
    return entry;
}

}  // namespace

Bytes encode(const Entry& entry) {
    Writer out;
    out.number(version);
    out.number(entry.at.time_since_epoch().count());
    out.choice(entry.act);
    out.choice(entry.actor.kind);
    out.maybe(entry.actor.staff, [&](const StaffId& staff) { out.id(staff); });
    out.maybe(entry.actor.device, [&](const DeviceId& device) { out.id(device); });
    out.id(entry.view);
    out.choice(entry.action);
    out.choice(entry.purpose);
    out.number(entry.reason);
    out.number(entry.count);
    out.text(entry.detail);
    out.text(entry.address.reveal(Purpose::account_for_looking));
    out.number(static_cast<std::uint32_t>(entry.rulings.size()));
    for (const Ruled& ruled : entry.rulings) {
        out.id(ruled.pupil);
        out.maybe(ruled.basis, [&](policy::Basis basis) { out.choice(basis); });
        out.maybe(ruled.refusal, [&](policy::Refusal refusal) { out.choice(refusal); });
        write(out, ruled.facts);
    }
    return out.take();
}

std::expected<Entry, Error> decode(BytesView bytes) {
    Reader in{bytes};
    Entry whole = entry(in);
    if (in.wrong() != nullptr) return std::unexpected{Error{Remedy::give_up, "read an audit entry", 0, in.wrong()}};
    return whole;
}

}  // namespace monitor::audit
