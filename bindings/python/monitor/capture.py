"""Pictures of one screen.

    with monitor.capture.open("pattern") as screen:
        frame = screen.next(1.0)
"""

from ._monitor.capture import Extent, Frame, Screen, open  # noqa: F401
