// cli: `monitor audit key|checkpoint|export|proof|keep`: what leaves the house, so that others can check the record?

#include <iostream>
#include <memory>

#include <fmt/format.h>

#include "answer.hpp"
#include "commands/asked.hpp"
#include "commands/audit_log.hpp"

namespace monitor::cli {
namespace {

constexpr std::size_t at_once = 1000, most_notes = 100'000;

struct Given {
    LogWanted log{};
    std::string out{}, requested{};
    std::optional<std::uint64_t> line{}, grew_from{};
    int days{};
};

/// The newest checkpoint, made if the log has grown since, and what it says.
struct Signed {
    std::string note{};
    audit::Checkpoint checkpoint{};
    seal::PublicKey key{};
};
std::expected<Signed, Error> signed_log(OpenLog& log) {
    return log.office->on_audit([&]() -> std::expected<Signed, Error> {
        auto& notary = *log.office->stores.notary;
        const auto key = notary.public_key();
        if (!key) return std::unexpected{key.error()};
        auto note = notary.sign(log.school);
        if (!note) return std::unexpected{note.error()};
        auto checkpoint = audit::checkpoint(*note, *key);
        if (!checkpoint) return std::unexpected{checkpoint.error()};
        return Signed{std::move(*note), std::move(*checkpoint), *key};
    });
}

Exit key(const Context& context) {
    auto office = open_office(context, Opening::existing_only);
    if (!office) return office.error();
    const auto key = (*office)->on_audit([&] { return (*office)->stores.notary->public_key(); });
    if (!key) return failed(context, key.error());
    if (context.format == Format::json)
        print_json(toml::table{{"key", audit::key_text(*key)}});
    else
        std::cout << audit::key_text(*key) << '\n';
    return Exit::ok;
}

Exit checkpoint(const Context& context, const Given& given) {
    auto log = open_log(context, given.log);
    if (!log) return log.error();
    const auto made = signed_log(*log);
    if (!made) return failed(context, made.error());
    if (context.format == Format::json) {
        print_json(toml::table{{"log", log->name},
                               {"origin", made->checkpoint.origin},
                               {"size", static_cast<std::int64_t>(made->checkpoint.size)},
                               {"root", hex(made->checkpoint.root)},
                               {"at", written(made->checkpoint.at)},
                               {"note", made->note},
                               {"key", audit::key_text(made->key)}});
        return Exit::ok;
    }
    const auto wrote = write_out(context, given.out, [&](const Piece& piece) -> std::expected<void, Error> {
        return piece(made->note), std::expected<void, Error>{};
    });
    return wrote ? Exit::ok : wrote.error();
}

std::expected<void, Error> put_out(OpenLog& log, const Signed& made, const Piece& piece) {
    auto& office = *log.office;
    const auto notes = office.on_audit([&] { return office.stores.notary->checkpoints(log.school, 0, most_notes); });
    if (!notes) return std::unexpected{notes.error()};
    std::vector<std::string> covered;
    for (const auto& note : *notes) {
        const auto read = audit::checkpoint(note, made.key);
        if (!read || read->size <= made.checkpoint.size) covered.push_back(note);
    }
    piece(audit::export_head(made.checkpoint.origin, covered.size(), made.checkpoint.size));
    for (const auto& note : covered) piece(note);
    for (std::uint64_t next = 0; next < made.checkpoint.size;) {
        const auto count = std::min<std::uint64_t>(at_once, made.checkpoint.size - next);
        const auto lines =
            office.on_audit([&] { return office.stores.notary->evidence(log.school, next, static_cast<std::size_t>(count)); });
        if (!lines) return std::unexpected{lines.error()};
        for (const auto& line : *lines) piece(audit::export_line(line));
        next += count;
    }
    return {};
}

// That the log was taken out stands in it, as its last line.
Exit export_log(const Context& context, const Given& given) {
    auto log = open_log(context, given.log);
    if (!log) return log.error();
    const auto head = log->office->on_audit([&] { return log->office->stores.trail->head(log->school); });
    if (!head) return failed(context, head.error());
    if (const auto noted = note(context, *log->office, log->school, {.act = policy::AdminAct::read_log},
                                {.act = audit::Act::log_exported, .count = head->size + 1});
        !noted)
        return noted.error();
    const auto made = signed_log(*log);
    if (!made) return failed(context, made.error());
    const auto wrote = write_out(context, given.out, [&](const Piece& piece) { return put_out(*log, *made, piece); });
    return wrote ? Exit::ok : wrote.error();
}

toml::array listed(const audit::Path& path) {
    toml::array all;
    for (const auto& hash : path) all.push_back(hex(hash));
    return all;
}

Exit proof(const Context& context, const Given& given) {
    if (given.line.has_value() == given.grew_from.has_value()) return failed(context, Exit::usage, Word::audit_proof_what);
    auto log = open_log(context, given.log);
    if (!log) return log.error();
    const auto made = signed_log(*log);
    if (!made) return failed(context, made.error());
    const auto size = made->checkpoint.size;
    auto& office = *log->office;
    const audit::Subtree subtree = [&](unsigned level, std::uint64_t number) {
        return office.stores.notary->subtree(log->school, level, number);
    };
    if (given.line ? *given.line >= size : *given.grew_from > size)
        return failed(context, Exit::not_found, Word::audit_not_in_checkpoint, std::to_string(size));
    const auto path = office.on_audit([&] {
        return given.line ? audit::inclusion(*given.line, size, subtree) : audit::consistency(*given.grew_from, size, subtree);
    });
    if (!path) return failed(context, path.error());
    toml::table answer{{"log", log->name},
                       {"size", static_cast<std::int64_t>(size)},
                       {"root", hex(made->checkpoint.root)},
                       {"path", listed(*path)},
                       {"note", made->note}};
    if (given.line) {
        const auto leaf = office.on_audit([&] { return subtree(0, *given.line); });
        if (!leaf) return failed(context, leaf.error());
        answer.insert("index", static_cast<std::int64_t>(*given.line));
        answer.insert("leaf", hex(*leaf));
    } else {
        answer.insert("from", static_cast<std::int64_t>(*given.grew_from));
    }
    if (context.format == Format::json) return print_json(std::move(answer)), Exit::ok;
    if (given.line) std::cout << fmt::format("leaf {} {}\n", *given.line, answer["leaf"].value_or(""));
    for (const auto& hash : *path) std::cout << hex(hash) << '\n';
    std::cout << '\n' << made->note;
    return Exit::ok;
}

// Written down before it holds: whoever reads the log later must know why it begins where it does.
Exit keep(const Context& context, const Given& given) {
    auto log = open_log(context, given.log);
    if (!log) return log.error();
    auto& office = *log->office;
    if (const auto noted = note(context, office, log->school, {.act = policy::AdminAct::set_terms, .requested = given.requested},
                                {.act = audit::Act::term_changed, .count = static_cast<std::uint64_t>(given.days)});
        !noted)
        return noted.error();
    const auto set =
        office.on_audit([&] { return office.stores.logbooks->keep_for(log->school, std::chrono::days{given.days}); });
    if (!set) return failed(context, set.error());
    if (context.format == Format::json)
        print_json(toml::table{{"log", log->name}, {"days", given.days}});
    else
        tell(context, Word::audit_kept_for, std::to_string(given.days));
    return Exit::ok;
}

}  // namespace

void add_audit_export(Command audit) {
    auto given = std::make_shared<Given>();
    audit.command("key", Word::help_audit_key, "  monitor audit key > log.key", key);
    const auto signing =
        audit.command("checkpoint", Word::help_audit_checkpoint, "  monitor audit checkpoint --out checkpoint.txt",
                      [given](const Context& context) { return checkpoint(context, *given); });
    const auto whole = audit.command("export", Word::help_audit_export,
                                     "  monitor audit export --out log.txt\n  monitor audit verify log.txt --key log.key",
                                     [given](const Context& context) { return export_log(context, *given); });
    const auto proving = audit.command("proof", Word::help_audit_proof,
                                       "  monitor audit proof 1234\n  monitor audit proof --grew-from 1000 --json",
                                       [given](const Context& context) { return proof(context, *given); });
    const auto keeping = audit.command("keep", Word::help_audit_keep, "  monitor audit keep --days 90 --requested 2026-11-20",
                                       [given](const Context& context) { return keep(context, *given); });
    for (const auto command : {signing, whole, proving, keeping}) offer_log(command, given->log);
    for (const auto command : {signing, whole}) command.option("--out", given->out, Word::help_audit_out);
    proving.option("line", given->line, Word::help_audit_proof_line);
    proving.option("--grew-from", given->grew_from, Word::help_audit_proof_grew);
    keeping.option("--days", given->days, Word::help_audit_days).required().between(90, 365);
    keeping.requested(given->requested);
}

}  // namespace monitor::cli
