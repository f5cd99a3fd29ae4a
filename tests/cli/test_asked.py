"""Does the operator do for a school only what it asked for in writing?"""

from datetime import date, timedelta

import pytest
from conftest import ASKED


def a_school(office):
    office.apply()
    office.sites()
    monday = date.today() + timedelta(days=7 - date.today().weekday())
    assert office.run("lesson", "plan", "--group", "Groep 5A", "--from", f"{monday} 08:30", "--until", f"{monday} 15:00",
                      "--why", "school_closed", "--owner", "a.devries", *ASKED).returncode == 0
    assert office.run("code", "make", "tim.v", *ASKED).returncode == 0
    assert office.run("privacy", "erase", "--pupil", "tim.v", *ASKED, "--yes").returncode == 0
    office.apply()


def lesson(office):
    return office.json("lesson", "list")["lessons"][0]["id"]


MONDAY = date.today() + timedelta(days=14 - date.today().weekday())
FOR_THE_SCHOOL = {
    "lesson plan": lambda office: ("lesson", "plan", "--group", "Groep 5A", "--from", f"{MONDAY} 08:30", "--until", f"{MONDAY} 15:00",
                                   "--why", "other", "--owner", "a.devries"),
    "lesson told": lambda office: ("lesson", "told", lesson(office), "--by", "a.devries", "--yes"),
    "lesson end": lambda office: ("lesson", "end", lesson(office), "--yes"),
    "code make": lambda office: ("code", "make", "sanne.b"),
    "objection record": lambda office: ("objection", "record", "sanne.b", "objection"),
    "objection lift": lambda office: ("objection", "lift", "sanne.b", "objection"),
    "access": lambda office: ("privacy", "access", "--pupil", "sanne.b"),
    "erase": lambda office: ("privacy", "erase", "--pupil", "sanne.b", "--yes"),
    "let back": lambda office: ("privacy", "let-back", office.json("privacy", "kept-out")["kept_out"][0]["id"]),
    "unlink": lambda office: ("privacy", "unlink", "--pupil", "sanne.b"),
    "link": lambda office: ("roster", "link", office.json("roster", "links")["open"][0]["person"].split()[1],
                            "--tenant", "https://entree.example", "--object", "qj7cks"),
    "term": lambda office: ("retention", "set", "last_picture", "24h"),
    "term of the log": lambda office: ("audit", "keep", "--days", "90"),
    "erase what was loaded": lambda office: ("school", "switch", "roster", "off", "--erase-now"),
    "end of the contract": lambda office: ("school", "end", "--school", "99XX", "--yes-erase", "99XX"),
}


@pytest.mark.parametrize("what", FOR_THE_SCHOOL)
def test_without_the_day_on_which_the_school_asked_nothing_happens(prepared, office, what):
    school = prepared(office, a_school)
    words = FOR_THE_SCHOOL[what](school)
    before = school.json("audit", "show")["lines"]
    unasked = school.run(*words)
    assert unasked.returncode == 4 and "--requested" in unasked.stderr, unasked.stderr
    for no_day in ("gisteren", "2126-11-20"):
        assert school.run(*words, "--requested", no_day).returncode == 2
    assert school.json("audit", "show")["lines"] == before


def test_the_log_says_on_which_day_it_was_asked(office):
    office.apply()
    assert office.run("objection", "record", "sanne.b", "restriction", *ASKED).returncode == 0
    assert office.json("audit", "show")["lines"][-1]["detail"] == "recorded requested 2026-11-20"
