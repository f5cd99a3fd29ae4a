"""May this person look along with this pupil, do this at this school, or see that contact detail, here and now, and why?

Pure: no clock, no network, no settings. Facts go in, a ruling comes out; a refusal is an answer, not an exception. What the facts
do not say counts against the request. docs/how-to/add-a-rule.md has the rules in their order.
"""

from datetime import datetime
from enum import IntEnum
from typing import Literal, overload

class Action(IntEnum):
    """What is looked at."""
    grid = 1
    live = 2
    last_picture = 3
    open_tabs = 4

class Employment(IntEnum):
    unknown = 0
    active = 1
    ended = 2

class Role(IntEnum):
    """What someone is at the school; support teaches nobody."""
    unknown = 0
    staff = 1
    support = 2

class Directory(IntEnum):
    unknown = 0
    fresh = 1
    stale = 2
    put_back = 3

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
    holiday = 3

class Whereabouts(IntEnum):
    """Where someone is, from the network the server itself sees."""
    unknown = 0
    at_the_site = 1
    elsewhere = 2

class RemoteLesson(IntEnum):
    """Only one in force lifts anything, and only that people are elsewhere."""
    none = 0
    in_force = 1
    other_groups = 2
    parents_not_told = 3

class DeviceUser(IntEnum):
    unknown = 0
    this_pupil = 1
    staff = 2
    another_pupil = 3
    nobody = 4

class Objection(IntEnum):
    """Against looking along with this pupil (GDPR art. 21)."""
    unknown = 0
    none = 1
    recorded = 2

class Restriction(IntEnum):
    """Of what may be done with somebody's data (GDPR art. 18)."""
    unknown = 0
    none = 1
    recorded = 2

class Indicator(IntEnum):
    """The strip on the screen; `first` = the device raises it before it captures, `up` = it said so."""
    down = 0
    first = 1
    up = 2

class LookPurpose(IntEnum):
    """Why someone looks."""
    none = 0
    help = 1
    safety = 2
    progress = 3
    test = 4

class Basis(IntEnum):
    """Why a request was granted."""
    teaches_group = 1
    replaces_teacher = 2

class Refusal(IntEnum):
    """Why a request was refused; order() says which rule is tried first. The numbers are for ever."""
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
    not_for_their_role = 14
    restriction_recorded = 15
    school_on_holiday = 16
    look_time_over = 17
    records_put_back = 18

