"""May this person see this pupil's screen, here and now, and why? Pure: no clock, no network, no settings."""

from ._monitor.policy import (  # noqa: F401
    Action, Basis, DeviceUser, Directory, Employment, Facts, Hours, Indicator, LookPurpose, Objection, Permit, Refusal,
    RemoteLesson, Request, Ruling, Schools, Timekeeping, Whereabouts, decide)
