from __future__ import annotations

import math
import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strips import moved, neutral_face, neutral_values, rotation, with_shapes

from facecheck.core import landmarks as lm
from facecheck.core.frames import Face, Group, Observation
from facecheck.engine.measures.face_arrays import group_arrays
from facecheck.engine.measures.table import MEASURES, measure_face, measure_faces

TWINS = [(name, name.replace("right", "left")) for name in MEASURES if name.endswith("_right")]


def close_to(expected: dict[str, float], **others: float) -> object:
    return pytest.approx({**expected, **others}, abs=2e-4)


def test_every_measure_of_a_plausible_face_is_a_plausible_number() -> None:
    values = measure_face(neutral_face())
    assert set(values) == set(MEASURES)
    assert all(math.isfinite(value) for value in values.values())
    shapes = {n for n, row in MEASURES.items() if row.unit not in ("degrees", "cm", "pixels")}
    assert all(abs(values[name]) < 3.0 for name in shapes)


def test_a_name_with_a_side_has_its_twin() -> None:
    sided = {name for name in MEASURES if name.endswith(("_left", "_right"))}
    assert sided == {name for pair in TWINS for name in pair}


def test_every_row_says_what_it_is() -> None:
    for name, row in MEASURES.items():
        assert re.fullmatch(r"[a-z]+(_[a-z]+)*", name)
        assert row.unit
        assert row.what
    for right, left in TWINS:
        assert (MEASURES[right].unit, MEASURES[right].what) == (
            MEASURES[left].unit,
            MEASURES[left].what,
        )


@pytest.mark.parametrize("pitch_deg", [5.0, 10.0, 15.0, 20.0])
def test_a_mouth_seen_from_above_is_as_open_as_it_is(pitch_deg: float) -> None:
    # The lower lip goes back as far as down. A mesh that knows no depth puts it where the camera
    # sees it, in the plane of the upper lip.
    down = 0.5 * math.cos(math.radians(45.0 + pitch_deg)) / math.cos(math.radians(pitch_deg))
    straight = 0.5 * math.cos(math.radians(45.0))
    turn = rotation(pitch_deg=pitch_deg)

    def gap(drop: float, turned: bool) -> float:
        face = moved(neutral_face(), lm.LIP_LOWER_INNER, up=-drop)
        if turned:
            flip = np.array([1.0, -1.0, -1.0])
            matrix = face.matrix.astype(np.float64)
            matrix[:3, :3] = turn @ matrix[:3, :3]
            points = ((face.points * flip) @ turn.T) * flip
            face = replace(face, points=points.astype(np.float32), matrix=matrix.astype(np.float32))
        return measure_face(face)["lip_gap"]

    assert gap(down, turned=True) == pytest.approx(gap(straight, turned=False), rel=0.15)
    assert gap(down, turned=False) < gap(straight, turned=False)


def some_faces(count: int) -> list[Face]:
    rng = np.random.default_rng(5)
    faces = []
    for _ in range(count):
        turn = np.eye(4, dtype=np.float32)
        turn[:3, :3] = rotation(*rng.normal(0, 10, 3))
        turn[2, 3] = -40
        noise = rng.normal(0, 2, (478, 3))
        faces.append(
            Face(
                (neutral_face().points + noise).astype(np.float32),
                rng.random(52).astype(np.float32),
                turn,
            )
        )
    return faces


def test_many_frames_together_are_the_single_frames_bit_for_bit() -> None:
    faces = some_faces(67)
    seen = [Observation(n / 30, (640, 480), face) for n, face in enumerate(faces)]
    together = measure_faces(group_arrays(Group.of(seen)))
    single = [measure_face(face) for face in faces]
    for name, column in together.items():
        assert column.tolist() == [values[name] for values in single], name


# Moving one part of the face changes what measures that part, in the direction of its name.

