"""What is this run of bytes that claims to be a picture, without decoding it?"""

from enum import IntEnum
from typing import Any

class Stream(IntEnum):
    grid = 1
    live = 2

class Part(IntEnum):
    key = 1
    delta = 2

class Header:
    @property
    def part(self) -> Part: ...
    @property
    def size(self) -> tuple[int, int]: ...

def header(vp8: Any, stream: Stream | None = ...) -> Header:
    """Reads ten bytes of a buffer. With a stream: held to its limits. PictureError when it is none."""

def webp(vp8: Any) -> bytes:
    """The same picture as a WebP file, bit for bit. PictureError unless it is a key frame."""

def limits(stream: Stream) -> tuple[tuple[int, int], int]:
    """((width, height), bytes): the largest that may pass."""
