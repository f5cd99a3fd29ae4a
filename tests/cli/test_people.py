"""Can a person see, correct and erase what is kept of them, and a school leave with everything?"""

import json

from conftest import ASKED


def looked_at(office):
    office.apply()
    return office.json("privacy", "access", "--pupil", "sanne.b", *ASKED)


def told(answer):
    return json.dumps(answer, ensure_ascii=False)


def test_the_answer_holds_one_person_and_says_that_it_was_given(office):
    answer = looked_at(office)
    assert answer["title"] == "Wat er over Sanne B. wordt bewaard"
    assert "sanne.b" in told(answer) and "Groep 5A" in told(answer)
    assert "Tim" not in told(answer) and "tim.v" not in told(answer)
    (given,) = [one for one in answer["sections"] if one["title"] == "Wat er is gebeurd"]
    assert given["rows"][0]["act"] == "Er is inzage gegeven"
    text = office.run("privacy", "access", "--pupil", "sanne.b", "--requested", "2026-11-20", "--language", "en", "--format", "html")
    assert text.returncode == 0 and "<html lang=\"en\">" in text.stdout and "What is kept about Sanne B." in text.stdout
    assert [line["act"] for line in office.json("audit", "show")["lines"]][-2:] == ["data_given"] * 2
    assert "a.devries" in told(office.json("privacy", "access", "--staff", "a.devries", *ASKED))


def test_who_is_not_said_or_not_here_is_refused(office):
    office.apply()
    assert office.run("privacy", "access").returncode == 2
    assert office.run("privacy", "access", "--pupil", "niemand", *ASKED).returncode == 3
    assert office.run("privacy", "access", "--pupil", "sanne.b", "--staff", "a.devries").returncode == 2
    assert office.run("privacy", "access", "--pupil", "sanne.b", "--requested", "gisteren").returncode == 2
    assert "data_given" not in [line["act"] for line in office.json("audit", "show")["lines"]]


def test_a_pupil_is_erased_and_stays_away_until_let_back(office):
    office.apply()
    asked = ("--pupil", "sanne.b", "--requested", "2026-11-20")
    assert office.run("privacy", "erase", *asked).returncode == 2  # nobody said yes
    assert office.run("privacy", "erase", "--pupil", "sanne.b", "--yes").returncode == 4  # nobody asked
    gone = office.json("privacy", "erase", *asked, "--yes")
    assert gone["erased"]["pupil"] == 1 and gone["kept_out"] is True
    office.apply()
    assert office.run("privacy", "access", "--pupil", "sanne.b", *ASKED).returncode == 3
    (away,) = office.json("privacy", "kept-out")["kept_out"]
    assert away["id"] == gone["id"] and away["who"] == "pupil"
    assert office.run("privacy", "let-back", away["id"], *ASKED).returncode == 0
    assert office.run("privacy", "let-back", away["id"], *ASKED).returncode == 3
    office.apply()
    assert office.run("privacy", "access", "--pupil", "sanne.b", *ASKED).returncode == 0
    assert "person_erased" in [line["act"] for line in office.json("audit", "show")["lines"]]


def test_erasing_until_the_next_import_says_that_they_return(office):
    office.apply()
    ran = office.run("privacy", "erase", "--pupil", "tim.v", "--requested", "2026-11-20", "--until-next-import", "--yes")
    assert ran.returncode == 0 and "brings them back" in ran.stderr
    assert office.json("privacy", "kept-out")["kept_out"] == []
    office.apply()
    assert office.run("privacy", "access", "--pupil", "tim.v", *ASKED).returncode == 0


def test_a_link_of_nobody_cannot_be_undone(office):
    office.apply()
    assert office.run("privacy", "unlink", "--pupil", "sanne.b", *ASKED).returncode == 3
    assert office.run("privacy", "device", "abcd").returncode == 2
    assert office.run("privacy", "device", "abcd", "--user", "sanne.b", *ASKED).returncode == 3


def test_a_school_ends_only_with_its_brin_twice_and_prints_a_certificate(office):
    office.apply()
    asked = ("school", "end", "--school", "99XX", "--requested", "2026-11-20")
    assert office.run("school", "end", "--school", "99XX", "--yes-erase", "99XX").returncode == 4
    assert office.run(*asked).returncode == 2
    assert office.run(*asked, "--yes-erase", "88YY").returncode == 2
    assert office.run("privacy", "access", "--pupil", "sanne.b", *ASKED).returncode == 0
    certificate = office.json(*asked, "--yes-erase", "99XX")
    assert certificate["title"].startswith("Bewijs van wissen")
    assert "99XX" in told(certificate) and "Leerlingen" in told(certificate)
    assert "Sanne" not in told(certificate)
    assert office.json("school", "certificate", "--school", "99XX") == certificate
    assert office.json("school", "list")["schools"] == []
    assert office.json("audit", "show", "--operator")["lines"][-1]["act"] == "school_erased"
    for name in office.directory.rglob("*"):
        if name.is_file() and name.suffix != ".xml":
            assert b"Sanne" not in name.read_bytes(), name


def test_a_school_that_ended_comes_back_only_when_somebody_says_so(office):
    office.apply()
    office.json("school", "end", "--school", "99XX", "--requested", "2026-11-20", "--yes-erase", "99XX")
    again = ("school", "add", "--brin", "99XX", "--name", "De Regenboog", "--site", "Hoofdgebouw")
    assert office.run(*again).returncode == 5
    assert office.json(*again, "--again")["brin"] == "99XX"
    assert office.run("school", "certificate", "--school", "99XX").returncode == 3
    office.apply()
