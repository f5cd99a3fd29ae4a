// What does the record cost: lines a second, what a look waits for its line, a proof, a check of all of it?
//
//   audit_bench [--check] [LINES]    a table (a million lines unless said otherwise); with --check exit 1 naming what falls short
//
// In a directory below $TMPDIR; a disk that is none (tmpfs) makes every wait look better than it is. The wait of a look is from
// handing its line over to being told that it is on disk: alone, among 200 others a second, and while a school of 250,000 pupils
// is imported into people.db beside it. 2 cores are shared with whatever else runs: see the load that is printed.

#include <algorithm>
#include <atomic>
#include <charconv>
#include <condition_variable>
#include <cstdio>
#include <filesystem>
#include <mutex>
#include <string_view>
#include <thread>

#include <fmt/format.h>

#include "monitor/audit/journal.hpp"
#include "monitor/audit/verify.hpp"
#include "monitor/seal/secret.hpp"
#include "monitor/store/stores.hpp"
#include "support/temporary.hpp"

using namespace monitor;
using namespace std::chrono_literals;

namespace {

const SchoolId a_school{{std::byte{1}}};

/// To the millisecond.
double now_ms() {
    static const SystemClock clock;
    return static_cast<double>(clock.tick().time_since_epoch().count());
}

template <class Value>
Value must(std::expected<Value, Error> outcome) {
    if (outcome) {
        if constexpr (std::is_void_v<Value>)
            return;
        else
            return std::move(*outcome);
    }
    fmt::print(stderr, "audit_bench: {}: {} ({})\n", outcome.error().operation, outcome.error().place,
               outcome.error().system_code);
    std::exit(1);
}

// A look at one pupil, as the hub writes it.
audit::Entry look(Instant at, Random& random) {
    audit::Entry entry{.at = at,
                       .act = audit::Act::look_began,
                       .actor = {audit::ActorKind::staff, draw<StaffId>(random), {}},
                       .view = draw<ViewId>(random),
                       .action = policy::Action::live,
                       .purpose = policy::LookPurpose::help,
                       .group = draw<GroupId>(random),
                       .address = Personal<std::string>{"10.1.2.3"}};
    audit::Ruled ruled{.pupil = draw<PupilId>(random), .basis = policy::Basis::teaches_group};
    ruled.facts.hours = policy::Hours::open;
    ruled.facts.employment = policy::Employment::active;
    ruled.facts.indicator = policy::Indicator::up;
    ruled.facts.hours_end = at + 4h;
    entry.rulings.push_back(ruled);
    return entry;
}

struct House {
    test::Temporary directory;
    SystemClock clock;
    std::unique_ptr<Random> random{seal::system_random()};
    NoLog log;
    store::Stores stores{
        must(store::open({.directory = directory.path() / "store", .keys = directory.path() / "keys"}, clock, *random, log))};
};

int falls_short(std::string_view what, double value, double most) {
    if (value <= most) return 0;
    fmt::print("falls short: {}: {:.2f}, at most {:.2f}\n", what, value, most);
    return 1;
}

/// Through the journal, from one thread that never waits, as fast as the disk takes them.
double lines_a_second(House& house, std::uint64_t count) {
    audit::Journal journal{house.stores.trail, *house.stores.audit_thread};
    constexpr std::uint64_t most_waiting = 16'384;
    std::atomic<std::uint64_t> answered{}, failed{};
    const auto entry = look(house.clock.now(), *house.random);
    const double begin = now_ms();
    for (std::uint64_t given = 0; given < count; ++given) {
        while (given - answered.load() >= most_waiting) std::this_thread::sleep_for(200us);
        journal.write(a_school, entry, [&](const audit::Appended& index) { failed += index ? 0 : 1, ++answered; });
    }
    while (answered.load() < count) std::this_thread::sleep_for(200us);
    const double seconds = (now_ms() - begin) / 1e3;
    if (failed != 0) std::exit((fmt::print(stderr, "audit_bench: {} lines were not written\n", failed.load()), 1));
    const auto size = std::filesystem::file_size(house.directory.path() / "store" / "audit.db");
    fmt::print("{:<44} {:>12.0f} lines/s   {} lines in {:.1f} s, {:.0f} bytes a line on disk\n", "written in batches",
               static_cast<double>(count) / seconds, count, seconds, static_cast<double>(size) / static_cast<double>(count));
    return static_cast<double>(count) / seconds;
}

/// One at a time, each the first of nobody's batch unless `others` write too.
double wait_of_a_look(House& house, std::string_view what, int rounds, int others_a_second) {
    audit::Journal journal{house.stores.trail, *house.stores.audit_thread};
    std::atomic<bool> ending{false};
    std::jthread others{[&] {
        const auto entry = look(house.clock.now(), *house.random);
        while (others_a_second > 0 && !ending) {
            journal.write(a_school, entry, [](const audit::Appended&) {});
            std::this_thread::sleep_for(std::chrono::microseconds{1'000'000 / others_a_second});
        }
    }};
    std::vector<double> waits;
    for (int round = 0; round < rounds; ++round) {
        std::mutex mutex;
        std::condition_variable told;
        bool done{};
        const double begin = now_ms();
        journal.write(a_school, look(house.clock.now(), *house.random), [&](const audit::Appended& index) {
            must(index);
            const std::lock_guard lock{mutex};
            done = true;
            told.notify_one();
        });
        std::unique_lock lock{mutex};
        told.wait(lock, [&] { return done; });
        waits.push_back(now_ms() - begin);
        lock.unlock();
        std::this_thread::sleep_for(2ms);
    }
    ending = true;
    others.join();
    std::ranges::sort(waits);
    const auto at = [&](double share) { return waits[static_cast<std::size_t>(share * static_cast<double>(waits.size() - 1))]; };
    fmt::print("{:<44} {:>12.2f} ms p99    p50 {:.2f}, p90 {:.2f}, worst {:.2f} of {}\n", what, at(0.99), at(0.5), at(0.9),
               waits.back(), rounds);
    return at(0.99);
}

roster::Snapshot large_school(Instant now, int pupils) {
    const auto text = [](std::string value) { return Personal<std::string>{std::move(value)}; };
    roster::Snapshot made{.year = school::school_year(now), .brin = "99XX", .school_name = "De Grote School"};
    made.sites = {{.key = "00", .name = "Hoofdgebouw"}};
    for (int group = 0; group < pupils / 25; ++group)
        made.groups.push_back({.key = fmt::format("g{}", group), .name = fmt::format("Groep {}", group), .site = "00"});
    for (int at = 0; at < pupils; ++at)
        made.pupils.push_back({.key = roster::Key{fmt::format("p{}", at)},
                               .name = text(fmt::format("Sanne{} B.", at)),
                               .user = text(fmt::format("sanne{}.bakker", at)),
                               .groups = {fmt::format("g{}", at % (pupils / 25))}});
    return made;
}

double wait_while_importing(House& house, int pupils) {
    const auto snapshot = large_school(house.clock.now(), pupils);
    std::atomic<bool> ready{false};
    double seconds{};
    house.stores.people_thread->post([&] {
        const double begin = now_ms();
        must(house.stores.rosters->apply(snapshot));
        seconds = (now_ms() - begin) / 1e3;
        ready = true;
    });
    std::vector<double> worst;
    while (!ready) worst.push_back(wait_of_a_look(house, fmt::format("a look, while {} pupils are imported", pupils), 500, 0));
    fmt::print("{:<44} {:>12.1f} s\n", "  that import", seconds);
    return worst.empty() ? 0 : std::ranges::max(worst);
}

struct Read {
    double proof_ms{}, verify_s{};
    std::size_t hashes{};
};
Read proofs_and_check(House& house, std::uint64_t) {
    auto& notary = *house.stores.notary;
    const auto note = must(notary.sign(a_school));
    const auto key = must(notary.public_key());
    const auto signed_log = must(audit::checkpoint(note, key));
    const audit::Subtree subtree = [&](unsigned level, std::uint64_t number) { return notary.subtree(a_school, level, number); };
    Read read;
    constexpr int rounds = 200;
    double begin = now_ms();
    for (int round = 0; round < rounds; ++round) {
        const auto index = signed_log.size * static_cast<std::uint64_t>(round) / rounds;
        const auto path = must(audit::inclusion(index, signed_log.size, subtree));
        read.hashes = std::max(read.hashes, path.size());
        const auto leaf = must(notary.subtree(a_school, 0, index));
        if (audit::included(leaf, index, signed_log.size, signed_log.root, path) == audit::Proved::no)
            std::exit((fmt::print("a proof that does not prove\n"), 1));
    }
    read.proof_ms = (now_ms() - begin) / rounds;
    fmt::print("{:<44} {:>12.2f} ms        {} hashes, {} bytes\n", "a proof that a line stands in it", read.proof_ms, read.hashes,
               32 * read.hashes);
    begin = now_ms();
    const auto verifier = audit::make_verifier(audit::origin(a_school), key);
    for (const auto& kept : must(notary.checkpoints(a_school, 0, 1'000'000))) verifier->witness(kept, "kept");
    for (std::uint64_t next = 0; next < signed_log.size;) {
        const auto lines = must(notary.evidence(a_school, next, 5000));
        for (const auto& line : lines) verifier->take(line);
        next += lines.size();
    }
    const auto findings = verifier->end();
    read.verify_s = (now_ms() - begin) / 1e3;
    fmt::print("{:<44} {:>12.1f} s         {} lines, {} findings, {:.1f} us a line\n", "all of it, opened and checked",
               read.verify_s, signed_log.size, findings.size(), read.verify_s * 1e6 / static_cast<double>(signed_log.size));
    if (!findings.empty()) std::exit(1);
    return read;
}

}  // namespace

