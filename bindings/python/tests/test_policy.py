"""Do the rules say in Python what they say in C++? The same table: tests/golden/rulings.csv."""

import csv
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

import monitor
from monitor import policy

TABLE = Path(__file__).resolve().parents[3] / "tests/golden/rulings.csv"
SOMEONE = "07" + "00" * 15
NOW = datetime(2026, 9, 1, 8, tzinfo=timezone.utc)
KINDS = {
    "timekeeping": policy.Timekeeping, "directory": policy.Directory, "employment": policy.Employment, "schools": policy.Schools,
    "relation": policy.Basis, "objection": policy.Objection, "hours": policy.Hours, "viewer": policy.Whereabouts,
    "device_user": policy.DeviceUser, "device": policy.Whereabouts, "remote_lesson": policy.RemoteLesson,
    "indicator": policy.Indicator,
}
ALL_WELL = {
    "timekeeping": "sure", "directory": "fresh", "employment": "active", "schools": "same", "relation": "teaches_group",
    "objection": "none", "hours": "open", "viewer": "at_the_site", "device_user": "this_pupil", "device": "at_the_site",
    "remote_lesson": "none", "indicator": "up",
}


def instant(text):
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)


def facts(words, hours_end):
    given = {name: getattr(KINDS[name], word) for name, word in words.items() if (name, word) != ("relation", "none")}
    return policy.Facts(**given, hours_end=hours_end)


def asked(action="grid", purpose="none"):
    return policy.Request(viewer=SOMEONE, pupil=SOMEONE, action=getattr(policy.Action, action),
                          purpose=getattr(policy.LookPurpose, purpose))


def test_every_row_of_the_golden_table_is_ruled_as_it_says():
    rows = list(csv.DictReader(TABLE.open(encoding="utf-8")))
    assert len(rows) > 100
    for number, row in enumerate(rows, 2):
        end = None if row["hours_end"] == "none" else instant(row["hours_end"])
        ruling = policy.decide(asked(row["action"], row["purpose"]), facts({name: row[name] for name in KINDS}, end), instant(row["now"]))
        outcome = "permit" if ruling else ruling.refusal.name
        assert outcome == row["outcome"], f"{TABLE.name}:{number}"


def test_a_refusal_is_an_answer_with_a_number_and_a_sentence():
    ruling = policy.decide(asked(), policy.Facts(), NOW)
    assert not ruling
    assert ruling.permit is None
    assert ruling.refusal == policy.Refusal.clock_doubtful
    assert int(ruling.refusal) == 1
    assert ruling.sentence("nl").startswith("De klok")
    assert ruling.sentence("en") != ruling.sentence("nl")


def test_a_permit_says_what_was_asked_on_which_basis_and_until_when():
    end = NOW + timedelta(hours=5)
    ruling = policy.decide(asked("live", "help"), facts(ALL_WELL, end), NOW)
    assert ruling
    assert ruling.refusal is None
    assert ruling.permit.basis == policy.Basis.teaches_group
    assert ruling.permit.valid_until == end
    assert ruling.permit.request.pupil == SOMEONE
    assert ruling.sentence("nl") == ""


def test_nobody_makes_a_permit_by_hand():
    with pytest.raises(TypeError):
        policy.Permit()


def test_an_instant_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        policy.decide(asked(), policy.Facts(), datetime(2026, 9, 1))
    with pytest.raises(ValueError, match="time zone"):
        policy.Facts(hours_end=datetime(2026, 9, 1))


def test_another_zone_is_the_same_instant():
    amsterdam = timezone(timedelta(hours=2))
    given = policy.Facts(hours_end=datetime(2026, 9, 1, 15, tzinfo=amsterdam))
    assert given.hours_end == datetime(2026, 9, 1, 13, tzinfo=timezone.utc)


def test_a_fact_nobody_knows_is_an_error_not_a_silence():
    with pytest.raises(TypeError, match="mood"):
        policy.Facts(mood="good")
    with pytest.raises((TypeError, RuntimeError)):
        policy.Facts(hours="open")


def test_an_id_that_is_none_is_refused():
    with pytest.raises(ValueError):
        policy.Request(viewer="anouk", pupil=SOMEONE)


def test_the_words_for_facts_fit_on_one_line():
    assert "hours=open" in repr(policy.Facts(hours=policy.Hours.open))
    assert monitor.__version__.count(".") == 2
