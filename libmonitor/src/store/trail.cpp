// store: how does a line of the log get onto the disk, for good, before what it announces?

#include "monitor/audit/trail.hpp"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "monitor/retention/term.hpp"
#include "monitor/seal/box.hpp"
#include "parts.hpp"

namespace monitor::store {
namespace {

using audit::Entry;
using audit::Frontier;
using audit::Hash;

constexpr std::size_t most_at_once = 100'000;

Bytes row_of(std::uint64_t index) {
    Bytes bytes;
    for (int shift = 56; shift >= 0; shift -= 8) bytes.push_back(static_cast<std::byte>(index >> shift & 255));
    return bytes;
}
Bytes place_of(SchoolId school, std::uint64_t index) {
    return place("audit.entries.content", school, row_of(index));
}

Hash hash(const Bytes& bytes) {
    Hash hash;
    if (bytes.size() != hash.size()) fail(Remedy::ask_operator, "audit.db: a hash of another length");
    std::ranges::copy(bytes, hash.begin());
    return hash;
}

class SqliteTrail final : public audit::Trail {
public:
    explicit SqliteTrail(SharedAudit file) : file_{std::move(file)} {}

    std::expected<std::uint64_t, Error> append(SchoolId school, const Entry& entry) override {
        return answer(file_->database, "append to audit.db", [&] {
            const Bytes content = encode(entry);
            // What could not be read back is not written.
            if (const auto again = audit::decode(content); !again)
                fail(Remedy::correct_input, "audit entry: " + again.error().place);
            std::array<std::byte, 32> salt;
            file_->random.fill(salt);
            const Hash leaf = audit::leaf(salt, content);
            const auto year = school::school_year(entry.at);
            const auto term = retention::ceiling(retention::Kind::audit_entry);

            Transaction change{db(), Access::write};
            Frontier frontier = tail(school);
            const auto index = frontier.size();
            frontier.append(leaf);
            // The key is fetched inside the transaction: a sweep that destroys it cannot come between.
            const auto key = made(file_->keys, audit_key(school, year));
            db().run("INSERT INTO entries(school, idx, leaf, year, salt, content, expires) VALUES(?, ?, ?, ?, ?, ?, ?)",
                     {cell(school), static_cast<std::int64_t>(index), cell(leaf), std::int64_t{static_cast<int>(year.begins)},
                      Bytes{salt.begin(), salt.end()}, seal::close(key, content, place_of(school, index), file_->random),
                      cell(retention::deadline(term, entry.at, year))});
            db().run(
                "INSERT INTO heads(school, size, root, frontier) VALUES(?, ?, ?, ?)"
                " ON CONFLICT(school) DO UPDATE SET size=excluded.size, root=excluded.root, frontier=excluded.frontier",
                {cell(school), static_cast<std::int64_t>(frontier.size()), cell(frontier.root()), frontier.bytes()});
            change.commit();
            return index;
        });
    }

    std::expected<std::vector<audit::Kept>, Error> read(SchoolId school, std::uint64_t first, std::size_t at_most) override {
        return answer(file_->database, "read audit.db", [&] {
            std::vector<audit::Kept> lines;
            if (first > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return lines;
            const Instant now = file_->clock.now();
            std::map<std::int64_t, std::optional<seal::Secret>> keys;
            for (const Row& row :
                 db().rows("SELECT idx, leaf, year, salt, content, expires FROM entries WHERE school=? AND idx>=?"
                           " ORDER BY idx LIMIT ?",
                           {cell(school), static_cast<std::int64_t>(first),
                            static_cast<std::int64_t>(std::min(at_most, most_at_once))})) {
                audit::Kept line{static_cast<std::uint64_t>(row.number(0)), hash(row.bytes(1)), std::nullopt};
                const bool there = !row.empty(3) && !row.empty(4) && (row.empty(5) || row.instant(5) > now);
                if (there) line.entry = entry(school, line, row, keys);
                lines.push_back(std::move(line));
            }
            return lines;
        });
    }

    std::expected<audit::Head, Error> head(SchoolId school) override {
        return answer(file_->database, "read audit.db", [&] {
            const Frontier frontier = tail(school);
            return audit::Head{frontier.size(), frontier.root()};
        });
    }

    std::expected<std::uint64_t, Error> sweep(Instant now) override {
        return answer(file_->database, "sweep audit.db", [&] {
            std::uint64_t gone{};
            for (const Due& due : store::sweep(*file_, now)) gone += due.count;
            return gone;
        });
    }

private:
    Database& db() { return file_->database; }

    // A head that does not follow from its own edge was written by somebody else.
    Frontier tail(SchoolId school) {
        const auto head = db().rows("SELECT size, root, frontier FROM heads WHERE school=?", {cell(school)});
        if (head.empty()) {
            if (db().number("SELECT count(*) FROM entries WHERE school=?", {cell(school)}) != 0)
                fail(Remedy::ask_operator, "audit.db: a log without its head");
            return {};
        }
        auto frontier = Frontier::from_bytes(head[0].bytes(2));
        if (!frontier || frontier->size() != static_cast<std::uint64_t>(head[0].number(0)) ||
            frontier->root() != hash(head[0].bytes(1))) {
            fail(Remedy::ask_operator, "audit.db: a head that was changed");
        }
        return *std::move(frontier);
    }

    // Empty where the key was destroyed: that is how a whole year is erased. What opens but does not fit its leaf was changed.
    std::optional<Entry> entry(SchoolId school, const audit::Kept& line, const Row& row,
                               std::map<std::int64_t, std::optional<seal::Secret>>& keys) {
        const auto year = row.number(2);
        if (!keys.contains(year)) {
            auto key = file_->keys.existing(audit_key(school, {std::chrono::year{static_cast<int>(year)}}));
            if (!key && key.error().remedy != Remedy::not_found) throw Failure{std::move(key.error())};
            keys.emplace(year, key ? std::optional{std::move(*key)} : std::nullopt);
        }
        const auto& key = keys.at(year);
        if (!key) return std::nullopt;
        const auto content = seal::open(*key, row.bytes(4), place_of(school, line.index));
        if (!content || audit::leaf(row.bytes(3), *content) != line.leaf) changed(line.index);
        auto entry = audit::decode(*content);
        if (!entry) changed(line.index);
        return *std::move(entry);
    }
    [[noreturn]] static void changed(std::uint64_t index) {
        fail(Remedy::ask_operator, fmt::format("audit.db: line {} was changed", index));
    }

    SharedAudit file_;
};

class ClosedTrail final : public audit::Trail {
public:
    explicit ClosedTrail(Error why) : why_{std::move(why)} {}
    std::expected<std::uint64_t, Error> append(SchoolId, const Entry&) override { return std::unexpected{why_}; }
    std::expected<std::vector<audit::Kept>, Error> read(SchoolId, std::uint64_t, std::size_t) override {
        return std::unexpected{why_};
    }
    std::expected<audit::Head, Error> head(SchoolId) override { return std::unexpected{why_}; }
    std::expected<std::uint64_t, Error> sweep(Instant) override { return std::unexpected{why_}; }

private:
    Error why_;
};

}  // namespace

std::unique_ptr<audit::Trail> make_trail(SharedAudit file) {
    return std::make_unique<SqliteTrail>(std::move(file));
}
std::unique_ptr<audit::Trail> make_closed_trail(Error why) {
    return std::make_unique<ClosedTrail>(std::move(why));
}

}  // namespace monitor::store
