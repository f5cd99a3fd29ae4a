// store: how is it kept that a pupil or a parent reads, and how does that end by itself?

#include "monitor/identity/sittings.hpp"

#include "connected.hpp"
#include "monitor/roster/directory.hpp"
#include "own_terms.hpp"
#include "parts.hpp"

namespace monitor::store {
namespace {

using identity::PupilAt;
using identity::Reader;
using identity::Sitting;
using identity::SittingToken;

template <class Written>
std::int64_t number(Written value) {
    return static_cast<std::int64_t>(value);
}

class SqliteSittings final : public identity::Sittings {
public:
    explicit SqliteSittings(SharedPeople file) : file_{std::move(file)} {}

    std::expected<std::optional<PupilAt>, Error> pupil(const std::string& tenant, const Personal<std::string>& object) override {
        return answer(*file_, Reach::across(), "find a pupil", [&]() -> std::optional<PupilAt> {
            const auto account =
                lookup(file_->instance("account"), {as_bytes(tenant), as_bytes(object.reveal(Purpose::match_account))});
            // An account of which the directory says that it is disabled, or that it is somebody's who works there, is no pupil's.
            const auto found = db().rows(
                "SELECT p.school, p.id FROM pupils p LEFT JOIN accounts a ON a.school=p.school AND a.lookup=p.account_lookup"
                " WHERE p.account_lookup=? AND p.expires>? AND (a.id IS NULL OR (a.enabled=? AND a.role<>?)) ORDER BY p.school LIMIT 1",
                {cell(account), cell(file_->now()), number(roster::Enabled::yes), number(roster::Role::staff)});
            if (found.empty()) return std::nullopt;
            return PupilAt{found[0].id<SchoolId>(0), found[0].id<PupilId>(1)};
        });
    }

    std::expected<SittingToken, Error> begin(PupilAt about, Reader reader) override {
        return answer(*file_, about.school, "begin a sitting", [&] {
            std::string token = draw_secret(file_->random);
            const Instant now = file_->now();
            const Instant expires = end_of(db(), about.school, retention::Kind::session, now, identity::longest_sitting);
            Transaction change{db(), Access::write};
            hold_to_pupil(*file_, about.school, about.pupil);
            db().run("INSERT INTO sittings(token_hash, school, pupil, reader, began, expires) VALUES(?, ?, ?, ?, ?, ?)",
                     {hash(token), cell(about.school), cell(about.pupil), number(reader), cell(now), cell(expires)});
            change.commit();
            return SittingToken{std::move(token)};
        });
    }

    std::expected<std::optional<Sitting>, Error> find(const SittingToken& token) override {
        return answer(*file_, Reach::across(), "find a sitting", [&]() -> std::optional<Sitting> {
            const auto found = db().rows(
                "SELECT s.school, s.pupil, s.reader, s.began, s.expires FROM sittings s JOIN pupils p ON p.school=s.school AND p.id=s.pupil"
                " WHERE s.token_hash=? AND s.expires>? AND p.expires>?",
                {hash(token.reveal(Purpose::match_account)), cell(file_->now()), cell(file_->now())});
            if (found.empty()) return std::nullopt;
            const Row& row = found[0];
            return Sitting{{row.id<SchoolId>(0), row.id<PupilId>(1)}, static_cast<Reader>(row.number(2)), row.instant(3), row.instant(4)};
        });
    }

    std::expected<void, Error> end(const SittingToken& token) override {
        return answer(*file_, Reach::across(), "end a sitting",
                      [&] { db().run("DELETE FROM sittings WHERE token_hash=?", {hash(token.reveal(Purpose::match_account))}); });
    }

private:
    Database& db() { return file_->database; }
    Value hash(const std::string& token) { return cell(lookup(file_->instance("sitting"), {as_bytes(token)})); }

    SharedPeople file_;
};

}  // namespace

std::unique_ptr<identity::Sittings> make_sittings(SharedPeople file) {
    return std::make_unique<SqliteSittings>(std::move(file));
}

}  // namespace monitor::store
