#pragma once
// support: a small invented school behind the ports, a provider that says who came, and the pages on top.

#include <algorithm>
#include <map>

#include "http/pages.hpp"
#include "monitor/base/worker.hpp"
#include "monitor/sync/schedule.hpp"
#include "support/manual_clock.hpp"
#include "support/seeded_random.hpp"

namespace monitor::test {

template <class SomeId>
SomeId id(unsigned char number) {
    std::array<std::byte, SomeId::size> bytes{};
    bytes.back() = std::byte{number};
    return SomeId{bytes};
}

struct Kept {
    std::vector<audit::Entry> trail{};
    std::map<std::string, identity::Session> sessions{};
    school::Employment employment{school::Employment::active};
    std::vector<GroupId> teaches{id<GroupId>(1), id<GroupId>(2)};
    bool trail_broken{}, people_broken{};
    int rolls_read{};
};

inline std::unexpected<Error> broken() {
    return std::unexpected{Error{Remedy::ask_operator, "a full disk", 28, {}}};
}

class FakePeople final : public store::People {
public:
    explicit FakePeople(Kept& kept) : kept_{kept} {}
    std::expected<std::vector<school::School>, Error> schools() override {
        return std::vector{school::School{id<SchoolId>(1), "De Wilg", "99XX"}};
    }
    std::expected<std::unique_ptr<const school::Roll>, Error> roll(SchoolId school) override {
        ++kept_.rolls_read;
        if (kept_.people_broken) return broken();
        auto roll = std::make_unique<school::Roll>();
        roll->school = {school, "De Wilg", "99XX"};
        roll->groups = {{id<GroupId>(1), "Groep 5A", {}}, {id<GroupId>(2), "Groep 6B", {}}, {id<GroupId>(3), "Groep 8", {}}};
        const auto pupil = [](unsigned char number, const char* name, unsigned char group) {
            return school::Pupil{id<PupilId>(number), school::Name{name}, school::Name{"u"}, {id<GroupId>(group)}};
        };
        roll->pupils = {pupil(1, "Tim <V>.", 1), pupil(2, "Sanne B.", 1), pupil(3, "Geheim G.", 3)};
        roll->staff = {{id<StaffId>(1), school::Name{"Anouk & Co"}, school::Name{"anouk"}, kept_.employment, kept_.teaches}};
        return std::unique_ptr<const school::Roll>{std::move(roll)};
    }
    std::expected<std::optional<store::StaffAt>, Error> staff(const std::string&, const Personal<std::string>& object) override {
        if (object != Personal<std::string>{"anouk"}) return std::nullopt;
        return store::StaffAt{id<SchoolId>(1), id<StaffId>(1)};
    }

private:
    Kept& kept_;
};

class FakeSessions final : public identity::Sessions {
public:
    explicit FakeSessions(Kept& kept) : kept_{kept} {}
    std::expected<identity::SessionToken, Error> begin(identity::Session session, std::chrono::hours) override {
        const auto token = "token" + std::to_string(++count_);
        session.id = id<SessionId>(static_cast<unsigned char>(count_));
        kept_.sessions[token] = session;
        return identity::SessionToken{token};
    }
    std::expected<std::optional<identity::Session>, Error> find(const identity::SessionToken& token,
                                                                std::chrono::minutes) override {
        const auto at = kept_.sessions.find(token.reveal(Purpose::match_account));
        return at == kept_.sessions.end() ? std::nullopt : std::optional{at->second};
    }
    std::expected<std::vector<identity::Session>, Error> of(SchoolId, StaffId staff) override {
        std::vector<identity::Session> theirs;
        for (const auto& [token, session] : kept_.sessions)
            if (session.staff == staff) theirs.push_back(session);
        return theirs;
    }
    std::expected<void, Error> end(SchoolId, SessionId session) override {
        std::erase_if(kept_.sessions, [&](const auto& each) { return each.second.id == session; });
        return {};
    }

private:
    Kept& kept_;
    int count_{};
};

class FakeTrail final : public audit::Trail {
public:
    explicit FakeTrail(Kept& kept) : kept_{kept} {}
    std::expected<std::uint64_t, Error> append(SchoolId, const audit::Entry& entry) override {
        if (kept_.trail_broken) return broken();
        kept_.trail.push_back(entry);
        return kept_.trail.size();
    }
    std::expected<std::vector<audit::Kept>, Error> read(SchoolId, std::uint64_t, std::size_t) override {
        return std::vector<audit::Kept>{};
    }
    std::expected<audit::Head, Error> head(SchoolId) override { return audit::Head{}; }
    std::expected<std::uint64_t, Error> sweep(Instant) override { return 0; }

private:
    Kept& kept_;
};

class FakeHub final : public hub::Hub {
public:
    FakeHub() = default;
    transport::Welcome agent_line(std::string) override { return {}; }
    transport::Welcome viewer_line(std::string, identity::SessionToken) override { return {}; }
    std::string ticket(const identity::Session&) override { return full ? "" : "a-ticket"; }
    void counts(std::move_only_function<void(hub::Counts)> told) override { told({.agents = 3, .pictures_in = 7}); }
    void close(Task) override {}
    bool full{};
};

/// Remembers what it was told by Microsoft 365.
class FakeSchedule final : public sync::Schedule {
public:
    FakeSchedule() = default;
    std::vector<sync::Planned> planned() const override { return {}; }
    void wake(std::string_view, store::Connected) override {}
    sync::Reply notified(std::string_view query, std::string_view body) override {
        told.emplace_back(std::string{query} + "|" + std::string{body});
        return {.status = 202, .body = {}};
    }
    void stop() override {}
    std::vector<std::string> told{};
};

/// Says that whoever `says` names came back, or a flaw.
class FakeProvider final : public identity::Provider {
public:
    FakeProvider() = default;
    std::expected<identity::Departure, identity::SignInFlaw> depart() override {
        if (unreachable) return std::unexpected{identity::SignInFlaw::provider_unreachable};
        return identity::Departure{"https://login.example/authorize?state=s", {"s", "n", "v"}};
    }
    std::expected<identity::Account, identity::SignInFlaw> arrive(const identity::Attempt& attempt,
                                                                  const identity::Return& back) override {
        if (back.error == "invalid_client") return std::unexpected{identity::SignInFlaw::client};
        if (back.error == "access_denied") return std::unexpected{identity::SignInFlaw::refused_by_provider};
        if (back.state != attempt.state) return std::unexpected{identity::SignInFlaw::state};
        return identity::Account{"tenant", Personal<std::string>{back.code}};
    }
    bool unreachable{};
};

class SchoolOfFakes {
public:
    SchoolOfFakes() {
        stores.people = std::make_unique<FakePeople>(kept);
        stores.sessions = std::make_unique<FakeSessions>(kept);
        stores.trail = std::make_unique<FakeTrail>(kept);
        stores.people_thread = make_worker(clock);
        stores.audit_thread = make_worker(clock);
        settings.public_url = "https://school.example";
        settings.providers = {{"Microsoft 365", "https://login.example/tenant/v2.0", "client", {}}};
        auto one = std::make_unique<FakeProvider>();
        provider = one.get();
        providers.push_back(std::move(one));
        pages = pages::make_pages({stores, hub, providers, settings, random, clock, log});
    }

