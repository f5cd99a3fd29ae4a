// store: who holds which duty, who stands in for whom today, and who was invited to take one up?

#include "monitor/store/rights.hpp"

#include <algorithm>

#include "connected.hpp"
#include "deeds.hpp"
#include "own_terms.hpp"
#include "parts.hpp"

namespace monitor::store {
namespace {

template <class Written>
std::int64_t number(Written value) {
    return static_cast<std::int64_t>(value);
}

class SqliteRights final : public Rights {
public:
    explicit SqliteRights(SharedPeople file) : file_{std::move(file)} {}

    std::expected<void, Error> grant(SchoolId school, StaffId staff, school::Duty duty) override {
        return answer(*file_, school, "grant a duty", [&] {
            Change change{*file_};
            employed(school, staff);
            keep(school, staff, number(duty));
            change.raise(school);
            change.commit();
        });
    }

    std::expected<void, Error> withdraw(SchoolId school, StaffId staff, school::Duty duty) override {
        return answer(*file_, school, "withdraw a duty", [&] {
            Change change{*file_};
            db().run("DELETE FROM duties WHERE school=? AND staff=? AND duty=?", {cell(school), cell(staff), number(duty)});
            note(*file_, {Deed::duty_withdrawn, school, what_of(duty, staff.bytes())});
            change.raise(school);
            change.commit();
        });
    }

    std::expected<school::Replacement, Error> replace(SchoolId school, StaffId staff, GroupId group,
                                                      school::StandIn why) override {
        return answer(*file_, school, "stand in for a colleague", [&] {
            const school::Replacement replacement{group, why, school::day_ends(file_->now())};
            Change change{*file_};
            employed(school, staff);
            if (db().number("SELECT count(*) FROM groups WHERE school=? AND id=?", {cell(school), cell(group)}) == 0)
                fail(Remedy::not_found, "group");
            db().run(
                "INSERT INTO replacements(school, staff, grp, reason, until) VALUES(?, ?, ?, ?, ?)"
                " ON CONFLICT(school, staff, grp) DO UPDATE SET reason=excluded.reason, until=excluded.until",
                {cell(school), cell(staff), cell(group), number(why), cell(replacement.until)});
            change.raise(school);
            change.commit();
            return replacement;
        });
    }

    std::expected<Personal<std::string>, Error> invite(SchoolId school, school::Duty duty, std::chrono::hours life) override {
        return answer(*file_, school, "invite", [&] {
            if (life <= std::chrono::hours{0}) fail(Remedy::correct_input, "life");
            std::string secret = draw_secret(file_->random);
            const Instant now = file_->now();
            const auto expires = end_of(db(), school, retention::Kind::invitation, now, life);
            Transaction change{db(), Access::write};
            if (db().number("SELECT count(*) FROM schools WHERE id=?", {cell(school)}) == 0) fail(Remedy::not_found, "school");
            db().run("INSERT INTO invitations(secret_hash, school, duty, expires) VALUES(?, ?, ?, ?)",
                     {hash(secret), cell(school), number(duty), cell(expires)});
            change.commit();
            return Personal<std::string>{std::move(secret)};
        });
    }

    std::expected<school::Duty, Error> accept(SchoolId school, StaffId staff, const Personal<std::string>& secret) override {
        return answer(*file_, school, "accept an invitation", [&] {
            Change change{*file_};
            const auto invited = hash(secret.reveal(Purpose::match_account));
            const auto found = db().rows("SELECT duty FROM invitations WHERE secret_hash=? AND school=? AND expires>?",
                                         {invited, cell(school), cell(file_->now())});
            if (found.empty()) fail(Remedy::not_found, "invitation");
            employed(school, staff);
            db().run("DELETE FROM invitations WHERE secret_hash=?", {invited});
            keep(school, staff, found[0].number(0));
            change.raise(school);
            change.commit();
            return static_cast<school::Duty>(found[0].number(0));
        });
    }

    std::expected<void, Error> permit_support(SchoolId school, Instant until) override {
        return answer(*file_, school, "permit support", [&] {
            const Instant now = file_->now();
            if (until <= now || until > now + longest_support) fail(Remedy::correct_input, "until");
            Change change{*file_};
            hold_to_school(*file_, school);
            db().run("INSERT INTO support_permissions(school, until) VALUES(?, ?) ON CONFLICT(school) DO UPDATE SET until=excluded.until",
                     {cell(school), cell(until)});
            change.raise(school);
            change.commit();
        });
    }

    std::expected<void, Error> end_support(SchoolId school) override {
        return answer(*file_, school, "end the permission of support", [&] {
            Change change{*file_};
            db().run("DELETE FROM support_permissions WHERE school=?", {cell(school)});
            change.raise(school);
            change.commit();
        });
    }

    std::expected<std::optional<Instant>, Error> support(SchoolId school) override {
        return answer(*file_, school, "read the permission of support", [&]() -> std::optional<Instant> {
            const auto found =
                db().rows("SELECT until FROM support_permissions WHERE school=? AND until>?", {cell(school), cell(file_->now())});
            return found.empty() ? std::nullopt : std::optional{found[0].instant(0)};
        });
    }

private:
    Database& db() { return file_->database; }
    Value hash(const std::string& secret) { return cell(lookup(file_->instance("invitation"), {as_bytes(secret)})); }

    void employed(SchoolId school, StaffId staff) {
        if (db().number("SELECT count(*) FROM working WHERE school=? AND id=? AND expires>? AND employment<>?",
                        {cell(school), cell(staff), cell(file_->now()), number(school::Employment::ended)}) == 0)
            fail(Remedy::not_found, "staff");
    }
    void keep(SchoolId school, StaffId staff, std::int64_t duty) {
        db().run("INSERT INTO duties(school, staff, duty, since) VALUES(?, ?, ?, ?) ON CONFLICT DO NOTHING",
                 {cell(school), cell(staff), duty, cell(file_->now())});
        note(*file_, {Deed::duty_given, school, what_of(static_cast<school::Duty>(duty), staff.bytes())});
    }

    SharedPeople file_;
};

}  // namespace

std::unique_ptr<Rights> make_rights(SharedPeople file) {
    return std::make_unique<SqliteRights>(std::move(file));
}

}  // namespace monitor::store
