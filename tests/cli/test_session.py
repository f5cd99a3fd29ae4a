"""Can an administrator see who is signed in, and end that?"""


def test_a_school_where_nobody_is_signed_in_has_an_empty_list(office):
    office.apply()
    assert office.json("session", "list")["sessions"] == []
    assert office.json("session", "list", "--user", "a.devries")["sessions"] == []
    ran = office.run("session", "end", "--user", "a.devries", "--yes")
    assert ran.returncode == 3 and "signed in nowhere" in ran.stderr
    assert office.run("session", "end", "0123abcd", "--yes").returncode == 3


def test_what_is_to_end_must_be_said_and_only_once(office):
    office.apply()
    assert office.run("session", "end", "--yes").returncode == 2
    assert office.run("session", "end", "0123abcd", "--user", "a.devries", "--yes").returncode == 2


def test_where_nothing_was_ever_kept_there_is_nothing_to_end(office):
    ran = office.run("session", "list")
    assert ran.returncode == 3 and not (office.directory / "state").exists()


def test_help_is_there_in_both_languages(office):
    assert "Beëindig een sessie" in office.run("session", "--help", language="nl_NL.UTF-8").stdout
    assert "End a session" in office.run("session", "--help").stdout
