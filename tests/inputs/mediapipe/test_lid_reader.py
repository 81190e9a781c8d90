"""Lids are read off the picture of an eye, wherever and however it lies in the frame."""

from __future__ import annotations

import numpy as np
import pytest

from facecheck.core import landmarks as lm
from facecheck.core.frames import FACE_POINTS
from facecheck.inputs.mediapipe import lid_reader
from facecheck.inputs.mediapipe.lid_network import (
    BELOW_TOP,
    GAIN,
    HEIGHT,
    MIDDLE,
    MOST,
    PER_EYE,
    WIDTH,
    LidNetwork,
)
from facecheck.inputs.mediapipe.lid_reader import (
    FORGOTTEN_S,
    SIDES,
    STEADY_S,
    SWAYS_S,
    LidReader,
    eye_axes,
    eye_picture,
    lids_in,
)

EYES = {lm.EYE_RIGHT_OUTER: (250, 200), lm.EYE_RIGHT_INNER: (300, 210),
        lm.EYE_LEFT_INNER: (340, 215), lm.EYE_LEFT_OUTER: (390, 222)}  # fmt: skip


def points() -> np.ndarray:
    """A face whose eyes lie a little aslant."""
    face = np.full((FACE_POINTS, 3), 300.0, np.float32)
    for number, place in EYES.items():
        face[number, :2] = place
    return face


def test_both_eyes_are_cut_out_with_the_outer_corner_to_the_left() -> None:
    rgb = np.zeros((480, 640, 3), np.uint8)
    for number, (x, y) in EYES.items():
        rgb[y - 2 : y + 3, x - 2 : x + 3] = 255 if number in (33, 263) else 120
    for outer, inner, _, _, mirror in SIDES:
        eye = eye_axes(points()[:, :2].astype(np.float64), outer, inner, mirror)
        picture = eye_picture(rgb, eye)
        assert picture.shape == (HEIGHT, WIDTH, 3)
        row, left, right = int(BELOW_TOP), round((WIDTH - 1 - PER_EYE) / 2), WIDTH // 2 + 14
        assert picture[row, left, 0] > 200
        assert 80 < picture[row, right, 0] < 140


def test_up_is_towards_the_brow_of_either_eye() -> None:
    for outer, inner, _, _, mirror in SIDES:
        eye = eye_axes(points()[:, :2].astype(np.float64), outer, inner, mirror)
        assert eye.up[1] < -0.9
        assert eye.height(np.array([eye.middle + 7 * eye.up])) == pytest.approx(7)


def test_eyes_too_small_to_show_their_lids_are_not_read() -> None:
    small = points()
    small[:, :2] = 300 + (small[:, :2] - 300) * 0.08
    assert lids_in(np.zeros((480, 640, 3), np.uint8), small) is None


def test_a_face_out_of_the_picture_is_no_error() -> None:
    aside = points() + np.array([5000, 0, 0], np.float32)
    found = lids_in(np.zeros((480, 640, 3), np.uint8), aside)
    assert found is not None
    assert np.isfinite(found).all()


def test_the_picture_never_leads_far_from_the_mesh() -> None:
    rgb = np.random.default_rng(1).integers(0, 255, (480, 640, 3), np.uint8)
    found = lids_in(rgb, points())
    assert found is not None
    assert np.abs(found).max() <= (MOST + MIDDLE) * 52


SHUT, OPEN = np.array([[-0.05, 0.05]] * 2), np.zeros((2, 2))
"""What the network corrects, in eye widths: both lids towards each other, or nothing."""