MOVES = [
    pytest.param(
        lm.EYE_LEFT_LOWER,
        (0.02, 0.0),
        {
            "lid_lower_left": 1,
            "lid_aperture_left": -1,
            "lid_meeting_left": 1,
            "lid_lower_seen_left": 1,
            "lid_aperture_seen_left": -1,
            "lid_meeting_seen_left": 1,
            "closed_alone_left": 1,
            "closed_alone_right": -1,
        },
        id="left lower lid up",
    ),
    pytest.param(
        lm.EYE_RIGHT_UPPER,
        (-0.02, 0.0),
        {
            "lid_upper_right": -1,
            "lid_aperture_right": -1,
            "lid_meeting_right": -1,
            "lid_aperture_seen_right": -1,
            "lid_meeting_seen_right": -1,
            "closed_alone_right": 1,
            "closed_alone_left": -1,
        },
        id="right upper lid down",
    ),
    pytest.param((lm.IRIS_LEFT,), (-0.02, 0.0), {"iris_height_left": -1}, id="left eye looks down"),
    pytest.param(
        lm.LIP_LOWER_INNER,
        (-0.1, 0.0),
        {
            "lip_gap": 1,
            "lower_lip_drop": 1,
            "jaw_drop": 1,
            "lips_past_jaw": 1,
            "lip_fullness": -1,
            "corner_over_seam_left": 1,
            "corner_over_seam_right": 1,
        },
        id="lower lip drops",
    ),
    pytest.param(
        lm.LIP_UPPER_INNER,
        (0.02, 0.0),
        {
            "lip_gap": 1,
            "upper_lip_height": 1,
            "lips_past_jaw": 1,
            "lip_fullness": -1,
            "corner_over_seam_left": -1,
            "corner_over_seam_right": -1,
        },
        id="upper lip rises",
    ),
    pytest.param((lm.CHIN,), (-0.1, 0.0), {"chin_drop": 1, "lips_past_jaw": -1}, id="chin drops"),
    pytest.param(
        (lm.CHIN,),
        (0.0, 0.1),
        {"jaw_shift": 1, "jaw_aside_left": 1, "jaw_aside_right": -1},
        id="chin to the person's left",
    ),
    pytest.param(
        (lm.CHIN,),
        (0.0, -0.1),
        {"jaw_shift": -1, "jaw_aside_left": -1, "jaw_aside_right": 1},
        id="chin to the person's right",
    ),
    pytest.param(
        (lm.MOUTH_LEFT,),
        (0.05, 0.05),
        {
            "corner_height_left": 1,
            "corner_pull_left": 1,
            "corner_reach_left": 1,
            "mouth_width": 1,
            "corner_past_lip_left": 1,
            "corner_past_snarl_left": 1,
            "corner_over_seam_left": 1,
            "cheeks_out": -1,
        },
        id="left mouth corner up and out",
    ),
    pytest.param(
        (lm.MOUTH_RIGHT,),
        (0.0, 0.05),
        {
            "corner_pull_right": -1,
            "corner_reach_right": -1,
            "mouth_width": -1,
            "corner_past_lip_right": -1,
            "corner_past_snarl_right": -1,
            "cheeks_out": 1,
        },
        id="right mouth corner inwards",
    ),
    pytest.param(
        lm.BROW_RIGHT,
        (0.05, 0.0),
        {
            "brow_height_right": 1,
            "brow_lift_right": 1,
            "frown_right": -1,
            "lid_meeting_right": -1,
            "lid_meeting_seen_right": -1,
        },
        id="right brow up",
    ),
    pytest.param(
        lm.LIP_HALF_LEFT,
        (0.05, 0.0),
        {"lip_raise_left": 1, "corner_past_lip_left": -1, "corner_past_snarl_left": -1},
        id="left lip's half up",
    ),
    pytest.param(
        (lm.LIP_LOWER_OUTER,),
        (0.02, 0.0),
        {"lip_height": -1, "lip_fullness": -1, "lower_lip_rise": 1},
        id="lower lip rolled in",
    ),
    pytest.param(
        (lm.CHEEK_LOW_LEFT, lm.JAW_ANGLE_LEFT),
        (0.0, 0.05),
        {"cheeks_out": 1},
        id="left cheek blown up",
    ),
    pytest.param(lm.IRIS_LEFT_ENDS[:1], (0.0, 0.01), {"iris_width": 1}, id="left iris wider"),
    pytest.param((lm.BROW_LEFT_INNER,), (0.0, -0.03), {"brow_gap": -1}, id="brows together"),
    pytest.param((lm.CHEEK_LEFT,), (0.03, 0.0), {"cheek_height_left": 1}, id="left cheek up"),
    pytest.param(
        (lm.NOSE_WING_RIGHT,),
        (0.03, 0.0),
        {"nose_wing_height_right": 1, "corner_past_snarl_right": -1},
        id="right nose wing up",
    ),
]


