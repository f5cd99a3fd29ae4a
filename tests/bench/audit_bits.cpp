// Is every single bit of what `monitor audit export` writes of 1,000 lines, and of their checkpoint, found when it is turned?
//
//   audit_bits [--check]    the same with and without: exit 1 naming each bit that does not count

#include <cstdio>

#include <fmt/format.h>

#include "support/every_bit.hpp"

int main() {
    using namespace monitor::test;
    const ExportedLog log{1000, 1000};
    if (!log.verified(log.text()).empty()) return fmt::print("the log is wrong before anything was turned\n"), 1;
    const auto turned = every_bit(log);
    fmt::print("{} lines, {} bytes: {} bits turned, {} not found\n", log.lines.size(), log.text().size(), turned.bits,
               turned.missed.size());
    for (const auto bit : turned.missed) fmt::print("bit {} of byte {} does not count\n", bit % 8, bit / 8);
    return turned.missed.empty() && turned.bits == 8 * log.text().size() ? 0 : 1;
}
