from __future__ import annotations

import pytest

from facecheck.app.session.page_camera import PageCamera

from .test_jpeg import jpeg

PICTURE = jpeg(64, 48)


class Clock:
    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


def times(camera: PageCamera, clock: Clock, captured_s: list[tuple[float, float]]) -> list[float]:
    """The times of pictures by when they arrive and when the page says they were captured."""
    found = []
    for arrives_s, at_s in captured_s:
        clock.now_s = 100.0 + arrives_s
        camera.put(at_s, PICTURE)
        frame = camera.newest(0.0)
        if frame is not None:
            found.append(round(frame.time_s, 6))
    return found


def test_times_are_those_of_capture_however_late_pictures_arrive() -> None:
    clock = Clock()
    with PageCamera(clock=clock) as camera:
        late = [(0.05, 7000.0), (0.31, 7000.033), (0.32, 7000.067), (0.9, 7000.1)]
        assert times(camera, clock, late) == [0.0, 0.033, 0.067, 0.1]


def test_the_newest_picture_wins() -> None:
    with PageCamera(clock=Clock()) as camera:
        for n in range(5):
            assert camera.put(n / 30, PICTURE)
        frame = camera.newest(0.0)
        assert frame is not None
        assert camera.newest(0.0) is None
        assert camera.dropped == 4


@pytest.mark.parametrize("at_s", [float("nan"), float("inf"), 1.0, 0.5])
def test_a_time_that_does_not_grow_is_left_out(at_s: float) -> None:
    with PageCamera(clock=Clock()) as camera:
        assert camera.put(1.0, PICTURE)
        assert not camera.put(at_s, PICTURE)
        assert camera.put(1.033, PICTURE)
        assert camera.refused == 1


def test_a_time_that_is_none_does_not_hold_up_those_after_it() -> None:
    clock = Clock()
    with PageCamera(clock=clock) as camera:
        wild = [(0.0, 50.0), (0.033, 1e300), (0.067, 50.067), (0.1, 50.1)]
        assert times(camera, clock, wild) == [0.0, 0.067, 0.1]


def test_a_page_that_is_loaded_anew_goes_on_where_time_is_now() -> None:
    clock = Clock()
    with PageCamera(clock=clock) as camera:
        assert times(camera, clock, [(0.0, 900.0), (1.0, 901.0), (9.0, 0.2), (9.5, 0.7)]) == [
            0.0,
            1.0,
            9.0,
            9.5,
        ]


def test_it_says_how_long_nothing_has_come() -> None:
    clock = Clock()
    with PageCamera(clock=clock) as camera:
        camera.put(1.0, PICTURE)
        clock.now_s += 4.0
        assert camera.stalled_s == 4.0


def test_a_picture_answers_to_the_pages_own_clock() -> None:
    clock = Clock()
    with PageCamera(clock=clock) as camera:
        camera.put(5000.0, PICTURE)
        camera.newest(0.0)
        camera.put(5000.25, PICTURE)
        frame = camera.newest(0.0)
        assert frame is not None
        assert camera.captured_s(frame.time_s) == pytest.approx(5000.25)


def test_closed_it_has_ended() -> None:
    camera = PageCamera()
    with camera:
        pass
    assert camera.ended
    assert list(camera) == []
