// store: which devices does a school know, and with which tokens may others become known?

#include <algorithm>
#include <array>
#include <limits>

#include "deeds.hpp"
#include "device_rows.hpp"
#include "own_terms.hpp"
#include "parts.hpp"

namespace monitor::store {
namespace {

using identity::Device;

constexpr std::size_t longest_label = 64;
constexpr int most_uses = 10'000;
constexpr auto highest_counter = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
constexpr const char* columns =
    "id, school, site, public_key, counter, label, fixed_user, fixed_user_expires, enrolled_at, revoked_at, copied_at";

Device read(PeopleFile& file, const Row& row) {
    Device device;
    device.id = row.id<DeviceId>(0);
    device.school = row.id<SchoolId>(1);
    device.site = row.id<SiteId>(2);
    const Bytes& key = row.bytes(3);
    if (key.size() != device.public_key.size()) fail(Remedy::ask_operator, "people.devices.public_key: not what was written");
    std::ranges::copy(key, device.public_key.begin());
    device.counter = static_cast<std::uint64_t>(row.number(4));
    device.label = row.text(5);
    if (!row.empty(6)) {
        device.fixed_user = Personal<std::string>{
            file.seal_of(device.school)
                .opened("people.devices.fixed_user", device.id.bytes(), row.bytes(6), year_until(row.instant(7)))};
    }
    device.enrolled_at = row.instant(8);
    if (!row.empty(9)) device.revoked_at = row.instant(9);
    if (!row.empty(10)) device.copied_at = row.instant(10);
    return device;
}

// A device that is bound to one person is known for as long as that person may be: it is not seen after the year's end.
class SqliteDevices final : public identity::Devices {
public:
    explicit SqliteDevices(SharedPeople file) : file_{std::move(file)} {}

    std::expected<Device, Error> find(DeviceId id) override {
        return answer(*file_, Reach::across(), "find a device", [&] {
            const auto found = db().rows(std::string{"SELECT "} + columns +
                                             " FROM devices WHERE id=?"
                                             " AND (fixed_user_expires IS NULL OR fixed_user_expires>?)",
                                         {cell(id), cell(file_->now())});
            if (found.empty()) fail(Remedy::not_found, "device");
            return read(*file_, found[0]);
        });
    }

    std::expected<std::vector<Device>, Error> of(SchoolId school) override {
        return answer(*file_, school, "list devices", [&] {
            std::vector<Device> devices;
            for (const Row& row :
                 db().rows(std::string{"SELECT "} + columns +
                               " FROM devices WHERE school=?"
                               " AND (fixed_user_expires IS NULL OR fixed_user_expires>?) ORDER BY enrolled_at, id",
                           {cell(school), cell(file_->now())})) {
                devices.push_back(read(*file_, row));
            }
            return devices;
        });
    }

    std::expected<void, Error> proved(DeviceId id, std::uint64_t counter) override {
        return answer(*file_, Reach::across(), "keep a device's counter", [&] {
            Transaction change{db(), Access::write};
            const auto wide = static_cast<std::int64_t>(std::min(counter, highest_counter));
            const bool kept = counter <= highest_counter &&
                              db().run("UPDATE devices SET counter=? WHERE id=? AND counter<?", {wide, cell(id), wide}) != 0;
            const bool there = kept || db().run("UPDATE devices SET copied_at=? WHERE id=?", {cell(file_->now()), cell(id)}) != 0;
            change.commit();
            if (!kept) fail(there ? Remedy::conflict : Remedy::not_found, there ? "counter" : "device");
        });
    }

    std::expected<void, Error> revoke(SchoolId school, DeviceId id) override {
        return answer(*file_, school, "revoke a device", [&] {
            Change change{*file_};
            if (db().number("SELECT count(*) FROM devices WHERE school=? AND id=?", {cell(school), cell(id)}) == 0) {
                fail(Remedy::not_found, "device");
            }
            db().run("UPDATE devices SET revoked_at=coalesce(revoked_at, ?) WHERE school=? AND id=?",
                     {cell(file_->now()), cell(school), cell(id)});
            note(*file_, {Deed::device_revoked, school, what_of(id.bytes())});
            change.raise(school);
            change.commit();
        });
    }

private:
    Database& db() { return file_->database; }
    SharedPeople file_;
};

class SqliteEnrolments final : public identity::Enrolments {
public:
    explicit SqliteEnrolments(SharedPeople file) : file_{std::move(file)} {}

