"""Do the rules say in Python what they say in C++? The same tables: tests/golden/*rulings.csv."""

import csv
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

import monitor
from monitor import policy

GOLDEN = Path(__file__).resolve().parents[3] / "tests/golden"
TABLE = GOLDEN / "rulings.csv"
SOMEONE, SOMEBODY_ELSE = "07" + "00" * 15, "08" + "00" * 15
NOW = datetime(2026, 9, 1, 8, tzinfo=timezone.utc)
KINDS = {
    "timekeeping": policy.Timekeeping, "directory": policy.Directory, "employment": policy.Employment, "schools": policy.Schools,
    "relation": policy.Basis, "objection": policy.Objection, "hours": policy.Hours, "viewer": policy.Whereabouts,
    "device_user": policy.DeviceUser, "device": policy.Whereabouts, "remote_lesson": policy.RemoteLesson,
    "indicator": policy.Indicator, "role": policy.Role, "restriction": policy.Restriction,
}
ALL_WELL = {
    "timekeeping": "sure", "directory": "fresh", "employment": "active", "schools": "same", "relation": "teaches_group",
    "objection": "none", "hours": "open", "viewer": "at_the_site", "device_user": "this_pupil", "device": "at_the_site",
    "remote_lesson": "none", "indicator": "up", "role": "staff", "restriction": "none",
}


def instant(text):
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)


def facts(words, hours_end, **ends):
    given = {name: getattr(KINDS[name], word) for name, word in words.items() if (name, word) != ("relation", "none")}
    return policy.Facts(**given, hours_end=hours_end, **ends)


def end(row, name):
    return None if row[name] == "none" else instant(row[name])


def asked(action="grid", purpose="none"):
    return policy.Request(viewer=SOMEONE, pupil=SOMEONE, action=getattr(policy.Action, action),
                          purpose=getattr(policy.LookPurpose, purpose))


def test_every_row_of_the_golden_table_is_ruled_as_it_says():
    rows = list(csv.DictReader(TABLE.open(encoding="utf-8")))
    assert len(rows) > 300
    assert set(rows[0]) == KINDS.keys() | {"action", "purpose", "now", "hours_end", "remote_end", "look_end", "outcome"}
    for number, row in enumerate(rows, 2):
        known = facts({name: row[name] for name in KINDS}, end(row, "hours_end"), remote_end=end(row, "remote_end"),
                      look_end=end(row, "look_end"))
        ruling = policy.decide(asked(row["action"], row["purpose"]), known, instant(row["now"]))
        outcome = "permit" if ruling else ruling.refusal.name
        assert outcome == row["outcome"], f"{TABLE.name}:{number}"


ACT_KINDS = {
    "timekeeping": policy.Timekeeping, "actor": policy.Actor, "employment": policy.Employment, "role": policy.Role,
    "schools": policy.Schools, "school_admin": policy.Holds, "board_admin": policy.Holds, "privacy_officer": policy.Holds,
    "support": policy.Holds, "target": policy.Target, "duty": policy.GrantedDuty, "permission": policy.SupportPermission,
    "request": policy.WrittenRequest,
}
CONTACT_KINDS = {
    "viewer": policy.Viewer, "belonging": policy.Belonging, "schools": policy.Schools, "whose": policy.Whose,
    "restriction": policy.Restriction, "permission": policy.SupportPermission, "audience": policy.Audience, "groups": policy.Groups,
}


@pytest.mark.parametrize("table, column, kinds", [("act_rulings.csv", "act", ACT_KINDS), ("contact_rulings.csv", "detail", CONTACT_KINDS)])
def test_every_row_of_the_other_golden_tables_is_ruled_as_it_says(table, column, kinds):
    rows = list(csv.DictReader((GOLDEN / table).open(encoding="utf-8")))
    assert len(rows) > 150 and set(rows[0]) == kinds.keys() | {column, "now", "permission_end", "outcome"}
    for number, row in enumerate(rows, 2):
        given = {name: getattr(kind, row[name]) for name, kind in kinds.items()}
        if column == "act":
            asked_ = policy.ActRequest(who=SOMEONE, school=SOMEONE, act=getattr(policy.AdminAct, row["act"]))
            known = policy.ActFacts(**given, permission_end=end(row, "permission_end"))
        else:
            asked_ = policy.ContactRequest(viewer=SOMEONE, person=SOMEBODY_ELSE, detail=getattr(policy.Detail, row["detail"]))
            known = policy.ContactFacts(**given, permission_end=end(row, "permission_end"))
        ruling = policy.decide(asked_, known, instant(row["now"]))
        assert ("permit" if ruling else ruling.refusal.name) == row["outcome"], f"{table}:{number}"


def test_each_reader_gets_a_sentence_of_their_own():
    ruling = policy.decide(asked(), policy.Facts(), NOW)
    said = {ruling.sentence(language, reader) for language in ("nl", "en")
            for reader in (policy.Reader.asker, policy.Reader.admin, policy.Reader.command)}
    assert len(said) == 6
    refused = policy.decide(policy.ActRequest(who=SOMEONE, school=SOMEONE, act=policy.AdminAct.stand_in), policy.ActFacts(), NOW)
    assert int(refused.refusal) == 101 and refused.sentence("en").startswith("We do not know who")


def test_every_reason_is_told_and_the_order_begins_with_the_first():
    all_reasons = policy.refusals(asked("live"), policy.Facts(), NOW)
    assert all_reasons[0] == policy.order()[0] == policy.decide(asked("live"), policy.Facts(), NOW).refusal
    assert policy.Refusal.purpose_missing in all_reasons
    assert len(policy.order()) == 18


def test_a_filter_shows_what_is_shared_and_no_more():
    group, other = "05" + "00" * 15, "06" + "00" * 15
    mother = policy.visible_to(person=SOMEONE, school=SOMEONE, viewer=policy.Viewer.guardian, belonging=policy.Belonging.current,
                               groups=[group], now=NOW)
    kept = {"school": SOMEONE, "person": SOMEBODY_ELSE, "detail": policy.Detail.phone, "restriction": policy.Restriction.none}
    assert policy.admits(mother, **kept, audience=policy.Audience.my_groups, groups=[group])
    assert not policy.admits(mother, **kept, audience=policy.Audience.my_groups, groups=[other])
    assert not policy.admits(mother, **kept, audience=policy.Audience.not_chosen, groups=[group])
    assert policy.admits(mother, **kept | {"person": SOMEONE}, audience=policy.Audience.not_chosen)
    gone = policy.visible_to(person=SOMEONE, school=SOMEONE, viewer=policy.Viewer.guardian, belonging=policy.Belonging.ended, now=NOW)
    assert gone.reach == policy.Reach.nothing
    assert not policy.admits(gone, **kept | {"person": SOMEONE}, audience=policy.Audience.the_whole_school)


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
    ruling = policy.decide(asked("live", "help"), facts(ALL_WELL, end, look_end=NOW + timedelta(minutes=10)), NOW)
    assert ruling
    assert ruling.refusal is None
    assert ruling.permit.basis == policy.Basis.teaches_group
    assert ruling.permit.valid_until == NOW + timedelta(minutes=10)
    assert policy.decide(asked(), facts(ALL_WELL, end), NOW).permit.valid_until == end
    assert ruling.permit.request.pupil == SOMEONE
    assert ruling.sentence("nl") == ""


def test_nobody_makes_a_permit_by_hand():
    for permit in (policy.Permit, policy.ActPermit, policy.ContactPermit):
        with pytest.raises(TypeError):
            permit()


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
