"""The variations do what they say, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from evaluation.variations import (
    VARIATIONS,
    Varied,
    at_rate,
    cut,
    grainy,
    recoded,
    varied_case,
)
from evaluation.variations.pictures import brighter, mirrored, resized, rolled
from inputs.clips import make_clip, numbered

from facecheck.core.frames import Frame, Image
from facecheck.evaluate.cases import Case
from facecheck.evaluate.parse_truth import read_truth
from facecheck.inputs.library import sample_clip
from facecheck.inputs.sources import open_clip


def film(count: int, fps: float = 30.0, size: tuple[int, int] = (64, 48)) -> list[Frame]:
    return [Frame(i / fps, numbered(i, size)) for i in range(count)]


def corner_marked() -> Image:
    """Black, with a white square at the top left."""
    picture = np.zeros((48, 64, 3), np.uint8)
    picture[:8, :8] = 255
    return picture


def times_s(frames: list[Frame]) -> list[float]:
    return [frame.time_s for frame in frames]


@pytest.mark.parametrize("fps", [10, 15, 24])
def test_a_slower_rate_keeps_that_many_frames_each_at_its_own_time(fps: int) -> None:
    source = film(90)
    kept = list(at_rate(fps)(source))
    assert len(kept) == 3 * fps
    assert set(times_s(kept)) <= set(times_s(source))
    assert all(frame.rgb is source[round(frame.time_s * 30)].rgb for frame in kept)


def test_a_source_that_is_slower_stays_as_it_is() -> None:
    source = film(24, fps=12.0)
    assert list(at_rate(15)(source)) == source


def test_a_gap_in_the_source_is_not_filled_by_a_burst() -> None:
    source = [
        Frame(float(Fraction(i, 30)) + (1.0 if i >= 15 else 0.0), numbered(i)) for i in range(30)
    ]
    steps = np.diff(times_s(list(at_rate(10)(source))))
    assert steps.min() > 0.06


def test_a_cut_starts_at_zero_and_ends_before_its_end() -> None:
    kept = list(cut(1.0, 2.0)(film(90)))
    assert times_s(kept) == pytest.approx([i / 30 for i in range(30)])
    assert kept[0].rgb[0, 0, 0] == numbered(30)[0, 0, 0]


@pytest.mark.parametrize(
    ("change", "corner"),
    [
        (mirrored, (4, -4)),
        (brighter(1.0), (4, 4)),
        (resized(2.0), (8, 8)),
    ],
    ids=["mirrored", "as bright", "double"],
)
def test_pictures_are_moved_where_they_should(
    change: Callable[[Image], Image], corner: tuple[int, int]
) -> None:
    before = corner_marked()
    after = change(before)
    assert after[corner].tolist() == [255, 255, 255]
    assert after[tuple(-c for c in corner)].tolist() == [0, 0, 0]
    assert (before == corner_marked()).all()


def test_a_quarter_turn_clockwise_brings_the_left_to_the_top() -> None:
    picture = np.zeros((48, 64, 3), np.uint8)
    picture[20:28, 10:18] = 255  # left of the middle
    after = rolled(90.0)(picture)
    assert after[6, 31].tolist() == [255, 255, 255]
    assert after[24, 14].tolist() == [0, 0, 0]


def test_a_gain_clips_and_does_not_wrap() -> None:
    grey = np.full((4, 4, 3), 200, np.uint8)
    assert np.unique(brighter(2.0)(grey)).tolist() == [255]
    assert np.unique(brighter(0.5)(grey)).tolist() == [100]


def test_grain_has_its_spread_changes_from_frame_to_frame_and_comes_back_the_same() -> None:
    grey = [Frame(i / 30, np.full((48, 64, 3), 128, np.uint8)) for i in range(3)]
    once, again = list(grainy(12.0)(grey)), list(grainy(12.0)(grey))
    assert float(once[0].rgb.std()) == pytest.approx(12.0, abs=1.0)
    assert (once[0].rgb != once[1].rgb).any()
    assert all((a.rgb == b.rgb).all() for a, b in zip(once, again, strict=True))


def test_encoding_keeps_every_frame_its_time_and_roughly_its_picture() -> None:
    source = film(20)
    back = list(recoded(38)(source))
    assert times_s(back) == times_s(source)
    assert all(abs(a.rgb.mean() - b.rgb.mean()) < 4.0 for a, b in zip(source, back, strict=True))


def test_encoding_nothing_gives_nothing() -> None:
    assert list(recoded(38)([])) == []


def test_a_varied_source_tells_the_length_of_what_came_out(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "a.mp4", [numbered(i) for i in range(30)])
    with Varied(open_clip(clip), at_rate(10)) as source:
        frames = list(source)
    assert len(frames) == 10
    assert source.name == "a.mp4"
    assert source.duration_s == pytest.approx(1.0, abs=0.02)


def case(name: str) -> Case:
    clip = sample_clip(f"{name}.mp4")
    return Case(clip, read_truth(clip.with_suffix(".truth.yaml")))


def test_a_mirror_exchanges_the_sides_of_the_truth() -> None:
    before = case("squint_one_eye")
    after = varied_case(before, "mirrored")
    assert after is not None
    sides = [[e.side for e in c.truth.events or () if e.side] for c in (before, after)]
    other = {"left": "right", "right": "left", "both": "both"}
    assert sides[1] == [other[side] for side in sides[0]]
    assert {"left", "right"} & set(sides[0])


def test_a_clip_cannot_show_a_rate_that_it_has_not() -> None:
    slow = case("jaw_12fps")
    assert varied_case(slow, "15 fps") is None
    faster = varied_case(slow, "10 fps")
    assert faster is not None
    assert faster.truth.fps == 10.0


def test_all_conditions_of_the_promise_are_there() -> None:
    promised = {"10 fps", "15 fps", "24 fps", "30 fps", "half size", "double size", "mirrored"}
    assert promised | {"brightness x0.5", "brightness x2", "crf 38", "roll +25"} <= set(VARIATIONS)
