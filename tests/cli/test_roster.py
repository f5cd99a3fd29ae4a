"""Does `monitor roster apply` take over a whole list, tell every problem at once, and change nothing when it may not?"""

import json

from conftest import ASKED, EDEX, school_year


def people(*changes):
    text = EDEX.format(year=school_year())
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def line_of(office, words):
    text = (office.directory / "EDEX.xml").read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(text, 1) if words in line)


def test_a_list_is_taken_over_and_a_second_time_changes_nobody(office):
    first = office.apply()
    assert first["applied"] and first["persons"] == {"added": 3, "changed": 0, "removed": 0, "unchanged": 0}
    assert [first[what] for what in ("sites", "groups", "pupils", "staff")] == [2, 1, 2, 1]
    assert office.apply()["persons"] == {"added": 0, "changed": 0, "removed": 0, "unchanged": 3}


def test_who_is_no_longer_in_the_list_is_removed(office):
    office.apply()
    before, after = people().split('    <leerling key="p2">')
    office.people(before + after.split("</leerling>\n", 1)[1])
    assert office.apply()["persons"] == {"added": 0, "changed": 0, "removed": 1, "unchanged": 2}


def test_a_dry_run_opens_nothing(office):
    ran = office.run("roster", "apply", "EDEX.xml", "--dry-run")
    assert ran.returncode == 0
    assert "pupils 2" in ran.stdout and "Sanne" not in ran.stdout + ran.stderr
    assert not (office.directory / "state").exists()


def test_every_problem_comes_at_once_with_its_line_and_nothing_is_applied(office):
    office.people(people(("<brincode>99XX", "<brincode>9XX9X"), ('<leerling key="p2"', '<leerling key="p1"'),
                         ('<groepen><groep key="5a"/>', '<groepen><groep key="6b"/>')))
    ran = office.run("roster", "apply", "EDEX.xml")
    assert ran.returncode == 1
    second = line_of(office, "tim.v") - 2
    for line, severity in ((line_of(office, "brincode"), "fatal"), (second, "skipped"), (line_of(office, "6b"), "skipped")):
        assert f"EDEX.xml:{line}: {severity}: " in ran.stderr
    assert "nothing was changed" in ran.stderr
    assert not (office.directory / "state").exists()


def test_what_may_not_be_applied_is_told_as_json_too(office):
    office.people(people((f"<schooljaar>{school_year()}", "<schooljaar>someday")))
    ran = office.run("roster", "apply", "EDEX.xml", "--json")
    assert ran.returncode == 1
    answer = json.loads(ran.stdout)
    assert answer["applied"] is False
    assert [one["line"] for one in answer["findings"] if one["severity"] == "fatal"] == [3]


def test_what_is_no_xml_says_on_which_line(office):
    office.people("<EDEX>\n<school></EDEX>\n")
    ran = office.run("roster", "apply", "EDEX.xml")
    assert ran.returncode == 1 and "EDEX.xml:2: fatal: " in ran.stderr


def test_there_is_no_list_of_people_of_our_own_making(office):
    ran = office.run("roster", "apply", "--format", "toml", "EDEX.xml")
    assert ran.returncode == 2 and "edexml" in ran.stderr


def test_a_file_that_is_not_there_is_not_found(office):
    assert office.run("roster", "apply", "nobody.xml").returncode == 3


def test_applying_is_written_down_before_it_is_done(office):
    office.apply()
    assert [line["act"] for line in office.json("audit", "show", "--operator")["lines"]] == ["roster_applied"]
    office.apply()
    lines = office.json("audit", "show")["lines"]
    assert [(line["act"], line["actor"], line["count"]) for line in lines] == [("roster_applied", "operator", 3)]


def test_who_signs_in_at_a_provider_without_a_directory_gets_the_account_by_hand(office):
    """Kennisnet Entree says who somebody is and nothing of who works where: the roster does, and a person joins the two."""
    entree = ("--tenant", "https://entree.example", "--object", "qj7cks@de-regenboog")
    office.people(people(("  </leerkrachten>", """    <leerkracht key="s2">
      <achternaam>Jansen</achternaam><roepnaam>Noa</roepnaam><gebruikersnaam>n.jansen</gebruikersnaam>
    </leerkracht>
  </leerkrachten>""")))
    office.apply()
    first, second = office.json("roster", "links")["open"]
    assert sorted((first["name"], second["name"])) == ["Anouk de Vries", "Noa Jansen"] and first["doubt"] == "no_account"
    person = first["person"].removeprefix("staff ")
    assert office.run("roster", "link", person).returncode == 2
    assert office.run("roster", "link", person, *entree[:2]).returncode == 2
    assert office.run("roster", "link", person, "77aa", *entree).returncode == 2
    assert office.run("roster", "link", person, *entree, *ASKED).returncode == 0
    assert [one["name"] for one in office.json("roster", "links")["open"]] == [second["name"]]
    line = office.json("audit", "show")["lines"][-1]
    assert (line["act"], line["actor"], line["detail"]) == ("link_chosen", "operator", "by hand requested 2026-11-20")
    ran = office.run("roster", "link", second["person"].removeprefix("staff "), *entree, *ASKED)
    assert ran.returncode == 5 and "somebody else" in ran.stderr
    assert office.run("roster", "link", "0" * 32, *entree, *ASKED).returncode == 3
    assert "qj7cks" not in (office.directory / "state/people.db").read_bytes().decode("latin-1")
