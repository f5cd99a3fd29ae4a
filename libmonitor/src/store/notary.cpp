// store: where are checkpoints kept, and what is read for a proof?

#include "monitor/audit/notary.hpp"

#include <algorithm>
#include <limits>

#include "audit_rows.hpp"

namespace monitor::store {
namespace {

using audit::Evidence;
using audit::Hash;

constexpr std::size_t most_notes = 100'000;

class SqliteNotary final : public audit::Notary {
public:
    explicit SqliteNotary(SharedAudit door) : door_{std::move(door)} {}

    std::expected<seal::PublicKey, Error> public_key() override {
        return answer(*door_, Reach::across(), "read the key of the log", [&](AuditFile& file) {
            const auto kept = file.database.rows("SELECT public FROM notary");
            if (!kept.empty()) return public_part(kept[0].bytes(0));
            Transaction change{file.database, Access::write};
            const auto key = signing_key(file).public_key();
            change.commit();
            return key;
        });
    }

    std::expected<std::string, Error> sign(SchoolId school) override {
        return answer(*door_, school, "sign the log", [&](AuditFile& file) {
            Transaction change{file.database, Access::write};
            const auto frontier = tail(file.database, school);
            const auto size = static_cast<std::int64_t>(frontier.size());
            const auto kept = file.database.rows("SELECT note FROM checkpoints WHERE school=? AND size=?", {cell(school), size});
            if (!kept.empty()) return kept[0].text(0);
            auto note = sign_log(file, school, frontier);
            change.commit();
            return note;
        });
    }

    std::expected<std::vector<std::string>, Error> checkpoints(SchoolId school, std::uint64_t from,
                                                               std::size_t at_most) override {
        return answer(*door_, school, "read checkpoints", [&](AuditFile& file) {
            std::vector<std::string> notes;
            const auto least = std::min<std::uint64_t>(from, std::numeric_limits<std::int64_t>::max());
            for (const Row& row : file.database.rows(
                     "SELECT note FROM checkpoints WHERE school=? AND size>=? ORDER BY size LIMIT ?",
                     {cell(school), static_cast<std::int64_t>(least), static_cast<std::int64_t>(std::min(at_most, most_notes))}))
                notes.push_back(row.text(0));
            return notes;
        });
    }

    std::expected<std::vector<Evidence>, Error> evidence(SchoolId school, std::uint64_t first, std::size_t at_most) override {
        return answer(*door_, school, "read audit.db", [&](AuditFile& file) { return evidence_of(file, school, first, at_most); });
    }

    std::expected<Hash, Error> subtree(SchoolId school, unsigned level, std::uint64_t number) override {
        return answer(*door_, school, "prove something of the log",
                      [&](AuditFile& file) { return hash_of(file.database, school, level, number); });
    }

private:
    static seal::PublicKey public_part(const Bytes& bytes) {
        seal::PublicKey key;
        if (bytes.size() != key.size()) fail(Remedy::ask_operator, "audit.db: the key that signs is none");
        std::ranges::copy(bytes, key.begin());
        return key;
    }

    // Levels between two that are kept are joined from the lower one.
    static Hash hash_of(Database& db, SchoolId school, unsigned level, std::uint64_t number) {
        const auto lower = level / levels_a_row * levels_a_row, above = level - lower;
        if (level >= 63 || number > (static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) >> level))
            fail(Remedy::not_found, "beyond the end of the log");
        const auto first = number << above, count = std::uint64_t{1} << above;
        const auto rows =
            lower == 0
                ? db.rows("SELECT leaf FROM entries WHERE school=? AND idx>=? AND idx<? ORDER BY idx",
                          {cell(school), static_cast<std::int64_t>(first), static_cast<std::int64_t>(first + count)})
                : db.rows("SELECT hash FROM subtrees WHERE school=? AND level=? AND number>=? AND number<? ORDER BY number",
                          {cell(school), std::int64_t{lower}, static_cast<std::int64_t>(first),
                           static_cast<std::int64_t>(first + count)});
        audit::Frontier joined;
        for (const Row& row : rows) joined.append(hash(row.bytes(0)));
        if (joined.size() == count) return joined.root();
        // A log that is older than its subtrees, or beyond the end of this one.
        if (lower == 0) fail(Remedy::not_found, "beyond the end of the log");
        return audit::node(hash_of(db, school, level - 1, 2 * number), hash_of(db, school, level - 1, 2 * number + 1));
    }

    SharedAudit door_;
};

}  // namespace

std::unique_ptr<audit::Notary> make_notary(SharedAudit door) {
    return std::make_unique<SqliteNotary>(std::move(door));
}

}  // namespace monitor::store
