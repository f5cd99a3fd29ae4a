"""Can a delivery of any form be checked and compared on a machine that has nothing of ours but the command?"""

import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

GOLDEN = Path(__file__).resolve().parents[1] / "golden/roster"
FORMS = [("edexml", ["edexml-2.1.xml"]), ("uwlr", ["uwlr-2.2.xml"]), ("gkv", ["gkv.xml", "gkv.staff.xml"]),
         ("oneroster", ["oneroster-1.1"]), ("oneroster", ["oneroster-1.2"]), ("sds", ["sds-1"]), ("sds", ["sds-2"]), ("sds", ["sds-2.1"])]


@pytest.fixture
def monitor(tmp_path):
    def run(*words, language="C"):
        program = Path(os.environ["MONITOR_BIN"]) / "monitor"
        environment = {"PATH": "/usr/bin:/bin", "LC_ALL": language, "HOME": str(tmp_path)}
        return subprocess.run([program, *map(str, words)], cwd=tmp_path, env=environment, stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, timeout=60)
    return run


def golden(name):
    return json.loads((GOLDEN / name).with_suffix(".json").read_text(encoding="utf-8")) if name.endswith(".xml") else \
        json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("form, names", FORMS)
def test_a_dry_run_counts_what_is_in_a_delivery(monitor, tmp_path, form, names):
    files = [GOLDEN / name for name in names]
    ran = monitor("roster", "import", "--dry-run", "--json", "--format", form, "--school", "99XX", *files)
    assert ran.returncode == 0, ran.stderr
    answer, expected = json.loads(ran.stdout), golden(names[0])
    assert (answer["pupils"], answer["staff"], answer["groups"]) == tuple(len(expected[what]) for what in ("pupils", "staff", "groups"))
    assert (answer["school"], answer["guardians"]) == ("99XX", 0)
    assert list(tmp_path.iterdir()) == []  # nothing is kept, nothing is unpacked
    names_in_it = [person["first"] for person in expected["pupils"] + expected["staff"]]
    assert not [name for name in names_in_it if name in ran.stdout + ran.stderr]


def test_guardians_come_when_they_are_asked_for(monitor, tmp_path):
    delivery = GOLDEN / "oneroster-1.1"
    assert json.loads(monitor("roster", "import", "--dry-run", "--json", "--format", "oneroster", "--portal", delivery).stdout)["guardians"] == 2
    listed = tmp_path / "ours.csv"
    listed.write_text("pupil,guardian,surname,secret\nll-10001,v-1,Vries,no\nll-9,v-2,Dam,no\n", encoding="utf-8")
    ran = monitor("roster", "import", "--dry-run", "--json", "--format", "oneroster", "--guardians", listed, delivery)
    assert ran.returncode == 0
    assert json.loads(ran.stdout)["guardians"] == 3
    assert f"{listed}:3: skipped: guardians.csv:3.pupil: " in ran.stderr


def test_a_zip_is_read_as_a_folder_is(monitor, tmp_path):
    with zipfile.ZipFile(tmp_path / "delivery.zip", "w", zipfile.ZIP_DEFLATED) as made:
        for file in (GOLDEN / "sds-2.1").iterdir():
            made.write(file, file.name)
    ran = monitor("roster", "import", "--dry-run", "--format", "sds", "delivery.zip")
    assert ran.returncode == 0
    assert "99XX De Regenboog, 2026-2027: sites 2, groups 1, pupils 1, staff 1" in ran.stdout
    ran = monitor("roster", "diff", "--format", "sds", GOLDEN / "sds-2.1", "delivery.zip", "--json")
    assert json.loads(ran.stdout)["steps"] == []


def test_each_finding_is_a_line_that_an_editor_can_jump_to(monitor):
    ran = monitor("roster", "import", "--dry-run", "--format", "oneroster", GOLDEN / "oneroster-sloppy")
    assert ran.returncode == 0
    assert f"{GOLDEN}/oneroster-sloppy:7: skipped: users.csv:7.role: is a role that is not known; it grants nothing\n" in ran.stderr


