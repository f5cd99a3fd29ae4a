"""Pictures of one screen. There is no indicator here: tell whoever sits at it.

    with monitor.capture.open("pattern") as screen:
        frame = screen.next(1.0)
"""

from datetime import datetime
from enum import IntEnum
from types import TracebackType

class Extent(IntEnum):
    desktop = 0
    active_monitor = 1

class Frame:
    """One picture; memoryview(frame) is (height, width, 4), B G R X, read-only."""
    @property
    def size(self) -> tuple[int, int]: ...
    @property
    def changed(self) -> list[tuple[int, int, int, int]]:
        """(x, y, width, height) of what may differ from the frame before."""
    @property
    def taken(self) -> datetime: ...

class Screen:
    """While it is open the screen is being captured."""
    @property
    def name(self) -> str: ...
    def next(self, seconds: float) -> Frame | None:
        """The next frame; None when nothing changed for so long (0 to 3600). CaptureError; its `remedy` says what to do.

        One thread at a time: RuntimeError when another waits. ValueError when the screen is closed, also while it waits."""
    def close(self) -> None:
        """From any thread. Nothing is captured any more when it returns."""
    def __enter__(self) -> Screen: ...
    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...

def open(backend: str = ..., *, source: str = ..., extent: Extent = ...) -> Screen: ...
