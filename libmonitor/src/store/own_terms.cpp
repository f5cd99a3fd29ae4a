// store: until when does something of this school last, by what it chose itself?

#include "own_terms.hpp"

#include <algorithm>

namespace monitor::store {
namespace {

using retention::Kind;
using std::chrono::seconds;

Instant end(const retention::Term& term, Instant recorded) {
    return retention::deadline(term, recorded, school::school_year(recorded)).value_or(recorded);
}

}  // namespace

retention::Terms terms_of(Database& database, SchoolId school) {
    retention::Terms terms;
    // A row that this program would not have written shortens nothing below what it admits: the ceiling holds.
    for (const Row& row : database.rows("SELECT kind, seconds FROM shorter_terms WHERE school=?", {cell(school)}))
        (void)terms.shorten(static_cast<Kind>(row.number(0)), seconds{row.number(1)});
    return terms;
}

Instant end_of(Database& database, SchoolId school, Kind kind, Instant recorded) {
    return end(terms_of(database, school).of(kind), recorded);
}

Instant end_of(Database& database, SchoolId school, Kind kind, Instant recorded, seconds asked) {
    return end(terms_of(database, school).of(kind, asked), recorded);
}

PictureTerms::PictureTerms(seconds longest) : longest_{longest} {
    const auto term = retention::shortened(Kind::last_picture, longest);
    if (const auto* span = std::get_if<retention::For>(&term)) longest_ = span->span;
}

seconds PictureTerms::of(SchoolId school) const {
    const std::lock_guard lock{mutex_};
    const auto own = own_.find(school);
    return own == own_.end() ? longest_ : std::min(longest_, own->second);
}

void PictureTerms::read(Database& database) {
    std::map<SchoolId, seconds> now;
    for (const Row& row : database.rows("SELECT school, seconds FROM shorter_terms WHERE kind=?",
                                        {static_cast<std::int64_t>(Kind::last_picture)})) {
        // A row that this program would not have written shortens nothing.
        const seconds asked{row.number(1)};
        if (retention::Terms{}.shorten(Kind::last_picture, asked)) now[row.id<SchoolId>(0)] = asked;
    }
    const std::lock_guard lock{mutex_};
    own_ = std::move(now);
}

}  // namespace monitor::store
