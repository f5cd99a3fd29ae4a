"""Does `monitor roster apply` take over a whole list, tell every problem at once, and change nothing when it may not?"""

import json

from conftest import PEOPLE, school_year


def people(**changes):
    text = PEOPLE.format(year=school_year())
    for old, new in changes.get("replace", []):
        assert old in text
        text = text.replace(old, new)
    return text


def test_a_list_is_taken_over_and_a_second_time_changes_nobody(office):
    first = office.apply()
    assert first["applied"] and first["persons"] == {"added": 3, "changed": 0, "removed": 0, "unchanged": 0}
    assert [first[what] for what in ("sites", "groups", "pupils", "staff")] == [2, 1, 2, 1]
    assert office.apply()["persons"] == {"added": 0, "changed": 0, "removed": 0, "unchanged": 3}


def test_who_is_no_longer_in_the_list_is_removed(office):
    office.apply()
    before, after = people().split('[[pupil]]\nkey = "p2"')
    office.people(before + after.split('groups = ["5a"]\n', 1)[1])
    assert office.apply()["persons"] == {"added": 0, "changed": 0, "removed": 1, "unchanged": 2}


def test_a_dry_run_opens_nothing(office):
    ran = office.run("roster", "apply", "people.toml", "--dry-run")
    assert ran.returncode == 0
    assert "pupils 2" in ran.stdout and "Sanne" not in ran.stdout + ran.stderr
    assert not (office.directory / "state").exists()


def test_every_problem_comes_at_once_with_its_line_and_nothing_is_applied(office):
    office.people(people(replace=[('networks = ["10.2.0.0/16"]', 'networks = ["10.2.0.1/16"]'), ('"08:30-14:00"', '"14:00-08:30"'),
                                  ('employment = "active"', 'employment = "perhaps"'), ('user = "tim.v"', 'usr = "tim.v"')]))
    ran = office.run("roster", "apply", "people.toml")
    assert ran.returncode == 1
    text = (office.directory / "people.toml").read_text(encoding="utf-8").splitlines()
    for where, what in (("10.2.0.1", "site[1].networks[0]"), ("14:00-08:30", "site[1].hours.tuesday[0]"),
                        ("perhaps", "staff[0].employment"), ("usr", "pupil[1].usr")):
        line = next(number for number, words in enumerate(text, 1) if where in words)
        assert f"people.toml:{line}: fatal: {what}: " in ran.stderr
    assert "pupil[1].user: is missing" in ran.stderr
    assert "nothing was changed" in ran.stderr
    assert not (office.directory / "state").exists()


def test_what_the_roster_itself_objects_to_has_a_line_too(office):
    office.people(people(replace=[('key = "p2"', 'key = "p1"'), ('name = "Groep 5A"\nsite = "hoofd"', 'name = "Groep 5A"\nsite = "zuid"')]))
    ran = office.run("roster", "apply", "people.toml", "--json")
    assert ran.returncode == 1
    answer = json.loads(ran.stdout)
    assert answer["applied"] is False
    text = (office.directory / "people.toml").read_text(encoding="utf-8").splitlines()
    second = [number for number, words in enumerate(text, 1) if words == "[[pupil]]"][1]
    found = {finding["place"]: finding for finding in answer["findings"]}
    assert found["group[0].site"]["severity"] == "fatal"
    assert found["pupil[1].key"]["line"] in (second, second + 1)


def test_what_is_no_toml_says_on_which_line(office):
    office.people("year = \"2026-2027\"\n[school\n")
    ran = office.run("roster", "apply", "people.toml")
    assert ran.returncode == 1 and "people.toml:2: fatal: " in ran.stderr


def test_a_file_that_is_not_there_is_not_found(office):
    assert office.run("roster", "apply", "nobody.toml").returncode == 3


def test_applying_is_written_down_before_it_is_done(office):
    office.apply()
    assert [line["act"] for line in office.json("audit", "show", "--operator")["lines"]] == ["roster_applied"]
    office.apply()
    lines = office.json("audit", "show")["lines"]
    assert [(line["act"], line["actor"], line["count"]) for line in lines] == [("roster_applied", "operator", 3)]
