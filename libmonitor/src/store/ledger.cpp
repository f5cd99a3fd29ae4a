// store: how does a line get into the ledger for good, and out of it when its term is over?

#include "ledger.hpp"

#include <algorithm>
#include <cerrno>
#include <sstream>

#include <fmt/format.h>

#include "monitor/retention/term.hpp"
#include "monitor/seal/hash.hpp"
#include "held_file.hpp"

namespace monitor::store {
namespace {

constexpr std::string_view heading = "libmonitor ledger 1 ";
constexpr std::size_t mark_size = 32;  // characters: half of the hash

[[noreturn]] void failed(int code) {
    fail(Remedy::ask_operator, "the ledger beside the key file", code);
}

int needed(const HeldFile& file) {
    if (file.number() < 0) failed(errno);
    return file.number();
}

std::filesystem::path beside(const std::filesystem::path& path, const char* ending) {
    auto other = path;
    other += ending;
    return other;
}

/// Alone with the ledger, among all processes, while this lives.
class Alone {
public:
    explicit Alone(const std::filesystem::path& path) : file_{beside(path, ".lock"), O_RDWR | O_CREAT | O_NOFOLLOW} {
        (void)needed(file_);
        if (!file_.lock()) failed(errno);
    }

private:
    HeldFile file_;
};

std::optional<std::string> content(const std::filesystem::path& path) {
    const HeldFile file{path, O_RDONLY | O_NOFOLLOW};
    if (file.number() < 0 && errno == ENOENT) return std::nullopt;
    std::string all(1 << 16, '\0');
    for (std::size_t size = 0;;) {
        const auto some = ::read(needed(file), all.data() + size, all.size() - size);
        if (some < 0) failed(errno);
        size += static_cast<std::size_t>(some);
        if (some == 0) {
            all.resize(size);
            return all;
        }
        if (size == all.size()) all.resize(size * 2);
    }
}

void write_all(const HeldFile& file, std::string_view text) {
    while (!text.empty()) {
        const auto some = ::write(needed(file), text.data(), text.size());
        if (some < 0) failed(errno);
        text.remove_prefix(static_cast<std::size_t>(some));
    }
    if (::fsync(needed(file)) != 0) failed(errno);
}

void replace(const std::filesystem::path& path, std::string_view text) {
    const auto fresh = beside(path, ".new");
    write_all(HeldFile{fresh, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW}, text);
    if (::rename(fresh.c_str(), path.c_str()) != 0) failed(errno);
    const HeldFile directory{path.parent_path().empty() ? "." : path.parent_path(), O_RDONLY | O_DIRECTORY};
    if (::fsync(needed(directory)) != 0) failed(errno);
}

bool is_tide(const LedgerLine& line) {
    return line.done.deed == Deed::tide || line.done.deed == Deed::tide_of_both;
}

std::string words(const LedgerLine& line) {
    const auto& done = line.done;
    return fmt::format("{} {} {} {} {} {}", line.number, static_cast<int>(done.deed), line.at.time_since_epoch().count(),
                       done.until.time_since_epoch().count(), done.school.text(), done.what.empty() ? "-" : hex(done.what));
}

std::optional<LedgerLine> line_of(const std::string& words) {
    std::istringstream in{words};
    LedgerLine line;
    int deed{};
    std::int64_t at{}, until{};
    std::string school, what;
    if (!(in >> line.number >> deed >> at >> until >> school >> what)) return std::nullopt;
    const auto id = SchoolId::from_text(school);
    auto bytes = what == "-" ? std::optional{Bytes{}} : from_hex(what);
    if (!id || !bytes) return std::nullopt;
    line.at = Instant{std::chrono::milliseconds{at}};
    line.done = {static_cast<Deed>(deed), *id, std::move(*bytes), Instant{std::chrono::milliseconds{until}}};
    return line;
}

}  // namespace

std::string_view word(Deed deed) noexcept {
    switch (deed) {
        case Deed::tide:
        case Deed::tide_of_both: return "tide";
        case Deed::device_revoked: return "device_revoked";
        case Deed::person_erased: return "person_erased";
        case Deed::kept_out: return "kept_out";
        case Deed::let_back: return "let_back";
        case Deed::against_recorded: return "against_recorded";
        case Deed::against_lifted: return "against_lifted";
        case Deed::duty_withdrawn: return "duty_withdrawn";
        case Deed::duty_given: return "duty_given";
        case Deed::connection_off: return "connection_off";
        case Deed::connection_on: return "connection_on";
        case Deed::lesson_ended: return "lesson_ended";
        case Deed::directory_forgotten: return "directory_forgotten";
        case Deed::school_ended: return "school_ended";
        case Deed::school_again: return "school_again";
        case Deed::key_destroyed: return "key_destroyed";
    }
    return "unknown";
}

std::uint64_t LedgerText::last(std::optional<Deed> deed) const noexcept {
    std::uint64_t highest{};
    for (const auto& line : lines)
        if (!deed || line.done.deed == *deed) highest = std::max(highest, line.number);
    return highest;
}

std::map<SchoolId, std::uint64_t> LedgerText::ends_of_schools() const {
    std::map<SchoolId, std::uint64_t> ends;
    for (const auto& line : lines)
        if (line.done.deed == Deed::school_ended) ends[line.done.school] = std::max(ends[line.done.school], line.number);
    return ends;
}

std::string Ledger::mark(std::string_view line) const {
    return hex(seal::keyed_hash(key_, as_bytes(line))).substr(0, mark_size);
}

// A line that a crash left half-way announces nothing that was done: it is passed over, and so is everything without our mark.
std::optional<LedgerText> Ledger::read() const {
    const auto all = content(path_);
    if (!all) return std::nullopt;
    LedgerText text;
    std::istringstream in{*all};
    bool first = true;
    for (std::string line; std::getline(in, line);) {
        const auto space = line.rfind(' ');
        if (space == std::string::npos || mark(line.substr(0, space)) != line.substr(space + 1)) continue;
        line.resize(space);
        if (line.starts_with(heading)) {
            text.base = std::stoull(line.substr(heading.size()));
            first = false;
        } else if (auto one = line_of(line)) {
            text.lines.push_back(std::move(*one));
        }
    }
    if (first) fail(Remedy::ask_operator, "the ledger beside the key file: of another key file, or damaged");
    return text;
}

std::string Ledger::text(const LedgerText& ledger) const {
    std::string all;
    const auto add = [&](const std::string& line) { all += fmt::format("{} {}\n", line, mark(line)); };
    add(fmt::format("{}{}", heading, ledger.base));
    for (const auto& line : ledger.lines) add(words(line));
    return all;
}

void Ledger::begin(std::uint64_t base) {
    const Alone alone{path_};
    if (!content(path_)) replace(path_, text({.base = base}));
}

// The line break in front ends what a crash may have left half-way.
void Ledger::add(const LedgerLine& line) {
    const Alone alone{path_};
    const auto written = words(line);
    write_all(HeldFile{path_, O_WRONLY | O_APPEND}, fmt::format("\n{} {}\n", written, mark(written)));
}

std::uint64_t Ledger::due(Instant now) const {
    const auto text = read();
    if (!text) return 0;
    return static_cast<std::uint64_t>(
        std::ranges::count_if(text->lines, [&](const LedgerLine& line) { return !is_tide(line) && end_of(line) <= now; }));
}

std::uint64_t Ledger::trim(Instant now) {
    const Alone alone{path_};
    auto ledger = read();
    if (!ledger) return 0;
    const auto tides = std::pair{ledger->last(Deed::tide), ledger->last(Deed::tide_of_both)};
    const auto before = ledger->lines.size();
    const auto ended = ledger->ends_of_schools();
    const auto left = [&](SchoolId school) { return ended.contains(school) ? ended.at(school) : 0; };
    std::uint64_t deeds{};
    std::erase_if(ledger->lines, [&](const LedgerLine& line) {
        if (is_tide(line)) return line.number != tides.first && line.number != tides.second;
        if (line.number < left(line.done.school)) return ++deeds, true;
        if (now < end_of(line)) return false;
        // Gone before there was nothing left to come back: of a copy from before it, nobody knows this any more.
        if (now < line.done.until) ledger->base = std::max(ledger->base, line.number);
        ++deeds;
        return true;
    });
    if (ledger->lines.size() != before) replace(path_, text(*ledger));
    return deeds;
}

Instant end_of(const LedgerLine& line) {
    const auto term = retention::deadline(retention::ceiling(retention::Kind::ledger), line.at, school::school_year(line.at));
    return std::min(line.done.until, term.value_or(line.at));
}

}  // namespace monitor::store
