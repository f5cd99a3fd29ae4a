// audit: does whoever has an export and the public key find everything that was done to it?

#include <algorithm>

#include <catch2/catch.hpp>

#include "support/every_bit.hpp"

using namespace monitor;
using namespace monitor::test;
using audit::Evidence;
using audit::Finding;
using audit::Flaw;

namespace {

std::string joined(const ExportedLog& log, const std::vector<Evidence>& lines) {
    auto all = audit::export_head(audit::origin(log.school), log.notes.size(), lines.size());
    for (const auto& note : log.notes) all += note;
    for (const auto& line : lines) all += audit::export_line(line);
    return all;
}

bool has(const std::vector<Finding>& found, Flaw flaw, std::uint64_t first, std::uint64_t last) {
    return std::ranges::any_of(found,
                               [&](const Finding& one) { return one.flaw == flaw && one.first == first && one.last == last; });
}

}  // namespace

TEST_CASE("an export that nobody touched has nothing wrong, in pieces of any size", "[audit]") {
    const ExportedLog log{50, 20};
    const auto text = log.text();
    CHECK(log.verified(text).empty());
    for (const std::size_t size : {1, 7, 1000}) {
        std::vector<Evidence> lines;
        auto reader = audit::read_export(log.key.public_key(), {}, [&](const Evidence& line) { lines.push_back(line); });
        for (std::size_t at = 0; at < text.size(); at += size) reader->take(std::string_view{text}.substr(at, size));
        CHECK(reader->end().empty());
        CHECK(reader->lines() == 50);
        CHECK(lines == log.lines);
    }
}

TEST_CASE("a line that was changed, cut out, moved or doubled is named", "[audit]") {
    const ExportedLog log{60, 20};
    {
        auto lines = log.lines;
        lines[36].lasting->content[20] ^= std::byte{1};
        CHECK(log.verified(joined(log, lines)) == std::vector{Finding{Flaw::changed, 36, 36, {}}});
        lines[37].personal->content[2] ^= std::byte{1};
        CHECK(log.verified(joined(log, lines)) == std::vector{Finding{Flaw::changed, 36, 37, {}}});
    }
    {
        auto lines = log.lines;
        lines.erase(lines.begin() + 31, lines.begin() + 34);
        CHECK(log.verified(joined(log, lines)) == std::vector{Finding{Flaw::missing, 31, 33, {}}});
    }
    {
        auto lines = log.lines;
        std::swap(lines[36], lines[37]);
        CHECK(log.verified(joined(log, lines)) == std::vector{Finding{Flaw::out_of_place, 36, 36, {}}});
        std::swap(lines[36].index, lines[37].index);  // renumbered: neither fits its leaf any more
        CHECK(log.verified(joined(log, lines)) ==
              std::vector{Finding{Flaw::changed, 36, 37, {}},
                          Finding{Flaw::not_as_signed, 20, 39, "checkpoint before line 17 of the file"}});
    }
    {
        auto lines = log.lines;
        lines.insert(lines.begin() + 31, lines[30]);
        CHECK(log.verified(joined(log, lines)) == std::vector{Finding{Flaw::out_of_place, 30, 30, {}}});
    }
}

TEST_CASE("a line forged with leaf and all is placed between two checkpoints", "[audit]") {
    const ExportedLog log{60, 20}, other{60, 20};
    auto lines = log.lines;
    lines[25].lasting->content[20] ^= std::byte{1};
    lines[25].leaf =
        audit::leaf(audit::commitment(audit::Part::lasting, 25, lines[25].lasting->salt, lines[25].lasting->content),
                    audit::commitment(audit::Part::personal, 25, lines[25].personal->salt, lines[25].personal->content));
    const auto found = log.verified(joined(log, lines));
    REQUIRE(found.size() == 1);
    CHECK(has(found, Flaw::not_as_signed, 20, 39));
}

TEST_CASE("a cut end, another log's checkpoint, another key's, and an end that nobody signed are named", "[audit]") {
    const ExportedLog log{60, 20};
    auto lines = log.lines;
    lines.resize(55);
    CHECK(has(log.verified(joined(log, lines)), Flaw::wound_back, 55, 59));
    ExportedLog shorter{60, 20};
    shorter.notes.pop_back();
    CHECK(shorter.verified(shorter.text()) == std::vector{Finding{Flaw::unsigned_end, 40, 59, {}}});
    const ExportedLog stranger{60, 20};
    CHECK(log.verified(stranger.text()).front().flaw == Flaw::signature_wrong);
    ExportedLog beside{60, 20};
    beside.school = SchoolId{{std::byte{8}}};
    CHECK(beside.verified(beside.text()).front().flaw == Flaw::other_log);
}

TEST_CASE("a log that is whole, and shorter than a checkpoint somebody kept, or other, was wound back", "[audit]") {
    ExportedLog log{60, 20};
    const auto whole = log.text(), seen = log.notes[2], older = log.notes[1];
    CHECK(log.verified(whole, {older}).empty());
    log.lines.resize(40);
    log.notes.resize(2);
    CHECK(log.verified(log.text()).empty());
    CHECK(log.verified(log.text(), {seen}) == std::vector{Finding{Flaw::wound_back, 40, 59, "checkpoint 1 that was kept"}});
}

TEST_CASE("what is no export is refused with its line", "[audit]") {
    const ExportedLog log{5};
    const auto text = log.text();
    CHECK(log.verified("").front().place == "line 0 of the file: ends before the first line of the log");
    CHECK(log.verified("hello\n").front().place == "line 1 of the file: not an export of this version");
    CHECK(log.verified(text.substr(0, text.size() - 1)).front().flaw == Flaw::unreadable);
    CHECK(has(log.verified(text + text), Flaw::unreadable, 0, 0));
    CHECK(log.verified(log.head() + std::string(3'000'000, 'x')).front().place.ends_with("a line that is too long"));
    for (std::size_t size = 0; size < text.size(); ++size) REQUIRE_FALSE(log.verified(text.substr(0, size)).empty());
}

// Of 1,000 lines: tests/bench/audit_bits, without the sanitizers, which take minutes.
TEST_CASE("every single bit of an export and of its checkpoint counts", "[audit]") {
    const ExportedLog log{60, 60};
    REQUIRE(log.verified(log.text()).empty());
    const auto turned = every_bit(log);
    CHECK(turned.bits == 8 * log.text().size());
    CHECK(turned.missed.empty());
    // And some of those by whole runs.
    const auto text = log.text();
    for (std::size_t bit = 8 * log.head().size(); bit < 8 * text.size(); bit += 8 * text.size() / 40 + 1)
        CHECK_FALSE(log.verified(flipped(text, bit)).empty());
}
