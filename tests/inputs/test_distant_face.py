"""A face too far away is told from nobody: by a real landmarker, on a rendered face made small."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from facecheck.core.frames import Frame, Image, Observation
from facecheck.inputs.distant_face import MISSED_S, PAUSE_S, DistantFaceLook
from facecheck.inputs.mediapipe.landmarker import Landmarker

CLIP = Path(__file__).parents[2] / "sample_videos" / "jaw_open_3x5.mp4"
GREY: Image = np.full((48, 64, 3), 90, np.uint8)


def look(shows: Callable[[Image], bool]) -> DistantFaceLook:
    return DistantFaceLook(lambda f: Observation(f.time_s, (64, 48), None), shows)


@pytest.fixture(scope="module")
def person() -> Image:
    with av.open(CLIP) as clip:
        return np.asarray(next(clip.decode(video=0)).to_ndarray(format="rgb24"), np.uint8)


def at(person: Image, share: float) -> Image:
    """The person so much smaller, in the middle of the picture."""
    small = cv2.resize(person, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    whole = np.full_like(person, 150)
    top, left = ((a - b) // 2 for a, b in zip(person.shape[:2], small.shape[:2], strict=True))
    whole[top : top + small.shape[0], left : left + small.shape[1]] = small
    return whole


@pytest.mark.parametrize(
    ("share", "followed", "distant"),
    [
        (1.0, True, False),
        (0.25, True, False),
        (0.18, False, True),
        (0.15, False, True),
        (0.0, False, False),
    ],
)
def test_far_away_is_neither_near_nor_nobody(
    person: Image, share: float, *, followed: bool, distant: bool
) -> None:
    picture = at(person, share) if share else np.full_like(person, 150)
    # No camera gives the same picture twice; one that does has stopped, and is not judged.
    noise = np.random.default_rng(1).normal(0.0, 2.0, (6, *picture.shape))
    film = np.clip(picture + noise, 0, 255).astype(np.uint8)
    with Landmarker() as landmarker:
        finder = DistantFaceLook(landmarker, landmarker.shows_face)
        seen = [finder(Frame(n / 5, rgb)) for n, rgb in enumerate(film)]
    assert (seen[-1].face is not None) is followed
    assert [one.distant for one in seen[:2]] == [False, False], "not at the first miss"
    assert seen[-1].distant is distant


def test_parts_are_looked_at_now_and_then_and_all_of_the_picture_is_covered() -> None:
    parts: list[Image] = []

    def shows(part: Image) -> bool:
        parts.append(part)
        return False

    finder = look(shows)
    for n in range(60):
        finder(Frame(n / 30, GREY))
    looks = len(parts) / (9 + 25)
    assert looks == pytest.approx(2.0 / MISSED_S, abs=1.01)
    assert {part.shape for part in parts} == {(24, 32, 3), (16, 21, 3)}


def test_who_was_far_is_looked_for_again() -> None:
    answers = iter([True, False])
    finder = look(lambda _part: next(answers, False))
    seen = [finder(Frame(n / 30, GREY)).distant for n in range(60)]
    first, last = seen.index(True), len(seen) - 1 - seen[::-1].index(True)
    assert (last - first) / 30 == pytest.approx(PAUSE_S, abs=0.1)
    assert not seen[-1]
