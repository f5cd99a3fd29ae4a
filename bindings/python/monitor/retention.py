"""How long may each kind of record exist, and when must it be gone?

    terms = retention.Terms()
    terms.shorten(retention.Kind.last_picture, timedelta(hours=24))
    retention.deadline(terms.of(retention.Kind.last_picture), taken)       # no picture lives past it
    retention.deadline(retention.ceiling(retention.Kind.pupil), delivered) # 31 July 24:00 in Amsterdam

Values alone: no database is opened here. What a server has that is past its term, `monitor retention due --json` counts; due() reads that.
"""

import json as _json

from ._monitor.retention import (  # noqa: F401
    Field, For, Kind, Room, Terms, UntilSchoolYearEnds, WhileSchoolTakesPart, catalogue, ceiling, deadline, room, school_year,
    school_year_ends)


def due(text: str) -> dict[Kind, int]:
    """How many of each kind are past their term, from what `monitor retention due --json` printed. ValueError: it is not that."""
    answer = _json.loads(text)
    try:
        counts = {Kind.__members__[line["kind"]]: int(line["count"]) for line in answer["kinds"]}
    except (KeyError, TypeError) as wrong:
        raise ValueError(f"not what monitor retention due --json prints: {wrong}") from None
    if sum(counts.values()) != answer.get("total"):
        raise ValueError("not what monitor retention due --json prints: the total differs")
    return counts
