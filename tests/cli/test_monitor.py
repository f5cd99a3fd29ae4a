"""Does the command behave: help, words, exit codes, languages, doctor, terms and the log?"""

import csv
import json
import os
import sqlite3
from pathlib import Path

TABLE = Path(__file__).resolve().parents[1] / "golden/rulings.csv"


def test_help_goes_to_the_output_and_mistakes_to_the_error_stream(office):
    helped = office.run("--help")
    assert helped.returncode == 0 and "doctor" in helped.stdout and helped.stderr == ""
    wrong = office.run("frobnicate")
    assert wrong.returncode == 2 and wrong.stdout == "" and wrong.stderr


def test_help_of_every_command_has_an_example(office):
    for words in (["roster", "apply"], ["device", "enrol"], ["device", "list"], ["device", "revoke"], ["policy", "explain"],
                  ["audit", "show"], ["retention", "due"], ["retention", "sweep"], ["doctor"]):
        helped = office.run(*words, "--help")
        assert helped.returncode == 0 and f"monitor {words[0]}" in helped.stdout.split("Options:", 1)[1] or words == ["doctor"]


def test_help_is_dutch_for_who_reads_dutch(office):
    assert "Kijk na of alles in orde is" in office.run("--help", language="nl_NL.UTF-8").stdout
    assert "Check whether all is well" in office.run("--help").stdout


def test_agent_and_capture_are_the_other_program(office):
    ran = office.run("capture", "once", "--backend", "pattern", "--out", "one.webp")
    assert ran.returncode == 0, ran.stderr
    assert (office.directory / "one.webp").read_bytes()[8:15] == b"WEBPVP8"
    assert office.run("agent", "--help").returncode == 0


def test_explain_gives_reason_number_and_facts(office):
    answer = office.json("policy", "explain", "--action", "live", "--purpose", "help", "--fact", "hours=open")
    assert answer["outcome"] == "refusal"
    assert (answer["refusal"]["word"], answer["refusal"]["number"]) == ("clock_doubtful", 1)
    assert answer["refusal"]["nl"] != answer["refusal"]["en"]
    assert answer["facts"]["hours"] == "open" and answer["facts"]["directory"] == "unknown"


def test_explain_says_yes_to_a_request_that_is_right(office):
    row = next(row for row in csv.DictReader(TABLE.open(encoding="utf-8")) if row["outcome"] == "permit")
    words = ["--action", row["action"], "--purpose", row["purpose"], "--at", row["now"]]
    for fact in row.keys() - {"action", "purpose", "now", "outcome"}:
        words += ["--fact", f"{fact}={row[fact]}"]
    answer = office.json("policy", "explain", *words)
    assert answer["outcome"] == "permit" and answer["permit"]["valid_until"] == row["hours_end"]


def test_the_golden_tables_are_ruled_here_as_everywhere(office):
    for name, rows in (("rulings.csv", 300), ("act_rulings.csv", 250), ("contact_rulings.csv", 150)):
        answer = office.json("policy", "table", str(TABLE.parent / name))
        assert answer["differing"] == 0 and len(answer["rows"]) > rows


def test_every_reason_is_listed_once_with_its_number_and_sentences(office):
    reasons = office.json("policy", "table")["reasons"]
    assert [one["number"] for one in reasons] == [1, 18, 2, 3, 14, 4, 5, 6, 15, 16, 7, 8, 9, 10, 11, 12, 13, 17,
                                                  *range(101, 110), *range(201, 208)]
    assert len({one["nl"] for one in reasons} | {one["en"] for one in reasons}) == 2 * len(reasons)


def test_explain_tells_what_else_is_wrong_and_speaks_to_each_reader(office):
    answer = office.json("policy", "explain", "--action", "live")
    assert answer["refusal"]["word"] == "clock_doubtful"
    assert "purpose_missing" in answer["also"] and "look_time_over" in answer["also"]
    assert len({answer["refusal"][key] for key in ("nl", "en", "nl_admin", "en_admin", "nl_command", "en_command")}) == 6


