"""Frames into VP8 and back."""

from ._monitor.codec import Decoded, Decoder, Encoded, Encoder  # noqa: F401
