// cli: `monitor session list|end`: who is signed in now, and how does that end, whoever has the browser?

#include <algorithm>
#include <memory>

#include "answer.hpp"
#include "commands/asked.hpp"
#include "commands/by_id.hpp"
#include "commands/commands.hpp"
#include "office.hpp"

namespace monitor::cli {
namespace {

struct Given {
    std::string school{};
    std::string user{};
    std::string session{};
    Consent consent{};
};

/// A session, and the user name of whose it is.
struct Theirs {
    std::string user{};
    identity::Session session{};
};

// Of the whole school, or of one user name; those that were idle for too long are over, though nobody has swept them yet.
std::expected<std::vector<Theirs>, Exit> sessions_of(const Context& context, Office& office, SchoolId school,
                                                     const std::string& user) {
    const auto roll = roll_of(context, office, school);
    if (!roll) return std::unexpected{roll.error()};
    std::vector<Theirs> all;
    for (const auto& staff : (*roll)->staff) {
        const auto& name = staff.user.reveal(Purpose::operate);
        if (!user.empty() && name != user) continue;
        const auto theirs = office.on_people([&] { return office.stores.sessions->of(school, staff.id); });
        if (!theirs) return std::unexpected{failed(context, theirs.error())};
        for (const auto& session : *theirs)
            if (context.clock.now() - session.seen < office.settings.session_idle) all.push_back({name, session});
    }
    std::ranges::sort(all, {}, [](const Theirs& one) { return one.session.began; });
    return all;
}

Exit list(const Context& context, const Given& given) {
    const auto at = open_at_school(context, given.school);
    if (!at) return at.error();
    const auto& [office, school] = *at;
    const auto sessions = sessions_of(context, *office, school.id, given.user);
    if (!sessions) return sessions.error();
    toml::array all;
    Columns columns{{"id", "user", "browser", "address", "began", "seen", "ends"}};
    for (const auto& [user, session] : *sessions) {
        const auto& address = session.address.reveal(Purpose::operate);
        all.push_back(toml::table{{"id", session.id.text()},
                                  {"user", user},
                                  {"browser", session.browser},
                                  {"address", address},
                                  {"began_at", written(session.began)},
                                  {"seen_at", written(session.seen)},
                                  {"ends_at", written(session.expires)}});
        columns.add({session.id.text(), user, session.browser, address, written(session.began), written(session.seen),
                     written(session.expires)});
    }
    print(context, toml::table{{"school", school.brin}, {"sessions", std::move(all)}}, columns);
    return Exit::ok;
}

// The session with that id, or the only one whose id begins so; or all of a user.
std::expected<std::vector<Theirs>, Exit> chosen(const Context& context, const Given& given, std::vector<Theirs> sessions) {
    if (given.session.empty()) return sessions;
    auto one = one_by_id(context, std::move(sessions), given.session, Word::which_session,
                         [](const Theirs& theirs) { return theirs.session.id; });
    if (!one) return std::unexpected{one.error()};
    return std::vector<Theirs>{std::move(*one)};
}

Exit end(const Context& context, const Given& given) {
    if (given.session.empty() == given.user.empty()) return failed(context, Exit::usage, Word::session_or_user);
    const auto at = open_at_school(context, given.school);
    if (!at) return at.error();
    const auto& [office, school] = *at;
    auto sessions = sessions_of(context, *office, school.id, given.user);
    if (!sessions) return sessions.error();
    const auto ending = chosen(context, given, std::move(*sessions));
    if (!ending) return ending.error();
    if (ending->empty()) return failed(context, Exit::not_found, Word::no_session, given.user);
    const auto count = std::to_string(ending->size());
    if (!agreed(context, given.consent, say(context, Word::end_question, count, ending->front().user)))
        return failed(context, Exit::usage, Word::nothing_done);
    if (const auto noted = note(context, *office, school.id, {.act = policy::AdminAct::end_session},
                                {.act = audit::Act::session_ended, .count = ending->size()});
        !noted)
        return noted.error();
    for (const auto& [user, session] : *ending) {
        const auto ended = office->on_people([&] { return office->stores.sessions->end(school.id, session.id); });
        if (!ended && ended.error().remedy != Remedy::not_found) return failed(context, ended.error());
    }
    if (context.format == Format::json)
        print_json(toml::table{{"school", school.brin}, {"ended", static_cast<std::int64_t>(ending->size())}});
    else
        tell(context, Word::sessions_ended, count, ending->front().user);
    return Exit::ok;
}

}  // namespace

void add_session(Command monitor) {
    const auto session = monitor.word("session", Word::help_session);
    const auto given = std::make_shared<Given>();
    const SchoolCommands<Given> command{session, given};
    const auto listing = command("list", Word::help_session_list, list,
                                 "  monitor session list\n  monitor session list --user anouk.devries --json");
    const auto ending = command("end", Word::help_session_end, end,
                                "  monitor session end 5f1c\n  monitor session end --user anouk.devries --yes");
    for (const auto made : {listing, ending}) made.option("--user", given->user, Word::help_session_user).called("USER");
    ending.option("id", given->session, Word::help_session_id).called("ID");
    ending.flag(
        "--yes", [given] { given->consent = Consent::given; }, Word::help_yes);
}

}  // namespace monitor::cli