    /// As the door would hand it on. Keeps the cookies that come back, as a browser does.
    transport::Response visit(std::string method, std::string target, std::string body = {},
                              std::vector<transport::Header> more = {}) {
        transport::Request request{std::move(method), std::move(target), std::move(more), std::move(body), "10.1.2.3", {}};
        request.headers.push_back({"x-request-id", "r1"});
        std::string jar;
        for (const auto& [name, value] : cookies) jar += (jar.empty() ? "" : "; ") + name + "=" + value;
        if (!jar.empty()) request.headers.push_back({"cookie", jar});
        auto response = pages->answer(request);
        for (const auto& [name, value] : response.headers) {
            if (name != "set-cookie") continue;
            const auto equals = value.find('='), end = value.find(';');
            const auto cookie = value.substr(0, equals);
            if (value.find("Max-Age=0") != std::string::npos)
                cookies.erase(cookie);
            else
                cookies[cookie] = value.substr(equals + 1, end - equals - 1);
        }
        return response;
    }
    transport::Response look(std::string target) { return visit("GET", std::move(target)); }
    /// As a form of ours is sent: with the proof that stands on `page`.
    transport::Response send(std::string target, std::string_view page, std::string more = {}) {
        return visit("POST", std::move(target), "proof=" + proof_on(page) + more,
                     {{"origin", settings.public_url}, {"content-type", "application/x-www-form-urlencoded"}});
    }
    static std::string proof_on(std::string_view page) {
        const std::string_view mark = "name=\"proof\" value=\"";
        const auto at = page.find(mark);
        if (at == std::string_view::npos) return {};
        const auto from = at + mark.size();
        return std::string{page.substr(from, page.find('"', from) - from)};
    }
    /// All the way in, as this account.
    transport::Response sign_in(const std::string& account) {
        send("/sign-in/0", look("/sign-in").body);
        return look("/sign-in/return?state=s&code=" + account);
    }
    static std::string header(const transport::Response& response, std::string_view name) {
        const auto at = std::ranges::find(response.headers, name, &transport::Header::name);
        return at == response.headers.end() ? std::string{} : at->value;
    }

    Kept kept{};
    ManualClock clock{Instant{std::chrono::milliseconds{1'790'000'000'000}}};
    SeededRandom random{};
    NoLog log{};
    store::Stores stores{};
    FakeHub hub{};
    settings::Server settings{};
    FakeProvider* provider{};
    std::vector<std::unique_ptr<identity::Provider>> providers{};
    std::unique_ptr<pages::Pages> pages{};
    std::map<std::string, std::string> cookies{};
};

}  // namespace monitor::test
