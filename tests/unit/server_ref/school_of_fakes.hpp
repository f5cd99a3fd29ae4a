#pragma once
// support: a small invented school with the pages on top, and a browser that keeps its cookies.

#include <algorithm>
#include <map>

#include "http/pages.hpp"
#include "monitor/base/worker.hpp"
#include "support/manual_clock.hpp"
#include "support/seeded_random.hpp"
#include "unit/server_ref/fake_rooms.hpp"
#include "unit/server_ref/fake_stores.hpp"

namespace monitor::test {

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
        pages = pages::make_pages({stores, hub, schedule, providers, settings, random, clock, log});
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
    FakeSchedule schedule{};
    settings::Server settings{};
    FakeProvider* provider{};
    std::vector<std::unique_ptr<identity::Provider>> providers{};
    std::unique_ptr<pages::Pages> pages{};
    std::map<std::string, std::string> cookies{};
};

}  // namespace monitor::test
