from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import IntEnum

class Kind(IntEnum):
    """Everything the system keeps; the numbers do not change."""
    last_picture = 1
    open_tabs = 2
    pupil = 3
    staff = 4
    membership = 5
    school_layout = 6
    device = 7
    enrolment_token = 8
    session = 9
    sign_in_attempt = 10
    audit_entry = 11
    audit_chain = 12
    bookkeeping = 13
    right = 14
    invitation = 15
    held_import = 16
    link_key = 17
    directory_account = 18
    connection = 19
    line = 20
    audit_personal = 21
    remote_lesson = 22
    restriction = 23
    ledger = 24

class For:
    """Counted from the moment a record was made."""
    def __init__(self, span: timedelta) -> None: ...
    @property
    def span(self) -> timedelta: ...

class UntilSchoolYearEnds:
    """To 31 July 24:00, Europe/Amsterdam, of the year a record was delivered for."""
    def __init__(self) -> None: ...

class WhileSchoolTakesPart:
    """Until the school leaves."""
    def __init__(self) -> None: ...

class Room:
    """How far a school may go: from `shortest` to `longest`, which is the ceiling."""
    @property
    def shortest(self) -> timedelta: ...
    @property
    def longest(self) -> timedelta: ...

class Terms:
    """One school's own terms, none at first. Whatever is put in, of() never goes above the ceiling."""
    def __init__(self) -> None: ...
    def shorten(self, kind: Kind, span: timedelta) -> None:
        """ValueError: outside room(kind), or nobody sets it."""
    def restore(self, kind: Kind) -> None:
        """Back to the ceiling."""
    def of(self, kind: Kind) -> For | UntilSchoolYearEnds | WhileSchoolTakesPart:
        """The term in force."""
    @property
    def own(self) -> dict[Kind, timedelta]: ...

class Field:
    """One column of one table, or one slot in memory. Words are pairs: Dutch, English."""
    @property
    def kind(self) -> Kind: ...
    @property
    def table(self) -> str: ...
    @property
    def column(self) -> str: ...
    @property
    def what(self) -> tuple[str, str]: ...
    @property
    def purpose(self) -> tuple[str, str]: ...
    @property
    def source(self) -> tuple[str, str]: ...

def ceiling(kind: Kind) -> For | UntilSchoolYearEnds | WhileSchoolTakesPart:
    """The longest anyone may set. A school can shorten a term, never lengthen it."""

def room(kind: Kind) -> Room | None:
    """How far a school may go; None: a term that nobody sets."""

def deadline(term: For | UntilSchoolYearEnds | WhileSchoolTakesPart, recorded: datetime, school_year: int | None = None) -> datetime | None:
    """The first instant at which a record may no longer exist; None: only the school's leaving ends it. `school_year`, by the year in which it
    begins: the one it was delivered for, unless given the one in which it was recorded."""

def school_year(at: datetime) -> int:
    """The year in which the school year began that it is in Amsterdam."""

def school_year_ends(begins: int) -> datetime:
    """31 July 24:00 in Amsterdam, as an instant."""

def catalogue() -> Sequence[Field]:
    """Everything that is kept."""

def due(text: str) -> dict[Kind, int]:
    """How many of each kind are past their term, from what `monitor retention due --json` printed. ValueError: it is not that."""
