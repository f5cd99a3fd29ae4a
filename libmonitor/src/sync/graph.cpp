// sync: who is in a school's Microsoft 365 now, and what changed since we last looked?

#include "monitor/base/rfc3339.hpp"
#include "monitor/sync/graph.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "sync/graph_line.hpp"
#include "sync/json.hpp"
#include "sync/memberships.hpp"
#include "sync/people_read.hpp"
#include "sync/place.hpp"

namespace monitor::sync {
namespace {

using Kind = GraphRefusal::Kind;
using store::Extent;
using store::Round;

constexpr std::string_view user_members =
    "id,accountEnabled,userPrincipalName,displayName,givenName,surname,mail,employeeId,userType";
constexpr std::string_view education_members = "id,primaryRole,student,teacher";
// More than this to be asked one by one: reading everything is less work for both sides.
constexpr std::size_t most_single = 200;

std::unexpected<GraphRefusal> resync() {
    return std::unexpected{GraphRefusal{Kind::resync, {Problem::service, "too much changed to ask one by one", {}}, {}}};
}

/// One list and the link with which its next reading goes on.
struct Reading {
    PeopleRead people{};
    std::string link{};
};

/// One reading, from its first question to its round.
class Reader {
public:
    Reader(const GraphOptions& options, AppToken& token, Asker& asker)
        : set_{options.connection}, options_{options}, line_{options.connection, token, asker} {}

    [[nodiscard]] FromGraph<Memberships> memberships() { return Memberships::read(line_, set_); }

    [[nodiscard]] FromGraph<Round> everything(const Memberships& groups, const std::string& from) {
        const auto start = fmt::format("users/delta?$select={}", user_members);
        auto users = delta(from.empty() ? line_.address(start) : from, "users/delta");
        if (!users) return std::unexpected{users.error()};
        auto education =
            delta(line_.address(fmt::format("education/users/delta?$select={}", education_members)), "education/users/delta");
        if (!education && education.error().kind != Kind::absent) return std::unexpected{education.error()};
        auto round = begun(Extent::everything, groups, users->link, education ? education->link : "");
        for (const auto& [object, user] : users->people.present) {
            const auto* schooled = education ? found(education->people, object) : nullptr;
            if (auto one = account(object, user, schooled, groups, set_)) round.accounts.push_back(std::move(*one));
        }
        return sorted(std::move(round));
    }

    [[nodiscard]] FromGraph<Round> changes(const Memberships& groups, const Place& place, const std::vector<std::string>& moved) {
        auto users = delta(place.users, "users/delta");
        if (!users) return std::unexpected{users.error()};
        Reading education;
        if (!place.education.empty()) {
            auto read = delta(place.education, "education/users/delta");
            if (!read) {
                read.error().location.clear();  // it leads to another list than that of the users
                return std::unexpected{read.error()};
            }
            education = std::move(*read);
        }
        std::set<std::string> touched{moved.begin(), moved.end()};
        for (const auto& [object, user] : users->people.present) touched.insert(object);
        for (const auto& [object, user] : education.people.present) touched.insert(object);
        touched.insert(education.people.removed.begin(), education.people.removed.end());
        auto round = begun(Extent::changes, groups, users->link, education.link);
        for (const auto& object : users->people.removed) {
            touched.erase(object);
            round.removed.emplace_back(object);
        }
        for (const auto& object : touched) {
            const auto added = add(object, users->people, education, groups, round);
            if (!added) return std::unexpected{added.error()};
        }
        return sorted(std::move(round));
    }

private:
    [[nodiscard]] FromGraph<Reading> delta(const std::string& from, std::string_view what) {
        Reading reading;
        auto link = line_.pages(from, what, [&](roster::GraphItem&& item) { reading.people.take(std::move(item)); });
        if (!link) return std::unexpected{link.error()};
        reading.link = std::move(*link);
        if (!reading.link.empty()) return reading;
        return std::unexpected{
            GraphRefusal{Kind::failed, {Problem::not_understood, fmt::format("{}: no deltaLink at its end", what), {}}, {}}};
    }

    [[nodiscard]] Round begun(Extent extent, const Memberships& groups, const std::string& users,
                              const std::string& education) const {
        Round round{.tenant = set_.tenant, .extent = extent, .rules = options_.rules};
        round.resume = Place{users, education, groups.digest(), settings_digest(options_)}.text();
        return round;
    }

    static const roster::GraphItem* found(const PeopleRead& people, const std::string& object) {
        const auto at = people.present.find(object);
        return at == people.present.end() ? nullptr : &at->second;
    }

    // One object of its own; empty when there is no such one any more.
    [[nodiscard]] FromGraph<std::optional<roster::GraphItem>> single(std::string_view path, const std::string& object,
                                                                     std::string_view members) {
        if (++singles_ > most_single) return resync();
        const auto body = line_.ask(line_.address(fmt::format("{}/{}?$select={}", path, percent(object), members)), path);
        if (!body && body.error().kind == Kind::absent && body.error().failure.problem == Problem::empty) return std::nullopt;
        if (!body) return std::unexpected{body.error()};
        auto item = roster::read_graph_item(*body);
        if (item) return std::move(*item);
        return std::unexpected{
            GraphRefusal{Kind::failed, {Problem::not_understood, fmt::format("{}: {}", path, item.error()), {}}, {}}};
    }

