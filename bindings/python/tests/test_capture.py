"""Can one frame of a screen be taken from Python, safely and without holding up the other threads?"""

import gc
import threading
from datetime import timezone

import pytest

import monitor
from monitor import capture


def test_one_frame_of_the_pattern():
    with capture.open("pattern", source="320x240") as screen:
        assert screen.name == "pattern"
        frame = screen.next(1.0)
    view = memoryview(frame)
    assert view.shape == (240, 320, 4) and view.format == "B" and view.readonly
    assert frame.size == (320, 240)
    assert frame.changed == [(0, 0, 320, 240)]
    assert frame.taken.tzinfo == timezone.utc
    with pytest.raises(TypeError):
        view[0, 0, 0] = 1


def test_a_view_keeps_its_pixels_after_frame_and_screen_are_gone():
    with capture.open("pattern", source="64x64") as screen:
        frame = screen.next(1.0)
        before = bytes(frame)
        view = memoryview(frame)
        del frame
        while screen.next(0.2) is not None:
            break
    gc.collect()
    assert bytes(view) == before


def test_a_closed_screen_gives_nothing():
    screen = capture.open("pattern", source="64x64")
    screen.close()
    with pytest.raises(ValueError, match="closed"):
        screen.next(0)


def test_a_backend_that_is_not_there_is_a_capture_error():
    with pytest.raises(monitor.CaptureError) as caught:
        capture.open("no-such-backend")
    assert caught.value.remedy in {"try_another", "stop"}
    assert caught.value.operation


def test_other_threads_run_while_one_waits_for_a_picture():
    with capture.open("pattern", source="64x64") as screen:
        screen.next(1.0)
        counted = []
        done = threading.Event()

        def count():
            while not done.is_set():
                counted.append(1)

        counter = threading.Thread(target=count)
        counter.start()
        for _ in range(3):
            screen.next(0.05)
        done.set()
        counter.join()
    assert len(counted) > 100


def test_a_screen_that_another_thread_waits_for_can_be_closed_and_is_one_threads():
    screen = capture.open("pattern", source="64x64")
    refused = []

    def wait():
        while not refused:
            try:
                screen.next(3600)
            except RuntimeError:  # the other was there first
                pass
            except ValueError as error:
                refused.append(str(error))

    waiting = threading.Thread(target=wait)
    waiting.start()
    with pytest.raises(RuntimeError, match="another thread"):
        while True:
            screen.next(0)
    screen.close()
    waiting.join(10)
    assert not waiting.is_alive()
    assert refused == ["this screen is closed"]


def test_patience_is_a_number_of_seconds_that_ends():
    with capture.open("pattern", source="64x64") as screen:
        for wrong in (-1, float("nan"), float("inf")):
            with pytest.raises(ValueError):
                screen.next(wrong)
