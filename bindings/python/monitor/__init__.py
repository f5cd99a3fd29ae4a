"""libmonitor in Python: the rules of looking along, pictures, the codec, one frame of a screen, and rosters.

    import monitor
    ruling = monitor.policy.decide(request, facts, now)      # a refusal is an answer, not an exception

What the world says no to is a monitor.Error; `error.remedy` says what can be done.
"""

from . import _monitor, capture, codec, picture, policy, roster
from ._monitor import CaptureError, CodecError, Error, PictureError, RosterError

__version__ = _monitor.__version__
__all__ = ["CaptureError", "CodecError", "Error", "PictureError", "RosterError", "capture", "codec", "picture", "policy", "roster"]