    [[nodiscard]] FromGraph<void> add(const std::string& object, const PeopleRead& users, const Reading& education,
                                      const Memberships& groups, Round& round) {
        const auto* user = found(users, object);
        std::optional<roster::GraphItem> asked, schooled;
        if (user == nullptr || !whole_user(*user)) {
            auto one = single("users", object, user_members);
            if (!one) return std::unexpected{one.error()};
            asked = std::move(*one);
            user = asked ? &*asked : nullptr;
        }
        const auto* pupil = found(education.people, object);
        if (user != nullptr && !education.link.empty() && !education.people.removed.contains(object) &&
            (pupil == nullptr || !whole_education_user(*pupil))) {
            auto one = single("education/users", object, education_members);
            if (!one) return std::unexpected{one.error()};
            schooled = std::move(*one);
            pupil = schooled ? &*schooled : nullptr;
        }
        auto known = user ? account(object, *user, pupil, groups, set_) : std::nullopt;
        if (known)
            round.accounts.push_back(std::move(*known));
        else
            round.removed.emplace_back(object);
        return {};
    }

    // The same answers give the same round.
    static Round sorted(Round round) {
        const auto object = [](const roster::Account& one) -> const std::string& {
            return one.object.reveal(Purpose::match_account);
        };
        std::ranges::sort(round.accounts, {}, object);
        std::ranges::sort(round.removed, {}, [](const Personal<std::string>& one) -> const std::string& {
            return one.reveal(Purpose::match_account);
        });
        return round;
    }

    const settings::Connection& set_;
    const GraphOptions& options_;
    GraphLine line_;
    std::size_t singles_{};
};

class Graph final : public Directory {
public:
    Graph(GraphOptions options, GraphParts parts)
        : options_{std::move(options)}, parts_{parts}, token_{options_.connection, std::move(options_.secret)} {
        options_.secret.clear();
    }

    std::expected<Round, Failure> read(const std::optional<store::DirectoryState>& state) override {
        Asker asker{parts_.fetch, parts_.random, parts_.clock, parts_.going};
        Reader reader{options_, token_, asker};
        auto groups = reader.memberships();
        if (!groups) return std::unexpected{groups.error().failure};
        auto round = from_place(reader, *groups, state);
        for (int again = 0; !round && round.error().kind == Kind::resync && again < 2; ++again)
            round = reader.everything(*groups, again == 0 ? round.error().location : std::string{});
        if (!round) return std::unexpected{round.error().failure};
        if (round->extent == Extent::everything && round->accounts.empty() && state && state->accounts > 0)
            return std::unexpected{Failure{Problem::empty, "nobody is left of those who were there", {}}};
        seen_ = std::move(*groups);
        return std::move(*round);
    }

    std::expected<std::string, Failure> subscribe(const std::string& url, const std::string& client_state, Instant ends) override;
    std::expected<void, Failure> renew(const std::string& subscription, Instant ends) override;

private:
    [[nodiscard]] FromGraph<Round> from_place(Reader& reader, const Memberships& groups,
                                              const std::optional<store::DirectoryState>& state) {
        const auto place = state && state->tenant == options_.connection.tenant ? Place::from_text(state->resume) : std::nullopt;
        if (!place || place->settings != settings_digest(options_)) return reader.everything(groups, {});
        if (groups.digest() == place->memberships) return reader.changes(groups, *place, {});
        // Somebody came or went. Who, is known only where this program did the reading before.
        if (seen_.digest() != place->memberships) return reader.everything(groups, {});
        return reader.changes(groups, *place, groups.differing(seen_));
    }

    GraphOptions options_;
    GraphParts parts_;
    AppToken token_;
    Memberships seen_;
};

std::expected<std::string, Failure> Graph::subscribe(const std::string& url, const std::string& client_state, Instant ends) {
    Asker asker{parts_.fetch, parts_.random, parts_.clock, parts_.going, {.tries = 2}};
    GraphLine line{options_.connection, token_, asker};
    const auto body = fmt::format(
        R"({{"changeType":"updated,deleted","notificationUrl":{0},"lifecycleNotificationUrl":{0},"resource":"users","expirationDateTime":{1},"clientState":{2}}})",
        json_text(url), json_text(rfc3339(ends)), json_text(client_state));
    const auto answer = line.ask(line.address("subscriptions"), "subscribe", fetch::Method::post, body);
    if (!answer) return std::unexpected{answer.error().failure};
    const auto said = Leaves::read(*answer, 64 * 1024);
    if (!said || said->at("id").empty())
        return std::unexpected{Failure{Problem::not_understood, "subscribe: no id in the answer", {}}};
    return std::string{said->at("id")};
}

std::expected<void, Failure> Graph::renew(const std::string& subscription, Instant ends) {
    Asker asker{parts_.fetch, parts_.random, parts_.clock, parts_.going, {.tries = 2}};
    GraphLine line{options_.connection, token_, asker};
    const auto body = fmt::format(R"({{"expirationDateTime":{}}})", json_text(rfc3339(ends)));
    const auto answer =
        line.ask(line.address("subscriptions/" + percent(subscription)), "renew a subscription", fetch::Method::patch, body);
    if (!answer) return std::unexpected{answer.error().failure};
    return {};
}

}  // namespace

std::unique_ptr<Directory> make_graph(GraphOptions options, GraphParts parts) {
    return std::make_unique<Graph>(std::move(options), parts);
}

}  // namespace monitor::sync
