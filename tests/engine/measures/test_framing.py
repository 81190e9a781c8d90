from __future__ import annotations

import pytest
from strips import inter_ocular, moved, neutral_face, neutral_values, observation

from facecheck.core.frames import Face
from facecheck.engine.measures.framing import FITS, framing
from facecheck.engine.view.quality import BEYOND_MOST, EDGE, GOOD, OUTSIDE, TOO_CLOSE, judge_view


def test_a_face_in_the_middle_lies_within_the_picture() -> None:
    values = framing(observation(0.0, neutral_face(), ()))
    assert values["beyond_picture"] < -EDGE
    assert 0.0 < values["fills_picture"] < FITS


def test_without_a_face_there_is_nothing_to_say() -> None:
    assert framing(observation(0.0, None, ())) == {}


def test_how_far_a_face_is_outside_is_told_in_its_own_size() -> None:
    face = moved(neutral_face(), range(478), to_left=4.0)
    width = observation(0.0, face, ()).size[0]
    beyond = (float(face.points[263, 0]) - width) / inter_ocular()
    assert framing(observation(0.0, face, ()))["beyond_picture"] == pytest.approx(beyond, abs=0.2)


def test_a_larger_face_fills_more_of_the_picture() -> None:
    face = neutral_face()
    large = Face(face.points * 2, face.blendshapes, face.matrix)
    one, two = (framing(observation(0.0, f, ()))["fills_picture"] for f in (face, large))
    assert two == pytest.approx(2 * one, rel=1e-3)


IN = {"beyond_picture": -0.5, "cut_off": -0.5}


@pytest.mark.parametrize(
    ("place", "fills", "verdict"),
    [
        pytest.param(
            {"cut_off": -EDGE - 0.01}, FITS + 0.1, GOOD, id="near, but all in the picture"
        ),
        pytest.param({"cut_off": -EDGE + 0.01}, FITS + 0.1, TOO_CLOSE, id="near and at the edge"),
        pytest.param({"cut_off": -EDGE + 0.01}, FITS - 0.1, GOOD, id="at the edge, and small"),
        pytest.param({"cut_off": 0.6}, FITS + 0.1, TOO_CLOSE, id="a chin cut off"),
        pytest.param({"beyond_picture": BEYOND_MOST - 0.01}, FITS - 0.1, GOOD, id="hardly out"),
        pytest.param({"beyond_picture": BEYOND_MOST + 0.01}, FITS - 0.1, OUTSIDE, id="a mouth out"),
    ],
)
def test_what_can_be_judged(place: dict[str, float], fills: float, verdict: object) -> None:
    values = {**neutral_values(), **IN, **place, "fills_picture": fills}
    assert judge_view(values, 0.5) is verdict


def test_a_face_that_is_too_close_is_told_so_and_judged() -> None:
    assert TOO_CLOSE.ok
    assert TOO_CLOSE.cue == "Move back a little"
    assert not OUTSIDE.ok
