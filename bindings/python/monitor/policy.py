"""May this person look along, do this, or see that contact detail, and why? Pure: no clock, no network, no settings."""

from ._monitor.policy import (  # noqa: F401
    ActBasis, ActFacts, ActPermit, ActRefusal, ActRequest, ActRuling, Action, Actor, AdminAct, Audience, Basis,
    Belonging, ContactBasis, ContactFacts, ContactPermit, ContactRefusal, ContactRequest, ContactRuling, Detail,
    DeviceUser, Directory, Employment, Facts, GrantedDuty, Groups, Holds, Hours, Indicator, LookPurpose, Objection,
    Permit, Reach, Reader, Refusal, RemoteLesson, Request, Restriction, Role, Ruling, Schools, SupportPermission,
    Target, Timekeeping, Viewer, VisibleTo, Whereabouts, Whose, WrittenRequest, admits, decide, order, refusals,
    visible_to)
