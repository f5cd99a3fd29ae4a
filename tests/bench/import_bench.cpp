// What does it cost to take in a roster, and the directory beside it, from a snapshot in memory to rows on a disk?
//
//   import_bench [--check]           a table; with --check exit 1 naming what falls short (release build, with room for a slower
//   machine)
//   import_bench SCHOOLS PUPILS [apart]   one case only: so many schools of so many pupils each, in a process of its own; apart:
//   of whom the directory knows nobody
//
// Invented people in a directory below $TMPDIR. Every school is one transaction that the disk has before the next begins. Peak
// memory is that of the whole process, which holds one snapshot, one directory round and the store.

#include <charconv>
#include <cstdio>
#include <filesystem>
#include <string_view>

#include <fmt/format.h>
#include <sys/resource.h>

#include "monitor/base/worker.hpp"
#include "monitor/seal/secret.hpp"
#include "monitor/store/stores.hpp"
#include "support/temporary.hpp"

using namespace monitor;

namespace {

constexpr const char* tenant = "5b1d1c9e-0000-4000-8000-000000000001";

Personal<std::string> text(std::string value) {
    return Personal<std::string>{std::move(value)};
}

std::string brin(int school) {
    const int place = school % 676;
    return fmt::format("{:02}{}{}", school / 676 % 100, static_cast<char>('A' + place / 26), static_cast<char>('A' + place % 26));
}

roster::Snapshot snapshot(int school, int pupils, Instant now) {
    roster::Snapshot made{
        .year = school::school_year(now), .brin = brin(school), .school_name = fmt::format("School {}", school)};
    made.sites = {{.key = "00", .name = "Hoofdgebouw"}};
    const int groups = std::max(1, pupils / 25);
    for (int group = 0; group < groups; ++group)
        made.groups.push_back({.key = fmt::format("g{}", group), .name = fmt::format("Groep {}", group), .site = "00"});
    for (int at = 0; at < pupils; ++at) {
        made.pupils.push_back({.key = roster::Key{fmt::format("{}-{}", school, at)},
                               .name = text(fmt::format("Sanne{} B.", at)),
                               .user = text(fmt::format("sanne{}.bakker.{}", at, school)),
                               .groups = {fmt::format("g{}", at % groups)},
                               .clues = {.first = text(fmt::format("Sanne{}", at)),
                                         .surname = text("Bakker"),
                                         .email = text(fmt::format("sanne{}.{}@school.example", at, school)),
                                         .number = text(fmt::format("{}", 1'000'000 + at))}});
    }
    for (int at = 0; at < groups; ++at) {
        made.staff.push_back({.key = roster::Key{fmt::format("s{}", at)},
                              .name = text(fmt::format("Anouk{} de Vries", at)),
                              .user = text(fmt::format("anouk{}.{}", at, school)),
                              .employment = school::Employment::active,
                              .groups = {fmt::format("g{}", at)},
                              .clues = {.first = text("Anouk"), .surname = text("Vries")}});
    }
    return made;
}

// Whether the directory knows people by the user names of the administration; else nobody is linked, and all keep their keys.
enum class Names : std::uint8_t { apart = 0, same = 1 };

roster::Account account(roster::Role role, const Personal<std::string>& user, std::size_t at) {
    return {.tenant = tenant,
            .object = text(fmt::format("{:08x}-0000-4000-8000-{:012x}", static_cast<int>(role), at)),
            .enabled = roster::Enabled::yes,
            .role = role,
            .user = text(user.reveal(Purpose::match_account) + "@school.example")};
}

store::Round round_of(const roster::Snapshot& snapshot, Names names) {
    store::Round round{.tenant = tenant, .extent = store::Extent::everything, .resume = "resume", .rules = roster::usual_rules()};
    for (std::size_t at = 0; at < snapshot.pupils.size(); ++at)
        round.accounts.push_back(
            account(roster::Role::pupil, names == Names::same ? snapshot.pupils[at].user : text(fmt::format("user{}", at)), at));
    for (std::size_t at = 0; at < snapshot.staff.size(); ++at)
        round.accounts.push_back(account(roster::Role::staff, snapshot.staff[at].user, at));
    return round;
}

// One account that has another user name than before.
store::Round one_change(const roster::Snapshot& snapshot, std::size_t at, const char* name) {
    store::Round round{.tenant = tenant, .extent = store::Extent::changes, .resume = "resume", .rules = roster::usual_rules()};
    round.accounts = {account(roster::Role::pupil, text(fmt::format("{}{}", name, at)), at % snapshot.pupils.size())};
    return round;
}

double cpu_seconds() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const auto seconds = [](const timeval& part) {
        return static_cast<double>(part.tv_sec) + static_cast<double>(part.tv_usec) / 1e6;
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}
double peak_megabytes() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return static_cast<double>(used.ru_maxrss) / 1000;
}

template <class Value>
Value must(std::expected<Value, Error> outcome) {
    if (outcome) return std::move(*outcome);
    fmt::print(stderr, "import_bench: {}: {}\n", outcome.error().operation, outcome.error().place);
    std::exit(1);
}

