// store: what of a person is this house's own word, and so for it to correct?

#include "monitor/store/corrections.hpp"

#include <fmt/format.h>

#include "device_rows.hpp"
#include "links.hpp"
#include "monitor/identity/sittings.hpp"
#include "parts.hpp"
#include "person_rows.hpp"
#include "told_duties.hpp"

namespace monitor::store {
namespace {

class SqliteCorrections final : public Corrections {
public:
    explicit SqliteCorrections(SharedPeople file) : file_{std::move(file)} {}

    std::expected<void, Error> unlink(SchoolId school, Person person) override {
        return answer(*file_, school, "undo a link", [&] {
            Change change{*file_};
            ToldDuties duties{*file_, school};
            const bool pupil = std::holds_alternative<PupilId>(person);
            const auto id = cell(person);
            const auto found = db().rows(fmt::format("SELECT account_lookup, {} FROM {} WHERE school=? AND id=? AND expires>?",
                                                     pupil ? "NULL, NULL" : "account_named, second_lookup", pupil ? "pupils" : "staff"),
                                         {cell(school), id, cell(file_->now())});
            if (found.empty()) fail(Remedy::not_found, "person");
            const bool named = !found[0].empty(1), second = !found[0].empty(2);
            if (named && !second) fail(Remedy::conflict, "person: the administration itself names the account");
            if (found[0].empty(0) && !second) fail(Remedy::not_found, "account");
            if (second) db().run("UPDATE staff SET second_lookup=NULL WHERE school=? AND id=?", {cell(school), id});
            if (!named) {
                db().run(fmt::format("UPDATE {} SET account_lookup=NULL WHERE school=? AND id=?", pupil ? "pupils" : "staff"),
                         {cell(school), id});
                // It was somebody's, or was thought to be: no name leads to it again.
                db().run("UPDATE accounts SET spent=1 WHERE school=? AND lookup=?", {cell(school), found[0].cell(0)});
            }
            // Whoever came in with it leaves: a parent with a code on paper did not.
            if (pupil)
                db().run("DELETE FROM sittings WHERE school=? AND pupil=? AND reader=?",
                         {cell(school), id, static_cast<std::int64_t>(identity::Reader::pupil)});
            else
                db().run("DELETE FROM sessions WHERE school=? AND staff=?", {cell(school), id});
            (void)end_sessions(*file_, school);
            duties.write_down();
            change.raise(school);
            change.commit();
        });
    }

    std::expected<void, Error> device_user(SchoolId school, DeviceId device, const Personal<std::string>& user) override {
        return answer(*file_, school, "correct whose device it is", [&] {
            const auto& name = user.reveal(Purpose::seal_for_storage);
            if (!fits(name, longest_user)) fail(Remedy::correct_input, "user");
            Change change{*file_};
            const auto found = db().rows("SELECT revoked_at FROM devices WHERE school=? AND id=?", {cell(school), cell(device)});
            if (found.empty()) fail(Remedy::not_found, "device");
            if (!found[0].empty(0)) fail(Remedy::conflict, "device: is revoked");
            const auto [closed, expires] = sealed_user(*file_, school, device, name, file_->now());
            db().run("UPDATE devices SET fixed_user=?, fixed_user_expires=? WHERE school=? AND id=?",
                     {closed, expires, cell(school), cell(device)});
            change.raise(school);
            change.commit();
        });
    }

    std::expected<void, Error> device_site(SchoolId school, DeviceId device, SiteId site) override {
        return answer(*file_, school, "correct where a device is", [&] {
            Change change{*file_};
            if (db().number("SELECT count(*) FROM sites WHERE school=? AND id=?", {cell(school), cell(site)}) == 0)
                fail(Remedy::not_found, "site");
            if (db().run("UPDATE devices SET site=? WHERE school=? AND id=?", {cell(site), cell(school), cell(device)}) == 0)
                fail(Remedy::not_found, "device");
            change.raise(school);
            change.commit();
        });
    }

private:
    Database& db() { return file_->database; }
    SharedPeople file_;
};

}  // namespace

std::unique_ptr<Corrections> make_corrections(SharedPeople file) {
    return std::make_unique<SqliteCorrections>(std::move(file));
}

}  // namespace monitor::store
