"""What does the administration of a school deliver, and what is wrong with it? Pure: no network, nothing is kept."""

from collections.abc import Callable
from datetime import datetime
from enum import IntEnum
from os import PathLike
from typing import Any

class Purpose(IntEnum):
    """Why a personal value is taken out of its wrapper."""
    identify_to_teacher = 1
    identify_to_viewed = 2
    match_account = 3
    seal_for_storage = 4
    answer_access_request = 5
    account_for_looking = 6
    operate = 7

class Severity(IntEnum):
    note = 1
    skipped = 2
    fatal = 3

class Wanted(IntEnum):
    """The allow-list of fields follows from it."""
    look_along = 0
    look_along_and_portal = 1

class GroupKind(IntEnum):
    base = 1
    composed = 2

class Relation(IntEnum):
    unknown = 0
    parent = 1
    guardian = 2
    relative = 3
    other = 4

class Employment(IntEnum):
    unknown = 0
    active = 1
    ended = 2

class Move(IntEnum):
    added = 1
    changed = 2
    removed = 3

class Part(IntEnum):
    site = 1
    group = 2
    pupil = 3
    staff = 4
    guardian = 5

class Verdict(IntEnum):
    hold = 0
    go = 1

class Personal:
    """A text about a person. It is not printed: reveal(purpose) gives it. True when it is not empty."""
    def reveal(self, purpose: Purpose) -> str: ...
    def __bool__(self) -> bool: ...

class Finding:
    """Something in the input that is not as it should be; never holds a name. `line` counts from 1; 0: the whole."""
    @property
    def severity(self) -> Severity: ...
    @property
    def line(self) -> int: ...
    @property
    def place(self) -> str: ...
    @property
    def message(self) -> str: ...

class Site:
    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str: ...

class Group:
    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def site(self) -> str: ...
    @property
    def kind(self) -> GroupKind: ...

class Pupil:
    """`name` is first name and first letter of the surname: "Sanne B."."""
    @property
    def key(self) -> Personal: ...
    @property
    def name(self) -> Personal: ...
    @property
    def user(self) -> Personal: ...
    @property
    def groups(self) -> list[str]: ...

class Staff:
    @property
    def key(self) -> Personal: ...
    @property
    def name(self) -> Personal: ...
    @property
    def user(self) -> Personal: ...
    @property
    def employment(self) -> Employment: ...
    @property
    def groups(self) -> list[str]: ...

class Child:
    @property
    def pupil(self) -> Personal: ...
    @property
    def relation(self) -> Relation: ...

class Guardian:
    """What the source calls secret is not here."""
    @property
    def key(self) -> Personal: ...
    @property
    def name(self) -> Personal: ...
    @property
    def email(self) -> Personal: ...
    @property
    def phone(self) -> Personal: ...
    @property
    def children(self) -> list[Child]: ...

class Import:
    """One school, one school year, the full set; and what was found wrong. Each list is a copy."""
    @property
    def school(self) -> str: ...
    @property
    def school_name(self) -> str: ...
    @property
    def year(self) -> str: ...
    @property
    def sites(self) -> list[Site]: ...
    @property
    def groups(self) -> list[Group]: ...
    @property
    def pupils(self) -> list[Pupil]: ...
    @property
    def staff(self) -> list[Staff]: ...
    @property
    def guardians(self) -> list[Guardian]: ...
    @property
    def findings(self) -> list[Finding]: ...

class Step:
    @property
    def move(self) -> Move: ...
    @property
    def part(self) -> Part: ...
    @property
    def key(self) -> Personal: ...

class Tally:
    @property
    def added(self) -> int: ...
    @property
    def changed(self) -> int: ...
    @property
    def removed(self) -> int: ...
    @property
    def unchanged(self) -> int: ...

class Difference:
    @property
    def steps(self) -> list[Step]: ...
    @property
    def pupils(self) -> Tally: ...
    @property
    def staff(self) -> Tally: ...
    @property
    def groups(self) -> Tally: ...
    @property
    def guardians(self) -> Tally: ...

def read_edexml(source: str | PathLike[str] | Any, *, now: datetime, school: str = ..., year: str | None = ...,
                wanted: Wanted = ..., progress: Callable[[int], None] | None = ...) -> Import:
    """EDEXML 1.03, 2.0 or 2.1, from a path or a buffer of bytes. RosterError only where it cannot be opened."""

def read_uwlr(source: str | PathLike[str] | Any, *, now: datetime, school: str = ..., year: str | None = ...,
              wanted: Wanted = ..., progress: Callable[[int], None] | None = ...) -> Import:
    """The answer of UWLR 2.2, in its SOAP envelope or without; staged answers behind each other."""

def read_gkv(pupils: str | PathLike[str] | Any, staff: str | PathLike[str] | Any, *, now: datetime, school: str = ...,
             year: str | None = ..., wanted: Wanted = ..., progress: Callable[[int], None] | None = ...) -> Import:
    """ParnasSys GKV: the answers of getLeerlingen and getMedewerkers."""

def read_oneroster(path: str | PathLike[str], *, now: datetime, school: str = ..., year: str | None = ...,
                   wanted: Wanted = ..., progress: Callable[[int], None] | None = ...) -> Import:
    """OneRoster 1.1 or 1.2: a folder or a zip that is whole (bulk), or a folder of deliveries, which is read from the newest
    whole one on, in the order of their names. `school` chooses by BRIN where there are several."""

def merge_oneroster(before: Import, path: str | PathLike[str], *, now: datetime, school: str = ..., year: str | None = ...,
                    wanted: Wanted = ..., progress: Callable[[int], None] | None = ...) -> Import:
    """A later delivery of OneRoster, of changes or in part whole, over what the one before gave."""

def read_sds(path: str | PathLike[str], *, now: datetime, school: str = ..., year: str | None = ..., wanted: Wanted = ...,
             progress: Callable[[int], None] | None = ...) -> Import:
    """School Data Sync v1, v2 or v2.1: a folder or a zip."""

def add_guardians(to: Import, source: str | PathLike[str] | Any) -> None:
    """Our own list of guardians (docs/formats/guardians.md), added to the pupils of `to`."""

def check(delivery: Import) -> list[Finding]:
    """What only a look at the whole can tell. A fatal one, here or in `findings`: do not apply."""

def difference(before: Import, after: Import) -> Difference:
    """What would change if `after` took the place of `before`."""

def verdict(difference: Difference, *, percent: int = ..., few: int = ...) -> Verdict:
    """hold where more than `percent` of the pupils or of the staff would go; fewer than `few` never ask."""
