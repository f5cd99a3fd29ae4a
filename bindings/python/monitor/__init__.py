"""libmonitor in Python: the rules of looking along, pictures, the codec, one frame of a screen, rosters, terms, and the record.

    import monitor
    ruling = monitor.policy.decide(request, facts, now)      # a refusal is an answer, not an exception

What the world says no to is a monitor.Error; `error.remedy` says what can be done.
"""

from . import _monitor, audit, capture, codec, picture, policy, retention, roster
from ._monitor import AuditError, CaptureError, CodecError, Error, PictureError, RosterError

__version__ = _monitor.__version__
__all__ = ["AuditError", "CaptureError", "CodecError", "Error", "PictureError", "RosterError", "audit", "capture", "codec", "picture", "policy", "retention", "roster"]
