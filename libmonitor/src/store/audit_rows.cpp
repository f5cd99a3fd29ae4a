// store: how is a line of audit.db opened, and the end of a log found?

#include "audit_rows.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "monitor/retention/terms.hpp"
#include "monitor/seal/box.hpp"
#include "numbers.hpp"

namespace monitor::store {
namespace {

using audit::Frontier;
using audit::Hash;
using audit::Part;

constexpr std::string_view sealing_key = "audit-signing";

}  // namespace

Hash hash(const Bytes& bytes) {
    Hash hash;
    if (bytes.size() != hash.size()) fail(Remedy::ask_operator, "audit.db: a hash of another length");
    std::ranges::copy(bytes, hash.begin());
    return hash;
}

Bytes row_of(std::uint64_t index) {
    Bytes bytes;
    add_number(bytes, index);
    return bytes;
}

Frontier tail(Database& db, SchoolId school) {
    const auto head = db.rows("SELECT size, root, frontier FROM heads WHERE school=?", {cell(school)});
    if (head.empty()) {
        if (!db.rows("SELECT idx FROM entries WHERE school=? LIMIT 1", {cell(school)}).empty())
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

void keep_head(Database& db, SchoolId school, const Frontier& frontier) {
    db.run(
        "INSERT INTO heads(school, size, root, frontier) VALUES(?, ?, ?, ?)"
        " ON CONFLICT(school) DO UPDATE SET size=excluded.size, root=excluded.root, frontier=excluded.frontier",
        {cell(school), static_cast<std::int64_t>(frontier.size()), cell(frontier.root()), frontier.bytes()});
}

std::chrono::milliseconds term_of(Database& db, SchoolId school) {
    const auto set = db.rows("SELECT term FROM heads WHERE school=? AND term IS NOT NULL", {cell(school)});
    const auto most = std::get<retention::For>(retention::ceiling(retention::Kind::audit_entry)).span;
    if (set.empty()) return most;
    return std::clamp<std::chrono::seconds>(std::chrono::days{set[0].number(0)}, std::chrono::seconds{0}, most);
}

seal::SigningKey signing_key(AuditFile& file) {
    const auto at = place("audit.notary.private", {}, {});
    const auto kept = file.database.rows("SELECT private FROM notary");
    if (kept.empty()) {
        auto key = seal::SigningKey::make();
        auto plain = key.bytes();
        auto sealed = seal::close(made(file.keys, std::string{sealing_key}), plain, at, file.random);
        seal::wipe(plain);
        const auto open = key.public_key();
        file.database.run("INSERT INTO notary(public, private) VALUES(?, ?)",
                          {Bytes{open.begin(), open.end()}, std::move(sealed)});
        return key;
    }
    auto plain = seal::open(store::kept(file.keys, std::string{sealing_key}), kept[0].bytes(0), at);
    if (!plain) fail(Remedy::ask_operator, "audit.db: the key that signs does not open");
    auto key = seal::SigningKey::from_bytes(*plain);
    seal::wipe(*plain);
    if (!key) fail(Remedy::ask_operator, "audit.db: the key that signs is none");
    return *std::move(key);
}

std::string sign_log(AuditFile& file, SchoolId school, const Frontier& frontier) {
    auto note = audit::note({audit::origin(school), frontier.size(), frontier.root(), file.clock.now()}, signing_key(file));
    file.database.run("INSERT INTO checkpoints(school, size, note) VALUES(?, ?, ?) ON CONFLICT(school, size) DO NOTHING",
                      {cell(school), static_cast<std::int64_t>(frontier.size()), note});
    return note;
}

Opening::Opening(AuditFile& file, SchoolId school)
    : file_{file}, school_{school}, now_{file.clock.now()}, term_{term_of(file.database, school)} {}

const seal::Secret* Opening::key(const std::string& name) {
    auto at = keys_.find(name);
    if (at == keys_.end()) at = keys_.emplace(name, if_kept(file_.keys, name)).first;
    return at->second ? &*at->second : nullptr;
}

audit::Evidence Opening::evidence(const Row& row) {
    audit::Evidence line{.index = static_cast<std::uint64_t>(row.number(0)), .leaf = hash(row.bytes(1))};
    if (row.empty(2) || row.empty(3) || row.empty(4) || row.empty(5) || row.empty(8) || row.instant(3) + term_ <= now_)
        return line;
    const school::SchoolYear year{std::chrono::year{static_cast<int>(row.number(2))}};
    const auto opened = [&](const seal::Secret& key, std::string_view column, std::size_t salt) {
        auto content = seal::open(key, row.bytes(salt + 1), place(column, school_, row_of(line.index)));
        return audit::Salted{row.bytes(salt), content ? std::move(*content) : Bytes{}};
    };
    const auto* lasting = key(audit_key(school_, year));
    if (lasting == nullptr) return line;
    line.lasting = opened(*lasting, "audit.entries.lasting", 4);
    line.erased = hash(row.bytes(8));
    const bool over = row.empty(6) || row.empty(7) || school::ends(year) <= now_;
    const auto* personal = over ? nullptr : key(audit_personal_key(school_, year));
    if (personal == nullptr) return line;
    line.personal = opened(*personal, "audit.entries.personal", 6);
    if (audit::commitment(Part::personal, line.index, line.personal->salt, line.personal->content) != line.erased)
        line.personal->content.clear();
    line.erased = {};
    return line;
}

// What opens but does not fit its leaf was changed; empty is what was erased, or whose key was destroyed.
audit::Kept as_kept(const audit::Evidence& evidence) {
    auto entry = audit::entry(evidence);
    if (!entry || audit::fit(evidence) == audit::Fit::differs)
        fail(Remedy::ask_operator, fmt::format("audit.db: line {} was changed", evidence.index));
    const auto remains = evidence.personal  ? audit::Remains::whole
                         : evidence.lasting ? audit::Remains::lasting
                                            : audit::Remains::leaf;
    return {evidence.index, evidence.leaf, *std::move(entry), remains};
}

}  // namespace monitor::store
