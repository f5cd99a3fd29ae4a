#include "scenario/classroom.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

#include "support/inline_executor.hpp"

namespace monitor::test {
namespace {

using Minutes = std::chrono::minutes;

/// Hands what arrives on a line to a function.
class Ear final : public transport::Events {
public:
    Ear(std::function<void(BytesView)> heard, std::function<void()> gone) : heard_{std::move(heard)}, gone_{std::move(gone)} {}
    void message(BytesView bytes) override { heard_(bytes); }
    void drained() override {}
    void closed(transport::CloseReason) override { gone_(); }

private:
    std::function<void(BytesView)> heard_;
    std::function<void()> gone_;
};

void tell(const Classroom& room, const Device& device, const DeviceTurn& turn) {
    if (room.witness != nullptr) room.witness->device(device, turn);
}
void tell(const Classroom& room, const Teacher& teacher, const TeacherTurn& turn) {
    if (room.witness != nullptr) room.witness->teacher(teacher, turn);
}

school::Hours school_hours() {
    school::Hours hours;
    for (unsigned day = 1; day <= 5; ++day)
        hours.week[day] = {{Minutes{8 * 60 + 30}, Minutes{12 * 60}}, {Minutes{13 * 60}, Minutes{15 * 60 + 15}}};
    return hours;
}

roster::PupilLine pupil_line(const char* key, const char* name, const char* user, const char* group) {
    return {.key = roster::Key{key}, .name = Personal<std::string>{name}, .user = Personal<std::string>{user}, .groups = {group}};
}

roster::StaffLine staff_line(const char* key, const char* name, const char* user, std::vector<std::string> groups) {
    return {.key = roster::Key{key}, .name = Personal<std::string>{name}, .user = Personal<std::string>{user},
            .employment = school::Employment::active,
            .account = roster::AccountLine{"tenant", Personal<std::string>{std::string{"object-"} + key}},
            .groups = std::move(groups)};
}

}  // namespace

Instant monday(int hour, int minute, int second) {
    using namespace std::chrono;
    return sys_days{2026y / November / 23} + hours{hour - 1} + minutes{minute} + seconds{second};
}

roster::Snapshot Classroom::snapshot() {
    roster::Snapshot snapshot{.year = school::SchoolYear{std::chrono::year{2026}}, .brin = "99XX", .school_name = "De Regenboog"};
    snapshot.sites = {{"main", "Hoofdgebouw", {*school::Network::from_text("10.1.0.0/16")}, school_hours()}};
    snapshot.groups = {{"5a", "Groep 5A", "main"}, {"6b", "Groep 6B", "main"}};
    snapshot.pupils = {pupil_line("p1", "Sanne B.", "sanne.b", "5a"), pupil_line("p2", "Tim V.", "tim.v", "5a"),
                       pupil_line("p3", "Noor K.", "noor.k", "6b")};
    snapshot.staff = {staff_line("s1", "Anouk de Vries", "anouk.devries", {"5a"}),
                      staff_line("s2", "Kees Jansen", "kees.jansen", {"6b"})};
    return snapshot;
}

Classroom::Classroom(Instant start) : clock{start}, strand{clock} {
    auto opened = store::open({.directory = directory.path() / "store", .keys = directory.path() / "keys"}, clock, random, log);
    if (!opened) FAIL("store: " << opened.error().operation << " " << opened.error().place);
    stores = std::move(*opened);
    // The disks' threads give way to executors on the test's own thread: what is written is written when the call returns.
    stores.people_thread = std::make_unique<InlineExecutor>();
    stores.audit_thread = std::make_unique<InlineExecutor>();
    apply(snapshot());
    restart();
}

Classroom::~Classroom() { hub.reset(); }

void Classroom::restart(hub::Options options) {
    hub.reset();
    hub = hub::make_hub({clock, random, log, strand, stores}, std::move(options));
    run();
}

void Classroom::apply(const roster::Snapshot& wanted) {
    const auto applied = stores.rosters->apply(wanted);
    if (!applied) FAIL("roster: " << applied.error().operation << " " << applied.error().place);
    school = applied->school;
    run();
}

namespace {
template <class People>
auto with_user(const People& people, const std::string& user) {
    for (const auto& person : people)
        if (person.user.reveal(Purpose::operate) == user) return person.id;
    throw std::runtime_error{"no such person in the test's school"};
}
}  // namespace

StaffId Classroom::staff(const std::string& user) { return with_user((*stores.people->roll(school))->staff, user); }
PupilId Classroom::pupil(const std::string& user) { return with_user((*stores.people->roll(school))->pupils, user); }
GroupId Classroom::group(const std::string& name) {
    const auto roll = stores.people->roll(school);
    for (const auto& group : (*roll)->groups)
        if (group.name == name) return group.id;
    throw std::runtime_error{"no such group in the test's school"};
}

std::vector<audit::Entry> Classroom::trail() {
    std::vector<audit::Entry> entries;
    const auto kept = stores.trail->read(school, 0, 100'000);
    REQUIRE(kept);
    for (const auto& line : *kept)
        if (line.entry) entries.push_back(*line.entry);
    return entries;
}

hub::Counts Classroom::counts() {
    hub::Counts counts;
    hub->counts([&](hub::Counts told) { counts = told; });
    run();
    return counts;
}

Device::Device(Classroom& room, std::string user, std::string address)
    : room_{room}, user_{std::move(user)}, address_{std::move(address)}, key_{seal::SigningKey::make()} {
    const auto roll = room.stores.people->roll(room.school);
    const auto secret = room.stores.enrolments->offer({.school = room.school, .site = (*roll)->sites.front().id});
    REQUIRE(secret);
    const auto device = room.stores.enrolments->redeem(*secret, key_.public_key(), "test", Personal<std::string>{});
    REQUIRE(device);
    id = device->id;
}

std::size_t Device::refused(wire::AgentRefusal why) const {
    return static_cast<std::size_t>(std::ranges::count_if(heard, [why](const auto& message) {
        const auto* told = std::get_if<wire::Refused>(&message);
        return told != nullptr && told->why == static_cast<int>(why);
    }));
}

void Device::come() {
    closed = false;
    auto ear = [this](transport::Socket& socket) -> std::unique_ptr<transport::Events> {
        socket_ = &socket;
        return std::make_unique<Ear>(
            [this](BytesView bytes) {
                Bytes unpacked;
                const auto envelope = wire::open(bytes, unpacked);
                REQUIRE(envelope);
                const auto message = wire::to_device(*envelope);
                REQUIRE(message);
                on(*message);
            },
            [this] {
                closed = true;
                socket_ = nullptr;
                lease_.reset();
                tell(room_, *this, Gone{});
            });
    };
    tell(room_, *this, Came{address_});
    line_ = transport::loopback(room_.strand, std::move(ear), room_.hub->agent_line(address_), {.message = wire::message_limit});
    room_.run();  // both ends are made
    nonce_.assign(16, std::byte{5});
    say(wire::Hello{.versions = {wire::wire_version}, .agent = "test", .can = {}, .nonce = nonce_});
    room_.run();
}

void Device::on(const wire::ToDevice& message) {
    heard.push_back(message);
    tell(room_, *this, &message);
    if (const auto* welcome = std::get_if<wire::Welcome>(&message)) {
        welcome_ = *welcome;
        const auto transcript = wire::transcript(welcome->server, nonce_, welcome->nonce, id.bytes(), ++counter);
        const auto signature = key_.sign(transcript);
        say(wire::Proof{id.text(), counter, {signature.begin(), signature.end()}});
    } else if (std::holds_alternative<wire::Accepted>(message)) {
        say(wire::Desktop{user_});
    } else if (const auto* watch = std::get_if<wire::Watch>(&message)) {
        if (lease_ && lease_->lease != watch->lease) sequence_ = 0;
        lease_ = *watch;
    } else if (std::holds_alternative<wire::Stop>(message)) {
        lease_.reset();
    }
}

void Device::say(const wire::FromDevice& message) {
    if (socket_ == nullptr) return;
    tell(room_, *this, &message);
    socket_->send(wire::encode(message));
}
void Device::leave() {
    line_.reset();
    room_.run();
}
void Device::log_in(const std::string& user) {
    user_ = user;
    say(wire::Desktop{user});
    room_.run();
}
void Device::indicate() {
    REQUIRE(lease_);
    say(wire::Indicated{lease_->lease});
    room_.run();
}
void Device::send(picture::Stream stream, Bytes vp8) {
    const auto lease = lease_ ? lease_->lease : 1;
    say(wire::Picture{.lease = lease, .sequence = ++sequence_, .stream = stream, .vp8 = vp8});
    room_.run();
}
void Device::stall(transport::Loopback::Reading reading) { line_->near_reads(reading); }

Teacher::Teacher(Classroom& room, StaffId staff, std::string address)
    : room_{room}, staff_{staff}, address_{std::move(address)} {}

void Teacher::open(GroupId group) {
    closed = false;
    const auto token = room_.stores.sessions->begin({.school = room_.school, .staff = staff_, .browser = "Chrome"}, 10h);
    REQUIRE(token);
    token_ = *token;
    session = **room_.stores.sessions->find(*token, 60min);
    auto ear = [this](transport::Socket& socket) -> std::unique_ptr<transport::Events> {
        socket_ = &socket;
        return std::make_unique<Ear>(
            [this](BytesView bytes) {
                Bytes unpacked;
                const auto envelope = wire::open(bytes, unpacked);
                REQUIRE(envelope);
                const auto message = wire::to_viewer(*envelope);
                REQUIRE(message);
                on(*message);
            },
            [this] {
                closed = true;
                socket_ = nullptr;
                tell(room_, *this, Gone{});
            });
    };
    tell(room_, *this, Came{address_});
    line_ = transport::loopback(room_.strand, std::move(ear), room_.hub->viewer_line(address_, *token_), {.message = wire::message_limit});
    room_.run();
    say(wire::OpenView{room_.hub->ticket(*session), group.text()});
    room_.run();
}

void Teacher::say(const wire::FromViewer& message) {
    if (socket_ != nullptr) {
        tell(room_, *this, &message);
        socket_->send(wire::encode(message));
    }
    room_.run();
}

void Teacher::leave() {
    line_.reset();
    room_.run();
}
void Teacher::stall(transport::Loopback::Reading reading) {
    line_->near_reads(reading);
    room_.run();
}

void Teacher::on(const wire::ToViewer& message) {
    tell(room_, *this, &message);
    if (const auto* opened = std::get_if<wire::View>(&message)) view = *opened;
    if (const auto* state = std::get_if<wire::State>(&message)) states[state->tile] = *state;
    if (const auto* end = std::get_if<wire::Ended>(&message)) ended.push_back(*end);
    if (const auto* look = std::get_if<wire::Look>(&message)) looks.push_back(*look);
    if (const auto* picture = std::get_if<wire::ViewPicture>(&message)) {
        auto& last = last_[{picture->tile, picture->stream}];
        const auto header = picture::header(picture->vp8);
        REQUIRE(header);
        if (header->part == picture::Part::delta && picture->sequence != last + 1) chain_whole = false;
        last = picture->sequence;
        pictures.push_back({picture->tile, picture->stream, picture->sequence, copy(picture->vp8)});
    }
}

}  // namespace monitor::test
