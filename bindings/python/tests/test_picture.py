"""Can a picture be made, judged, wrapped and read back from Python, and do errors say what to do?"""

import struct

import pytest

import monitor
from monitor import capture, codec, picture


def key_frame(width=480, height=270):
    encoder = codec.Encoder(picture.Stream.grid)
    with capture.open("pattern", source=f"{width}x{height}") as screen:
        encoder.look(screen.next(1.0))
    return encoder.encode()


def test_a_first_picture_is_a_key_of_the_size_that_was_asked():
    encoded = key_frame(960, 540)
    assert encoded.part == picture.Part.key
    assert encoded.size == (480, 270)
    header = picture.header(encoded.vp8, picture.Stream.grid)
    assert (header.part, header.size) == (picture.Part.key, (480, 270))


def test_a_key_frame_is_a_webp_file_bit_for_bit():
    vp8 = key_frame().vp8
    file = picture.webp(memoryview(vp8))
    assert file[:4] == b"RIFF" and file[8:16] == b"WEBPVP8 "
    assert struct.unpack("<I", file[16:20])[0] == len(vp8)
    assert file[20:20 + len(vp8)] == vp8


def test_what_was_drawn_comes_back():
    pixels = bytearray(b"\x20\x80\xe0\xff" * 480 * 270)
    encoder, decoder = codec.Encoder(), codec.Decoder()
    encoder.look(memoryview(pixels).cast("B", (270, 480, 4)))
    decoded = decoder.decode(encoder.encode().vp8)
    view = memoryview(decoded)
    assert view.shape == (270, 480, 4) and view.readonly
    middle = [view[135, 240, channel] for channel in range(3)]
    assert all(abs(one - other) <= 6 for one, other in zip(middle, (0x20, 0x80, 0xE0)))


def test_nothing_new_is_no_picture():
    encoder = codec.Encoder()
    encoder.look(memoryview(bytes(64 * 64 * 4)).cast("B", (64, 64, 4)))
    assert encoder.encode() is not None
    assert encoder.encode() is None
    encoder.ask_key()
    assert encoder.encode().part == picture.Part.key


@pytest.mark.parametrize("bytes_, remedy", [(b"", "empty"), (b"\x10\x01\x00\x9d", "truncated"), (b"not a picture at all" * 4, "not_vp8")])
def test_bytes_that_are_no_picture_say_why(bytes_, remedy):
    with pytest.raises(monitor.PictureError) as caught:
        picture.header(bytes_)
    assert caught.value.remedy == remedy
    assert isinstance(caught.value, monitor.Error)


def test_a_delta_before_any_key_is_refused():
    with pytest.raises(monitor.Error) as caught:
        codec.Decoder().decode(b"\x11" + bytes(40))
    assert caught.value.remedy == "correct_input"


def test_a_stream_larger_than_its_limit_is_refused():
    (width, height), _ = picture.limits(picture.Stream.grid)
    with pytest.raises(monitor.CodecError):
        codec.Encoder(picture.Stream.grid, at_most=(width * 4, height * 4))


def test_a_shape_that_is_no_picture_is_a_value_error():
    with pytest.raises(ValueError):
        codec.Encoder().look(bytes(100))
    with pytest.raises(ValueError):
        codec.Encoder().look(memoryview(bytes(4 * 8 * 8)).cast("B", (8, 8, 4))[::2])