class Seen:
    """Frames at 30 a second in which the mesh and the network have lids as one likes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.read, self.time_s, self.says = LidReader(), 0.0, OPEN
        monkeypatch.setattr(lid_reader, "lid_network", lambda: lambda *_: self.says)

    def apart(self, seconds: float, says: np.ndarray, mesh_opens: float = 0.0) -> float:
        """How much farther the left lids are apart than in the mesh after a while, in eye widths.

        Args:
            seconds: How long.
            says: What the network corrects meanwhile.
            mesh_opens: How far the mesh's lids are apart, in eye widths.
        """
        face = points()
        eye = eye_axes(face[:, :2].astype(np.float64), *SIDES[1][:2], SIDES[1][4])
        for lid, side in ((SIDES[1][2], 0.5), (SIDES[1][3], -0.5)):
            face[list(lid), :2] = eye.middle + eye.up * side * mesh_opens * eye.width
        self.says = says
        found: np.ndarray | None = None
        for _ in range(round(30 * seconds)):
            found = self.read.step(self.time_s, np.zeros((2, 32, 48, 3), np.uint8), face)
            self.time_s += 1 / 30
        assert found is not None
        return float(found[2] - found[3]) / eye.width


def test_the_first_frames_count_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = Seen(monkeypatch)
    seen.apart(1 / 30, OPEN)
    assert seen.apart(1 / 30, SHUT) == pytest.approx(-0.05, abs=1e-4)


def test_frames_of_one_instant_leave_what_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = Seen(monkeypatch)
    seen.apart(1 / 30, OPEN)
    seen.time_s = 0.0
    assert seen.apart(1 / 30, SHUT) == pytest.approx(0.0, abs=1e-6)


def test_lids_that_close_are_followed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = Seen(monkeypatch)
    seen.apart(2.0, OPEN)
    assert seen.apart(STEADY_S, SHUT) == pytest.approx(-0.063, abs=0.005)
    assert seen.apart(1.0, SHUT) == pytest.approx(-0.1, abs=0.001)


def test_lids_that_seem_to_open_while_the_mesh_has_them_stand_are_followed_slowly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen = Seen(monkeypatch)
    seen.apart(2.0, SHUT)
    assert seen.apart(0.5, OPEN) == pytest.approx(-0.1 * np.exp(-0.5 / SWAYS_S), abs=0.005)
    assert seen.apart(6.0, OPEN) == pytest.approx(0.0, abs=0.001)


def test_lids_that_open_in_the_mesh_as_well_are_followed_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen = Seen(monkeypatch)
    seen.apart(2.0, SHUT, mesh_opens=0.2)
    assert seen.apart(2 * STEADY_S, OPEN, mesh_opens=0.3) == pytest.approx(-0.014, abs=0.005)


def test_the_end_of_a_blink_is_followed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = Seen(monkeypatch)
    seen.apart(2.0, OPEN, mesh_opens=0.3)
    seen.apart(0.1, SHUT, mesh_opens=0.1)
    # Half-way back it is still below the mean of what was before.
    assert seen.apart(2 * STEADY_S, OPEN, mesh_opens=0.2) == pytest.approx(-0.007, abs=0.003)


def test_a_face_that_was_out_of_sight_is_read_afresh(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = Seen(monkeypatch)
    seen.apart(2.0, SHUT)
    seen.time_s += FORGOTTEN_S
    assert seen.apart(1 / 30, OPEN) == pytest.approx(0.0, abs=1e-4)


def slowly_convolved(x: np.ndarray, weight: np.ndarray, bias: np.ndarray, step: int) -> np.ndarray:
    """A convolution written out, place by place."""
    k = round((len(weight) / x.shape[2]) ** 0.5)
    edge = k // 2
    padded = np.pad(x, ((edge, edge), (edge, edge), (0, 0)))
    out = np.zeros((x.shape[0] // step, x.shape[1] // step, weight.shape[1]))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            window = padded[i * step : i * step + k, j * step : j * step + k]
            out[i, j] = np.maximum(window.reshape(-1) @ weight + bias, 0)
    return out


def test_the_network_is_three_convolutions_and_two_layers() -> None:
    chance = np.random.default_rng(3)
    shapes = {"c1": (75, 4), "c2": (36, 6), "c3": (54, 6), "d1": (6 * 96 + 2, 5), "d2": (5, 2)}
    weights = {
        f"{n}.weight": chance.normal(0, 0.2, s).astype(np.float32) for n, s in shapes.items()
    }
    weights |= {
        f"{n}.bias": chance.normal(0, 0.2, s[1]).astype(np.float32) for n, s in shapes.items()
    }
    pictures = chance.integers(0, 255, (2, HEIGHT, WIDTH, 3), np.uint8)
    mesh = np.array([[0.2, -0.1], [0.1, -0.05]], np.float32)
    read = LidNetwork(weights)(pictures, mesh)
    for picture, higher, own in zip(pictures, read, mesh, strict=True):
        x = (picture - picture.mean()) / (picture.std() + 8.0)
        for name, step in (("c1", 2), ("c2", 2), ("c3", 1)):
            x = slowly_convolved(x, weights[f"{name}.weight"], weights[f"{name}.bias"], step)
        hidden = np.concatenate([x.reshape(-1), 10 * own]) @ weights["d1.weight"]
        hidden = np.maximum(hidden + weights["d1.bias"], 0)
        heights = hidden @ weights["d2.weight"] + weights["d2.bias"]
        wanted = np.clip(GAIN * (heights - own), -MOST, MOST)
        wanted += np.clip(wanted.mean(), -MIDDLE, MIDDLE) - wanted.mean()
        assert higher == pytest.approx(wanted, abs=1e-4)
