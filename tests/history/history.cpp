#include "history/history.hpp"

#include <cstring>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "monitor/policy/words.hpp"

namespace monitor::test {
namespace {

std::string in_quotes(std::string_view text) {
    std::string json{"\""};
    for (const char letter : text) {
        if (letter == '"' || letter == '\\') json += '\\';
        json += letter;
    }
    return json + '"';
}

template <class All, class Text>
std::string list(const All& all, Text text) {
    std::string json{"["};
    for (const auto& one : all) json += (json.size() > 1 ? "," : "") + text(one);
    return json + ']';
}
std::string texts(const std::vector<std::string>& all) {
    return list(all, [](const auto& one) { return in_quotes(one); });
}

std::string date(std::chrono::year_month_day day) {
    return fmt::format("\"{:04}-{:02}-{:02}\"", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                       static_cast<unsigned>(day.day()));
}

std::int64_t number_in(BytesView vp8) {
    std::int64_t number{};
    std::memcpy(&number, vp8.data() + vp8.size() - sizeof number, sizeof number);
    return number;
}

std::string_view word(picture::Stream stream) { return stream == picture::Stream::grid ? "grid" : "live"; }

class ToldTrail final : public audit::Trail {
public:
    ToldTrail(std::unique_ptr<audit::Trail> inner, History& history, Recording recording)
        : inner_{std::move(inner)}, history_{history}, recording_{recording} {}

