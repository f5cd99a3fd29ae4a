"""Can an administrator set up a school: where it is, when it is open, who manages it, and what waits?"""

import re

from conftest import ASKED, school_year


def test_a_school_is_made_named_anew_and_listed(office):
    made = office.json("school", "add", "--brin", "88AA", "--name", "De Vlinder", "--site", "Noord")
    assert made["brin"] == "88AA"
    assert office.json("school", "add", "--brin", "88AA", "--name", "De Pauw")["id"] == made["id"]
    (school,) = office.json("school", "list")["schools"]
    assert (school["name"], school["pupils"], school["staff"]) == ("De Pauw", 0, 0)
    assert office.run("school", "add", "--brin", "8A", "--name", "x", "--site", "y").returncode == 1
    assert office.run("school", "add", "--brin", "77AA", "--name", "No site").returncode == 1
    assert [line["act"] for line in office.json("audit", "show", "--operator")["lines"]][:2] == ["settings_changed"] * 2


def test_schools_of_one_board_are_listed_together(office):
    for brin, board in (("88AA", "Stichting De Kring"), ("77AA", "Stichting De Kring"), ("66AA", "Stichting Zon")):
        assert office.json("school", "add", "--brin", brin, "--name", brin, "--site", "Noord", "--board", board)["board"] == board
    assert [one["brin"] for one in office.json("school", "list", "--board", "Stichting De Kring")["schools"]] == ["77AA", "88AA"]
    office.json("school", "add", "--brin", "88AA", "--name", "88AA")  # keeps the board it has
    office.json("school", "add", "--brin", "77AA", "--name", "77AA", "--board", "")
    assert {one["brin"]: one["board"] for one in office.json("school", "list")["schools"]} == {
        "88AA": "Stichting De Kring", "77AA": "", "66AA": "Stichting Zon"}
    assert office.json("school", "list", "--board", "Stichting Maan")["schools"] == []


def test_a_site_keeps_what_was_not_typed_and_refuses_what_is_not_right(office):
    office.json("school", "add", "--brin", "88AA", "--name", "De Vlinder", "--site", "Noord")
    office.json("site", "set", "Noord", "--network", "192.0.2.0/24", "--network", "2001:db8::/32")
    office.json("site", "set", "Noord", "--open", "mon-fri 08:30-12:00", "--open", "mon-tue 12:45-15:15", "--holiday", "2026-12-19..2027-01-03")
    (site,) = office.json("site", "list")["sites"]
    assert site["networks"] == ["192.0.2.0/24", "2001:db8::/32"]
    assert site["open"] == ["mon-tue 08:30-12:00", "mon-tue 12:45-15:15", "wed-fri 08:30-12:00"]
    assert site["holidays"] == ["2026-12-19..2027-01-03"]
    for wrong in (("--network", "192.0.2.1/24"), ("--open", "mon 8:30-12:00"), ("--holiday", "2026-02-30")):
        ran = office.run("site", "set", "Noord", *wrong)
        assert ran.returncode == 2 and wrong[1] in ran.stderr
    assert office.json("site", "list")["sites"] == [site]
    assert office.run("site", "set", "Zuid", "--name", "x").returncode == 3


def test_an_invitation_is_shown_once_and_written_down(office):
    office.apply()
    ran = office.run("admin", "invite", "--hours", "2")
    assert ran.returncode == 0 and re.fullmatch(r"[\w-]{43}\n", ran.stdout)
    assert "/invitation" in ran.stderr
    assert office.json("admin", "invite")["code"] != ran.stdout.strip()
    assert office.json("admin", "list")["duties"] == []
    assert [line["act"] for line in office.json("audit", "show")["lines"]] == ["duty_changed", "duty_changed"]
    assert office.run("admin", "invite", "--duty", "king").returncode == 2


def test_a_connection_is_switched_off_and_recorded(office):
    office.apply()
    assert office.run("school", "switch", "roster", "off").returncode == 0
    (roster,) = [one for one in office.json("school", "status")["connections"] if one["connection"] == "roster"]
    assert roster["switched"] == "off"
    assert office.run("school", "switch", "roster", "on").returncode == 0
    assert [line["act"] for line in office.json("audit", "show")["lines"]][-2:] == ["settings_changed"] * 2


