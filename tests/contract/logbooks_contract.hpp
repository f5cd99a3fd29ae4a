#pragma once
// contract: how every audit::Logbooks finds the lines in which somebody stands.

#include <catch2/catch.hpp>

#include "monitor/audit/logbooks.hpp"

namespace monitor::contract {

struct OfContract {
    PupilId sanne{{std::byte{1}}}, noortje{{std::byte{2}}}, nobody{{std::byte{9}}};
    StaffId anouk{{std::byte{1}}}, kees{{std::byte{2}}};  // the same number as a pupil
    ViewId view{{std::byte{1}}};

    /// A grid with both in it, its end, a look at one of them, and a duty that Anouk gave Kees.
    void write(audit::Trail& trail, SchoolId school, Instant at) const {
        const audit::Actor she{audit::ActorKind::staff, anouk, {}};
        audit::Entry grid{.at = at, .act = audit::Act::look_began, .actor = she, .view = view};
        grid.rulings = {{.pupil = sanne, .basis = policy::Basis::teaches_group}, {.pupil = noortje, .basis = policy::Basis::teaches_group}};
        audit::Entry live = grid;
        live.action = policy::Action::live;
        live.rulings.pop_back();
        const audit::Entry end{.at = at, .act = audit::Act::look_ended, .actor = she, .view = view};
        const audit::Entry objection{.at = at, .act = audit::Act::restriction_changed, .pupil = noortje};
        const audit::Entry duty{.at = at, .act = audit::Act::duty_changed, .actor = she, .colleague = kees};
        for (const auto& entry : {grid, live, end, objection, duty}) REQUIRE(trail.append(school, entry));
    }
};

inline std::vector<std::uint64_t> lines_of(audit::Logbooks& books, SchoolId school, const audit::Whom& whom,
                                           std::uint64_t before = ~std::uint64_t{}, std::size_t at_most = 100) {
    const auto found = books.about(school, whom, before, at_most);
    REQUIRE(found);
    std::vector<std::uint64_t> lines;
    for (const auto& line : *found) lines.push_back(line.index);
    return lines;
}

/// Both empty; they are of one store.
inline void logbooks(audit::Trail& trail, audit::Logbooks& books, SchoolId one, SchoolId other, Instant at) {
    using Lines = std::vector<std::uint64_t>;
    const OfContract of;
    CHECK(lines_of(books, one, of.sanne).empty());
    of.write(trail, one, at);
    of.write(trail, other, at);
    REQUIRE(trail.append(one, audit::Entry{.at = at, .act = audit::Act::restriction_changed, .pupil = of.sanne}));

    INFO("who stands in a line is found in it, newest first, each line once");
    CHECK(lines_of(books, one, of.sanne) == Lines{5, 1, 0});
    CHECK(lines_of(books, one, of.noortje) == Lines{3, 0});
    CHECK(lines_of(books, one, of.anouk) == Lines{4, 2, 1, 0});
    CHECK(lines_of(books, one, of.kees) == Lines{4});
    CHECK(lines_of(books, one, of.view) == Lines{2, 1, 0});
    CHECK(lines_of(books, one, of.nobody).empty());

    INFO("of that school only");
    CHECK(lines_of(books, other, of.sanne) == Lines{1, 0});

    INFO("a page at a time");
    CHECK(lines_of(books, one, of.anouk, 4, 2) == Lines{2, 1});
    CHECK(lines_of(books, one, of.anouk, 1, 2) == Lines{0});
    CHECK(lines_of(books, one, of.anouk, 0, 2).empty());
    CHECK(lines_of(books, one, of.anouk, 4, 0).empty());
}

}  // namespace monitor::contract