int main(int count, char** words) {
    bool check = false;
    std::uint64_t lines = 0;
    for (int at = 1; at < count; ++at) {
        const std::string_view word{words[at]};
        if (word == "--check") {
            check = true;
        } else if (std::from_chars(word.data(), word.data() + word.size(), lines).ec != std::errc{} || lines < 1000) {
            fmt::print(stderr, "audit_bench: --check, and how many lines, from 1000\n");
            return 2;
        }
    }
    if (lines == 0) lines = check ? 100'000 : 1'000'000;
    const int pupils = check && lines < 1'000'000 ? 25'000 : 250'000;
    double load{};
    (void)getloadavg(&load, 1);
    fmt::print("load {:.1f}\n", load);
    House house;
    const double rate = lines_a_second(house, lines);
    const double alone = wait_of_a_look(house, "a look, by itself", 1000, 0);
    const double among = wait_of_a_look(house, "a look, among 200 others a second", 1000, 200);
    const double importing = wait_while_importing(house, pupils);
    const auto read = proofs_and_check(house, lines);
    if (!check) return 0;
    return falls_short("us a line (20,000 lines a second)", 1e6 / rate, 50) + falls_short("p99 of a look, ms", alone, 10) +
                       falls_short("p99 of a look among others, ms", among, 10) +
                       falls_short("p99 of a look while importing, ms", importing, 10) +
                       falls_short("a proof, ms", read.proof_ms, 20) +
                       falls_short("hashes in a proof", static_cast<double>(read.hashes), 21) ==
                   0
               ? 0
               : 1;
}
