"""Can an administrator have Microsoft 365 read now, and see how that went?"""

import json
import os
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest
from conftest import ASKED, free_port

CLASSROOM = Path(__file__).resolve().parents[2] / "examples/classroom"
TENANT = "6f1c1a52-0d4e-4b7e-9a35-2c1d7e5b9f00"
CLIENT = "6f1c1a52-0d4e-4b7e-9a35-2c1d7e5b9f01"
TEAM = "6f1c1a52-0d4e-4b7e-9a35-2c1d7e5b9f02"
MANAGERS = "6f1c1a52-0d4e-4b7e-9a35-2c1d7e5b9f03"

TENANTS = {"tenant": [{"tenant": TENANT, "client": CLIENT, "secret": "s3cret", "group": [{"id": TEAM}, {"id": MANAGERS}], "user": [
    {"user": "a.devries@school.example", "name": "Anouk de Vries", "object": "6f1c1a52-0d4e-4b7e-9a35-2c1d7e5b9f11", "groups": [TEAM]},
    {"user": "sanne.b@school.example", "name": "Sanne Bakker", "first": "Sanne", "surname": "Bakker", "role": "student"},
    {"user": "tim.v@school.example", "name": "Tim Visser", "first": "Tim", "surname": "Visser", "role": "student"}]}]}

CONNECTION = """
[[connection]]
school = "99XX"
kind = "graph"
url = "{url}"
login_url = "{url}"
tenant = "%s"
client_id = "%s"
secret_file = "secret"
staff_groups = ["%s"]
[connection.duties.school_admin]
groups = ["%s"]
""" % (TENANT, CLIENT, TEAM, MANAGERS)


class Directory:
    """The stand-in for Microsoft Graph, in a process of its own."""

    def __init__(self, folder):
        self.url = f"http://127.0.0.1:{free_port()}"
        people = folder / "tenants.json"
        people.write_text(json.dumps(TENANTS), encoding="utf-8")
        self.process = subprocess.Popen(["node", "directory/graph.mjs", "--port", self.url.rsplit(":", 1)[1], "--people", str(people), "--page", "2"],
                                        cwd=CLASSROOM, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout.readline().startswith("graph: ")

    def does(self, act, **asked):
        request = urllib.request.Request(f"{self.url}/_admin/{act}", data=json.dumps(asked).encode(), method="POST")
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)


@pytest.fixture
def directory(office):
    one = Directory(office.directory)
    settings = (office.directory / "monitor.toml").read_text(encoding="utf-8")
    (office.directory / "monitor.toml").write_text(settings + CONNECTION.format(url=one.url), encoding="utf-8")
    (office.directory / "secret").write_text("s3cret\n", encoding="utf-8")
    os.chmod(office.directory / "secret", 0o600)
    yield one
    one.process.terminate()
    one.process.wait(10)


def test_the_directory_is_read_and_its_accounts_are_linked_with_the_roster(office, directory):
    office.apply()
    school = office.json("directory", "sync")["schools"][0]
    assert school["school"] == "99XX" and school["accounts"] == 3 and "problem" not in school
    assert school["added"] == 3 and school["linked"] >= 2
    status = office.json("directory", "status")["schools"][0]
    assert status["accounts"] == 3 and status["state"] == "on" and status["read_at"] == status["last_good_at"]


def test_a_second_round_asks_only_what_changed(office, directory):
    office.apply()
    office.json("directory", "sync")
    directory.does("disable", user="a.devries")
    school = office.json("directory", "sync")["schools"][0]
    assert (school["added"], school["changed"], school["removed"]) == (0, 1, 0)
    directory.does("remove", user="tim.v")
    assert office.json("directory", "sync")["schools"][0]["removed"] == 1


