// cli: `monitor audit verify`: was a log changed, cut, put in another order or wound back, and where?

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

#include <fmt/format.h>

#include "answer.hpp"
#include "commands/audit_log.hpp"
#include "monitor/audit/verify.hpp"
#include "monitor/retention/terms.hpp"
#include "monitor/store/audit_copy.hpp"

namespace monitor::cli {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t at_once = 1000, most_notes = 1'000'000;

struct Given {
    std::string what{}, key{}, keys{};
    std::vector<std::string> checkpoints{};
};

/// One log, and what is wrong with it. Lines that no checkpoint covers yet are a remark about a log that still grows.
struct Verified {
    std::string origin{};
    std::uint64_t lines{};
    std::vector<audit::Finding> findings{};
    std::optional<audit::Finding> unsigned_end{};
};

/// A directory of its own, gone with it.
class Workshop {
public:
    Workshop() {
        auto name = (fs::temp_directory_path() / "monitor-audit-XXXXXX").string();
        if (::mkdtemp(name.data()) != nullptr) path_ = name;
    }
    Workshop(const Workshop&) = delete;
    Workshop& operator=(const Workshop&) = delete;
    ~Workshop() {
        std::error_code ignored;
        if (!path_.empty()) fs::remove_all(path_, ignored);
    }
    [[nodiscard]] const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

std::string sentence(const Context& context, const audit::Finding& finding) {
    using enum audit::Flaw;
    const auto lines =
        finding.first == finding.last ? std::to_string(finding.first) : fmt::format("{}–{}", finding.first, finding.last);
    const auto said = [&](Word word) { return say(context, word, lines, finding.place); };
    switch (finding.flaw) {
        case unreadable: return said(Word::audit_unreadable);
        case changed: return said(Word::audit_changed);
        case missing: return said(Word::audit_missing);
        case out_of_place: return said(Word::audit_out_of_place);
        case not_as_signed: return said(Word::audit_not_as_signed);
        case signature_wrong: return said(Word::audit_signature_wrong);
        case wound_back: return said(Word::audit_wound_back);
        case other_log: return said(Word::audit_other_log);
        case unsigned_end: return said(Word::audit_unsigned_end);
        case head_differs: return said(Word::audit_head_differs);
        case erased_early: return said(Word::audit_erased_early);
    }
    return {};
}

toml::table as_json(const Context& context, const audit::Finding& finding) {
    return toml::table{{"flaw", std::string{audit::word(finding.flaw)}},
                       {"number", static_cast<int>(finding.flaw)},
                       {"first", static_cast<std::int64_t>(finding.first)},
                       {"last", static_cast<std::int64_t>(finding.last)},
                       {"place", finding.place},
                       {"sentence", sentence(context, finding)}};
}

Exit tell_all(const Context& context, const std::vector<Verified>& all) {
    bool wrong = false;
    toml::array logs;
    for (const auto& log : all) {
        wrong = wrong || !log.findings.empty();
        toml::array findings;
        for (const auto& finding : log.findings) findings.push_back(as_json(context, finding));
        toml::table line{{"log", log.origin}, {"lines", static_cast<std::int64_t>(log.lines)}, {"findings", std::move(findings)}};
        if (log.unsigned_end) line.insert("unsigned_from", static_cast<std::int64_t>(log.unsigned_end->first));
        logs.push_back(std::move(line));
        if (context.format == Format::json) continue;
        std::cout << say(context, log.findings.empty() ? Word::audit_verified : Word::audit_wrong, log.origin,
                         std::to_string(log.lines))
                  << '\n';
        for (const auto& finding : log.findings) std::cout << "  " << sentence(context, finding) << '\n';
        if (log.unsigned_end) std::cout << "  (" << sentence(context, *log.unsigned_end) << ")\n";
    }
    if (context.format == Format::json)
        print_json(toml::table{{"outcome", wrong ? "wrong" : "right"}, {"logs", std::move(logs)}});
    return wrong ? Exit::failure : Exit::ok;
}

std::string without_break(std::string text) {
    while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
    return text;
}

/// Empty: none was given.
std::expected<std::optional<seal::PublicKey>, Exit> pinned(const Context& context, const Given& given) {
    if (given.key.empty()) return std::nullopt;
    const auto file = whole_file(given.key);
    const auto key = audit::key_from(without_break(file.value_or(given.key)));
    if (!key) return std::unexpected{failed(context, Exit::usage, Word::audit_no_key, given.key)};
    return *key;
}

std::expected<std::vector<std::string>, Exit> witnesses(const Context& context, const Given& given) {
    std::vector<std::string> notes;
    for (const auto& path : given.checkpoints) {
        auto note = whole_file(path);
        if (!note) return std::unexpected{failed(context, note.error())};
        notes.push_back(std::move(*note));
    }
    return notes;
}

audit::Stands standing(const Context& context) {
    const auto since = retention::log_stands_since(context.clock.now());
    return {since.lines, since.persons};
}

/// `lines` and `notes` give what the store holds; a port of it, asked on its thread.
std::expected<Verified, Error> verified(audit::Notary& notary, audit::Trail& trail, SchoolId school, const seal::PublicKey& key,
                                        const std::vector<std::string>& kept_elsewhere, audit::Stands stands) {
    Verified found{.origin = audit::origin(school)};
    const auto verifier = audit::make_verifier(found.origin, key, stands);
    const auto notes = notary.checkpoints(school, 0, most_notes);
    if (!notes) return std::unexpected{notes.error()};
    for (std::size_t at = 0; at < notes->size(); ++at) verifier->witness((*notes)[at], fmt::format("checkpoint {}", at + 1));
    for (std::size_t at = 0; at < kept_elsewhere.size(); ++at) {
        // One that is of another log of the same copy is no finding about this one.
        if (kept_elsewhere[at].starts_with(found.origin + "\n"))
            verifier->witness(kept_elsewhere[at], fmt::format("--checkpoint {}", at + 1));
    }
    for (std::uint64_t next = 0;;) {
        const auto lines = notary.evidence(school, next, at_once);
        if (!lines) return std::unexpected{lines.error()};
        if (lines->empty()) break;
        for (const auto& line : *lines) verifier->take(line);
        next = lines->back().index + 1;
    }
    found.lines = verifier->frontier().size();
    const auto head = trail.head(school);
    const auto root = verifier->frontier().root();
    for (auto& finding : verifier->end()) {
        if (finding.flaw == audit::Flaw::unsigned_end)
            found.unsigned_end = std::move(finding);
        else
            found.findings.push_back(std::move(finding));
    }
    if (!head || head->size != found.lines || head->root != root) found.findings.push_back({audit::Flaw::head_differs, 0, 0, {}});
    return found;
}

std::expected<std::vector<Verified>, Error> verified(audit::Notary& notary, audit::Trail& trail, audit::Logbooks& books,
                                                     const std::optional<seal::PublicKey>& pin,
                                                     const std::vector<std::string>& notes, audit::Stands stands) {
    const auto logs = books.all();
    if (!logs) return std::unexpected{logs.error()};
    const auto own = notary.public_key();
    if (!own) return std::unexpected{own.error()};
    std::vector<Verified> all;
    for (const auto& book : *logs) {
        auto one = verified(notary, trail, book.school, pin.value_or(*own), notes, stands);
        if (!one) return std::unexpected{one.error()};
        all.push_back(std::move(*one));
    }
    // A checkpoint of a log that is not there at all.
    for (const auto& note : notes) {
        const bool known = std::ranges::any_of(all, [&](const Verified& log) { return note.starts_with(log.origin + "\n"); });
        if (!known)
            all.push_back(
                {.origin = note.substr(0, note.find('\n')), .findings = {{audit::Flaw::other_log, 0, 0, "--checkpoint"}}});
    }
    return all;
}

Exit verify_export(const Context& context, const Given& given, const seal::PublicKey& key, std::vector<std::string> notes) {
    std::ifstream file{given.what, std::ios::binary};
    if (!file) return failed(context, Error{Remedy::not_found, "read", errno, given.what});
    const auto reader = audit::read_export(key, std::move(notes), {}, standing(context));
    std::string piece(1 << 16, '\0');
    while (file.read(piece.data(), static_cast<std::streamsize>(piece.size())), file.gcount() > 0)
        reader->take(std::string_view{piece}.substr(0, static_cast<std::size_t>(file.gcount())));
    auto findings = reader->end();
    return tell_all(context, {{.origin = reader->origin(), .lines = reader->lines(), .findings = std::move(findings)}});
}

Exit verify_copy(const Context& context, const Given& given, const std::optional<seal::PublicKey>& pin,
                 const std::vector<std::string>& notes) {
    const Workshop workshop;
    ErrorStreamLog log;
    const auto keys = given.keys.empty() ? std::nullopt : std::optional{fs::path{given.keys}};
    const auto copy = store::open_audit_copy(given.what, workshop.path(), keys, context.clock, context.random, log);
    if (!copy) return failed(context, copy.error());
    if (!pin) tell(context, Word::audit_not_pinned);
    const bool sealed = copy->contents == store::Contents::sealed;  // nobody can tell then what was erased
    if (sealed) tell(context, Word::audit_sealed);
    const auto all =
        verified(*copy->notary, *copy->trail, *copy->logbooks, pin, notes, sealed ? audit::Stands{} : standing(context));
    return all ? tell_all(context, *all) : failed(context, all.error());
}

Exit verify_own(const Context& context, const std::optional<seal::PublicKey>& pin, const std::vector<std::string>& notes) {
    const auto office = open_office(context, Opening::existing_only);
    if (!office) return office.error();
    auto& stores = (*office)->stores;
    const auto all = (*office)->on_audit(
        [&] { return verified(*stores.notary, *stores.trail, *stores.logbooks, pin, notes, standing(context)); });
    return all ? tell_all(context, *all) : failed(context, all.error());
}

Exit verify(const Context& context, const Given& given) {
    const auto pin = pinned(context, given);
    if (!pin) return pin.error();
    auto notes = witnesses(context, given);
    if (!notes) return notes.error();
    if (given.what.empty()) return verify_own(context, *pin, *notes);
    std::error_code code;
    if (fs::is_directory(given.what, code)) return verify_copy(context, given, *pin, *notes);
    if (!*pin) return failed(context, Exit::usage, Word::audit_needs_key);
    return verify_export(context, given, **pin, std::move(*notes));
}

}  // namespace

void add_audit_verify(Command audit) {
    auto given = std::make_shared<Given>();
    const auto command = audit.command("verify", Word::help_audit_verify,
                                       "  monitor audit verify\n"
                                       "  monitor audit verify log.txt --key log.key --checkpoint checkpoint.txt\n"
                                       "  monitor audit verify /mnt/copy --key log.key --keys /mnt/keys",
                                       [given](const Context& context) { return verify(context, *given); });
    command.option("what", given->what, Word::help_audit_verify_what);
    command.option("--key", given->key, Word::help_audit_verify_key);
    command.option("--keys", given->keys, Word::help_audit_verify_keys);
    command.option("--checkpoint", given->checkpoints, Word::help_audit_verify_checkpoint);
}

}  // namespace monitor::cli
