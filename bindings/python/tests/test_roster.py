"""Do the readers say in Python what they say in C++, and does a name stay in its wrapper?"""

import shutil
from datetime import datetime, timezone
from pathlib import Path

import pytest

import monitor
from monitor import roster

GOLDEN = Path(__file__).resolve().parents[3] / "tests/golden/roster"
NOW = datetime(2026, 10, 14, 12, tzinfo=timezone.utc)
BOTH = roster.Wanted.look_along_and_portal


def shown(personal):
    return personal.reveal(roster.Purpose.operate)


def fatal(findings):
    return [finding for finding in findings if finding.severity == roster.Severity.fatal]


def test_edexml_is_read_from_a_path_and_from_bytes():
    path = GOLDEN / "edexml-2.1.xml"
    for source in (path, str(path), path.read_bytes(), memoryview(path.read_bytes())):
        delivery = roster.read_edexml(source, now=NOW)
        assert not fatal(delivery.findings + roster.check(delivery))
        assert delivery.pupils and delivery.groups and delivery.staff
        assert delivery.pupils[0].name and not delivery.guardians


def test_oneroster_gives_pupils_staff_and_guardians():
    delivery = roster.read_oneroster(GOLDEN / "oneroster-1.1", now=NOW, wanted=BOTH)
    assert (delivery.school, delivery.school_name, delivery.year) == ("99XX", "De Regenboog", "2026-2027")
    assert [shown(pupil.name) for pupil in delivery.pupils] == ["Sanne V.", "Zoë IJ."]
    assert delivery.pupils[0].groups == ["g-7a", "sg-plus"]
    assert delivery.staff[1].employment == roster.Employment.ended
    assert delivery.groups[0].kind == roster.GroupKind.base
    assert [shown(child.pupil) for child in delivery.guardians[1].children] == ["ll-10001", "ll-10002"]
    assert delivery.findings == []
    assert roster.read_oneroster(GOLDEN / "oneroster-1.1", now=NOW).guardians == []


def test_school_data_sync_is_read_in_each_generation():
    for name in ("sds-1", "sds-2", "sds-2.1"):
        delivery = roster.read_sds(GOLDEN / name, now=NOW)
        assert len(delivery.pupils) == 1 and not fatal(roster.check(delivery))


def test_gkv_takes_two_answers_and_uwlr_one():
    delivery = roster.read_gkv(GOLDEN / "gkv.xml", GOLDEN / "gkv.staff.xml", now=NOW, school="99XX")
    assert delivery.pupils and delivery.staff
    assert roster.read_uwlr(GOLDEN / "uwlr-2.2.xml", now=NOW).pupils


def test_a_name_is_not_printed():
    delivery = roster.read_oneroster(GOLDEN / "oneroster-1.1", now=NOW, wanted=BOTH)
    texts = [repr(delivery)] + [f"{person.name} {person.key!r}" for person in delivery.pupils + delivery.staff + delivery.guardians]
    assert not [text for text in texts if "Sanne" in text or "Karin" in text or "ll-1" in text]
    with pytest.raises(TypeError):
        delivery.pupils[0].name.reveal()
    with pytest.raises(AttributeError):
        delivery.pupils[0].name = delivery.pupils[1].name


def test_what_is_wrong_in_a_delivery_is_a_finding_with_its_line():
    delivery = roster.read_oneroster(GOLDEN / "oneroster-sloppy", now=NOW)
    found = {finding.place: finding for finding in delivery.findings}
    assert found["users.csv:7.role"].line == 7
    assert found["users.csv:7.role"].severity == roster.Severity.skipped
    assert fatal(roster.read_edexml(b"no xml at all", now=NOW).findings)


def test_what_cannot_be_opened_is_an_exception():
    with pytest.raises(monitor.RosterError) as told:
        roster.read_oneroster("/nowhere/at/all", now=NOW)
    assert told.value.remedy == "not_found"
    with pytest.raises(monitor.RosterError):
        roster.read_edexml("/nowhere/at/all.xml", now=NOW)
    with pytest.raises(TypeError):
        roster.read_edexml(None, now=NOW)


