"""Something comes before the mouth or an eye: a phone, a scarf, fingers."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from facecheck.core.frames import COVERED, DOUBTED, Image
from facecheck.inputs.mediapipe.covered_regions import REGIONS, SKIN, CoveredRegions
from facecheck.inputs.mediapipe.region_patterns import BROWS_AND_LIDS
from robustness.untrue.recipes import Pictures, film, listed, lived, pictures, scored

PHONE, PATCH = (30, 30, 34), (210, 214, 220)
MASKS = {"blue": (150, 178, 205), "white": (225, 226, 228), "black": (40, 44, 52)}


def covered(
    shown: Pictures, box: tuple[int, int, int, int], colour: tuple[int, int, int], at: range
) -> Pictures:
    """Something of a colour lies before a part of the picture for a while."""
    x0, y0, x1, y1 = box
    changed = [picture.copy() for picture in shown]
    for n in at:
        cv2.rectangle(changed[n], (x0, y0), (x1, y1), colour, -1)
    return changed


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A phone comes before the mouth in the middle of the hold, and stays."""
    shown = pictures("jaw_too_short", 0.2, 5.4)
    folder = tmp_path_factory.mktemp("covered")
    return film(folder / "phone.mp4", covered(shown, (230, 270, 410, 460), PHONE, range(84, 156)))


def test_the_hold_pauses_and_the_mouth_is_named(phone: Path) -> None:
    result = scored(phone)
    assert result.counted == 0
    (attempt,) = result.attempts
    assert "mouth covered at 2." in str(attempt.reason) or "mouth covered at 3." in str(
        attempt.reason
    )
    assert any("the mouth is covered" in warning for warning in result.warnings)
    assert result.judged_s < result.duration_s - 1.5


def test_events_and_live_name_it(phone: Path) -> None:
    assert any("the mouth is covered" in warning for warning in listed(phone).warnings)
    assert "Uncover your mouth" in lived(phone).cues


@pytest.mark.parametrize(
    ("top", "colour"), [(288, PHONE), (282, MASKS["white"])], ids=["phone", "scarf"]
)
def test_what_leaves_the_upper_lip_covers_the_mouth_as_well(
    top: int, colour: tuple[int, int, int], tmp_path: Path
) -> None:
    shown = pictures("jaw_too_short", 0.2, 5.4)
    clip = film(tmp_path / "c.mp4", covered(shown, (230, top, 410, 460), colour, range(84, 156)))
    result = scored(clip)
    assert result.counted == 0
    assert "mouth covered" in [fault.name for fault in result.faults]
    assert any("the mouth is covered" in warning for warning in listed(clip).warnings)
    assert "Uncover your mouth" in lived(clip).cues


def test_a_patch_as_bright_as_the_skin_hides_an_eye(tmp_path: Path) -> None:
    blue = (152, 166, 174)  # 164 on the mean, as the skin around this eye, which is (193, 166, 134)
    shown = covered(
        pictures("squint_too_short", 0.0, 7.0), (335, 165, 420, 245), blue, range(95, 150)
    )
    clip = film(tmp_path / "patch.mp4", shown)
    result = scored(clip, "squint")
    assert "left eye covered" in [fault.name for fault in result.faults]
    assert "one eye only" not in [fault.name for fault in result.faults]
    assert any("the left eye is covered" in warning for warning in listed(clip).warnings)
    assert "Uncover your eyes" in lived(clip, "squint").cues


def test_a_hidden_eye_is_not_a_shut_eye(tmp_path: Path) -> None:
    shown = pictures("jaw_too_short", 0.0, 4.4)
    for side, box in (("left", (335, 165, 420, 245)), ("right", (215, 165, 305, 245))):
        clip = film(tmp_path / f"{side}.mp4", covered(shown, box, PATCH, range(60, 90)))
        result = listed(clip)
        assert any(f"the {side} eye is covered" in warning for warning in result.warnings)
        # Both eyes are open meanwhile.
        assert not [
            e for e in result.events if e.start_s < 2.9 and e.end_s > 2.1 and "jaw" not in e.kind
        ]


@pytest.mark.parametrize(
    ("side", "box"), [("left", (332, 150, 425, 380)), ("right", (210, 150, 308, 380))]
)
def test_fingers_of_the_skins_own_colour_shut_no_eye(
    side: str, box: tuple[int, int, int, int], tmp_path: Path
) -> None:
    shown = pictures("jaw_too_short", 0.0, 4.4)
    skin = tuple(int(v) for v in shown[40][125:140, 300:340].mean(axis=(0, 1)))
    hand = covered(shown, box, (skin[0], skin[1], skin[2]), range(58, 95))
    result = listed(film(tmp_path / f"{side}.mp4", hand))
    # Both eyes are open meanwhile.
    assert not [e for e in result.events if 1.9 < e.start_s < 3.2 and "jaw" not in e.kind]


@pytest.mark.parametrize("colour", MASKS)
def test_a_mask_from_the_first_picture_on_is_named(colour: str, tmp_path: Path) -> None:
    shown = pictures("jaw_too_short", 0.2, 4.4)
    masked = covered(shown, (225, 255, 415, 470), MASKS[colour], range(len(shown)))
    clip = film(tmp_path / "mask.mp4", masked)
    result = scored(clip)
    assert result.counted == 0
    assert "mouth covered" in [fault.name for fault in result.faults]
    for warnings in (result.warnings, listed(clip).warnings):
        assert any("the mouth is covered" in warning for warning in warnings)
    assert "Uncover your mouth" in lived(clip).cues


