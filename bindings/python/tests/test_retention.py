"""Does monitor.retention say the terms that the house holds to, to the instant?"""

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from monitor import retention
from monitor.retention import For, Kind, Terms, UntilSchoolYearEnds, WhileSchoolTakesPart

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
TAKEN = datetime(2026, 9, 1, 8, 30, tzinfo=timezone.utc)


def test_pictures_and_tabs_live_48_hours_and_pupils_until_the_school_year_ends():
    assert retention.ceiling(Kind.last_picture) == retention.ceiling(Kind.open_tabs) == For(timedelta(hours=48))
    assert retention.ceiling(Kind.pupil) == UntilSchoolYearEnds()
    assert retention.ceiling(Kind.device) == WhileSchoolTakesPart()
    assert retention.deadline(retention.ceiling(Kind.last_picture), TAKEN) == TAKEN + timedelta(hours=48)
    assert retention.deadline(retention.ceiling(Kind.device), TAKEN) is None


@pytest.mark.parametrize("year", [2024, 2026, 2035])
def test_a_school_year_ends_on_31_july_at_midnight_in_amsterdam(year):
    end = datetime(year + 1, 8, 1, tzinfo=AMSTERDAM)
    assert retention.school_year_ends(year) == end
    assert retention.school_year(end - timedelta(milliseconds=1)) == year
    assert retention.school_year(end) == year + 1
    assert retention.deadline(UntilSchoolYearEnds(), end - timedelta(milliseconds=1)) == end
    assert retention.deadline(UntilSchoolYearEnds(), end - timedelta(days=9), year + 1) == datetime(year + 2, 8, 1, tzinfo=AMSTERDAM)


def test_an_instant_has_a_time_zone():
    with pytest.raises(ValueError):
        retention.deadline(For(timedelta(hours=1)), datetime(2026, 9, 1))


def test_every_kind_has_a_ceiling_that_no_school_goes_above():
    for kind in Kind.__members__.values():
        terms, room, ceiling = Terms(), retention.room(kind), retention.ceiling(kind)
        assert terms.of(kind) == ceiling
        if room is None:
            with pytest.raises(ValueError, match="nobody sets"):
                terms.shorten(kind, timedelta(days=1))
            continue
        assert ceiling == For(room.longest)
        terms.shorten(kind, room.shortest)
        assert terms.of(kind) == For(room.shortest) and terms.own == {kind: room.shortest}
        with pytest.raises(ValueError, match="ceiling"):
            terms.shorten(kind, room.longest + timedelta(seconds=1))
        with pytest.raises(ValueError, match="shorter"):
            terms.shorten(kind, room.shortest - timedelta(seconds=1))
        assert terms.of(kind) == For(room.shortest)
        terms.restore(kind)
        assert terms == Terms()


def test_the_catalogue_names_what_is_kept_in_both_languages():
    fields = {(field.table, field.column): field for field in retention.catalogue()}
    name = fields["people.pupils", "name"]
    assert name.kind == Kind.pupil and name.what[0] and name.purpose[1]
    assert {field.kind for field in fields.values()} <= set(Kind.__members__.values())


def test_what_is_due_is_read_from_the_answer_of_the_command():
    answer = '{"schema": 1, "kinds": [{"kind": "session", "count": 3, "oldest": "2026-09-01T08:00:00Z"}, {"kind": "pupil", "count": 2}], "total": 5}'
    assert retention.due(answer) == {Kind.session: 3, Kind.pupil: 2}
    for wrong in ('{"kinds": [{"kind": "nothing", "count": 1}], "total": 1}', '{"total": 0}', '{"kinds": [], "total": 1}', "[]"):
        with pytest.raises(ValueError):
            retention.due(wrong)