def test_the_day_and_the_year_are_said_rightly_or_not_at_all():
    with pytest.raises(ValueError, match="time zone"):
        roster.read_sds(GOLDEN / "sds-1", now=datetime(2026, 10, 14))
    with pytest.raises(ValueError, match="2026-2027"):
        roster.read_sds(GOLDEN / "sds-2", now=NOW, year="2026")
    assert roster.read_sds(GOLDEN / "sds-2", now=NOW, year="2027-2028").year == "2027-2028"


def test_guardians_are_added_to_the_pupils():
    delivery = roster.read_sds(GOLDEN / "sds-1", now=NOW)
    roster.add_guardians(delivery, GOLDEN / "guardians.csv")
    assert [shown(one.name) for one in delivery.guardians] == ["Karin de Vries", "Omar Haddad"]
    assert not delivery.guardians[1].email  # secret


def test_changes_are_laid_over_what_was_there(tmp_path):
    before = roster.read_oneroster(GOLDEN / "oneroster-1.1", now=NOW)
    (tmp_path / "manifest.csv").write_text("propertyName,value\noneroster.version,1.1\nfile.users,delta\n", encoding="utf-8")
    (tmp_path / "users.csv").write_text("sourcedId,status,enabledUser,orgSourcedIds,role,username,givenName,familyName\n"
                                        "ll-10002,tobedeleted,true,99XX01,student,,,\nlk-7,active,true,99XX01,teacher,a.j,Anna,Bos\n",
                                        encoding="utf-8")
    after = roster.merge_oneroster(before, tmp_path, now=NOW)
    found = roster.difference(before, after)
    assert [(step.move, step.part, shown(step.key)) for step in found.steps] == [
        (roster.Move.removed, roster.Part.pupil, "ll-10002"), (roster.Move.changed, roster.Part.staff, "lk-7")]
    assert (found.pupils.removed, found.pupils.unchanged) == (1, 1)
    assert roster.verdict(found) == roster.Verdict.go
    assert roster.verdict(found, few=1) == roster.Verdict.hold


def test_a_folder_of_deliveries_is_read_from_the_newest_whole_one_on(tmp_path):
    shutil.copytree(GOLDEN / "oneroster-1.1", tmp_path / "1")
    (tmp_path / "2").mkdir()
    (tmp_path / "2" / "manifest.csv").write_text("propertyName,value\noneroster.version,1.1\nfile.users,delta\n", encoding="utf-8")
    (tmp_path / "2" / "users.csv").write_text("sourcedId,status,enabledUser,orgSourcedIds,role,username,givenName,familyName\n"
                                              "ll-10002,tobedeleted,true,99XX01,student,,,\n", encoding="utf-8")
    whole, after = roster.read_oneroster(tmp_path / "1", now=NOW), roster.read_oneroster(tmp_path, now=NOW)
    assert len(after.pupils) == len(whole.pupils) - 1
    with pytest.raises(monitor.RosterError):
        roster.read_oneroster(tmp_path / "nowhere", now=NOW)


def test_progress_is_told_and_may_stop_the_reading(tmp_path):
    rows = "".join(f"{n},true,99XX,student,u{n},Bo,Dam\n" for n in range(90000))
    (tmp_path / "orgs.csv").write_text("sourcedId,name,type\n99XX,De Regenboog,school\n", encoding="utf-8")
    (tmp_path / "users.csv").write_text("sourcedId,enabledUser,orgSourcedIds,role,username,givenName,familyName\n" + rows, encoding="utf-8")
    told = []
    assert len(roster.read_oneroster(tmp_path, now=NOW, progress=told.append).pupils) == 90000
    assert told == sorted(told) and told[-1] > 2 << 20

    def stop(read):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        roster.read_oneroster(tmp_path, now=NOW, progress=stop)
