"""Does `monitor audit` show, sign, export and prove the record, and does it name what was done to a copy?"""

import json
import shutil
import sqlite3
import sys
from pathlib import Path

import pytest
from conftest import ASKED

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bindings/python/tests"))
import other_verifier  # noqa: E402


def twelve_lines(office):
    """In the log of the school; the public key and a checkpoint of before the last four are with it."""
    office.apply()  # stands in the operator's log: there was no school yet
    office.apply()
    for number in range(7):
        office.json("device", "enrol", "--site", "Noord", "--uses", str(number + 1))
    (office.directory / "log.key").write_text(office.run("audit", "key").stdout, encoding="utf-8")
    assert office.run("audit", "checkpoint", "--out", "checkpoint.txt").returncode == 0
    for number in range(4):
        office.json("device", "enrol", "--site", "Noord", "--uses", str(number + 1))


@pytest.fixture
def kept(office, prepared):
    return prepared(office, twelve_lines)


def export(office):
    ran = office.run("audit", "export", "--out", "log.txt")
    assert ran.returncode == 0 and ran.stdout == "", ran.stderr
    return (office.directory / "log.txt").read_text(encoding="utf-8")


def verify(office, *words, code=0):
    ran = office.run("audit", "verify", *words, "--json")
    assert ran.returncode == code, ran.stdout + ran.stderr
    return json.loads(ran.stdout)


def flaws(answer):
    return [(finding["flaw"], finding["first"], finding["last"]) for log in answer["logs"] for finding in log["findings"]]


def copy_of(office, *, sql=None):
    """A copy of the record as somebody carries it off, and what they did to it."""
    copy = office.directory / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir(mode=0o700)
    with sqlite3.connect(office.directory / "state/audit.db") as whole, sqlite3.connect(copy / "audit.db") as taken:
        whole.backup(taken)
    whole.close()
    if sql:
        assert taken.execute(sql).rowcount > 0
        taken.commit()
    taken.close()
    return str(copy)


def test_lines_are_shown_forward_backward_and_sieved(kept):
    all_of_it = kept.json("audit", "show", "--last", "100")["lines"]
    assert [line["index"] for line in all_of_it] == list(range(12))
    assert all(line["remains"] == "whole" for line in all_of_it)
    assert kept.json("audit", "show", "--last", "2")["lines"] == all_of_it[-2:]
    assert kept.json("audit", "show", "--from", "3", "--last", "2")["lines"] == all_of_it[3:5]
    assert kept.json("audit", "show", "--act", "roster_applied")["lines"] == all_of_it[:1]
    assert kept.json("audit", "show", "--since", all_of_it[11]["at"][:19] + "Z", "--last", "1")["lines"] == all_of_it[-1:]
    assert kept.json("audit", "show", "--since", "2126-01-01T00:00:00Z")["lines"] == []
    assert kept.json("audit", "show", "--view", "ab" * 16)["lines"] == []
    assert kept.run("audit", "show", "--act", "dancing").returncode == 2
    assert kept.run("audit", "show", "--since", "yesterday").returncode == 2
    assert kept.run("audit", "show", "--view", "x").returncode == 2


def test_an_export_says_that_it_was_made_and_is_right_for_us_and_for_another_program(kept):
    text = export(kept)
    assert (kept.directory / "log.txt").stat().st_mode & 0o777 == 0o600
    assert kept.json("audit", "show", "--last", "1")["lines"][0]["act"] == "log_exported"
    key = (kept.directory / "log.key").read_text(encoding="utf-8")
    checkpoint = (kept.directory / "checkpoint.txt").read_text(encoding="utf-8")
    assert other_verifier.problems(text, other_verifier.read_key(key), [checkpoint]) == []
    answer = verify(kept, "log.txt", "--key", "log.key", "--checkpoint", "checkpoint.txt")
    assert answer["outcome"] == "right" and answer["logs"][0]["lines"] == 13
    assert kept.run("audit", "export").stdout.startswith("libmonitor audit export 1\n")


def test_an_export_that_was_changed_is_named_in_both_languages(kept):
    lines = export(kept).split("\n")
    first = next(number for number, line in enumerate(lines) if line.startswith("0 "))
    fields = lines[first + 5].split(" ")
    fields[4] = ("B" if fields[4][0] != "B" else "C") + fields[4][1:]
    lines[first + 5] = " ".join(fields)
    (kept.directory / "log.txt").write_text("\n".join(lines), encoding="utf-8")
    assert flaws(verify(kept, "log.txt", "--key", "log.key", code=1)) == [("changed", 5, 5)]
    assert "Line 5 was changed" in kept.run("audit", "verify", "log.txt", "--key", "log.key").stdout
    assert "Regel 5 is veranderd" in kept.run("audit", "verify", "log.txt", "--key", "log.key", language="nl_NL.UTF-8").stdout
    del lines[first + 5]
    (kept.directory / "log.txt").write_text("\n".join(lines), encoding="utf-8")
    assert ("missing", 5, 5) in flaws(verify(kept, "log.txt", "--key", "log.key", code=1))