    std::expected<Personal<std::string>, Error> offer(const identity::Enrolment& wanted) override {
        return answer(*file_, wanted.school, "offer an enrolment token", [&] {
            if (wanted.uses < 1 || wanted.uses > most_uses) fail(Remedy::correct_input, "uses");
            if (wanted.life <= std::chrono::hours{0}) fail(Remedy::correct_input, "life");
            std::string secret = draw_secret(file_->random);
            const Instant now = file_->now();
            const auto expires = end_of(db(), wanted.school, retention::Kind::enrolment_token, now, wanted.life);
            Transaction change{db(), Access::write};
            if (db().number("SELECT count(*) FROM sites WHERE school=? AND id=?", {cell(wanted.school), cell(wanted.site)}) ==
                0) {
                fail(Remedy::not_found, "site");
            }
            db().run("INSERT INTO enrolments(secret_hash, id, school, site, uses_left, expires) VALUES(?, ?, ?, ?, ?, ?)",
                     {hash(secret), cell(draw<identity::EnrolmentId>(file_->random)), cell(wanted.school), cell(wanted.site),
                      std::int64_t{wanted.uses}, cell(expires)});
            change.commit();
            return Personal<std::string>{std::move(secret)};
        });
    }

    std::expected<Device, Error> redeem(const Personal<std::string>& secret, const seal::PublicKey& public_key, std::string label,
                                        Personal<std::string> fixed_user) override {
        return answer(*file_, Reach::across(), "enrol a device", [&] {
            if (!fits(label, longest_label)) fail(Remedy::correct_input, "label");
            if (!fits(fixed_user.reveal(Purpose::match_account), longest_user)) fail(Remedy::correct_input, "fixed_user");
            if (public_key[0] != std::byte{4}) fail(Remedy::correct_input, "public_key");
            const auto token = hash(secret.reveal(Purpose::match_account));
            const Instant now = file_->now();
            Change change{*file_};
            const auto offered =
                db().rows("SELECT school, site, uses_left FROM enrolments WHERE secret_hash=? AND expires>?", {token, cell(now)});
            if (offered.empty()) fail(Remedy::not_found, "token");
            if (offered[0].number(2) > 1) {
                db().run("UPDATE enrolments SET uses_left=uses_left-1 WHERE secret_hash=?", {token});
            } else {
                db().run("DELETE FROM enrolments WHERE secret_hash=?", {token});
            }
            Device device;
            device.id = draw<DeviceId>(file_->random);
            device.school = offered[0].id<SchoolId>(0);
            device.site = offered[0].id<SiteId>(1);
            device.public_key = public_key;
            device.label = std::move(label);
            device.fixed_user = std::move(fixed_user);
            device.enrolled_at = now;
            insert(device);
            change.raise(device.school);
            change.commit();
            return device;
        });
    }

    std::expected<std::vector<identity::OpenEnrolment>, Error> open(SchoolId school) override {
        return answer(*file_, school, "list enrolment tokens", [&] {
            std::vector<identity::OpenEnrolment> all;
            for (const Row& row : db().rows("SELECT id, site, uses_left, expires FROM enrolments WHERE school=? AND expires>?"
                                            " ORDER BY expires, id",
                                            {cell(school), cell(file_->now())}))
                all.push_back(
                    {row.id<identity::EnrolmentId>(0), row.id<SiteId>(1), static_cast<int>(row.number(2)), row.instant(3)});
            return all;
        });
    }

    std::expected<void, Error> withdraw(SchoolId school, identity::EnrolmentId id) override {
        return answer(*file_, school, "withdraw an enrolment token", [&] {
            Transaction change{db(), Access::write};
            if (db().run("DELETE FROM enrolments WHERE school=? AND id=? AND expires>?",
                         {cell(school), cell(id), cell(file_->now())}) == 0)
                fail(Remedy::not_found, "token");
            change.commit();
        });
    }

private:
    Database& db() { return file_->database; }
    Value hash(const std::string& secret) { return cell(lookup(file_->instance("enrolment"), {as_bytes(secret)})); }

    void insert(const Device& device) {
        const auto [user, expires] = sealed_user(*file_, device.school, device.id, device.fixed_user.reveal(Purpose::seal_for_storage),
                                                 device.enrolled_at);
        db().run(
            "INSERT INTO devices(id, school, site, public_key, counter, label, fixed_user, fixed_user_expires, enrolled_at)"
            " VALUES(?, ?, ?, ?, 0, ?, ?, ?, ?)",
            {cell(device.id), cell(device.school), cell(device.site), Bytes{device.public_key.begin(), device.public_key.end()},
             device.label, user, expires, cell(device.enrolled_at)});
    }

    SharedPeople file_;
};

}  // namespace

std::unique_ptr<identity::Devices> make_devices(SharedPeople file) {
    return std::make_unique<SqliteDevices>(std::move(file));
}
std::unique_ptr<identity::Enrolments> make_enrolments(SharedPeople file) {
    return std::make_unique<SqliteEnrolments>(std::move(file));
}

}  // namespace monitor::store
