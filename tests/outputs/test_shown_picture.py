"""What is shown to people who do not want to see their own face."""

from __future__ import annotations

import numpy as np
import pytest
from strips import neutral_face

from facecheck.core import landmarks as lm
from facecheck.core.frames import Image
from facecheck.core.sides import Side
from facecheck.outputs.overlay.figure import Pose
from facecheck.outputs.overlay.palette import NIGHT
from facecheck.outputs.overlay.shown_picture import PICTURES, PictureKind, shown_picture

FACE = neutral_face()
SMILE = Pose.of(["corner_pull"], [])


def picture(seed: int = 5) -> Image:
    return np.random.default_rng(seed).integers(0, 255, (480, 640, 3), dtype=np.uint8)


def shown(kind: PictureKind, share: float = 0.0, affected: Side | None = None) -> Image:
    return shown_picture(picture(), kind, FACE, SMILE, share, affected)


@pytest.mark.parametrize("kind", ["outline", "figure", "none"])
def test_no_pixel_of_the_camera_is_left(kind: PictureKind) -> None:
    # Whatever the camera shows, what stands in its place is the same.
    one = shown_picture(picture(1), kind, FACE, SMILE, 0.5)
    other = shown_picture(picture(2), kind, FACE, SMILE, 0.5)
    assert np.array_equal(one, other)
    assert one.shape == picture().shape


def test_mine_is_the_picture_itself() -> None:
    assert np.array_equal(shown("mine"), picture())


def test_nothing_is_dark_throughout() -> None:
    assert (shown("none") == NIGHT).all()


def test_the_outline_lies_where_the_face_is() -> None:
    drawn = (shown("outline") != NIGHT).any(axis=2)
    x, y = FACE.points[lm.MOUTH_LEFT, :2]
    assert drawn[round(y) - 3 : round(y) + 4, round(x) - 3 : round(x) + 4].any()
    assert not drawn[:20, :20].any()


def test_the_figure_moves_as_far_as_the_person_does() -> None:
    rest, half, full = (shown("figure", share) for share in (0.0, 0.5, 1.0))
    assert not np.array_equal(rest, half)
    assert not np.array_equal(half, full)
    assert np.array_equal(full, shown("figure", 7.0))


@pytest.mark.parametrize("affected", ["left", "right"])
def test_the_healthy_half_is_mirrored_over_the_affected_one(affected: Side) -> None:
    # Brighter from left to right: how bright a place is says where it was taken from.
    rgb = np.broadcast_to(np.linspace(0, 255, 640)[None, :, None], (480, 640, 3)).astype(np.uint8)
    made = shown_picture(rgb, "healthy", FACE, SMILE, 0.0, affected)
    middle = FACE.points[lm.NOSE_BRIDGE, 0]
    assert FACE.points[lm.CHIN, 0] == pytest.approx(middle, abs=1.0), "mirrored straight across"
    # The person's left is at the right of an unmirrored picture.
    left = np.s_[200:280, round(middle) + 30 : round(middle) + 60]
    right = np.s_[200:280, round(middle) - 60 : round(middle) - 30]
    changed, kept = (left, right) if affected == "left" else (right, left)
    assert np.array_equal(made[kept], rgb[kept])
    opposite = np.rint(2 * middle - np.arange(640)[changed[1]]).astype(int)
    assert np.abs(made[changed][0].astype(int) - rgb[240, opposite]).max() <= 2
    assert np.abs(made[changed][0].astype(int) - rgb[240, changed[1]]).min() > 10


def test_the_healthy_half_needs_to_know_which_it_is() -> None:
    assert np.array_equal(shown("healthy"), picture())


def test_a_smile_that_takes_the_lip_along_is_drawn_as_no_snarl() -> None:
    assert Pose.of(["corner_pull", "lip_raise"], []) == SMILE


@pytest.mark.parametrize("kind", PICTURES)
def test_without_a_face_there_is_a_picture_all_the_same(kind: PictureKind) -> None:
    assert shown_picture(picture(), kind, None, SMILE, 0.0, "left").shape == (480, 640, 3)


@pytest.mark.parametrize(
    "measures",
    [
        ["brow_lift_down"],
        ["corner_over_seam_down"],
        ["closed_alone"],
        ["jaw_aside"],
        ["lip_height_down"],
        ["cheeks_out"],
        ["corner_pull"],
        ["lip_raise"],
    ],
)
def test_each_movement_is_drawn_as_its_own(measures: list[str]) -> None:
    pose = Pose.of(measures, [])
    assert pose.moving
    rest, full = (shown_picture(picture(), "figure", FACE, pose, s) for s in (0.0, 1.0))
    assert not np.array_equal(rest, full)
    brows = Pose.of(["brow_lift"], [])
    assert pose != brows
