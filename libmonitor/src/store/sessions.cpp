// store: how is a sign-in kept, and forgotten?

#include "own_terms.hpp"
#include "parts.hpp"

namespace monitor::store {
namespace {

using namespace std::chrono_literals;
using identity::Session;

constexpr auto between_notes = 30s;  // `seen` is written no more often than this
constexpr std::size_t longest_family = 32;
constexpr const char* columns = "id, school, staff, began, seen, expires, address, browser";

class SqliteSessions final : public identity::Sessions {
public:
    explicit SqliteSessions(SharedPeople file) : file_{std::move(file)} {}

    std::expected<identity::SessionToken, Error> begin(Session session, std::chrono::hours longest) override {
        return answer(*file_, session.school, "begin a session", [&] {
            std::string token = draw_secret(file_->random);
            session.id = draw<SessionId>(file_->random);
            session.began = session.seen = file_->now();
            const auto year = school::school_year(session.began);
            session.expires = end_of(db(), session.school, retention::Kind::session, session.began, longest);
            Change change{*file_};
            refuse_stranger(session);
            file_->note_term(session.school, year);
            const auto address = file_->seal_of(session.school)
                                     .closed("people.sessions.address", session.id.bytes(),
                                             session.address.reveal(Purpose::seal_for_storage), year);
            db().run(
                "INSERT INTO sessions(token_hash, id, school, staff, began, seen, expires, address, browser)"
                " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
                {hash(token), cell(session.id), cell(session.school), cell(session.staff), cell(session.began),
                 cell(session.seen), cell(session.expires), address, session.browser.substr(0, longest_family)});
            change.raise(session.school);
            change.commit();
            return identity::SessionToken{std::move(token)};
        });
    }

    std::expected<std::optional<Session>, Error> find(const identity::SessionToken& token, std::chrono::minutes idle) override {
        return answer(*file_, Reach::across(), "find a session", [&]() -> std::optional<Session> {
            const auto key = hash(token.reveal(Purpose::match_account));
            const auto found = db().rows(std::string{"SELECT "} + columns + " FROM sessions WHERE token_hash=?", {key});
            if (found.empty()) return std::nullopt;
            Session session = read(found[0]);
            const Instant now = file_->now();
            if (now >= session.expires || now - session.seen >= idle) {
                Change change{*file_};
                db().run("DELETE FROM sessions WHERE token_hash=?", {key});
                change.raise(session.school);
                change.commit();
                return std::nullopt;
            }
            if (now - session.seen >= between_notes) {
                db().run("UPDATE sessions SET seen=? WHERE token_hash=?", {cell(now), key});
                session.seen = now;
            }
            return session;
        });
    }

    std::expected<std::vector<Session>, Error> of(SchoolId school, StaffId staff) override {
        return answer(*file_, school, "list sessions", [&] {
            std::vector<Session> sessions;
            for (const Row& row : db().rows(std::string{"SELECT "} + columns +
                                                " FROM sessions WHERE school=? AND staff=? AND expires>?"
                                                " ORDER BY began",
                                            {cell(school), cell(staff), cell(file_->now())})) {
                sessions.push_back(read(row));
            }
            return sessions;
        });
    }

    std::expected<void, Error> end(SchoolId school, SessionId id) override {
        return answer(*file_, school, "end a session", [&] {
            Change change{*file_};
            if (db().run("DELETE FROM sessions WHERE school=? AND id=?", {cell(school), cell(id)}) == 0)
                fail(Remedy::not_found, "session");
            change.raise(school);
            change.commit();
        });
    }

private:
    Database& db() { return file_->database; }
    Value hash(const std::string& token) { return cell(lookup(file_->instance("session"), {as_bytes(token)})); }

    // A session is for someone who is there and has not left.
    void refuse_stranger(const Session& session) {
        const auto known = db().number("SELECT count(*) FROM working WHERE school=? AND id=? AND expires>? AND employment<>?",
                                       {cell(session.school), cell(session.staff), cell(session.began),
                                        std::int64_t{static_cast<int>(school::Employment::ended)}});
        if (known == 0) fail(Remedy::not_found, "staff");
    }

    Session read(const Row& row) {
        Session session;
        session.id = row.id<SessionId>(0);
        session.school = row.id<SchoolId>(1);
        session.staff = row.id<StaffId>(2);
        session.began = row.instant(3);
        session.seen = row.instant(4);
        session.expires = row.instant(5);
        session.address = Personal<std::string>{
            file_->seal_of(session.school)
                .opened("people.sessions.address", session.id.bytes(), row.bytes(6), school::school_year(session.began))};
        session.browser = row.text(7);
        return session;
    }

    SharedPeople file_;
};

}  // namespace

std::unique_ptr<identity::Sessions> make_sessions(SharedPeople file) {
    return std::make_unique<SqliteSessions>(std::move(file));
}

}  // namespace monitor::store