def test_without_the_key_that_was_kept_an_export_proves_nothing(kept):
    export(kept)
    assert kept.run("audit", "verify", "log.txt").returncode == 2
    assert kept.run("audit", "verify", "log.txt", "--key", "nonsense").returncode == 2
    assert kept.run("audit", "verify", "gone.txt", "--key", "log.key").returncode == 3


def test_the_logs_of_the_server_itself_are_right(kept):
    answer = verify(kept)
    assert answer["outcome"] == "right" and len(answer["logs"]) == 2
    assert verify(kept, "--key", "log.key", "--checkpoint", "checkpoint.txt")["outcome"] == "right"


def test_what_was_done_to_a_copy_is_named(kept):
    school = "school <> zeroblob(16)"
    keys = ["--key", "log.key", "--keys", "state/keys/keys"]
    kept.run("audit", "checkpoint")
    assert verify(kept, copy_of(kept), *keys)["outcome"] == "right"
    for sql, words, found in (
            (f"UPDATE entries SET lasting = zeroblob(90) WHERE idx = 5 AND {school}", keys, ("changed", 5, 5)),
            (f"UPDATE entries SET personal_salt = zeroblob(32) WHERE idx = 5 AND {school}", keys, ("changed", 5, 5)),
            (f"UPDATE entries SET leaf = zeroblob(32) WHERE idx = 5 AND {school}", keys[:2], ("not_as_signed", 0, 7)),
            (f"UPDATE entries SET leaf = zeroblob(32) WHERE idx = 9 AND {school}", keys[:2], ("not_as_signed", 8, 11)),
            (f"DELETE FROM entries WHERE idx = 5 AND {school}", keys[:2], ("missing", 5, 5)),
            (f"DELETE FROM entries WHERE idx >= 9 AND {school}", keys[:2], ("wound_back", 9, 11)),
            (f"UPDATE entries SET idx = 100 WHERE idx = 5 AND {school}", keys[:2], ("missing", 5, 5)),
            (f"UPDATE heads SET size = 9 WHERE {school}", keys[:2], ("head_differs", 0, 0)),
            (f"UPDATE checkpoints SET note = replace(note, 'instant 1', 'instant 2') WHERE {school}", keys[:2], ("signature_wrong", 0, 0))):
        assert found in flaws(verify(kept, copy_of(kept, sql=sql), *words, code=1)), sql


def test_a_copy_that_was_wound_back_is_found_by_a_checkpoint_that_was_kept(kept):
    old = copy_of(kept)
    shutil.copytree(old, kept.directory / "old")
    kept.json("device", "enrol", "--site", "Noord")
    assert kept.run("audit", "checkpoint", "--out", "later.txt").returncode == 0
    assert verify(kept, "old", "--key", "log.key")["outcome"] == "right"
    assert flaws(verify(kept, "old", "--key", "log.key", "--checkpoint", "later.txt", code=1)) == [("wound_back", 12, 12)]


def test_a_log_signed_with_another_key_is_found(kept):
    with sqlite3.connect(kept.directory / "state/audit.db") as database:
        database.execute("DELETE FROM notary")
        database.execute("DELETE FROM checkpoints")
    database.close()
    assert kept.run("audit", "checkpoint").returncode == 0
    assert verify(kept)["outcome"] == "right"
    assert ("signature_wrong", 0, 0) in flaws(verify(kept, "--key", "log.key", code=1))


def test_a_copy_is_not_touched(kept):
    copy = Path(copy_of(kept))
    before = (copy / "audit.db").read_bytes()
    verify(kept, str(copy), "--key", "log.key", "--keys", "state/keys/keys")
    assert [file.name for file in copy.iterdir()] == ["audit.db"] and (copy / "audit.db").read_bytes() == before
    assert kept.run("audit", "verify", str(copy), "--keys", "gone").returncode == 3
    assert not (kept.directory / "gone").exists()


def test_a_proof_leads_from_a_line_to_what_was_signed(kept):
    proof = kept.json("audit", "proof", "5")
    hash_, index, last = bytes.fromhex(proof["leaf"]), proof["index"], proof["size"] - 1
    for other in map(bytes.fromhex, proof["path"]):
        if index & 1 or index == last:
            hash_ = other_verifier.node(other, hash_)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            hash_ = other_verifier.node(hash_, other)
        index, last = index >> 1, last >> 1
    key = other_verifier.read_key((kept.directory / "log.key").read_text(encoding="utf-8"))
    assert other_verifier.read_note(proof["note"], key)[1:] == (12, hash_)
    assert kept.json("audit", "proof", "--grew-from", "8")["path"]
    assert kept.run("audit", "proof", "12").returncode == 3
    assert kept.run("audit", "proof").returncode == 2


def test_a_school_keeps_its_log_shorter_and_the_log_says_so(kept):
    assert kept.json("audit", "keep", "--days", "90", *ASKED)["days"] == 90
    line = kept.json("audit", "show", "--last", "1")["lines"][0]
    assert (line["act"], line["count"]) == ("term_changed", 90)
    assert kept.run("audit", "keep", "--days", "30", *ASKED).returncode == 2
    assert verify(kept)["outcome"] == "right"
