// store: how is a code kept that was handed out on paper, so that nobody learns it from us?

#include "monitor/identity/codes.hpp"

#include "connected.hpp"
#include "own_terms.hpp"
#include "parts.hpp"

namespace monitor::store {
namespace {

using identity::Code;
using identity::CodeId;
using identity::Opens;

constexpr const char* columns = "id, school, pupil, opens, made, expires";

class SqliteCodes final : public identity::Codes {
public:
    explicit SqliteCodes(SharedPeople file) : file_{std::move(file)} {}

    std::expected<identity::MadeCode, Error> make(SchoolId school, PupilId pupil, Opens opens, std::chrono::hours life) override {
        return answer(*file_, school, "make a code", [&] {
            if (life <= std::chrono::hours{0}) fail(Remedy::correct_input, "life");
            Personal<std::string> secret{identity::draw_code(file_->random)};
            const Instant now = file_->now();
            const Code code{draw<CodeId>(file_->random), school, pupil, opens, now,
                            end_of(db(), school, retention::Kind::invitation, now, life)};
            Transaction change{db(), Access::write};
            hold_to_pupil(*file_, school, pupil);
            db().run("INSERT INTO codes(secret_hash, id, school, pupil, opens, made, expires) VALUES(?, ?, ?, ?, ?, ?, ?)",
                     {hash(secret), cell(code.id), cell(school), cell(pupil), std::int64_t{static_cast<int>(opens)}, cell(now),
                      cell(code.expires)});
            change.commit();
            return identity::MadeCode{code, std::move(secret)};
        });
    }

    std::expected<std::vector<Code>, Error> of(SchoolId school) override {
        return answer(*file_, school, "list codes", [&] {
            std::vector<Code> codes;
            for (const Row& row :
                 db().rows(std::string{"SELECT "} + columns + " FROM codes WHERE school=? AND expires>? ORDER BY expires, id",
                           {cell(school), cell(file_->now())}))
                codes.push_back(read(row));
            return codes;
        });
    }

    std::expected<std::optional<Code>, Error> find(const Personal<std::string>& secret, Opens opens) override {
        return answer(*file_, Reach::across(), "find a code", [&]() -> std::optional<Code> {
            const auto found = db().rows(std::string{"SELECT "} + columns + " FROM codes WHERE secret_hash=? AND opens=? AND expires>?",
                                         {hash(secret), std::int64_t{static_cast<int>(opens)}, cell(file_->now())});
            if (found.empty()) return std::nullopt;
            return read(found[0]);
        });
    }

    std::expected<void, Error> end(SchoolId school, CodeId id) override {
        return answer(*file_, school, "end a code", [&] {
            if (db().run("DELETE FROM codes WHERE school=? AND id=?", {cell(school), cell(id)}) == 0) fail(Remedy::not_found, "code");
        });
    }

private:
    Database& db() { return file_->database; }
    Value hash(const Personal<std::string>& secret) {
        return cell(lookup(file_->instance("code"), {as_bytes(secret.reveal(Purpose::match_account))}));
    }
    static Code read(const Row& row) {
        return {row.id<CodeId>(0),  row.id<SchoolId>(1), row.id<PupilId>(2), static_cast<Opens>(row.number(3)), row.instant(4),
                row.instant(5)};
    }

    SharedPeople file_;
};

}  // namespace

std::unique_ptr<identity::Codes> make_codes(SharedPeople file) {
    return std::make_unique<SqliteCodes>(std::move(file));
}

}  // namespace monitor::store