@pytest.mark.parametrize(("points", "step", "changes"), MOVES)
def test_a_movement_changes_its_measures_and_no_others(
    points: tuple[int, ...], step: tuple[float, float], changes: dict[str, int]
) -> None:
    face = moved(neutral_face(), points, up=step[0], to_left=step[1])
    before, after = neutral_values(), measure_face(face)
    went = {name: after[name] - before[name] for name in MEASURES}
    # A chin or an eyelid moves along the head's axes, so rounding alone moves the others.
    signs = {name: int(math.copysign(1, d)) for name, d in went.items() if abs(d) > 5e-4}
    assert signs == changes


@pytest.mark.parametrize("place", range(4))
def test_what_the_picture_says_of_a_lid_moves_the_seen_measures_alone(place: int) -> None:
    shift = np.zeros(4, np.float32)
    shift[place] = 3.0
    face = neutral_face()
    before, after = neutral_values(), measure_face(replace(face, lids=shift))
    side = "right" if place < 2 else "left"
    eye_px = before[f"eye_width_{side}"] * before["inter_ocular_px"]
    # Its width in space is a little more than in the plane that heights lie in.
    up = pytest.approx(3.0 / eye_px, rel=0.04)
    lower = place % 2 == 1
    went = {n: after[n] - before[n] for n in MEASURES if after[n] != before[n]}
    opening = went.pop(f"lid_aperture_seen_{side}")
    assert went.pop(f"lid_meeting_seen_{side}") > 0
    assert (-opening if lower else opening) == up
    assert went == ({f"lid_lower_seen_{side}": up} if lower else {})


def test_every_geometric_measure_is_moved_by_some_movement() -> None:
    moves: set[str] = set()
    for case in MOVES:
        changes = case.values[2]
        assert isinstance(changes, dict)
        moves |= set(changes)
    twins = moves | {n.replace("left", "right") for n in moves}
    twins |= {n.replace("right", "left") for n in moves}
    of_the_head = {"pitch_deg", "yaw_deg", "roll_deg", "distance_cm", "inter_ocular_px"}
    of_the_eyes = {"pupil_distance", "eye_width_left", "eye_width_right"}
    assert twins | of_the_head | of_the_eyes | {"brows_down", "jaw_slide"} == set(MEASURES)


def test_sizes_of_the_eyes_are_parts_of_the_inter_ocular_distance() -> None:
    values = neutral_values()
    both = values["eye_width_left"] + values["eye_width_right"]
    assert both < 1.0
    # From the middle of one eye to that of the other: all of it but two halves of an eye.
    assert values["pupil_distance"] == pytest.approx(1.0 - both / 2, abs=0.03)


def test_the_jaw_is_read_from_the_blendshape_too() -> None:
    wide = measure_face(with_shapes(neutral_face(), jawOpen=0.8))
    assert wide["jaw_drop"] > neutral_values()["jaw_drop"] + 0.1
    assert wide["lip_gap"] == neutral_values()["lip_gap"]


def test_brows_down_is_the_mean_of_its_sides() -> None:
    one = measure_face(with_shapes(neutral_face(), browDownLeft=0.6, browDownRight=0.2))
    assert one["brows_down"] == pytest.approx(0.4)


# What must not matter.