def test_explain_answers_for_acts_and_contact_details_too(office):
    who = ["--fact", "actor=colleague", "--fact", "employment=active", "--fact", "schools=same", "--fact", "school_admin=yes"]
    assert office.json("policy", "explain", "--act", "view_school", *who)["permit"]["basis"] == "school_admin"
    own = office.json("policy", "explain", "--act", "grant_duty", *who, "--fact", "target=oneself", "--fact", "duty=support")
    assert (own["refusal"]["word"], own["refusal"]["number"]) == ("not_for_oneself", 106)
    phone = office.json("policy", "explain", "--detail", "phone", "--fact", "viewer=guardian", "--fact", "belonging=current",
                        "--fact", "schools=same", "--fact", "restriction=none")
    assert (phone["refusal"]["word"], phone["refusal"]["number"]) == ("only_the_school_sees", 206)


def test_a_row_that_expects_something_else_is_named(office):
    table = TABLE.read_text(encoding="utf-8").splitlines()[:4]
    table[2] = table[2].removesuffix("permit") + "outside_hours"
    (office.directory / "table.csv").write_text("\n".join(table), encoding="utf-8")
    ran = office.run("policy", "table", "table.csv")
    assert ran.returncode == 1 and "table.csv:3: outside_hours" in ran.stderr


def test_words_nobody_knows_are_usage(office):
    assert office.run("policy", "explain", "--action", "peek").returncode == 2
    assert office.run("policy", "explain", "--action", "grid", "--fact", "mood=good").returncode == 2
    assert office.run("policy", "explain", "--action", "grid", "--at", "noon").returncode == 2
    assert office.run("policy", "explain").returncode == 2
    assert office.run("policy", "explain", "--action", "grid", "--act", "stand_in").returncode == 2
    assert office.run("policy", "explain", "--act", "dance").returncode == 2
    assert office.run("policy", "explain", "--detail", "shoe_size").returncode == 2
    assert office.run("policy", "simulate", "--open", "whenever").returncode == 2
    assert office.run("policy", "simulate", "--holiday", "soon").returncode == 2
    assert office.run("policy", "simulate", "--fact", "mood=good").returncode == 2


def test_wrong_settings_tell_every_problem_and_fail(office):
    office.settings("[server]\nlisen = 1\nstate = 7\n")
    ran = office.run("device", "list")
    assert ran.returncode == 1 and "monitor.toml:2: server.lisen" in ran.stderr and "monitor.toml:3: server.state" in ran.stderr
    assert office.run("--config", "elsewhere.toml", "device", "list").returncode == 3


def test_the_settings_may_be_named_anywhere_on_the_line(office):
    office.apply()
    (office.directory / "monitor.toml").rename(office.directory / "other.toml")
    assert office.run("device", "list", "--config", "other.toml").returncode == 0


# ---- doctor

def checks(office, *, exit_code):
    ran = office.run("doctor", "--json")
    assert ran.returncode == exit_code, ran.stdout
    return {check["subject"]: check for check in json.loads(ran.stdout)["checks"]}


def test_a_fresh_office_has_warnings_and_advice_but_nothing_wrong(office):
    found = checks(office, exit_code=0)
    assert found["settings"]["health"] == "ok"
    assert found["databases"]["health"] == "warning" and "roster apply" in found["databases"]["advice"]
    assert not (office.directory / "state").exists()


def test_a_school_that_was_read_today_is_well(office):
    office.apply()
    office.sites()
    found = checks(office, exit_code=0)
    for subject in ("settings", "state directory", "key file", "databases", "clock", "audit operator", "audit 99XX",
                    "directory 99XX", "site 99XX"):
        assert found[subject]["health"] == "ok", found[subject]
    assert found["listener"]["health"] == "warning"


def test_a_key_file_that_others_may_read_is_wrong(office):
    office.apply()
    os.chmod(office.directory / "state/keys/keys", 0o644)
    found = checks(office, exit_code=1)
    assert found["key file"]["health"] == "wrong" and "chmod go-rwx" in found["key file"]["advice"]