def test_what_was_loaded_stays_unless_the_school_has_it_erased_now(office):
    office.apply()
    kept = office.json("school", "switch", "roster", "off")
    assert (kept["switched"], kept["rest"]) == ("off", "kept")
    assert office.json("school", "list")["schools"][0]["pupils"] == 2
    assert office.run("school", "switch", "roster", "off", "--erase-now").returncode == 4
    gone = office.json("school", "switch", "roster", "off", "--erase-now", *ASKED)
    assert gone["rest"] == "erased"
    assert (gone["erased"]["pupils"], gone["erased"]["staff"], gone["erased"]["groups"]) == (2, 1, 1)
    (school,) = office.json("school", "list")["schools"]
    assert (school["pupils"], school["staff"]) == (0, 0)
    (line,) = [one for one in office.json("audit", "show")["lines"] if "erased" in one.get("detail", "")]
    assert (line["act"], line["count"]) == ("settings_changed", 2)
    assert line["detail"].startswith("roster off, erased: 2 pupils, 1 staff, 1 groups")
    assert line["detail"].endswith(" requested 2026-11-20")
    assert office.run("school", "switch", "roster", "on", "--erase-now").returncode == 2
    assert office.run("school", "switch", "roster", "off", "--keep", "--erase-now").returncode == 2
    assert office.run("school", "switch", "roster", "on").returncode == 0
    office.apply()
    assert office.json("school", "list")["schools"][0]["pupils"] == 2


EDEX = """<EDEX><school><schooljaar>{year}</schooljaar><brincode>88AA</brincode></school>
<groepen><groep key="g"><naam>5A</naam><jaargroep>5</jaargroep></groep></groepen><leerlingen>{pupils}</leerlingen></EDEX>"""
PUPIL = '<leerling key="{n}"><achternaam>Proef</achternaam><roepnaam>Kind{n}</roepnaam><groep key="g"/></leerling>'


def delivery(office, count):
    text = EDEX.format(year=school_year(), pupils="".join(PUPIL.format(n=n) for n in range(count)))
    (office.directory / "edex.xml").write_text(text, encoding="utf-8")
    return ("roster", "import", "--format", "edexml", "edex.xml")


def test_an_import_that_removes_many_waits_for_a_person(office):
    assert office.json(*delivery(office, 20))["fate"] == "applied"
    held = office.json(*delivery(office, 8))
    assert (held["fate"], held["applied"], held["persons"]["removed"]) == ("held_for_consent", False, 12)
    (waiting,) = office.json("roster", "status")["held"]
    assert waiting["pupils_removed"] == 12
    assert office.json("school", "list")["schools"][0]["pupils"] == 20
    assert office.run("roster", "confirm", waiting["id"]).returncode == 0
    assert office.json("school", "list")["schools"][0]["pupils"] == 8
    assert office.json("roster", "status")["held"] == []
    assert office.run("roster", "confirm", waiting["id"]).returncode == 3
    assert office.run("roster", "confirm", "nonsense").returncode == 2


def test_an_import_that_waits_is_thrown_away_or_a_yes_takes_it_over(office):
    office.json(*delivery(office, 20))
    office.json(*delivery(office, 8))
    (waiting,) = office.json("roster", "status")["held"]
    assert office.run("roster", "discard", waiting["id"]).returncode == 0
    assert office.json("roster", "status")["held"] == []
    assert office.json(*delivery(office, 8), "--yes")["fate"] == "applied"


def test_only_the_school_permits_support_and_the_operator_withdraws_it(office):
    office.apply()
    shown = office.json("school", "support")
    assert "until" not in shown
    assert office.run("school", "support", "--end").returncode == 0
    assert office.json("audit", "show")["lines"][-1]["act"] == "support_ended"
    assert office.run("school", "support", "--for", "1h").returncode == 2
