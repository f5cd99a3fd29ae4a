// store: how do lines of the log get onto the disk, for good, before what they announce?

#include "monitor/audit/trail.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <map>

#include <fmt/format.h>

#include "audit_rows.hpp"
#include "batch.hpp"
#include "ended.hpp"
#include "lines_about.hpp"
#include "monitor/seal/box.hpp"

namespace monitor::store {
namespace {

using audit::Appended;
using audit::Entry;
using audit::Evidence;
using audit::Frontier;
using audit::Hash;
using audit::Part;

constexpr std::size_t most_at_once = 100'000;

using Salt = std::array<std::byte, sizeof(Hash)>;

// One transaction's worth of lines; lives as long as it.
class Appending {
public:
    explicit Appending(AuditFile& file)
        : file_{file},
          entries_{file.database,
                   "INSERT INTO entries(school, idx, leaf, year, recorded, lasting_salt, lasting, personal_salt, personal,"
                   " personal_hash) VALUES",
                   10},
          subtrees_{file.database, "INSERT INTO subtrees(school, level, number, hash) VALUES", 4,
                    "ON CONFLICT(school, level, number) DO UPDATE SET hash=excluded.hash"},
          pointing_{file.database} {}

    [[nodiscard]] Book book(SchoolId school) {
        if (!books_.contains(school)) books_.emplace(school, book_of(file_.database, school));
        return books_.at(school);
    }

    std::uint64_t add(SchoolId school, const Entry& entry, const audit::Parts& parts) {
        auto& log = log_of(school);
        const auto index = log.frontier.size();
        std::array<Salt, 2> salts;
        for (auto& salt : salts) file_.random.fill(salt);
        const Hash personal = audit::commitment(Part::personal, index, salts[1], parts.personal);
        const Hash leaf = audit::leaf(audit::commitment(Part::lasting, index, salts[0], parts.lasting), personal);
        log.frontier.append(leaf, [&](unsigned level, std::uint64_t number, const Hash& hash) {
            if (level != 0 && level % levels_a_row == 0)
                subtrees_.add({cell(school), std::int64_t{level}, static_cast<std::int64_t>(number), cell(hash)});
        });
        const auto year = school::school_year(entry.at);
        const auto& keys = keys_of(school, year);
        const auto closed = [&](const seal::Secret& key, const Bytes& plain, std::string_view column) {
            return seal::close(key, plain, place(column, school, row_of(index)), file_.random);
        };
        entries_.add({cell(school), static_cast<std::int64_t>(index), cell(leaf), std::int64_t{static_cast<int>(year.begins)},
                      cell(entry.at), Bytes{salts[0].begin(), salts[0].end()},
                      closed(keys.lasting, parts.lasting, "audit.entries.lasting"), Bytes{salts[1].begin(), salts[1].end()},
                      closed(keys.personal, parts.personal, "audit.entries.personal"), cell(personal)});
        pointing_.add(school, index, entry, {&keys.lasting, &keys.personal});
        return index;
    }

    void done() {
        entries_.done();
        subtrees_.done();
        pointing_.done();
        for (const auto& [school, log] : logs_) {
            keep_head(file_.database, school, log.frontier);
            const bool due = log.frontier.size() / audit::lines_a_checkpoint != log.before / audit::lines_a_checkpoint;
            if (due) sign_log(file_, school, log.frontier);
        }
    }

private:
    struct Log {
        Frontier frontier;
        std::uint64_t before{};
    };
    struct Keys {
        seal::Secret lasting, personal;
    };

    Log& log_of(SchoolId school) {
        auto at = logs_.find(school);
        if (at != logs_.end()) return at->second;
        auto frontier = tail(file_.database, school);
        const auto size = frontier.size();
        return logs_.emplace(school, Log{std::move(frontier), size}).first->second;
    }

    // Fetched inside the transaction: a sweep that destroys one cannot come between.
    const Keys& keys_of(SchoolId school, school::SchoolYear year) {
        auto at = keys_.find({school, year});
        if (at != keys_.end()) return at->second;
        file_.database.run("INSERT INTO years(school, year) VALUES(?, ?) ON CONFLICT DO NOTHING",
                           {cell(school), std::int64_t{static_cast<int>(year.begins)}});
        Keys keys{made(file_.keys, audit_key(school, year)), made(file_.keys, audit_personal_key(school, year))};
        return keys_.emplace(std::pair{school, year}, std::move(keys)).first->second;
    }

