#pragma once
// support: an invented school as the stores would hold it, in memory, with the troubles a test may want.

#include <algorithm>
#include <array>
#include <map>

#include "monitor/store/stores.hpp"
#include "support/ids.hpp"

namespace monitor::test {

struct Kept {
    std::vector<audit::Entry> trail{};
    std::map<std::string, identity::Session> sessions{};
    std::map<std::string, identity::Sitting> sittings{};
    std::map<std::string, identity::Code> codes{};
    std::vector<school::Duty> duties{};
    int pupils_sought{}, codes_sought{};
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
    std::expected<std::optional<school::School>, Error> school(std::string_view brin) override {
        return brin == "99XX" ? std::optional{school::School{id<SchoolId>(1), "De Wilg", "99XX"}} : std::nullopt;
    }
    std::expected<std::vector<school::Site>, Error> sites(SchoolId) override { return std::vector<school::Site>{}; }
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
        roll->staff.front().duties = kept_.duties;
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
    std::vector<audit::Appended> append(std::span<const audit::Line> lines) override {
        if (kept_.trail_broken) return std::vector<audit::Appended>(lines.size(), broken());
        for (const auto& line : lines) kept_.trail.push_back(line.entry);
        return std::vector<audit::Appended>(lines.size(), kept_.trail.size());
    }
    std::expected<std::vector<audit::Kept>, Error> read(SchoolId, std::uint64_t first, std::size_t at_most) override {
        std::vector<audit::Kept> lines;
        for (auto index = first; index < kept_.trail.size() && lines.size() < at_most; ++index)
            lines.push_back({index, {}, kept_.trail[index], audit::Remains::whole});
        return lines;
    }
    std::expected<audit::Head, Error> head(SchoolId) override { return audit::Head{kept_.trail.size(), {}}; }
    std::expected<std::uint64_t, Error> sweep(Instant) override { return 0; }

private:
    Kept& kept_;
};

}  // namespace monitor::test
