#pragma once
// What sync needs of the stores, kept in memory: what was applied, announced and recorded, in which order.

#include <string>
#include <vector>

#include <fmt/format.h>

#include "monitor/store/stores.hpp"
#include "unit/sync/graph_of_test.hpp"

namespace monitor::test {

struct Kept {
    std::vector<std::string> order{};  ///< "audit graph 2", "apply", "ran 0"
    std::vector<school::School> schools{};
    std::vector<store::Round> rounds{};
    std::vector<roster::Snapshot> snapshots{};
    std::optional<store::DirectoryState> state{};
    std::vector<store::Connection> connections{{store::Connected::roster}, {store::Connected::directory}};
    store::Fate fate{store::Fate::applied};
    std::optional<Error> refuses{};  ///< what apply and append say instead
    bool switched_off_by_refusal{};
    [[nodiscard]] std::string told() const { return fmt::format("{}", fmt::join(order, ", ")); }
    store::Connection& of(store::Connected kind) { return connections[kind == store::Connected::roster ? 0 : 1]; }
};
inline const SchoolId the_school{std::array<std::byte, 16>{std::byte{1}}};

class KeptPeople final : public store::People {
public:
    explicit KeptPeople(Kept& kept) : kept_{kept} {}
    std::expected<std::vector<school::School>, Error> schools() override { return kept_.schools; }
    std::expected<std::optional<school::School>, Error> school(std::string_view) override {
        return kept_.schools.empty() ? std::nullopt : std::optional{kept_.schools.front()};  // tests have one
    }
    std::expected<std::vector<school::Site>, Error> sites(SchoolId) override { return std::unexpected{Error{}}; }
    std::expected<std::unique_ptr<const school::Roll>, Error> roll(SchoolId) override { return std::unexpected{Error{}}; }
    std::expected<std::optional<store::StaffAt>, Error> staff(const std::string&, const Personal<std::string>&) override {
        return std::nullopt;
    }

private:
    Kept& kept_;
};

class KeptSchools final : public store::Schools {
public:
    explicit KeptSchools(Kept& kept) : kept_{kept} {}
    std::expected<SchoolId, Error> keep(const school::School& school, const std::string&) override {
        kept_.schools.push_back({the_school, school.name, school.brin});
        return the_school;
    }
    std::expected<void, Error> set(SchoolId, const school::Site&) override { return {}; }
    std::expected<std::vector<store::Connection>, Error> connections(SchoolId) override { return kept_.connections; }
    std::expected<void, Error> turn(SchoolId, store::Connected, store::Switch) override { return {}; }
    std::expected<void, Error> ran(SchoolId, store::Connected kind, const store::Run& run) override {
        kept_.order.push_back("ran " + std::to_string(run.problem));
        kept_.of(kind).last = run;
        if (run.problem == 0) kept_.of(kind).last_good = run.at;
        return {};
    }

private:
    Kept& kept_;
};

class KeptDirectories final : public store::Directories {
public:
    explicit KeptDirectories(Kept& kept) : kept_{kept} {}
    std::expected<std::optional<store::DirectoryState>, Error> state(SchoolId) override { return kept_.state; }
    std::expected<store::RoundApplied, Error> apply(SchoolId, const store::Round& round) override {
        if (kept_.switched_off_by_refusal) kept_.of(store::Connected::directory).state = store::Switch::off;
        if (kept_.refuses) return std::unexpected{*kept_.refuses};
        kept_.order.emplace_back("apply");
        kept_.rounds.push_back(round);
        if (kept_.fate == store::Fate::held_for_consent && round.consent == store::Consent::guard)
            return store::RoundApplied{.fate = kept_.fate, .pupils_lost = 7, .staff_lost = 1};
        kept_.state = GraphOfTest::after(round);
        return store::RoundApplied{.added = round.accounts.size()};
    }
    std::expected<std::vector<store::OpenLink>, Error> open_links(SchoolId) override { return std::vector<store::OpenLink>{}; }
    std::expected<void, Error> link(SchoolId, std::optional<PupilId>, std::optional<StaffId>, const store::ChosenAccount&) override {
        return {};
    }
    std::expected<void, Error> forget(SchoolId) override { return {}; }

private:
    Kept& kept_;
};

class KeptRosters final : public store::Rosters {
public:
    explicit KeptRosters(Kept& kept) : kept_{kept} {}
    std::expected<store::Applied, Error> preview(const roster::Snapshot&) override { return store::Applied{}; }
    std::expected<store::Applied, Error> apply(const roster::Snapshot& snapshot, store::Consent) override {
        if (kept_.refuses) return std::unexpected{*kept_.refuses};
        kept_.order.emplace_back("apply");
        kept_.snapshots.push_back(snapshot);
        return store::Applied{.school = the_school, .fate = kept_.fate, .pupils = {.removed = 7}};
    }
    std::expected<std::vector<store::Held>, Error> held(SchoolId) override { return std::vector<store::Held>{}; }
    std::expected<store::Applied, Error> confirm(SchoolId, HeldId) override { return store::Applied{}; }
    std::expected<void, Error> discard(SchoolId, HeldId) override { return {}; }

private:
    Kept& kept_;
};

}  // namespace monitor::test