def test_what_cannot_be_applied_ends_in_one_with_the_reason(monitor, tmp_path):
    shutil.copytree(GOLDEN / "oneroster-1.1", tmp_path / "delivery")
    with (tmp_path / "delivery/orgs.csv").open("a", encoding="utf-8") as orgs:
        orgs.write("zon,,,De Zon,school,88YY,\n")
    ran = monitor("roster", "import", "--dry-run", "--json", "--format", "oneroster", "delivery")
    assert ran.returncode == 1
    answer = json.loads(ran.stdout)
    assert [one["severity"] for one in answer["findings"]] == ["fatal"]
    assert "88YY00" in answer["findings"][0]["message"]
    assert monitor("roster", "import", "--dry-run", "--format", "oneroster", "--school", "88YY", "delivery").returncode == 0
    assert monitor("roster", "import", "--dry-run", "--format", "oneroster", "nowhere").returncode == 3
    assert monitor("roster", "import", "--dry-run", "--format", "gkv", "delivery").returncode == 2
    assert monitor("roster", "import", "--dry-run", "--format", "sds", "--year", "2026", "delivery").returncode == 2


def test_changes_come_behind_the_whole(monitor, tmp_path):
    changes = tmp_path / "changes"
    changes.mkdir()
    (changes / "manifest.csv").write_text("propertyName,value\noneroster.version,1.1\nfile.users,delta\n", encoding="utf-8")
    (changes / "users.csv").write_text("sourcedId,status,enabledUser,orgSourcedIds,role,username,givenName,familyName\n"
                                       "ll-10002,tobedeleted,true,99XX01,student,,,\nll-3,active,true,99XX01,student,cas.d,Cas,Dijk\n"
                                       "ll-4,active,true,99XX01,student,eva.b,Eva,Bos\n", encoding="utf-8")
    whole = GOLDEN / "oneroster-1.1"
    ran = monitor("roster", "import", "--dry-run", "--json", "--format", "oneroster", whole, changes)
    assert json.loads(ran.stdout)["pupils"] == 3
    shutil.copytree(whole, tmp_path / "left" / "2026-11-01")
    shutil.copytree(changes, tmp_path / "left" / "2026-11-02")
    ran = monitor("roster", "import", "--dry-run", "--json", "--format", "oneroster", tmp_path / "left")
    assert json.loads(ran.stdout)["pupils"] == 3, "a folder of deliveries is read in the order of its names"
    ran = monitor("roster", "import", "--dry-run", "--format", "oneroster", changes)
    assert ran.returncode == 1 and "give a whole one (bulk) first" in ran.stderr


def test_what_would_change_is_told_before_it_is_done(monitor, tmp_path):
    fewer = tmp_path / "fewer"
    shutil.copytree(GOLDEN / "oneroster-1.1", fewer)
    text = (fewer / "users.csv").read_text(encoding="utf-8")
    (fewer / "users.csv").write_text("".join(line for line in text.splitlines(True) if not line.startswith("ll-10002")), encoding="utf-8")
    words = ["roster", "diff", "--format", "oneroster", GOLDEN / "oneroster-1.1", fewer]
    answer = json.loads(monitor(*words, "--json").stdout)
    assert answer["steps"] == [{"move": "removed", "part": "pupil", "key": "ll-10002"}]
    assert answer["pupils"] == {"added": 0, "changed": 0, "removed": 1, "unchanged": 1}
    assert answer["verdict"] == "go"
    assert monitor(*words).stdout.splitlines()[1].split() == ["pupils", "0", "0", "1", "1"]
    assert monitor(*words[:-1]).returncode == 2


def test_a_removal_of_many_is_marked(monitor, tmp_path):
    users = ["sourcedId,enabledUser,orgSourcedIds,role,username,givenName,familyName"]
    for name, count in (("before", 30), ("after", 20)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "orgs.csv").write_text("sourcedId,name,type\n99XX,De Regenboog,school\n", encoding="utf-8")
        rows = users + [f"{n},true,99XX,student,u{n},Bo,Dam" for n in range(count)]
        (tmp_path / name / "users.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    ran = monitor("roster", "diff", "--format", "oneroster", "before", "after")
    assert ran.returncode == 0 and "must confirm" in ran.stderr
    assert json.loads(monitor("roster", "diff", "--json", "--format", "oneroster", "before", "after").stdout)["verdict"] == "hold"
    assert "bevestigen" in monitor("roster", "diff", "--format", "oneroster", "before", "after", language="nl_NL.UTF-8").stderr
