// Do the rules keep the promises in every combination of facts there is? Not a sample: all of them, against the second statement in
// tests/support/promises*.hpp.
//
//   policy_space [--check]     a table; with --check exit 1 when a single combination is ruled otherwise
//
// The look space has two halves. Where the half about the people already breaks a promise, the reason is known, and every moment must
// give that same reason; where it keeps them all, the moment decides.

#include <cstdio>
#include <optional>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <sys/resource.h>

#include "monitor/base/clock.hpp"
#include "support/promised_rulings.hpp"
#include "support/promises_of_acts.hpp"
#include "support/promises_of_contacts.hpp"

using namespace monitor;
using namespace monitor::test;

namespace {

struct Count {
    std::uint64_t tried{}, permits{}, differing{};
    std::optional<std::uint64_t> first{};  ///< the number of the first that differs
};

/// The next case over the digits [from, to); false: that was the last.
template <class Case, class Values>
bool next(Case& one, const Values& values, std::size_t from, std::size_t to) {
    for (auto digit = from; digit < to; ++digit) {
        if (++one[digit] < values[digit]) return true;
        one[digit] = 0;
    }
    return false;
}

/// A moment in which anything may be wrong, and how that is told; the facts about people in it are those of whoever looks now.
struct Moment {
    policy::Request request{};
    policy::Facts facts{};
    std::optional<policy::Refusal> told{};
};
/// Someone who looks at someone, at any moment.
struct People {
    policy::Request request{};
    policy::Facts facts{};
    std::optional<policy::Refusal> told{};
};

constexpr std::size_t about_people = 8;    // so many of the promises look at the first half only
constexpr std::size_t at_once = 256;       // moments, so that they stay near the processor

std::vector<People> all_people() {
    std::vector<People> all;
    promised::Case one{};
    do {
        People people{.request = promised::request(one), .facts = promised::facts(one), .told = {}};
        if (const auto broken = promised::first_broken(one, 0, about_people); broken < about_people)
            people.told = promised::promises[broken].told(one);
        all.push_back(people);
    } while (next(one, promised::values, 0, promised::half));
    return all;
}

void meet(const People& people, Moment& moment, Count& count) {
    auto& f = moment.facts;
    f.timekeeping = people.facts.timekeeping, f.directory = people.facts.directory, f.employment = people.facts.employment;
    f.role = people.facts.role, f.schools = people.facts.schools, f.relation = people.facts.relation;
    f.objection = people.facts.objection, f.restriction = people.facts.restriction;
    moment.request.viewer = people.request.viewer, moment.request.pupil = people.request.pupil;
    const auto ruling = policy::decide(moment.request, f, promised::now);
    const auto& told = people.told ? people.told : moment.told;
    const bool same = told ? !ruling && ruling.error() == *told
                           : ruling && ruling->basis() == *f.relation && promised::now < ruling->valid_until();
    count.permits += ruling ? 1 : 0;
    if (!same && count.differing++ == 0) count.first = count.tried;
    ++count.tried;
}

Count looks() {
    Count count;
    const auto people = all_people();
    std::vector<Moment> moments;
    promised::Case one{};
    bool more = true;
    while (more) {
        moments.clear();
        while (more && moments.size() < at_once) {
            Moment moment{.request = promised::request(one), .facts = promised::facts(one), .told = {}};
            if (const auto broken = promised::first_broken(one, about_people); broken < promised::promises.size())
                moment.told = promised::promises[broken].told(one);
            moments.push_back(moment);
            more = next(one, promised::values, promised::half, promised::digits);
        }
        for (const auto& whoever : people)
            for (auto& moment : moments) meet(whoever, moment, count);
    }
    return count;
}

template <class Case, class Values>
Count every(Case one, const Values& values, bool (*agrees)(const Case&), bool (*permits)(const Case&)) {
    Count count;
    do {
        count.permits += permits(one) ? 1 : 0;
        if (!agrees(one) && count.differing++ == 0) count.first = count.tried;
        ++count.tried;
    } while (next(one, values, 0, values.size()));
    return count;
}

double cpu_seconds() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return static_cast<double>(used.ru_utime.tv_sec) + static_cast<double>(used.ru_utime.tv_usec) / 1e6;
}

std::uint64_t print(const Clock& clock, std::string_view what, std::uint64_t expected, Count (*run)()) {
    const auto begin = clock.tick();
    const double cpu = cpu_seconds();
    const auto count = run();
    const auto seconds = std::chrono::duration<double>(clock.tick() - begin).count();
    fmt::print("{:16} {:>16} combinations {:>12} permits {:>6} differences {:>8.1f} s {:>8.1f} s of a core\n", what, count.tried,
               count.permits, count.differing, seconds, cpu_seconds() - cpu);
    if (count.first) fmt::print("  the first that differs: number {}\n", *count.first);
    if (count.tried != expected) fmt::print("  expected {} combinations\n", expected);
    std::fflush(stdout);
    return count.differing + (count.tried == expected ? 0 : 1);
}

}  // namespace

int main(int words, char**) {
    const SystemClock clock;
    std::uint64_t wrong{};
    wrong += print(clock, "look along", promised::combinations(), looks);
    wrong += print(clock, "acts", promised::acts::combinations(), [] {
        return every(promised::acts::Case{}, promised::acts::values, &promised::acts::agrees,
                     +[](const promised::acts::Case& one) { return !promised::acts::promised(one); });
    });
    wrong += print(clock, "contact details", promised::contacts::combinations(), [] {
        return every(promised::contacts::Case{}, promised::contacts::values, &promised::contacts::agrees, &promised::contacts::sees);
    });
    return words > 1 && wrong > 0 ? 1 : 0;
}
