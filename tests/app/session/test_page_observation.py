"""What a page says that it saw, and what is made of it here."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from facecheck.app.session.page_camera import PageCamera
from facecheck.app.session.page_landmarker import PageLandmarker
from facecheck.app.session.page_observation import PageObservation, packed, seen_frame, unpacked
from facecheck.core.frames import FROZEN, Array, Face, Frame, Hand, Image, Observation
from facecheck.core.landmarks import (
    EYE_LEFT_INNER,
    EYE_LEFT_OUTER,
    EYE_RIGHT_INNER,
    EYE_RIGHT_OUTER,
)
from facecheck.inputs.mediapipe.covered_regions import SKIN
from facecheck.inputs.mediapipe.landmarker import Landmarker
from facecheck.inputs.mediapipe.lid_reader import eye_pictures
from facecheck.inputs.sources import Clip

from .test_jpeg import jpeg

SAMPLES = Path(__file__).parents[3] / "sample_videos"
SIZE = (640, 480)


def face() -> Face:
    points = np.full((478, 3), 200.0, np.float32)
    for at, x in (
        (EYE_RIGHT_OUTER, 200),
        (EYE_RIGHT_INNER, 240),
        (EYE_LEFT_INNER, 280),
        (EYE_LEFT_OUTER, 320),
    ):
        points[at, 0] = x
    return Face(points, np.full(52, 0.25, np.float32), np.eye(4, dtype=np.float32))


def sight() -> PageObservation:
    hand = Hand(np.full((21, 3), 64.0, np.float32), "left", 0.75)
    eyes = np.full((2, 32, 48, 3), 90, np.uint8)
    return PageObservation(
        SIZE, face(), (hand,), 0.5, False, eyes, np.full((len(SKIN), 3), 120, np.float32)
    )


def test_a_message_says_what_was_seen() -> None:
    told = unpacked(packed(sight()))
    assert told is not None
    assert told.size == SIZE
    assert told.face is not None
    assert told.face.points == pytest.approx(face().points, abs=1e-3)
    assert told.face.known_blendshapes.tolist() == [0.25] * 52
    assert told.face.matrix.tolist() == np.eye(4).tolist()
    assert told.hands is not None
    (hand,) = told.hands
    assert (hand.side, hand.score, hand.points[20].tolist()) == ("left", 0.75, [64.0, 64.0, 64.0])
    assert told.brightness == 0.5
    assert told.eyes is not None
    assert told.eyes.shape == (2, 32, 48, 3)
    assert told.colours is not None
    assert told.colours.tolist() == [[120.0] * 3] * len(SKIN)


def test_nobody_and_no_hands_are_none_and_not_looking_is_another_thing() -> None:
    told = unpacked(packed(PageObservation(SIZE, hands=())))
    assert told == PageObservation(SIZE, hands=())
    told = unpacked(packed(PageObservation(SIZE)))
    assert told is not None
    assert told.hands is None


def test_what_is_damaged_or_no_number_is_no_sight() -> None:
    message = packed(sight())
    for n in (0, 3, 4, 15, 16, 17, len(message) - 1):
        assert unpacked(message[:n]) is None
    assert unpacked(message + b"\0") is None
    assert unpacked(message[:20] + np.float32(np.nan).tobytes() + message[24:]) is None
    assert unpacked(message[:4] + bytes(4) + message[8:]) is None


def test_noise_is_a_sight_or_none_and_never_an_error() -> None:
    chance = random.Random(5)  # noqa: S311  # the same noise each time
    message = packed(sight())
    looked = 0
    with PageCamera(sights=True) as camera, PageLandmarker() as look:
        for n in range(300):
            noisy = bytearray(message)
            for _ in range(chance.randrange(1, 40)):
                noisy[chance.randrange(4, len(noisy))] = chance.randrange(256)
            camera.put(1000 + n / 30, bytes(noisy))
            frame = camera.newest(0.0)
            if frame is not None:
                looked += look(frame).time_s == frame.time_s
    # Noise in the header or in a number makes it none; elsewhere it is a sight like another.
    assert 0 < looked < 300


def test_a_page_that_runs_the_models_may_send_no_picture_and_no_other_page_a_sight() -> None:
    with PageCamera(sights=True) as camera:
        assert not camera.put(1.0, jpeg(64, 48))
        assert camera.put(1.1, packed(sight()))
        frame = camera.newest(0.0)
        assert frame is not None
        assert frame.rgb.shape == (480, 640, 3)
        assert frame.rgb.strides == (0, 0, 0)
    with PageCamera() as camera:
        assert not camera.put(1.0, packed(sight()))


def test_a_picture_that_stands_is_not_judged() -> None:
    with PageLandmarker() as look:
        same = sight()._replace(same=True)
        assert look(seen_frame(0.0, sight())).face is not None
        assert look(seen_frame(0.3, same)).face is not None
        late = look(seen_frame(0.7, same))
        assert late.face is None
        assert FROZEN in late.obstacles


def seen_by_page(frame: Frame, observation: Observation) -> PageObservation:
    """What a page would say of a frame in which the landmarker here saw this."""
    found = observation.face
    if found is None:
        return PageObservation(observation.size, hands=observation.hands)
    return PageObservation(
        observation.size,
        replace(found, lids=None),
        observation.hands,
        observation.brightness,
        eyes=eye_pictures(frame.rgb, found.points),
        colours=_colours(frame.rgb, found.points),
    )


def _colours(rgb: Image, points: Array) -> Array:
    at = np.rint(points[list(SKIN), :2]).astype(int)
    around = [(0, 0), (1, 0), (-1, 0), (0, 1), (0, -1)]
    spots = [rgb[at[:, 1] + y, at[:, 0] + x] for x, y in around]
    return np.asarray(np.mean(spots, axis=0), np.float32)


def test_observations_are_those_of_the_landmarker_here() -> None:
    with (
        Clip(SAMPLES / "rehab_winks.mp4") as clip,
        Landmarker() as here,
        PageLandmarker() as there,
    ):
        for n, frame in enumerate(clip):
            wanted = here(frame)
            told = unpacked(packed(seen_by_page(frame, wanted)))
            assert told is not None
            found = there(seen_frame(frame.time_s, told))
            assert found.obstacles == wanted.obstacles
            assert found.brightness == pytest.approx(wanted.brightness)
            assert found.face is not None
            assert wanted.face is not None
            assert found.face.points == pytest.approx(wanted.face.points, abs=1e-3)
            assert found.face.lids == pytest.approx(wanted.face.lids, abs=0.05)
            if n > 60:
                break
