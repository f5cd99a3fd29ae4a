"""Does monitor.audit find what was done to a log, and say the same as a verifier that shares no code with it?"""

import base64
import sys
from datetime import datetime, timezone
from hashlib import sha256
from pathlib import Path

import pytest

import monitor
from monitor import audit

sys.path.insert(0, str(Path(__file__).parent))
import other_verifier as other  # noqa: E402

SECRET = 0x1234567890ABCDEF1234567890ABCDEF
KEY = other.key_text(other.public(SECRET))
ORIGIN = "libmonitor.audit/07000000000000000000000000000000"


def bare(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def entry(number):
    """The bytes of a sweep, as docs/formats/audit.md has them: at, act 13, actor system, no view, grid, no purpose, count, detail."""
    lasting = (b"\x02" + (1_790_000_000_000 + number).to_bytes(8, "big") + bytes([13, 1, 0]) + bytes(16) + bytes([1, 0]) + bytes(2) +
               number.to_bytes(8, "big") + (7).to_bytes(4, "big") + b"session" + bytes([0, 0]) + bytes(4))
    return lasting, b"\x02\x00\x00" + bytes(4) + bytes(4)


def log(count, signed_at=()):
    """Lines and checkpoints of a log whose every third line lost its personal part and every fifth all of it."""
    lines, leaves, notes = [], [], []
    for index in range(count):
        lasting, personal = entry(index)
        salts = [sha256(bytes([part]) + index.to_bytes(8, "big")).digest() for part in (2, 3)]
        gone = other.commitment(3, index, salts[1], personal)
        leaves.append(sha256(b"\0" + other.commitment(2, index, salts[0], lasting) + gone).digest())
        begin = f"{index} {leaves[-1].hex()} "
        if index % 5 == 4:
            lines.append(begin + "erased")
        elif index % 3 == 2:
            lines.append(begin + f"lasting {bare(salts[0])} {bare(lasting)} {gone.hex()}")
        else:
            lines.append(begin + f"whole {bare(salts[0])} {bare(lasting)} {bare(salts[1])} {bare(personal)}")
        if index + 1 in signed_at or index + 1 == count:
            notes.append(other.note(ORIGIN, index + 1, other.root(leaves), 1_790_000_000_000, SECRET))
    return lines, leaves, notes


def export(lines, notes):
    return f"libmonitor audit export 1\n{ORIGIN}\ncheckpoints {len(notes)}\nlines {len(lines)}\n" + "".join(notes) + "".join(
        line + "\n" for line in lines)


@pytest.fixture
def verified(tmp_path):
    def both(text, kept=()):
        path = tmp_path / "log.txt"
        path.write_text(text, encoding="utf-8", newline="")
        report = audit.verify(str(path), key=KEY, checkpoints=list(kept))
        assert bool(report) == (not other.problems(text, other.read_key(KEY), kept)), report.findings
        return report
    return both


def test_a_log_made_from_the_page_alone_is_right(verified):
    lines, _, notes = log(30, signed_at=(10, 20))
    report = verified(export(lines, notes))
    assert report and report.lines == 30 and report.origin == ORIGIN and report.findings == []


def test_what_was_done_is_named(verified):
    lines, _, notes = log(30, signed_at=(10, 20))
    changed = list(lines)
    fields = changed[12].split(" ")
    fields[4] = "B" + fields[4][1:]
    changed[12] = " ".join(fields)
    assert [(f.flaw, f.first, f.last) for f in verified(export(changed, notes)).findings] == [(audit.Flaw.changed, 12, 12)]
    cut = lines[:12] + lines[13:]
    assert audit.Flaw.missing in [f.flaw for f in verified(export(cut, notes)).findings]
    moved = lines[:12] + [lines[13], lines[12]] + lines[14:]
    assert (audit.Flaw.out_of_place, 12) in [(f.flaw, f.first) for f in verified(export(moved, notes)).findings]
    forged = list(lines)
    forged[14] = f"14 {'00' * 32} erased"
    found = verified(export(forged, notes)).findings
    assert [(f.flaw, f.first, f.last) for f in found] == [(audit.Flaw.not_as_signed, 10, 19)]


def test_what_was_erased_before_its_time_is_named_when_the_time_is_known(tmp_path):
    lines, _, notes = log(30, signed_at=(10, 20))
    path = tmp_path / "log.txt"
    path.write_text(export(lines, notes), encoding="utf-8", newline="")
    soon = datetime(2026, 10, 1, tzinfo=timezone.utc)
    found = audit.verify(str(path), key=KEY, now=soon).findings
    assert {f.flaw for f in found} == {audit.Flaw.erased_early}
    assert [(f.first, f.last) for f in found][:2] == [(2, 2), (4, 5)]
    assert audit.verify(str(path), key=KEY, now=soon.replace(year=2028))


def test_a_log_that_was_wound_back_is_found_by_a_checkpoint_that_was_kept(verified):
    lines, _, notes = log(30, signed_at=(10, 20))
    earlier = export(lines[:20], notes[:2])
    assert verified(earlier)
    found = verified(earlier, [notes[2]]).findings
    assert [(f.flaw, f.first, f.last) for f in found] == [(audit.Flaw.wound_back, 20, 29)]


def test_entries_are_dicts_and_erased_ones_have_no_content(tmp_path):
    lines, leaves, notes = log(6)
    path = tmp_path / "log.txt"
    path.write_text(export(lines, notes), encoding="utf-8", newline="")
    entries = audit.entries(str(path), key=KEY)
    assert [line["index"] for line in entries] == list(range(6))
    assert [line["remains"] for line in entries] == ["whole", "whole", "lasting", "whole", "leaf", "lasting"]
    assert entries[1]["act"] == "swept" and entries[1]["count"] == 1 and entries[1]["detail"] == "session"
    assert "act" not in entries[4] and entries[4]["leaf"] == leaves[4].hex()
    assert entries[0]["school"] == ORIGIN.split("/")[1]


def test_a_checkpoint_is_what_was_signed_or_an_error():
    _, leaves, notes = log(7)
    read = audit.checkpoint(notes[0], key=KEY)
    assert (read.origin, read.size, read.root) == (ORIGIN, 7, other.root(leaves))
    assert read.at == datetime.fromtimestamp(1_790_000_000, timezone.utc)
    with pytest.raises(monitor.AuditError) as failed:
        audit.checkpoint(notes[0].replace("\n7\n", "\n8\n"), key=KEY)
    assert failed.value.remedy == "correct_input"
    with pytest.raises(monitor.AuditError):
        audit.checkpoint(notes[0], key=other.key_text(other.public(SECRET + 1)))
    with pytest.raises(ValueError, match="public key"):
        audit.checkpoint(notes[0], key="hello")


def test_proofs_prove_and_nothing_else_does():
    _, leaves, _ = log(11)
    assert audit.root(leaves) == other.root(leaves) and audit.root([]) == sha256().digest()
    for index, leaf in enumerate(leaves):
        path = audit.inclusion(index, leaves)
        assert audit.included(leaf, index=index, size=11, root=other.root(leaves), path=path)
        assert not audit.included(leaf, index=(index + 1) % 11, size=11, root=other.root(leaves), path=path)
    for size in range(12):
        path = audit.consistency(size, leaves)
        assert audit.consistent(from_size=size, from_root=other.root(leaves[:size]), size=11, root=other.root(leaves), path=path)
    assert not audit.consistent(from_size=5, from_root=other.root(leaves[:4]), size=11, root=other.root(leaves),
                                path=audit.consistency(5, leaves))
    with pytest.raises(monitor.AuditError):
        audit.inclusion(11, leaves)
    with pytest.raises(ValueError, match="32 bytes"):
        audit.root([b"short"])