def test_a_duty_lasts_as_long_as_the_group_in_the_directory_and_is_written_down(office, directory):
    office.apply()
    office.json("directory", "sync")
    assert office.json("admin", "list")["duties"] == []
    directory.does("join", user="a.devries", group=MANAGERS)
    office.json("directory", "sync")
    (duty,) = office.json("admin", "list")["duties"]
    assert (duty["name"], duty["duty"], duty["from"]) == ("Anouk de Vries", "school_admin", "directory")
    directory.does("leave", user="a.devries", group=MANAGERS)
    office.json("directory", "sync")
    assert office.json("admin", "list")["duties"] == []
    lines = [line for line in office.json("audit", "show")["lines"] if line["act"] == "duty_changed"]
    assert [line["detail"] for line in lines] == ["granted by the directory", "withdrawn by the directory"]


def test_a_person_lets_a_reading_pass_that_lacks_many_and_the_log_says_so(office, directory):
    office.apply()
    school = office.json("directory", "sync", "--accept-removals")["schools"][0]
    assert (school["pupils_lost"], school["staff_lost"]) == (0, 0)
    assert [line["detail"] for line in office.json("audit", "show")["lines"]][-1] == "graph, removals accepted"


def test_an_account_by_hand_is_no_way_past_the_directory(office, directory):
    office.people((office.directory / "EDEX.xml").read_text(encoding="utf-8").replace("a.devries", "someone.else"))
    office.apply()
    office.json("directory", "sync")
    (link,) = [one for one in office.json("roster", "links")["open"] if one["person"].startswith("staff ")]
    person = link["person"].split()[1]
    ran = office.run("roster", "link", person, "--tenant", TENANT, "--object", "x", *ASKED)
    assert ran.returncode == 5 and "directory does not have it" in ran.stderr
    # One elsewhere stands beside it, and does not say that anybody works here.
    assert office.run("roster", "link", person, "--tenant", "https://entree.example", "--object", "x", *ASKED).returncode == 0
    assert link in office.json("roster", "links")["open"]


def test_a_link_rule_that_is_none_is_told_before_anything_is_opened(office, directory):
    settings = (office.directory / "monitor.toml").read_text(encoding="utf-8")
    (office.directory / "monitor.toml").write_text(settings + '[connection.link]\nrules = ["name {voornaam}"]\n', encoding="utf-8")
    ran = office.run("roster", "apply", "EDEX.xml")
    assert ran.returncode != 0 and "connection.link.rules of 99XX" in ran.stderr
    assert not (office.directory / "state").exists()


def test_it_may_come_before_the_roster(office, directory):
    assert office.json("directory", "sync")["schools"][0]["accounts"] == 3
    office.apply()
    assert office.json("directory", "status")["schools"][0]["linked"] >= 2


def test_a_refused_secret_says_what_to_do_and_never_what_it_is(office, directory):
    (office.directory / "secret").write_text("wr0ng", encoding="utf-8")
    ran = office.run("directory", "sync", "--json")
    assert ran.returncode == 1
    school = json.loads(ran.stdout)["schools"][0]
    assert school["problem"] == "sign_in" and school["place"] == "token: HTTP 401 invalid_client AADSTS7000215"
    assert "secret" in school["advice"] and "wr0ng" not in ran.stdout + ran.stderr
    assert office.json("directory", "status")["schools"][0]["problem"] == "sign_in"
    assert "geheim" in office.run("directory", "status", language="nl_NL.UTF-8").stderr


def test_one_that_is_away_is_unavailable_and_changes_nothing(office, directory):
    office.json("directory", "sync")
    directory.does("faults", cut=1)
    ran = office.run("directory", "sync", "--json")
    assert ran.returncode == 6 and json.loads(ran.stdout)["schools"][0]["problem"] == "not_understood"
    assert office.json("directory", "status")["schools"][0]["accounts"] == 3


def test_a_throttled_reading_waits_and_goes_on(office, directory):
    directory.does("faults", throttle={"status": 429, "times": 1, "after": 1})
    began = time.monotonic()
    assert office.json("directory", "sync")["schools"][0]["accounts"] == 3
    assert time.monotonic() - began >= 1


def test_without_a_connection_there_is_nothing_to_read(office):
    ran = office.run("directory", "sync")
    assert ran.returncode == 3 and "[[connection]]" in ran.stderr
    office.apply()
    assert office.run("directory", "status", "--school", "12AB").returncode == 3