    std::vector<audit::Appended> append(std::span<const audit::Line> lines) override {
        if (recording_ == Recording::off) return std::vector<audit::Appended>(lines.size(), audit::Appended{0});
        auto appended = inner_->append(lines);
        for (std::size_t at = 0; at < lines.size(); ++at)
            if (appended[at]) history_.recorded(lines[at].entry);
        return appended;
    }
    std::expected<std::vector<audit::Kept>, Error> read(SchoolId school, std::uint64_t first, std::size_t at_most) override {
        return inner_->read(school, first, at_most);
    }
    std::expected<audit::Head, Error> head(SchoolId school) override { return inner_->head(school); }
    std::expected<std::uint64_t, Error> sweep(Instant now) override { return inner_->sweep(now); }

private:
    std::unique_ptr<audit::Trail> inner_;
    History& history_;
    Recording recording_;
};

}  // namespace

std::unique_ptr<audit::Trail> told(std::unique_ptr<audit::Trail> trail, History& history, Recording recording) {
    return std::make_unique<ToldTrail>(std::move(trail), history, recording);
}

Event::Event(std::ostream& out, const Clock& clock, std::string_view what)
    : out_{out}, line_{fmt::format(R"({{"t":{},"tick":{},"e":"{}")", clock.now().time_since_epoch().count(),
                                   clock.tick().time_since_epoch().count(), what)} {}
Event::~Event() { out_ << line_ << "}\n"; }
Event& Event::put(std::string_view name, std::string_view text) { return raw(name, in_quotes(text)); }
Event& Event::put(std::string_view name, std::int64_t number) { return raw(name, std::to_string(number)); }
Event& Event::put(std::string_view name, const std::vector<std::string>& all) { return raw(name, texts(all)); }
Event& Event::raw(std::string_view name, std::string_view json) {
    line_ += fmt::format(",\"{}\":{}", name, json);
    return *this;
}

History::History(Classroom& room, std::ostream& out) : room_{room}, out_{out} { room_.witness = this; }
History::~History() { room_.witness = nullptr; }

Bytes History::picture(picture::Part part, std::uint64_t number) {
    Bytes vp8 = part == picture::Part::key ? vp8_key() : vp8_delta(24);
    std::memcpy(vp8.data() + vp8.size() - sizeof number, &number, sizeof number);
    return vp8;
}

void History::learn() {
    const auto roll = room_.stores.people->roll(room_.school);
    REQUIRE(roll);
    for (const auto& pupil : (*roll)->pupils) pupils_.insert_or_assign(pupil.user.reveal(Purpose::operate), pupil.id);
    for (const auto& member : (*roll)->staff) staff_.insert_or_assign(member.user.reveal(Purpose::operate), member.id);
}

std::string History::user(PupilId id) const {
    for (const auto& [user, known] : pupils_)
        if (known == id) return user;
    return "?";
}
std::string History::user(StaffId id) const {
    for (const auto& [user, known] : staff_)
        if (known == id) return user;
    return "?";
}
std::string History::user(std::string_view pupil_id) const {
    const auto id = PupilId::from_text(pupil_id);
    return id ? user(*id) : "";
}

void History::roster(const roster::Snapshot& snapshot) {
    auto told = event("roster");
    told.raw("groups", list(snapshot.groups, [](const auto& group) {
        return fmt::format(R"({{"key":{},"site":{}}})", in_quotes(group.name), in_quotes(group.site));
    }));
    const auto groups_of = [&](const std::vector<std::string>& keys) {
        return list(keys, [&](const std::string& key) {
            for (const auto& group : snapshot.groups)
                if (group.key == key) return in_quotes(group.name);
            return std::string{"null"};
        });
    };
    told.raw("pupils", list(snapshot.pupils, [&](const auto& pupil) {
        const auto& user = pupil.user.reveal(Purpose::operate);
        return fmt::format(R"({{"user":{},"groups":{}}})", in_quotes(user), groups_of(pupil.groups));
    }));
    told.raw("staff", list(snapshot.staff, [&](const auto& member) {
        return fmt::format(R"({{"user":{},"name":{},"object":{},"active":{},"groups":{}}})",
                           in_quotes(member.user.reveal(Purpose::operate)), in_quotes(member.name.reveal(Purpose::operate)),
                           in_quotes(member.account->object.reveal(Purpose::operate)),
                           member.employment == school::Employment::active, groups_of(member.groups));
    }));
}

void History::site(const std::string& name, const std::vector<std::string>& networks, const school::Hours& hours) {
    std::string week{"{"};
    for (std::size_t day = 0; day < 7; ++day)
        week += fmt::format("{}\"{}\":{}", day > 0 ? "," : "", day, list(hours.week[day], [](const school::Window& window) {
            return fmt::format("[{},{}]", window.from.count(), window.until.count());
        }));
    event("site").put("key", name).put("networks", networks).raw("week", week + '}').raw(
        "holidays", list(hours.holidays, [](const school::Holiday& holiday) {
            return fmt::format("[{},{}]", date(holiday.first), date(holiday.last));
        }));
}

void History::recorded(const audit::Entry& entry) {
    std::vector<std::string> granted, refused;
    for (const auto& ruled : entry.rulings) (ruled.basis ? granted : refused).push_back(user(ruled.pupil));
    event("recorded").put("act", audit::word(entry.act)).put("staff", entry.actor.staff ? user(*entry.actor.staff) : "")
        .put("view", entry.view.text()).put("action", policy::word(entry.action)).put("purpose", policy::word(entry.purpose))
        .put("granted", granted).put("refused", refused);
}

void History::device(const Device& device, const DeviceTurn& turn) {
    const auto id = device.id.text();
    if (const auto* came = std::get_if<Came>(&turn)) event("device_came").put("device", id).put("address", came->address);
    if (std::holds_alternative<Gone>(turn)) event("device_gone").put("device", id);
    if (const auto* says = std::get_if<const wire::FromDevice*>(&turn)) said(id, **says);
    if (const auto* hears = std::get_if<const wire::ToDevice*>(&turn)) heard(id, **hears);
}

void History::said(const std::string& device, const wire::FromDevice& message) {
    if (const auto* at = std::get_if<wire::Desktop>(&message)) event("user").put("device", device).put("user", at->user);
    if (const auto* up = std::get_if<wire::Indicated>(&message)) event("indicated").put("device", device).put("lease", up->lease);
    if (const auto* down = std::get_if<wire::Stopped>(&message))
        event("stopped").put("device", device).put("lease", down->lease).put("why", std::int64_t{down->why});
    if (const auto* picture = std::get_if<wire::Picture>(&message)) {
        const bool key = monitor::picture::header(picture->vp8)->part == picture::Part::key;
        event("sent").put("device", device).put("n", number_in(picture->vp8)).put("stream", word(picture->stream))
            .put("lease", picture->lease).put("part", key ? "key" : "delta");
    }
}

void History::heard(const std::string& device, const wire::ToDevice& message) {
    if (const auto* stop = std::get_if<wire::Stop>(&message)) event("stop").put("device", device).put("lease", stop->lease);
    const auto* watch = std::get_if<wire::Watch>(&message);
    if (watch == nullptr) return;
    event("lease").put("device", device).put("lease", watch->lease).put("seconds", watch->seconds)
        .put("hours_left", watch->hours_left).put("who", watch->who)
        .put("occasion", watch->occasion == wire::Occasion::remote_lesson ? "remote_lesson" : "at_school")
        .raw("streams", list(watch->streams, [](const auto& wish) { return in_quotes(word(wish.stream)); }));
}

void History::teacher(const Teacher& teacher, const TeacherTurn& turn) {
    if (const auto* came = std::get_if<Came>(&turn)) {
        const auto line = lines_[&teacher] = ++last_line_;
        event("viewer_came").put("line", line).put("staff", user(teacher.session->staff))
            .put("session", teacher.session->id.text()).put("address", came->address);
        return;
    }
    const auto line = lines_.at(&teacher);
    if (std::holds_alternative<Gone>(turn)) event("viewer_gone").put("line", line);
    if (const auto* says = std::get_if<const wire::FromViewer*>(&turn)) said(line, **says);
    if (const auto* hears = std::get_if<const wire::ToViewer*>(&turn)) heard(line, **hears);
}

void History::said(std::int64_t line, const wire::FromViewer& message) {
    if (const auto* open = std::get_if<wire::OpenView>(&message)) {
        std::string name{"?"};
        const auto roll = room_.stores.people->roll(room_.school);
        for (const auto& group : (*roll)->groups)
            if (group.id.text() == open->group) name = group.name;
        event("asked").put("line", line).put("group", name);
    }
    if (const auto* look = std::get_if<wire::LookAt>(&message))
        event("look").put("line", line).put("pupil", user(look->pupil)).put("purpose", look->purpose);
    if (std::holds_alternative<wire::CloseView>(message)) event("closed").put("line", line);
}

void History::heard(std::int64_t line, const wire::ToViewer& message) {
    if (const auto* view = std::get_if<wire::View>(&message)) {
        auto& tiles = tiles_[line];
        for (const auto& tile : view->tiles) tiles[tile.tile] = user(tile.pupil);
        event("view").put("line", line).put("view", view->view);
    }
    if (const auto* ended = std::get_if<wire::Ended>(&message))
        event("ended").put("line", line).put("why", static_cast<std::int64_t>(ended->why)).put("refusal", ended->refusal)
            .put("pupil", user(ended->pupil));
    const auto* picture = std::get_if<wire::ViewPicture>(&message);
    if (picture == nullptr) return;
    ++delivered_;
    event("delivered").put("line", line).put("pupil", tiles_[line][picture->tile]).put("stream", word(picture->stream))
        .put("n", number_in(picture->vp8)).put("age", picture->age);
}

}  // namespace monitor::test
