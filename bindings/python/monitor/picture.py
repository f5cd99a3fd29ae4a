"""What is this run of bytes that claims to be a picture, without decoding it?"""

from ._monitor.picture import Header, Part, Stream, header, limits, webp  # noqa: F401
