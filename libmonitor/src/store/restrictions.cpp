// store: objections and restrictions of pupils.

#include "monitor/store/restrictions.hpp"

#include "connected.hpp"
#include "deeds.hpp"
#include "parts.hpp"

namespace monitor::store {
namespace {

class SqliteRestrictions final : public Restrictions {
public:
    explicit SqliteRestrictions(SharedPeople file) : file_{std::move(file)} {}

    std::expected<void, Error> record(SchoolId school, PupilId pupil, school::Against against) override {
        return answer(*file_, school, "record a restriction", [&] {
            Change change{*file_};
            hold_to_pupil(*file_, school, pupil);
            file_->database.run("INSERT INTO against(school, pupil, kind, since) VALUES(?, ?, ?, ?) ON CONFLICT DO NOTHING",
                                {cell(school), cell(pupil), number(against), cell(file_->now())});
            note(*file_, {Deed::against_recorded, school, what_of(against, pupil.bytes())});
            change.raise(school);
            change.commit();
        });
    }

    std::expected<void, Error> lift(SchoolId school, PupilId pupil, school::Against against) override {
        return answer(*file_, school, "lift a restriction", [&] {
            Change change{*file_};
            hold_to_pupil(*file_, school, pupil);
            file_->database.run("DELETE FROM against WHERE school=? AND pupil=? AND kind=?",
                                {cell(school), cell(pupil), number(against)});
            note(*file_, {Deed::against_lifted, school, what_of(against, pupil.bytes())});
            change.raise(school);
            change.commit();
        });
    }

private:
    static std::int64_t number(school::Against against) { return static_cast<std::int64_t>(against); }

    SharedPeople file_;
};

}  // namespace

std::unique_ptr<Restrictions> make_restrictions(SharedPeople file) {
    return std::make_unique<SqliteRestrictions>(std::move(file));
}

}  // namespace monitor::store