struct Spent {
    double seconds{}, cpu{}, peak{};
};

template <class Work>
void spend(const Clock& clock, Spent& spent, Work work) {
    const auto begin = clock.tick();
    const double cpu = cpu_seconds();
    work();
    spent.seconds += std::chrono::duration<double>(clock.tick() - begin).count();
    spent.cpu += cpu_seconds() - cpu;
    spent.peak = peak_megabytes();
}

int falls_short(std::string_view what, double value, double most) {
    if (value <= most) return 0;
    fmt::print("falls short: {}: {:.2f}, at most {:.2f}\n", what, value, most);
    return 1;
}

int measure(int schools, int pupils, Names names, bool check) {
    const test::Temporary directory;
    const SystemClock clock;
    const auto random = seal::system_random();
    NoLog log;
    auto stores =
        must(store::open({.directory = directory.path() / "store", .keys = directory.path() / "keys"}, clock, *random, log));
    const Instant now = clock.now();
    Spent made, first, linked, state, change, gone, again;
    std::uint64_t people{}, with_account{};
    for (int school = 0; school < schools; ++school) {
        roster::Snapshot whole;
        spend(clock, made, [&] { whole = snapshot(school, pupils, now); });
        store::Applied applied;
        spend(clock, first, [&] { applied = must(ask(*stores.people_thread, [&] { return stores.rosters->apply(whole); })); });
        people += applied.pupils.added + applied.staff.added;
        {
            const auto round = round_of(whole, names);
            spend(clock, linked, [&] {
                with_account +=
                    must(ask(*stores.people_thread, [&] { return stores.directories->apply(applied.school, round); })).linked;
            });
        }
        const auto apply = [&](const store::Round& round) {
            return must(ask(*stores.people_thread, [&] { return stores.directories->apply(applied.school, round); }));
        };
        const auto renamed = one_change(whole, static_cast<std::size_t>(school), "renamed");
        spend(clock, state,
              [&] { (void)must(ask(*stores.people_thread, [&] { return stores.directories->state(applied.school); })); });
        spend(clock, change, [&] { (void)apply(renamed); });
        auto left = renamed;
        left.removed = {left.accounts[0].object};
        left.accounts.clear();
        spend(clock, gone, [&] { (void)apply(left); });
        spend(clock, again, [&] { (void)must(ask(*stores.people_thread, [&] { return stores.rosters->apply(whole); })); });
    }
    const double peak = peak_megabytes();
    const auto line = [&](std::string_view what, const Spent& spent) {
        fmt::print("{:>7} {:>8} {:<22} {:>9.2f} {:>9.2f} {:>12.1f} {:>8.0f}\n", schools, pupils, what, spent.seconds, spent.cpu,
                   spent.seconds * 1e6 / static_cast<double>(people), spent.peak);
    };
    line("made, in memory", made);
    line("a first roster", first);
    line("accounts, linked", linked);
    line("its state, asked", state);
    line("one account changed", change);
    line("one account gone", gone);
    line("the same roster again", again);
    fmt::print("{:>7} {:>8} {} people, {} with an account, peak {:.0f} MB\n", schools, pupils, people, with_account, peak);
    if (names == Names::apart) return 0;
    if (with_account != people) return falls_short("people without an account", static_cast<double>(people - with_account), 0);
    if (!check) return 0;
    const auto each = static_cast<double>(people) / 1e6;
    return falls_short("first roster, us a person", first.seconds / each, 1000) +
           falls_short("the same again, us a person", again.seconds / each, 500) +
           falls_short("peak MB", peak, schools > 1 ? 100 : 200 + 4e-3 * pupils);
}

std::optional<int> number(std::string_view text) {
    int value{};
    const auto end = text.data() + text.size();
    if (std::from_chars(text.data(), end, value).ptr != end || value < 1) return std::nullopt;
    return value;
}

}  // namespace

int main(int count, char** words) {
    const bool check = count == 2 && std::string_view{words[1]} == "--check";
    const auto names = count == 4 && std::string_view{words[3]} == "apart" ? Names::apart : Names::same;
    const bool one = count == 3 || (count == 4 && names == Names::apart);
    const auto schools = one ? number(words[1]) : std::nullopt, pupils = one ? number(words[2]) : std::nullopt;
    if (!(count == 1 || check || (schools && pupils))) {
        fmt::print(stderr, "import_bench: --check, or two numbers: schools and pupils; then: apart\n");
        return 2;
    }
    fmt::print("{:>7} {:>8} {:<22} {:>9} {:>9} {:>12} {:>8}\n", "schools", "pupils", "what", "seconds", "cpu s", "us/person",
               "peak MB");
    if (schools) return measure(*schools, *pupils, names, false);
    // Small before large: peak memory only ever grows.
    return measure(check ? 100 : 1000, 250, Names::same, check) + measure(1, check ? 10'000 : 250'000, Names::same, check) == 0
               ? 0
               : 1;
}
