"""May this person see this pupil's screen, here and now, and why? Pure: no clock, no network, no settings."""

from datetime import datetime
from enum import IntEnum
from typing import Literal

class Action(IntEnum):
    grid = 1
    live = 2
    last_picture = 3
    open_tabs = 4

class Employment(IntEnum):
    unknown = 0
    active = 1
    ended = 2

class Directory(IntEnum):
    unknown = 0
    fresh = 1
    stale = 2

class Timekeeping(IntEnum):
    unknown = 0
    sure = 1
    doubtful = 2

class Schools(IntEnum):
    unknown = 0
    same = 1
    different = 2

class Hours(IntEnum):
    unknown = 0
    open = 1
    closed = 2

class Whereabouts(IntEnum):
    unknown = 0
    at_the_site = 1
    elsewhere = 2

class RemoteLesson(IntEnum):
    none = 0
    in_force = 1

class DeviceUser(IntEnum):
    unknown = 0
    this_pupil = 1
    staff = 2
    another_pupil = 3
    nobody = 4

class Objection(IntEnum):
    unknown = 0
    none = 1
    recorded = 2

class Indicator(IntEnum):
    down = 0
    first = 1
    up = 2

class LookPurpose(IntEnum):
    none = 0
    help = 1
    safety = 2
    progress = 3
    test = 4

class Basis(IntEnum):
    teaches_group = 1
    replaces_teacher = 2

class Refusal(IntEnum):
    clock_doubtful = 1
    directory_stale = 2
    staff_not_active = 3
    other_school = 4
    not_their_group = 5
    objection_recorded = 6
    outside_hours = 7
    viewer_elsewhere = 8
    device_not_in_use = 9
    not_a_pupil_device = 10
    device_elsewhere = 11
    indicator_down = 12
    purpose_missing = 13

class Request:
    """Who wants to look at whom. Ids are 32 lower-case hexadecimal digits."""
    def __init__(self, *, viewer: str, pupil: str, action: Action = ..., purpose: LookPurpose = ...) -> None: ...
    @property
    def viewer(self) -> str: ...
    @property
    def pupil(self) -> str: ...
    @property
    def action(self) -> Action: ...
    @property
    def purpose(self) -> LookPurpose: ...

class Facts:
    """Everything the rules may look at. What is left out is unknown, and never helps a request."""
    timekeeping: Timekeeping
    directory: Directory
    employment: Employment
    schools: Schools
    relation: Basis | None
    objection: Objection
    hours: Hours
    viewer: Whereabouts
    device_user: DeviceUser
    device: Whereabouts
    remote_lesson: RemoteLesson
    indicator: Indicator
    hours_end: datetime | None
    def __init__(
        self,
        *,
        timekeeping: Timekeeping = ...,
        directory: Directory = ...,
        employment: Employment = ...,
        schools: Schools = ...,
        relation: Basis | None = ...,
        objection: Objection = ...,
        hours: Hours = ...,
        viewer: Whereabouts = ...,
        device_user: DeviceUser = ...,
        device: Whereabouts = ...,
        remote_lesson: RemoteLesson = ...,
        indicator: Indicator = ...,
        hours_end: datetime | None = ...,
    ) -> None: ...

class Permit:
    """Proof that the rules said yes. Only decide() makes one."""
    @property
    def request(self) -> Request: ...
    @property
    def basis(self) -> Basis: ...
    @property
    def valid_until(self) -> datetime: ...

class Ruling:
    """Either `permit` or `refusal` is there; true when it is the permit."""
    def __bool__(self) -> bool: ...
    @property
    def permit(self) -> Permit | None: ...
    @property
    def refusal(self) -> Refusal | None: ...
    def sentence(self, language: Literal["nl", "en"]) -> str: ...

def decide(request: Request, facts: Facts, now: datetime) -> Ruling:
    """Tries the rules in the order of Refusal; the first that fails is the reason. `now` knows its time zone."""