    AuditFile& file_;
    Batch entries_, subtrees_;
    Pointing pointing_;
    std::map<SchoolId, Log> logs_;
    std::map<SchoolId, Book> books_;
    std::map<std::pair<SchoolId, school::SchoolYear>, Keys> keys_;
};

// Lines come one school at a time, but for those that wait for the same disk.
Reach reach_of(std::span<const audit::Line> lines) {
    const auto one = lines.front().school;
    return std::ranges::all_of(lines, [&](const auto& line) { return line.school == one; }) ? Reach{one} : Reach::across();
}

class SqliteTrail final : public audit::Trail {
public:
    explicit SqliteTrail(SharedAudit door) : door_{std::move(door)} {}

    std::vector<Appended> append(std::span<const audit::Line> lines) override {
        std::vector<Appended> answers;
        std::vector<audit::Parts> encoded;
        for (const auto& line : lines) {
            encoded.push_back(audit::encode(line.entry));
            const auto again = audit::decode(encoded.back().lasting, encoded.back().personal);
            // What could not be read back is not written.
            if (again)
                answers.emplace_back(0);
            else
                answers.emplace_back(std::unexpected{
                    Error{Remedy::correct_input, "append to audit.db", 0, "audit entry: " + again.error().place}});
        }
        if (std::ranges::none_of(answers, [](const Appended& line) { return line.has_value(); })) return answers;
        const auto written = answer(*door_, reach_of(lines), "append to audit.db", [&](AuditFile& file) {
            Transaction change{file.database, Access::write};
            Appending appending{file};
            for (std::size_t at = 0; at < lines.size(); ++at) {
                if (!answers[at]) continue;
                if (appending.book(lines[at].school) == Book::open)
                    answers[at] = appending.add(lines[at].school, lines[at].entry, encoded[at]);
                else
                    answers[at] = std::unexpected{Error{Remedy::not_found, "append to audit.db", 0, "a school that ended"}};
            }
            appending.done();
            change.commit();
        });
        for (auto& appended : answers) {
            if (!written && appended) appended = std::unexpected{written.error()};
        }
        return answers;
    }

    std::expected<std::vector<audit::Kept>, Error> read(SchoolId school, std::uint64_t first, std::size_t at_most) override {
        return answer(*door_, school, "read audit.db", [&](AuditFile& file) {
            std::vector<audit::Kept> lines;
            for (auto& evidence : evidence_of(file, school, first, at_most)) lines.push_back(as_kept(evidence));
            return lines;
        });
    }

    std::expected<audit::Head, Error> head(SchoolId school) override {
        return answer(*door_, school, "read audit.db", [&](AuditFile& file) {
            const Frontier frontier = tail(file.database, school);
            return audit::Head{frontier.size(), frontier.root()};
        });
    }

    std::expected<std::uint64_t, Error> sweep(Instant now) override {
        return answer(*door_, Reach::across(), "sweep audit.db", [&](AuditFile& file) {
            std::uint64_t gone{};
            for (const Due& due : store::sweep(file, now)) gone += due.count;
            return gone;
        });
    }

private:
    SharedAudit door_;
};

}  // namespace

std::vector<Evidence> evidence_of(AuditFile& file, SchoolId school, std::uint64_t first, std::size_t at_most) {
    std::vector<Evidence> lines;
    if (first > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return lines;
    Opening opening{file, school};
    for (const Row& row : file.database.rows(
             fmt::format("SELECT {} FROM entries WHERE school=? AND idx>=? ORDER BY idx LIMIT ?", evidence_columns),
             {cell(school), static_cast<std::int64_t>(first), static_cast<std::int64_t>(std::min(at_most, most_at_once))}))
        lines.push_back(opening.evidence(row));
    return lines;
}

std::vector<Evidence> evidence_at(AuditFile& file, SchoolId school, const std::vector<std::uint64_t>& lines) {
    std::vector<Evidence> found;
    Opening opening{file, school};
    constexpr std::size_t at_once = 200;
    for (std::size_t first = 0; first < lines.size(); first += at_once) {
        const auto some = std::span{lines}.subspan(first, std::min(at_once, lines.size() - first));
        std::vector<Value> values{cell(school)};
        for (const auto index : some) values.emplace_back(static_cast<std::int64_t>(index));
        std::string marks = "?";
        for (std::size_t at = 1; at < some.size(); ++at) marks += ", ?";
        const auto sql = fmt::format("SELECT {} FROM entries WHERE school=? AND idx IN ({}) ORDER BY idx DESC", evidence_columns, marks);
        for (const Row& row : file.database.rows(sql, std::span<const Value>{values})) found.push_back(opening.evidence(row));
    }
    return found;
}

std::unique_ptr<audit::Trail> make_trail(SharedAudit door) {
    return std::make_unique<SqliteTrail>(std::move(door));
}

}  // namespace monitor::store
