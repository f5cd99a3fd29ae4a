"""Frames into VP8 and back. memoryview(decoded) is (height, width, 4), B G R X, read-only."""

from typing import Any

from .picture import Part, Stream

class Encoded:
    @property
    def part(self) -> Part: ...
    @property
    def size(self) -> tuple[int, int]: ...
    @property
    def vp8(self) -> bytes: ...

class Decoded:
    @property
    def size(self) -> tuple[int, int]: ...

class Encoder:
    """One stream of one screen; belongs to one thread."""
    def __init__(self, stream: Stream = ..., at_most: tuple[int, int] = ..., frames_a_second: int = ...) -> None: ...
    def look(self, frame: Any) -> None:
        """Takes in what changed: a monitor.capture.Frame, or any buffer of (height, width, 4) bytes."""
    def encode(self) -> Encoded | None:
        """All that changed since the last call as one picture; None when nothing did."""
    def ask_key(self) -> None: ...

class Decoder:
    """For integrators and tests; the server never decodes."""
    def __init__(self, stream: Stream = ...) -> None: ...
    def decode(self, vp8: Any) -> Decoded: ...
