"""MediaPipe itself, on the rendered sample clips."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from itertools import islice
from pathlib import Path

import cv2
import numpy as np
import pytest

from facecheck.core.errors import ModelError
from facecheck.core.frames import Details, Face, Frame, Observation
from facecheck.inputs.mediapipe import c_reader as native
from facecheck.inputs.mediapipe.face_finder import brightness
from facecheck.inputs.mediapipe.landmarker import Landmarker
from facecheck.inputs.mediapipe.models import VARIABLE
from facecheck.inputs.sources import Clip

SAMPLES = Path(__file__).parents[3] / "sample_videos"


def frames_of(name: str, count: int, start: int = 0) -> list[Frame]:
    with Clip(SAMPLES / name) as clip:
        return list(islice(clip, start, start + count))


@pytest.fixture(scope="module")
def jaw() -> list[Frame]:
    return frames_of("jaw_open_3x5.mp4", 12)


@pytest.fixture(scope="module")
def palm() -> list[Frame]:
    return frames_of("squint_palm_3x5.mp4", 12, start=90)


def look(frames: list[Frame], *, hands: bool = False) -> list[Observation]:
    with Landmarker(hands=hands) as landmarker:
        return [landmarker(frame) for frame in frames]


def same_face(a: Face | None, b: Face | None) -> bool:
    if a is None or b is None:
        return a is b
    return (
        np.array_equal(a.points, b.points)
        and np.array_equal(a.known_blendshapes, b.known_blendshapes)
        and np.array_equal(a.matrix, b.matrix)
    )


def test_a_face_is_found_where_it_is(jaw: list[Frame]) -> None:
    height, width = jaw[0].rgb.shape[:2]
    for frame, seen in zip(jaw, look(jaw), strict=True):
        assert seen.time_s == frame.time_s
        assert seen.size == (width, height)
        assert seen.hands is None
        assert seen.face is not None
        assert (seen.face.points[:, 0].min() > 0) & (seen.face.points[:, 0].max() < width)
        assert seen.face.matrix[3].tolist() == [0, 0, 0, 1]
        assert seen.brightness is not None
        assert 0 < seen.brightness < 1


def test_the_same_frames_give_the_same_numbers(jaw: list[Frame]) -> None:
    first, again = look(jaw), look(jaw)
    assert all(same_face(a.face, b.face) for a, b in zip(first, again, strict=True))


@pytest.mark.parametrize("way", ["litert", "mediapipe"])
def test_what_nobody_asks_for_is_not_looked_at(
    way: str, jaw: list[Frame], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, way)
    with Landmarker(details=Details(blendshapes=False, lids=False)) as landmarker:
        fewer = [landmarker(frame).face for frame in jaw[:8]]
    for less, all_of_it in zip(fewer, look(jaw[:8]), strict=True):
        assert less is not None
        assert all_of_it.face is not None
        assert less.blendshapes is None
        assert less.lids is None
        assert all_of_it.face.blendshapes is not None
        assert all_of_it.face.lids is not None
        assert np.array_equal(less.points, all_of_it.face.points)
        assert np.array_equal(less.matrix, all_of_it.face.matrix)


def test_hands_do_not_change_the_face(palm: list[Frame]) -> None:
    without, with_hands = look(palm), look(palm, hands=True)
    assert all(same_face(a.face, b.face) for a, b in zip(without, with_hands, strict=True))
    assert all(o.hands is not None for o in with_hands)


def test_hands_beside_the_face_are_those_of_hands_alone(
    palm: list[Frame], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "mediapipe")
    import mediapipe as mp
    from mediapipe.tasks.python import BaseOptions, vision

    from facecheck.inputs.mediapipe.assets import hand_model

    options = vision.HandLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(hand_model())),
        running_mode=vision.RunningMode.VIDEO,
        num_hands=2,
    )
    # Of ten pictures a second, each is looked at.
    film = [Frame(3 * frame.time_s, frame.rgb) for frame in palm]
    seen = look(film, hands=True)
    assert any(o.hands for o in seen)
    with vision.HandLandmarker.create_from_options(options) as alone:
        for frame, observation in zip(film, seen, strict=True):
            image = mp.Image(image_format=mp.ImageFormat.SRGB, data=frame.rgb)
            found = alone.detect_for_video(image, round(frame.time_s * 1000))
            labels = [sides[0].category_name.lower() for sides in found.handedness]
            assert [h.side for h in observation.hands or ()] == labels
            for hand, landmarks in zip(observation.hands or (), found.hand_landmarks, strict=True):
                height, width = frame.rgb.shape[:2]
                expected = [(p.x * width, p.y * height, p.z * width) for p in landmarks]
                assert hand.points == pytest.approx(np.array(expected), abs=0.01)


def same(a: Observation, b: Observation) -> bool:
    hands = [
        None if o.hands is None else [(h.side, h.score, h.points.tobytes()) for h in o.hands]
        for o in (a, b)
    ]
    same_rest = (a.time_s, a.size, a.brightness) == (b.time_s, b.size, b.brightness)
    return same_rest and hands[0] == hands[1] and same_face(a.face, b.face)


@pytest.mark.parametrize("hands", [False, True])
def test_threads_change_nothing(palm: list[Frame], hands: bool) -> None:
    """Some frames without a hand first, so that the hand model rests in between."""
    dark = [Frame(f.time_s, np.asarray(f.rgb // 4, np.uint8)) for f in palm]
    film = [Frame(f.time_s - 3, np.full_like(f.rgb, 90)) for f in palm] + palm
    film += [Frame(f.time_s + 3, f.rgb) for f in dark]
    one_by_one = look(film, hands=hands)
    for overlapped in (True, False):
        with Landmarker(hands=hands) as landmarker:
            followed = list(landmarker.follow(film, overlapped=overlapped))
        assert [frame for frame, _ in followed] == film
        assert all(same(a, b) for a, (_, b) in zip(one_by_one, followed, strict=True))
    assert not hands or any(o.hands for o in one_by_one)


def test_late_hands_are_those_of_a_frame_before(palm: list[Frame]) -> None:
    film = [Frame(i / 4, palm[i].rgb) for i in range(8)]
    with Landmarker(hands=True, late_hands=True) as landmarker:
        seen = []
        for frame in film:
            seen.append(landmarker(frame))
            time.sleep(0.2)
    assert all(same_face(a.face, b.face) for a, b in zip(seen, look(film), strict=True))
    assert seen[-1].hands


def test_sides_are_the_persons_own(palm: list[Frame]) -> None:
    """The actor lays the left palm on the left cheek, which is on the right of the picture."""
    seen = [o for o in look(palm, hands=True) if o.hands and o.face]
    assert len(seen) > len(palm) / 2
    for observation in seen:
        assert observation.face is not None
        assert [h.side for h in observation.hands or ()] == ["left"]
        nose_x = observation.face.points[1, 0]
        assert all(h.points[:, 0].mean() > nose_x for h in observation.hands or ())


def test_reading_memory_gives_what_the_public_call_gives(
    jaw: list[Frame], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "mediapipe")
    direct = look(jaw)
    monkeypatch.setattr("facecheck.inputs.mediapipe.tasks.reader", lambda _: None)
    public = look(jaw)
    assert all(same_face(a.face, b.face) for a, b in zip(direct, public, strict=True))


def test_this_mediapipe_can_be_read_directly(
    jaw: list[Frame], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "mediapipe")
    monkeypatch.setattr("facecheck.inputs.mediapipe.tasks.public_reader", lambda _: None)
    assert look(jaw[:1])[0].face is not None


def test_another_mediapipe_falls_back_to_the_public_call() -> None:
    assert native.reader(object()) is None


def test_frames_at_the_same_time_are_allowed(jaw: list[Frame]) -> None:
    seen = look([Frame(0.5, jaw[0].rgb)] * 3 + [Frame(0.5004, jaw[1].rgb)])
    assert [o.time_s for o in seen] == [0.5, 0.5, 0.5, 0.5004]
    assert all(o.face is not None for o in seen)


def test_no_face() -> None:
    grey = np.full((90, 160, 3), 127, np.uint8)
    (seen,) = look([Frame(0.0, grey)], hands=True)
    assert seen.face is None
    assert seen.brightness is None
    assert seen.hands == ()


@pytest.mark.parametrize("size", [(1, 1), (16, 16), (3, 200)])
def test_tiny_pictures(size: tuple[int, int]) -> None:
    rgb = np.zeros((size[1], size[0], 3), np.uint8)
    assert look([Frame(0.0, rgb)])[0].face is None


def side_by_side(
    frames: list[Frame], left: float | None, right: float | None, start_s: float = 0.0
) -> list[Frame]:
    """The same face twice, at given scales, on a wide canvas."""
    made = []
    for i, frame in enumerate(frames):
        height, width = frame.rgb.shape[:2]
        canvas = np.full((height, 2 * width, 3), 128, np.uint8)
        for scale, x in ((left, 0), (right, width)):
            if scale is not None:
                small = cv2.resize(frame.rgb, None, fx=scale, fy=scale)
                canvas[: small.shape[0], x : x + small.shape[1]] = small
        made.append(Frame(start_s + i / 10, canvas))
    return made


def sides_of(observations: list[Observation]) -> str:
    """One letter a frame: l or r for the half of the picture, - for no face."""
    return "".join(
        "-" if o.face is None else "lr"[int(o.face.points[:, 0].mean() > o.size[0] / 2)]
        for o in observations
    )


def test_of_two_faces_the_nearest_is_followed(jaw: list[Frame]) -> None:
    assert sides_of(look(side_by_side(jaw[:6], 0.6, 1.0))) == "rrrrrr"
    assert sides_of(look(side_by_side(jaw[:6], 1.0, 0.6))) == "llllll"


def test_the_user_does_not_jump_when_hidden_for_a_moment(jaw: list[Frame]) -> None:
    scene = side_by_side(jaw[:4], 1.0, 0.8)
    scene += side_by_side(jaw[:6], None, 0.8, start_s=0.4)
    scene += side_by_side(jaw[:4], 1.0, 0.8, start_s=1.0)
    seen = sides_of(look(scene))
    assert "r" not in seen
    assert seen.startswith("llll")
    assert seen.endswith("lll")


def test_when_the_user_is_gone_the_other_is_followed(jaw: list[Frame]) -> None:
    scene = side_by_side(jaw[:4], 1.0, 0.8) + side_by_side(jaw * 2, None, 0.8, start_s=0.4)
    assert sides_of(look(scene)).endswith("rrrrr")


def test_brightness_weights_colours_as_the_eye_does() -> None:
    rgb = np.zeros((40, 40, 3), np.uint8)
    rgb[10:30, 10:30] = (0, 255, 0)
    inside = np.array([[10, 10, 0], [29, 29, 0]], np.float32)
    assert brightness(rgb, inside) == pytest.approx(0.587)
    assert brightness(rgb, inside + 100) is None
    assert brightness(rgb, inside - np.array([15, 0, 0], np.float32)) == pytest.approx(
        0.587 / 4
    )  # 10 to 14 of 0 to 14


def test_a_bad_model_is_one_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.task"
    bad.write_bytes(b"PK not a model")
    with pytest.raises(ModelError, match=r"cannot load bad\.task .*facecheck doctor") as caught:
        Landmarker(face_model=bad).__enter__()
    assert "\n" not in str(caught.value)
    assert capfd.readouterr().err == ""


def test_not_open(jaw: list[Frame]) -> None:
    with pytest.raises(ModelError, match="not open"):
        Landmarker()(jaw[0])


def test_a_program_hears_nothing_from_mediapipe() -> None:
    script = (
        "from pathlib import Path\n"
        "from itertools import islice\n"
        "from facecheck.inputs.mediapipe.landmarker import Landmarker\n"
        "from facecheck.inputs.sources import Clip\n"
        f"with Clip(Path({str(SAMPLES / 'squint_palm_3x5.mp4')!r})) as clip:\n"
        "    frames = list(islice(clip, 95, 105))\n"
        "with Landmarker(hands=True) as landmarker:\n"
        "    print(sum(bool(landmarker(f).hands) for f in frames))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=SAMPLES.parent,
    )
    assert int(done.stdout) > 0
    assert done.stderr == ""


def test_a_damaged_picture_is_not_seen(jaw: list[Frame]) -> None:
    """Half a picture looks like a face that moved."""
    frames = [replace(f, damaged=i in (4, 5)) for i, f in enumerate(jaw)]
    seen = look(frames, hands=True)
    assert [o.face is not None for o in seen] == [i not in (4, 5) for i in range(len(jaw))]
    assert seen[4].hands == ()
    assert seen[4].brightness is None


def test_a_picture_that_turns_costs_no_more_than_a_frame(jaw: list[Frame]) -> None:
    """A phone that is turned while it records; the face is at another place in another size."""
    lying = jaw[0].rgb
    height, width = lying.shape[:2]
    standing = np.full((width, height, 3), 128, np.uint8)
    small = cv2.resize(lying, (height, height * height // width))
    standing[-small.shape[0] :] = small
    pictures = [lying] * 8 + [standing] * 8
    seen = look([Frame(i / 30, rgb) for i, rgb in enumerate(pictures)])
    assert sum(o.face is None for o in seen) <= 1
    assert seen[-1].size == (height, width)
    last = seen[-1].face
    assert last is not None
    assert last.points[:, 1].min() > width - small.shape[0]