@pytest.mark.parametrize(("then", "named"), [(6, True), (4, False)])
def test_a_point_that_comes_to_lie_beside_the_phone_does_not_free_the_mouth(
    then: int, named: bool
) -> None:
    """Of the nine points around the mouth eight change at once, and a few of them change back."""
    around = [SKIN.index(p) for p in REGIONS[COVERED["mouth"]]]
    skin = np.random.default_rng(5).uniform(100, 160, (len(SKIN), 3)).astype(np.float32)
    points = np.zeros((478, 3), np.float32)
    points[[33, 133, 362, 263], 0] = 10, 30, 40, 60
    watch = CoveredRegions()
    for n in range(30):
        off = skin.copy()
        off[around[: 0 if n < 20 else 8 if n == 20 else then]] = 30.0
        seen = watch.step_colours(n / 10, lambda off=off: off, points)  # type: ignore[misc]
    assert (COVERED["mouth"] in seen) is named


def test_the_same_face_in_other_light_is_not_covered() -> None:
    points = np.zeros((478, 3), np.float32)
    points[:, 0], points[:, 1] = np.arange(478) % 60 + 5, np.arange(478) // 8 + 5
    points[[33, 133, 362, 263], 0] = 10, 30, 40, 60
    picture: Image = np.random.default_rng(3).integers(60, 180, (70, 70, 3), np.uint8)
    watch = CoveredRegions()
    seen = [
        watch.step(n / 10, np.asarray(picture * (1 - n / 60), np.uint8), points) for n in range(40)
    ]
    assert set().union(*seen) == set()
    assert watch.step(4.0, np.zeros_like(picture), points) == frozenset()


@pytest.mark.parametrize(("left_width", "named"), [(20, True), (16, False)])
def test_an_eye_at_the_faces_edge_is_not_judged_by_its_pattern(
    left_width: int, named: bool
) -> None:
    """There the mesh reads what is behind the person, which changes as the head moves."""
    chance = np.random.default_rng(4)
    points = np.zeros((478, 3), np.float32)
    points[:, :2] = chance.integers(5, 30, (478, 2))
    points[[33, 133, 362, 263], 0] = 0, 20, 40, 40 + left_width
    around = list(BROWS_AND_LIDS[DOUBTED["left eye"]])
    points[around, :2] = chance.integers(40, 65, (len(around), 2))
    picture: Image = chance.integers(90, 130, (70, 70, 3), np.uint8)
    behind = picture.copy()
    behind[38:, 38:] = chance.integers(90, 130, (32, 32, 3), np.uint8)
    watch = CoveredRegions()
    for n in range(15):
        assert watch.step(n / 10, picture, points) == frozenset()
    seen = watch.step(1.5, behind, points) | watch.step(1.6, behind, points)
    assert (COVERED["left eye"] in seen) is named


@pytest.mark.parametrize(
    ("changed", "seen"),
    [((18, 200, 57, 287, 202, 422), {COVERED["mouth"]}), ((164, 92, 322, 57), set())],
    ids=["below", "above"],
)
def test_the_lower_lip_and_the_chin_are_enough(changed: tuple[int, ...], seen: set[str]) -> None:
    """A jaw in a shadow of its own, or a moustache, is not."""
    points = np.full((478, 3), 10, np.float32)
    points[list(changed)] = 50
    points[[33, 133, 362, 263], 0] = 0, 20, 40, 60
    picture: Image = np.full((70, 70, 3), 120, np.uint8)
    dark = picture.copy()
    dark[40:60, 40:60] = 20
    watch = CoveredRegions()
    for n in range(15):
        assert watch.step(n / 10, picture, points) == frozenset()
    watch.step(1.5, dark, points)
    assert watch.step(1.6, dark, points) == seen


@pytest.mark.parametrize(
    ("colour", "seen"), [((150, 166, 180), {COVERED["mouth"]}), ((150, 125, 105), set())]
)
def test_blue_as_bright_as_the_skin_is_no_skin(colour: tuple[int, ...], seen: set[str]) -> None:
    points = np.full((478, 3), 10, np.float32)
    points[[164, 18, 200, 57, 287, 92, 322, 202, 422]] = 50
    points[[33, 133, 362, 263], 0] = 0, 20, 40, 60
    picture: Image = np.full((70, 70, 3), (174, 160, 140), np.uint8)
    changed = picture.copy()
    changed[40:60, 40:60] = colour
    watch = CoveredRegions()
    for n in range(15):
        watch.step(n / 10, picture, points)
    watch.step(1.5, changed, points)
    assert watch.step(1.6, changed, points) == seen


def test_only_what_has_changed_is_covered() -> None:
    points = np.full((478, 3), 10, np.float32)
    for point in (164, 18, 200, 57, 287, 92, 322, 202, 422):
        points[point] = 50
    points[[33, 133, 362, 263], 0] = 0, 20, 40, 60
    picture: Image = np.full((70, 70, 3), 120, np.uint8)
    dark = picture.copy()
    dark[40:60, 40:60] = 20
    watch = CoveredRegions()
    for n in range(15):
        assert watch.step(n / 10, picture, points) == frozenset()
    assert watch.step(1.5, dark, points) == frozenset()
    assert watch.step(1.6, dark, points) == {COVERED["mouth"]}
    assert watch.step(1.7, picture, points) == frozenset()
