// audit: does the log still add up to what was last signed?

#include "monitor/audit/standing.hpp"

#include <algorithm>

#include "monitor/audit/proof.hpp"

namespace monitor::audit {
namespace {

// One is signed at least every so many lines.
constexpr std::size_t most_since = lines_a_checkpoint + 1;

bool follows(const Checkpoint& last, const Head& head, Notary& notary, SchoolId school) {
    if (last.size > head.size || last.origin != origin(school)) return false;
    const Subtree subtree = [&](unsigned level, std::uint64_t number) { return notary.subtree(school, level, number); };
    const auto path = consistency(last.size, head.size, subtree);
    return path && consistent(last.size, last.root, head.size, head.root, *path) == Proved::yes;
}

}  // namespace

std::expected<Standing, Error> standing(Trail& trail, Notary& notary, SchoolId school) {
    const auto head = trail.head(school);
    if (!head) return std::unexpected{head.error()};
    const auto notes = notary.checkpoints(school, head->size - std::min<std::uint64_t>(head->size, lines_a_checkpoint), most_since);
    if (!notes) return std::unexpected{notes.error()};
    if (notes->empty()) return Standing{Holds::not_signed_yet, head->size, {}};
    const auto key = notary.public_key();
    if (!key) return std::unexpected{key.error()};
    auto last = checkpoint(notes->back(), *key);
    if (!last) return Standing{Holds::no, head->size, {}};
    const auto holds = follows(*last, *head, notary, school) ? Holds::yes : Holds::no;
    return Standing{holds, head->size, std::move(*last)};
}

}  // namespace monitor::audit