class Reader(IntEnum):
    """Who reads a sentence: the one who asked, the administrator, or who types a command."""
    asker = 1
    admin = 2
    command = 3

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
    role: Role
    schools: Schools
    relation: Basis | None
    objection: Objection
    restriction: Restriction
    hours: Hours
    viewer: Whereabouts
    device_user: DeviceUser
    device: Whereabouts
    remote_lesson: RemoteLesson
    indicator: Indicator
    hours_end: datetime | None
    remote_end: datetime | None
    look_end: datetime | None
    def __init__(
        self,
        *,
        timekeeping: Timekeeping = ...,
        directory: Directory = ...,
        employment: Employment = ...,
        role: Role = ...,
        schools: Schools = ...,
        relation: Basis | None = ...,
        objection: Objection = ...,
        restriction: Restriction = ...,
        hours: Hours = ...,
        viewer: Whereabouts = ...,
        device_user: DeviceUser = ...,
        device: Whereabouts = ...,
        remote_lesson: RemoteLesson = ...,
        indicator: Indicator = ...,
        hours_end: datetime | None = ...,
        remote_end: datetime | None = ...,
        look_end: datetime | None = ...,
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
    def permit(self) -> Permit | None:
        """The proof, or None."""
    @property
    def refusal(self) -> Refusal | None:
        """The first reason against it, or None."""
    def sentence(self, language: Literal["nl", "en"], reader: Reader = ...) -> str:
        """The reason as this reader reads it; "" for a permit."""

class AdminAct(IntEnum):
    """What pages and commands do, beside looking along."""
    view_school = 1
    switch_connection = 2
    take_over_roster = 3
    confirm_import = 4
    discard_import = 5
    choose_link = 6
    set_site = 7
    enrol_device = 8
    revoke_device = 9
    grant_duty = 10
    withdraw_duty = 11
    accept_duty = 12
    stand_in = 13
    grant_remote_lesson = 14
    confirm_letter = 15
    end_remote_lesson = 16
    read_log = 17
    read_own_looks = 18
    print_parent_code = 19
    answer_access = 20
    rectify = 21
    erase_person = 22
    record_objection = 23
    end_contract = 24
    permit_support = 25
    support_access = 26
    set_terms = 27
    end_session = 28
    erase_loaded = 29

class Actor(IntEnum):
    unknown = 0
    colleague = 1
    operator = 2

class Holds(IntEnum):
    """Does somebody hold this duty?"""
    no = 0
    yes = 1

class Target(IntEnum):
    """Whom the act is about."""
    unknown = 0
    somebody_else = 1
    oneself = 2

class GrantedDuty(IntEnum):
    """The duty that is granted."""
    none = 0
    school_admin = 1
    board_admin = 2
    privacy_officer = 3
    support = 4

class SupportPermission(IntEnum):
    """Of the school, for support, written down and with an end."""
    none = 0
    given = 1

class WrittenRequest(IntEnum):
    """Of the head of the school, written down."""
    none = 0
    recorded = 1

class ActRefusal(IntEnum):
    """Why an act was refused, in the order in which the rules are tried."""
    actor_unknown = 101
    actor_not_active = 102
    actor_of_other_school = 103
    time_doubtful = 104
    not_their_duty = 105
    not_for_oneself = 106
    duty_not_theirs_to_grant = 107
    no_permission = 108
    no_request = 109

class ActBasis(IntEnum):
    """On what standing somebody may; the first that does."""
    school_admin = 1
    board_admin = 2
    privacy_officer = 3
    colleague = 4
    support = 5
    operator = 6

class ActRequest:
    """Who wants to do what, at which school. Ids are 32 lower-case hexadecimal digits; nobody is 32 zeros."""
    def __init__(self, *, who: str, school: str, act: AdminAct) -> None: ...
    @property
    def who(self) -> str: ...
    @property
    def school(self) -> str: ...
    @property
    def act(self) -> AdminAct: ...

class ActFacts:
    """What the rules look at before an act. What is left out never helps."""
    timekeeping: Timekeeping
    actor: Actor
    employment: Employment
    role: Role
    schools: Schools
    school_admin: Holds
    board_admin: Holds
    privacy_officer: Holds
    support: Holds
    target: Target
    duty: GrantedDuty
    permission: SupportPermission
    request: WrittenRequest
    permission_end: datetime | None
    def __init__(
        self,
        *,
        timekeeping: Timekeeping = ...,
        actor: Actor = ...,
        employment: Employment = ...,
        role: Role = ...,
        schools: Schools = ...,
        school_admin: Holds = ...,
        board_admin: Holds = ...,
        privacy_officer: Holds = ...,
        support: Holds = ...,
        target: Target = ...,
        duty: GrantedDuty = ...,
        permission: SupportPermission = ...,
        request: WrittenRequest = ...,
        permission_end: datetime | None = ...,
    ) -> None: ...

class ActPermit:
    """Proof that the rules said yes. Only decide() makes one."""
    @property
    def request(self) -> ActRequest: ...
    @property
    def basis(self) -> ActBasis: ...

class ActRuling:
    """Either `permit` or `refusal` is there; true when it is the permit."""
    def __bool__(self) -> bool: ...
    @property
    def permit(self) -> ActPermit | None:
        """The proof, or None."""
    @property
    def refusal(self) -> ActRefusal | None:
        """The first reason against it, or None."""
    def sentence(self, language: Literal["nl", "en"], reader: Reader = ...) -> str:
        """The reason as this reader reads it; "" for a permit."""

class Detail(IntEnum):
    """A contact detail."""
    phone = 1
    email = 2
    address = 3

class Audience(IntEnum):
    """What one chooses for a detail; not chosen is as me and the school."""
    not_chosen = 0
    me_and_the_school = 1
    my_groups = 2
    the_whole_school = 3

class Viewer(IntEnum):
    """What the viewer is at the school."""
    unknown = 0
    staff = 1
    support = 2
    guardian = 3
    pupil = 4

class Belonging(IntEnum):
    unknown = 0
    current = 1
    ended = 2

class Whose(IntEnum):
    unknown = 0
    ones_own = 1
    somebody_elses = 2

class Groups(IntEnum):
    """Do viewer and person have a group in common?"""
    unknown = 0
    shared = 1
    apart = 2

class ContactRefusal(IntEnum):
    """Why a detail is not shown, in the order in which the rules are tried."""
    nobody_asks = 201
    viewer_not_of_this_school = 202
    viewer_of_other_school = 203
    support_not_permitted = 204
    details_restricted = 205
    only_the_school_sees = 206
    only_their_groups_see = 207

class ContactBasis(IntEnum):
    """Why a detail is shown."""
    ones_own = 1
    the_school = 2
    support = 3
    shared_with_groups = 4
    shared_with_school = 5

class ContactRequest:
    """Who wants to see which detail of whom. Ids are 32 lower-case hexadecimal digits."""
    def __init__(self, *, viewer: str, person: str, detail: Detail) -> None: ...
    @property
    def viewer(self) -> str: ...
    @property
    def person(self) -> str: ...
    @property
    def detail(self) -> Detail: ...

class ContactFacts:
    """What the rules look at before a detail is shown. What is left out never helps."""
    viewer: Viewer
    belonging: Belonging
    schools: Schools
    whose: Whose
    restriction: Restriction
    permission: SupportPermission
    audience: Audience
    groups: Groups
    permission_end: datetime | None
    def __init__(
        self,
        *,
        viewer: Viewer = ...,
        belonging: Belonging = ...,
        schools: Schools = ...,
        whose: Whose = ...,
        restriction: Restriction = ...,
        permission: SupportPermission = ...,
        audience: Audience = ...,
        groups: Groups = ...,
        permission_end: datetime | None = ...,
    ) -> None: ...

class ContactPermit:
    """Proof that the rules said yes. Only decide() makes one."""
    @property
    def request(self) -> ContactRequest: ...
    @property
    def basis(self) -> ContactBasis: ...

class ContactRuling:
    """Either `permit` or `refusal` is there; true when it is the permit."""
    def __bool__(self) -> bool: ...
    @property
    def permit(self) -> ContactPermit | None:
        """The proof, or None."""
    @property
    def refusal(self) -> ContactRefusal | None:
        """The first reason against it, or None."""
    def sentence(self, language: Literal["nl", "en"], reader: Reader = ...) -> str:
        """The reason as this reader reads it; "" for a permit."""

class Reach(IntEnum):
    """How far someone sees beyond what is their own."""
    nothing = 0
    own = 1
    shared = 2
    everyone = 3

class VisibleTo:
    """Which of a list of details somebody sees; made by visible_to()."""
    @property
    def reach(self) -> Reach: ...

@overload
def decide(request: Request, facts: Facts, now: datetime) -> Ruling:
    """Tries the rules in their order; the first that fails is the reason. `now` knows its time zone."""
@overload
def decide(request: ActRequest, facts: ActFacts, now: datetime) -> ActRuling:
    """May somebody do this act?"""
@overload
def decide(request: ContactRequest, facts: ContactFacts, now: datetime) -> ContactRuling:
    """May somebody see this contact detail?"""

def refusals(request: Request, facts: Facts, now: datetime) -> list[Refusal]:
    """Every rule that says no, in their order. Empty: decide() permits."""

def order() -> list[Refusal]:
    """Every refusal once, the one that is tried first in front."""

def visible_to(
    *,
    person: str,
    school: str,
    viewer: Viewer,
    belonging: Belonging,
    groups: list[str] = ...,
    permission_end: datetime | None = ...,
    now: datetime,
) -> VisibleTo:
    """The same rules as decide(), said of a whole list. `groups` of a guardian are those of their children."""

def admits(
    filter: VisibleTo,
    *,
    school: str,
    person: str,
    detail: Detail,
    audience: Audience,
    restriction: Restriction,
    groups: list[str] = ...,
) -> bool:
    """Does the filter let this kept detail through?"""
