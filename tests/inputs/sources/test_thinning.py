"""Which pictures of a fast clip are looked at."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from facecheck import check
from facecheck.core.read_as import ReadAs
from facecheck.inputs.recording import Recording
from facecheck.inputs.sources import Clip
from facecheck.inputs.sources.thinning import MOST_FPS, Thinning

SAMPLES = Path(__file__).parents[3] / "sample_videos"


def taken(times_s: list[float]) -> list[float]:
    thinning = Thinning()
    return [t for t in times_s if thinning.takes(t)]


@pytest.mark.parametrize("fps", [10, 24, 25, 29.97, 30])
def test_none_is_left_out_of_a_clip_of_thirty_or_less(fps: float) -> None:
    times_s = [n / fps for n in range(300)]
    assert taken(times_s) == times_s


def test_a_camera_of_thirty_need_not_be_punctual() -> None:
    late_s = np.random.default_rng(1).uniform(-0.0035, 0.0035, 300)
    times_s = (np.arange(300) / 30 + late_s).tolist()
    assert taken(times_s) == times_s


@pytest.mark.parametrize("fps", [48, 50, 60, 90, 120, 240, 1000])
def test_about_thirty_a_second_are_taken_of_more(fps: int) -> None:
    times_s = taken([n / fps for n in range(10 * fps)])
    assert 285 <= len(times_s) <= 303
    assert np.diff(times_s).max() <= 0.0421


def test_after_a_gap_pictures_are_taken_as_before_it() -> None:
    times_s = taken([n / 60 for n in range(60)] + [5 + n / 60 for n in range(60)])
    # One more than the half: the first after a gap may be followed at once.
    assert len(times_s) == 61


def test_pictures_of_a_browser_come_in_pairs_and_are_all_taken() -> None:
    times_s = [n / 15 + early for n in range(150) for early in (0.0, 0.0165)]
    assert len(taken(times_s)) >= 299


def test_a_clip_hands_over_what_is_due_and_knows_its_length() -> None:
    read_as = ReadAs(fps=60.0)
    with Clip(SAMPLES / "rehab_winks.mp4", read_as) as every:
        times_s = [frame.time_s for frame in every]
        duration_s = every.duration_s
    with Clip(SAMPLES / "rehab_winks.mp4", read_as, most_fps=MOST_FPS) as some:
        assert [frame.time_s for frame in some] == times_s[::2]
        assert some.duration_s == duration_s


@pytest.mark.parametrize(
    ("read_as", "share"), [(ReadAs(60.0), 2), (ReadAs(60.0, every_picture=True), 1)]
)
def test_a_recording_is_looked_at_as_asked(read_as: ReadAs, share: int) -> None:
    clip = SAMPLES / "rehab_winks.mp4"
    with Recording(clip, hands=False, read_as=read_as) as recording:
        seen = len(list(recording))
    with Clip(clip) as every:
        assert seen == -(-sum(1 for _ in every) // share)


@pytest.mark.slow
def test_holds_and_counts_are_those_of_every_picture() -> None:
    """A set of thirty pictures a second, done twice as fast before a camera of sixty."""
    results = [
        check(
            SAMPLES / "jaw_open_3x5.mp4",
            "jaw-open",
            hold_s=2.0,
            read_as=ReadAs(60.0, every_picture=every),
        )
        for every in (False, True)
    ]
    some, every = results
    assert some.frames == -(-every.frames // 2)
    assert some.counted == every.counted == 3
    for one, other in zip(some.attempts, every.attempts, strict=True):
        assert one.hold_s == pytest.approx(other.hold_s, abs=0.02)
