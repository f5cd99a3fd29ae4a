from collections.abc import Sequence
from datetime import datetime
from enum import IntEnum
from typing import Any

class Flaw(IntEnum):
    """What is wrong with a log; the numbers do not change."""
    unreadable = 1
    changed = 2
    missing = 3
    out_of_place = 4
    not_as_signed = 5
    signature_wrong = 6
    wound_back = 7
    other_log = 8
    unsigned_end = 9
    head_differs = 10
    erased_early = 11

class Finding:
    """One thing that is wrong, in the lines `first` to `last`, both included, where the flaw names any."""
    @property
    def flaw(self) -> Flaw: ...
    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int: ...
    @property
    def place(self) -> str: ...

class Report:
    """What one export came to; true when nothing is wrong with it."""
    @property
    def origin(self) -> str: ...
    @property
    def lines(self) -> int: ...
    @property
    def findings(self) -> list[Finding]: ...
    def __bool__(self) -> bool: ...

class Checkpoint:
    """What was signed: which log, how many lines, their root, when."""
    @property
    def origin(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def root(self) -> bytes: ...
    @property
    def at(self) -> datetime: ...

def verify(export: str, *, key: str, checkpoints: Sequence[str] = ..., now: datetime | None = ...) -> Report:
    """Looks through an export. `key`: the public key that was kept; `checkpoints`: the text of those that were kept elsewhere.

    `now`: when it was made or is looked at; with it, lines and persons that were erased before their time are found too."""

def entries(export: str, *, key: str) -> list[dict[str, Any]]:
    """The lines of an export as dicts, as `monitor audit show --json` has them. Verify it first."""

def checkpoint(note: str, *, key: str) -> Checkpoint:
    """Reads a checkpoint; AuditError unless it is what the key signed."""

def leaf(input: bytes) -> bytes:
    """SHA-256(0x00 + input), as RFC 6962 has it."""

def root(leaves: Sequence[bytes]) -> bytes:
    """The root of the tree over these leaves."""

def inclusion(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """The hashes that prove that a line stands in the log of these leaves."""

def consistency(size: int, leaves: Sequence[bytes]) -> list[bytes]:
    """The hashes that prove that the first `size` leaves are the beginning of these."""

def included(leaf: bytes, *, index: int, size: int, root: bytes, path: Sequence[bytes]) -> bool: ...

def consistent(*, from_size: int, from_root: bytes, size: int, root: bytes, path: Sequence[bytes]) -> bool: ...
