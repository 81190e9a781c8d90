"""The models run in the page: what leaves it, and that it comes to the same."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from facecheck.app.context import AppContext
from facecheck.app.server import Served
from facecheck.app.session.sight_known import known
from facecheck.app.site.vision import VARIABLE, fetch_vision, vision_files
from facecheck.core.errors import ModelError
from facecheck.inputs.mediapipe.covered_regions import SKIN
from facecheck.inputs.mediapipe.face_finder import brightness
from facecheck.inputs.mediapipe.landmarker import Landmarker
from facecheck.inputs.mediapipe.lid_reader import eye_pictures
from facecheck.inputs.sources import Clip

from .conftest import SAMPLES, Opened
from .test_same_attempts import check_attempts

BEGIN = (
    "import('/page/main.js').then((p) => p.begin({names: ['vowel-o'], hold_s: 1, guided: false}))"
)
READ = """async ({ pixels, points, width, height, known }) => {
  const sight = await import('/page/sight.js');
  const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const image = { width, height, data: bytes(pixels) };
  const at = new Float32Array(bytes(points).buffer);
  const still = new sight.StillWatch(known.still);
  const place = sight.placeOf(at, known.place);
  return {
    eyes: [...sight.eyePictures(image, at, known.eyes)],
    colours: [...sight.skinColours(image, at, known.skin)],
    light: sight.brightness(image, at, known.light),
    still: [image, image, { ...image, data: image.data.map((v) => 255 - v) }]
      .map((one) => still.step(one, place)),
  };
}"""


@pytest.fixture(scope="module")
def models() -> Path:
    """Where what the page needs is, fetched if it was not yet."""
    try:
        return vision_files()["vision_bundle.mjs"].parent
    except ModelError:
        try:
            return fetch_vision()
        except ModelError as error:
            pytest.skip(str(error))


@pytest.fixture
def served(home: Path, models: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    assert home.is_dir()
    monkeypatch.setenv(VARIABLE, str(models))
    server = Served(AppContext(landmarks="page"), 0)
    with server.running():
        yield server


def test_no_picture_leaves_the_page_and_repetitions_count(opened: Opened) -> None:
    page = opened()
    sent: list[bytes] = []
    page.on(
        "websocket",
        lambda line: line.on(
            "framesent", lambda data: sent.append(data) if isinstance(data, bytes) else None
        ),
    )
    page.evaluate(BEGIN)
    page.wait_for_selector(".dot.on:nth-child(2)")
    page.keyboard.press("q")
    page.wait_for_selector(".summary")
    assert len(sent) > 10
    assert {data[8:12] for data in sent} == {b"SEEN"}
    # Points of a face and of two hands, the eyes and some spots of skin.
    assert max(map(len, sent)) < 17_000


def test_the_page_reads_a_picture_as_this_machine_does(opened: Opened) -> None:
    with Clip(SAMPLES / "squint_glasses.mp4") as clip, Landmarker() as look:
        frame = next(iter(clip))
        face = look(frame).face
    assert face is not None
    height, width = frame.rgb.shape[:2]
    rgba = np.dstack([frame.rgb, np.full((height, width), 255, np.uint8)])
    read = opened().evaluate(
        READ,
        {
            "pixels": base64.b64encode(rgba.tobytes()).decode(),
            "points": base64.b64encode(face.points.astype("<f4").tobytes()).decode(),
            "width": width,
            "height": height,
            "known": known(),
        },
    )
    eyes = eye_pictures(frame.rgb, face.points)
    assert eyes is not None
    away = np.abs(np.array(read["eyes"]).reshape(eyes.shape) - eyes.astype(int))
    # OpenCV interpolates in steps of a 32nd of a pixel.
    assert away.mean() < 0.6
    assert np.quantile(away, 0.99) <= 4
    assert read["light"] == pytest.approx(brightness(frame.rgb, face.points), abs=1e-6)
    spots = np.rint(face.points[list(SKIN), :2]).astype(int)
    middle = frame.rgb[spots[:, 1], spots[:, 0]].astype(int)
    assert np.abs(np.array(read["colours"]).reshape(-1, 3) - middle).mean() < 4
    assert read["still"] == [False, True, False]


def test_a_time_that_stands_does_not_end_the_models(opened: Opened) -> None:
    page = opened()
    seen = page.evaluate(
        """async () => {
          const { Eyes } = await import('/page/eyes.js');
          const eyes = new Eyes(false);
          await eyes.ready;
          const picture = () => createImageBitmap(new ImageData(64, 48));
          const sizes = [];
          for (const at of [1000, 1000, 990, 1001]) {
            sizes.push((await eyes.look(await picture(), at)).byteLength);
          }
          eyes.close();
          return sizes;
        }"""
    )
    assert seen == [24] * 4


@pytest.mark.slow
@pytest.mark.parametrize(
    ("browser", "exercise", "hold_s"),
    [
        pytest.param("jaw_open_3x5", "jaw-open", 5.0, id="jaw_open_3x5"),
        pytest.param("squint_3x5", "squint", 5.0, id="squint_3x5"),
        pytest.param("squint_palm_3x5", "squint-palm", 5.0, id="squint_palm_3x5"),
        pytest.param("jaw_too_short", "jaw-open", 5.0, id="jaw_too_short"),
    ],
    indirect=["browser"],
)
def test_the_attempts_are_those_of_the_clip(
    opened: Opened, request: pytest.FixtureRequest, exercise: str, hold_s: float
) -> None:
    check_attempts(opened(), request.node.callspec.id, exercise, hold_s)