def test_a_log_of_which_a_line_was_changed_is_wrong(office):
    office.apply()
    office.apply()
    with sqlite3.connect(office.directory / "state/audit.db") as database:
        changed = database.execute("UPDATE entries SET leaf = zeroblob(32) WHERE school <> zeroblob(16)").rowcount
    database.close()
    assert changed == 1
    found = checks(office, exit_code=1)
    assert found["audit 99XX"]["health"] == "wrong"
    assert found["audit operator"]["health"] == "ok"


def test_a_log_that_was_cut_off_is_wrong(office):
    for _ in range(3):
        office.apply()
    with sqlite3.connect(office.directory / "state/audit.db") as database:
        database.execute("DELETE FROM entries WHERE school <> zeroblob(16) AND idx = 1")
    database.close()
    assert checks(office, exit_code=1)["audit 99XX"]["health"] == "wrong"


def test_a_list_of_yesterday_is_wrong(office):
    office.apply()
    with sqlite3.connect(office.directory / "state/people.db") as database:
        database.execute("UPDATE schools SET directory_read = directory_read - 25 * 3600 * 1000")
    database.close()
    assert checks(office, exit_code=1)["directory 99XX"]["health"] == "wrong"


def test_a_certificate_that_does_not_fit_is_wrong(office):
    office.settings(url="https://school.example", tls="own")
    assert checks(office, exit_code=0)["certificate"]["health"] == "warning"
    tls = office.directory / "state/tls"
    tls.mkdir(parents=True, mode=0o700)
    os.chmod(tls.parent, 0o700)
    (tls / "certificate.pem").write_text("hello", encoding="ascii")
    assert checks(office, exit_code=1)["certificate"]["health"] == "wrong"


# ---- terms and the log

def test_nothing_is_due_in_a_fresh_school_and_a_sweep_says_so(office):
    office.apply()
    assert office.json("retention", "due")["total"] == 0
    assert office.json("retention", "sweep")["total"] == 0


def test_what_is_past_its_term_is_due_and_then_gone(office):
    office.apply()
    office.run("device", "enrol", "--site", "Noord")
    with sqlite3.connect(office.directory / "state/people.db") as database:
        database.execute("UPDATE enrolments SET expires = 1000")
    database.close()
    due = office.json("retention", "due")
    assert [(kind["kind"], kind["count"]) for kind in due["kinds"]] == [("enrolment_token", 1)]
    assert office.json("retention", "sweep")["total"] == 1
    assert office.json("retention", "due")["total"] == 0
    swept = office.json("audit", "show", "--operator")["lines"][-1]
    assert (swept["act"], swept["count"], swept["detail"]) == ("swept", 1, "enrolment_token")


def test_a_clock_that_leapt_ahead_stops_a_sweep_until_someone_says_it_is_right(office):
    office.apply()
    with sqlite3.connect(office.directory / "state/people.db") as database:
        database.execute("UPDATE meta SET value = '1000' WHERE name = 'high_water'")
        there = database.execute("SELECT count(*) FROM meta WHERE name = 'high_water'").fetchone()[0]
    database.close()
    if there == 0:
        office.json("retention", "sweep")
        with sqlite3.connect(office.directory / "state/people.db") as database:
            database.execute("UPDATE meta SET value = '1000' WHERE name = 'high_water'")
        database.close()
    ran = office.run("retention", "sweep")
    assert ran.returncode == 6 and "--clock-is-right" in ran.stderr
    assert checks(office, exit_code=1)["clock"]["health"] == "wrong"
    assert office.run("retention", "sweep", "--clock-is-right").returncode == 0
    assert checks(office, exit_code=0)["clock"]["health"] == "ok"


def test_the_log_shows_ids_and_never_names(office):
    office.apply()
    office.apply()
    ran = office.run("audit", "show", "--last", "1")
    assert ran.returncode == 0
    for name in ("Sanne", "Tim", "Anouk", "sanne.b"):
        assert name not in ran.stdout + ran.stderr
    assert office.json("audit", "show", "--last", "1")["size"] == 1
