"""libmonitor in Python: the rules of looking along, pictures, the codec, and one frame of a screen.

    import monitor
    ruling = monitor.policy.decide(request, facts, now)      # a refusal is an answer, not an exception

What the world says no to is a monitor.Error; `error.remedy` says what can be done.
"""

from . import _monitor, capture, codec, picture, policy
from ._monitor import CaptureError, CodecError, Error, PictureError

__version__ = _monitor.__version__
__all__ = ["CaptureError", "CodecError", "Error", "PictureError", "capture", "codec", "picture", "policy"]
