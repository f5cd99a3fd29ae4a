"""A backup, made and put back as docs/operations/backup-restore.md says: does what was done since still hold?"""

import os
import subprocess

import pytest
from conftest import ASKED


def sqlite(database, *words):
    subprocess.run(["sqlite3", str(database), *words], check=True, timeout=30)


@pytest.fixture
def school(office):
    """One with a backup: first the log, then the people, the keys somewhere else."""
    office.apply()
    office.sites()
    backup = office.directory / "backup"
    backup.mkdir(mode=0o700)
    for name in ("audit.db", "people.db"):
        sqlite(office.directory / "state" / name, f"VACUUM INTO '{backup / name}'")
    return office


def put_back(office, name):
    state, aside = office.directory / "state", office.directory / "aside"
    aside.mkdir(exist_ok=True)
    for file in state.glob(f"{name}*"):
        file.rename(aside / file.name)
    (state / name).write_bytes((office.directory / "backup" / name).read_bytes())
    os.chmod(state / name, 0o600)


def waiting(office):
    return [(one["why"], one["waits_for"]) for one in office.json("retention", "restored")["restored"]]


def test_a_backup_in_its_place_is_whole_and_nothing_waits(school):
    assert waiting(school) == []
    copy = school.run("audit", "verify", "backup", "--keys", "state/keys/keys")
    assert copy.returncode == 0, copy.stderr


def test_what_was_recorded_erased_and_switched_off_since_holds_after_a_restore(school):
    token = school.json("device", "enrol", "--site", "Hoofdgebouw")
    assert school.json("device", "tokens")["tokens"] and token
    assert school.run("objection", "record", "tim.v", "objection", *ASKED).returncode == 0
    school.json("privacy", "erase", "--pupil", "sanne.b", "--requested", "2026-11-20", "--yes")

    put_back(school, "people.db")

    first = school.run("retention", "restored", "--json")
    assert "put back from a backup" in first.stderr
    (one,) = school.json("retention", "restored")["restored"]
    assert (one["school"], one["why"], one["waits_for"]) == ("99XX", "people", ["roster"])
    # A pupil, and the names of everybody else: whose keys went along.
    assert "1 kept_out" in one["done"] and "1 against_recorded" in one["done"] and "emptied" in one["done"]
    assert school.json("device", "tokens")["tokens"] == []
    assert len(school.json("privacy", "kept-out")["kept_out"]) == 1
    assert "restored" in [line["act"] for line in school.json("audit", "show")["lines"]]

    school.apply()
    assert waiting(school) == []
    assert school.run("privacy", "access", "--pupil", "sanne.b", *ASKED).returncode == 3
    assert school.json("objection", "list")["objections"] == [{"user": "tim.v", "kind": "objection"}]


def test_a_log_that_was_put_back_waits_for_a_person(school):
    school.run("objection", "record", "tim.v", "objection", *ASKED)
    put_back(school, "audit.db")
    assert waiting(school) == [("log", ["a person"])]
    school.apply()
    assert waiting(school) == [("log", ["a person"])]
    accepted = school.json("retention", "restored", "--accept")
    assert accepted["restored"] == []
    line = [line for line in school.json("audit", "show")["lines"] if line["act"] == "restored"]
    assert [(one["actor"], one["detail"]) for one in line] == [("operator", "accepted")]
    assert waiting(school) == []
