// store: what did a connection load, and how is it gone at once? Rows first, then the keys that opened them, then the log behind
// them, as the sweep does at the end of a year.

#include "monitor/store/erasures.hpp"

#include <fmt/format.h>

#include "connected.hpp"
#include "deeds.hpp"
#include "links.hpp"
#include "parts.hpp"
#include "reseal.hpp"
#include "told_duties.hpp"

namespace monitor::store {
namespace {

// Staff with a duty stay: somebody must be able to sign in, to see what happened and to turn the connection on again.
constexpr const char* without_duty = "id NOT IN (SELECT staff FROM holding WHERE school=?1)";
// Accounts of those who stay; the others have nobody to belong to.
constexpr const char* of_nobody =
    "NOT EXISTS(SELECT 1 FROM staff s JOIN holding d ON d.school=s.school AND d.staff=s.id"
    " WHERE s.school=accounts.school AND s.account_lookup=accounts.lookup)";

class SqliteErasures final : public Erasures {
public:
    explicit SqliteErasures(SharedPeople file) : file_{std::move(file)} {}

    std::expected<Loaded, Error> loaded(SchoolId school, Connected kind) override {
        return answer(*file_, school, "count what a connection loaded", [&] {
            const Transaction one_moment{db(), Access::read};
            hold_to_school(*file_, school);
            return count(school, kind);
        });
    }

    std::expected<Loaded, Error> erase(SchoolId school, Connected kind) override {
        return answer(*file_, school, "erase what a connection loaded", [&] {
            Loaded gone;
            {
                Change change{*file_};
                hold_to_school(*file_, school);
                ToldDuties duties{*file_, school};
                turn(*file_, school, kind, Switch::off);
                gone = count(school, kind);
                switch (kind) {
                    case Connected::roster: erase_roster(school); break;
                    case Connected::directory: forget_directory(*file_, school); break;
                }
                reseal(*file_, school);
                duties.write_down();
                note(*file_, {Deed::connection_off, school, {static_cast<std::byte>(kind)}});
                if (kind == Connected::directory) note(*file_, {.deed = Deed::directory_forgotten, .school = school});
                change.raise(school);
                change.commit();
            }
            destroy_older_keys(*file_, school);
            return gone;
        });
    }

private:
    Database& db() { return file_->database; }
    std::uint64_t number(SchoolId school, const std::string& from) {
        return static_cast<std::uint64_t>(db().number("SELECT count(*) FROM " + from, {cell(school)}));
    }

    Loaded count(SchoolId school, Connected kind) {
        if (kind == Connected::directory) return {.accounts = number(school, "accounts WHERE school=?1")};
        return {.pupils = number(school, "pupils WHERE school=?1"),
                .staff = number(school, fmt::format("staff WHERE school=?1 AND {}", without_duty)),
                .groups = number(school, "groups WHERE school=?1"),
                .accounts = number(school, fmt::format("accounts WHERE school=?1 AND {}", of_nobody)),
                .devices = number(school, "devices WHERE school=?1 AND fixed_user IS NOT NULL"),
                .waiting = number(school, "held WHERE school=?1"),
                .staff_kept = number(school, fmt::format("staff WHERE school=?1 AND NOT {}", without_duty))};
    }

    // Memberships, replacements and sessions go with their group or person.
    void erase_roster(SchoolId school) {
        for (const auto& from : {std::string{"pupils WHERE school=?1"}, fmt::format("staff WHERE school=?1 AND {}", without_duty),
                                 std::string{"groups WHERE school=?1"}, fmt::format("accounts WHERE school=?1 AND {}", of_nobody),
                                 std::string{"devices WHERE school=?1 AND fixed_user IS NOT NULL"},
                                 std::string{"link_keys WHERE school=?1"}, std::string{"spent_accounts WHERE school=?1"}}) {
            db().run("DELETE FROM " + from, {cell(school)});
        }
        read_whole_next(*file_, school);
    }

    SharedPeople file_;
};

}  // namespace

std::string erased(Connected kind, const Loaded& loaded) {
    switch (kind) {
        case Connected::roster:
            return fmt::format("roster off, erased: {} pupils, {} staff, {} groups, {} accounts, {} devices, {} imports",
                               loaded.pupils, loaded.staff, loaded.groups, loaded.accounts, loaded.devices, loaded.waiting);
        case Connected::directory: return fmt::format("directory off, erased: {} accounts", loaded.accounts);
    }
    return {};
}

std::unique_ptr<Erasures> make_erasures(SharedPeople file) {
    return std::make_unique<SqliteErasures>(std::move(file));
}

}  // namespace monitor::store