SWAPS = [
    *zip(lm.EYE_RIGHT_UPPER, lm.EYE_LEFT_UPPER, strict=True),
    *zip(lm.EYE_RIGHT_LOWER, lm.EYE_LEFT_LOWER, strict=True),
    *zip(lm.BROW_RIGHT, lm.BROW_LEFT, strict=True),
    *zip(lm.LIP_HALF_RIGHT, lm.LIP_HALF_LEFT, strict=True),
    (lm.EYE_RIGHT_OUTER, lm.EYE_LEFT_OUTER),
    (lm.EYE_RIGHT_INNER, lm.EYE_LEFT_INNER),
    (lm.IRIS_RIGHT, lm.IRIS_LEFT),
    *zip(lm.IRIS_RIGHT_ENDS, lm.IRIS_LEFT_ENDS, strict=True),
    (lm.MOUTH_RIGHT, lm.MOUTH_LEFT),
    (lm.BROW_RIGHT_INNER, lm.BROW_LEFT_INNER),
    (lm.CHEEK_RIGHT, lm.CHEEK_LEFT),
    (lm.NOSE_WING_RIGHT, lm.NOSE_WING_LEFT),
    (lm.CHEEK_LOW_RIGHT, lm.CHEEK_LOW_LEFT),
    (lm.JAW_ANGLE_RIGHT, lm.JAW_ANGLE_LEFT),
    *zip(lm.CHIN_EDGE[:2], lm.CHIN_EDGE[:2:-1], strict=True),
    (lm.LIP_UPPER_INNER[0], lm.LIP_UPPER_INNER[2]),
    (lm.LIP_LOWER_INNER[0], lm.LIP_LOWER_INNER[2]),
]


def mirrored(face: Face) -> Face:
    """The face as a mirror shows it, with every name kept to its side of the person."""
    places = np.arange(478)
    for a, b in SWAPS:
        places[a], places[b] = b, a
    points = face.points[places] * np.array([-1, 1, 1], np.float32) + np.array([640, 0, 0])
    names = [
        n.replace("Left", "~").replace("Right", "Left").replace("~", "Right")
        for n in lm.BLENDSHAPE_NAMES
    ]
    shapes = np.array([face.known_blendshapes[lm.SHAPE[n]] for n in names], np.float32)
    flip = np.diag([-1.0, 1.0, 1.0, 1.0])
    return Face(points.astype(np.float32), shapes, (flip @ face.matrix @ flip).astype(np.float32))


def test_a_mirrored_face_exchanges_its_sides() -> None:
    face = moved(neutral_face(), lm.EYE_LEFT_LOWER, up=0.03)
    face = moved(face, (lm.MOUTH_RIGHT, lm.CHIN), up=-0.05, to_left=0.04)
    before, after = measure_face(face), measure_face(mirrored(face))
    expected = dict(before)
    for right, left in TWINS:
        expected[right], expected[left] = before[left], before[right]
    for name in ("jaw_shift", "jaw_slide", "yaw_deg", "roll_deg"):
        expected[name] = -before[name]
    assert after == pytest.approx(expected, abs=1e-4, rel=1e-4)


@settings(max_examples=30)
@given(st.floats(0.3, 3.0), st.floats(-200, 200), st.floats(-200, 200))
def test_size_and_place_do_not_matter(scale: float, x: float, y: float) -> None:
    face = neutral_face()
    points = (face.points * scale + np.array([x, y, 0.0])).astype(np.float32)
    values = measure_face(replace(face, points=points))
    px = neutral_values()["inter_ocular_px"] * scale
    assert values.pop("inter_ocular_px") == pytest.approx(px, rel=1e-4)
    assert values == close_to({n: v for n, v in neutral_values().items() if n in values})


@settings(max_examples=30)
@given(st.floats(-60, 60))
def test_a_tilted_head_does_not_matter(roll_deg: float) -> None:
    face = neutral_face()
    turn = rotation(roll_deg=roll_deg)
    to_pixels = np.array([1.0, -1.0, -1.0])
    centre = np.array([320.0, 240.0, 0.0])
    points = ((face.points - centre) * to_pixels) @ turn.T * to_pixels + centre
    matrix = face.matrix.copy()
    matrix[:3, :3] = turn @ matrix[:3, :3]
    values = measure_face(replace(face, points=points.astype(np.float32), matrix=matrix))
    tilted = neutral_values()["roll_deg"] + roll_deg
    assert values == close_to(neutral_values(), roll_deg=tilted)


def test_a_face_of_no_size_gives_numbers() -> None:
    flat = replace(neutral_face(), points=np.zeros((478, 3), np.float32))
    assert all(math.isfinite(value) for value in measure_face(flat).values())
