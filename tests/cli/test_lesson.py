"""Remote lessons and objections, as an administrator types them."""

from datetime import date, timedelta

import pytest
from conftest import ASKED


def a_monday():
    """Within sixty days, and far enough ahead that the test cannot run into it."""
    day = date.today() + timedelta(days=2)
    while day.weekday() != 0:
        day += timedelta(days=1)
    return day


@pytest.fixture
def school(office):
    office.apply()
    office.sites()
    return office


def plan(office, first, last, *more, group="Groep 5A", owner="a.devries"):
    return office.run("lesson", "plan", "--group", group, "--from", f"{first} 08:30", "--until", f"{last} 15:00",
                      "--why", "school_closed", "--owner", owner, *ASKED, "--json", *more)


def test_a_lesson_is_planned_the_letter_written_and_its_sending_recorded(school):
    monday = a_monday()
    made = plan(school, monday, monday + timedelta(days=1))
    assert made.returncode == 0, made.stderr
    (lesson,) = school.json("lesson", "list")["lessons"]
    assert (lesson["state"], lesson["groups"], lesson["owner"]) == ("letter_first", ["Groep 5A"], "a.devries")

    letter = school.run("lesson", "letter", lesson["id"][:6], language="nl_NL.UTF-8")
    assert letter.returncode == 0
    assert "Beste ouders" in letter.stdout and "Groep 5A" in letter.stdout
    assert f"{monday:%d-%m-%Y} 08:30" in letter.stdout
    assert "Vries" not in letter.stdout  # no person is named

    assert school.run("lesson", "told", lesson["id"], "--by", "a.devries", *ASKED).returncode == 2  # nobody said yes
    told = school.run("lesson", "told", lesson["id"], "--by", "a.devries", *ASKED, "--yes")
    assert told.returncode == 0, told.stderr
    (lesson,) = school.json("lesson", "list")["lessons"]
    assert (lesson["state"], lesson["told_by"]) == ("planned", "a.devries")

    assert school.run("lesson", "end", lesson["id"], *ASKED, "--yes").returncode == 0
    assert school.json("lesson", "list")["lessons"] == []
    acts = [entry["act"] for entry in school.json("audit", "show")["lines"]]
    assert acts.count("remote_lesson_set") == 2 and "remote_lesson_told" in acts


def test_what_may_not_be_is_refused_with_what_to_do(school):
    monday = a_monday()
    assert plan(school, monday, monday + timedelta(days=7)).returncode == 2
    assert "five days" in plan(school, monday, monday + timedelta(days=7)).stderr
    assert plan(school, monday, monday, group="Groep 9").returncode == 3
    assert plan(school, monday, monday, owner="nobody").returncode == 2
    assert plan(school, monday + timedelta(days=100), monday + timedelta(days=100)).returncode == 2
    wrong = school.run("lesson", "plan", "--group", "Groep 5A", "--from", "tomorrow", "--until", f"{monday} 15:00",
                       "--why", "other", "--owner", "a.devries")
    assert wrong.returncode == 2 and "2026-11-23 08:30" in wrong.stderr
    assert school.json("lesson", "list")["lessons"] == []
    assert school.run("lesson", "letter", "ffff").returncode == 3


def test_an_objection_is_recorded_shown_and_lifted(school):
    assert school.run("objection", "record", "sanne.b", "objection", *ASKED).returncode == 0
    assert school.json("objection", "list")["objections"] == [{"user": "sanne.b", "kind": "objection"}]
    assert school.run("objection", "record", "nobody", "objection", *ASKED).returncode == 3
    assert school.run("objection", "record", "tim.v", "anger").returncode == 2
    assert school.run("objection", "lift", "sanne.b", "objection", *ASKED).returncode == 0
    assert school.json("objection", "list")["objections"] == []
    acts = [entry["act"] for entry in school.json("audit", "show")["lines"]]
    assert acts.count("restriction_changed") == 2
