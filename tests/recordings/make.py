"""Recordings as a browser makes them, from a rendered sample clip, with their exact truth.

``python tests/recordings/make.py`` plays the sample in the system's Chromium, draws it on a canvas
with the number of each picture in black and white squares, and records the canvas with
MediaRecorder. The numbers are read back from the recording, so that the truth holds whatever the
browser's clock did. It takes a minute, and the files are not the same bits twice.
"""

from __future__ import annotations

import base64
import shutil
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from ruamel.yaml import YAML

from facecheck.core.frames import Image
from facecheck.evaluate.parse_truth import read_truth
from facecheck.evaluate.truth import LabelledEvent
from facecheck.inputs.sources import Clip

HERE = Path(__file__).parent
SAMPLE = HERE.parents[1] / "sample_videos" / "jaw_too_short.mp4"
UNTIL_S = 10.6
SQUARE, BITS = 10, 10

PAGE = """
async ({film, kind, until, timeslice, turnAt, pauseAt, resumeAt, square, bits}) => {
  const video = document.createElement('video');
  video.muted = true; video.src = film;
  await new Promise((yes, no) => { video.onloadeddata = yes; video.onerror = no; });
  const canvas = document.createElement('canvas');
  canvas.width = 320; canvas.height = 240;
  const pen = canvas.getContext('2d');
  const draw = (number) => {
    const size = Math.min(canvas.width, canvas.height * 4 / 3);
    pen.fillStyle = '#808080'; pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(video, 0, canvas.height - size * 3 / 4, size, size * 3 / 4);
    for (let bit = 0; bit < bits; bit++) {
      pen.fillStyle = number >> bit & 1 ? '#fff' : '#000';
      pen.fillRect(bit * square, 0, square, square);
    }
  };
  draw(0);
  const recorder = new MediaRecorder(canvas.captureStream(), {
    mimeType: kind, videoBitsPerSecond: 250000});
  const parts = [];
  recorder.ondataavailable = (event) => parts.push(event.data);
  const over = new Promise(done => { recorder.onstop = done; });
  let turned = false;
  const each = (_, meta) => {
    const at = meta.mediaTime;
    if (turnAt && !turned && at >= turnAt) {
      turned = true; canvas.width = 240; canvas.height = 320;
    }
    if (pauseAt && at >= pauseAt && at < resumeAt && recorder.state === 'recording') {
      recorder.pause();
    }
    if (resumeAt && at >= resumeAt && recorder.state === 'paused') recorder.resume();
    draw(Math.round(at * 30));
    if (at < until) video.requestVideoFrameCallback(each);
    else setTimeout(() => recorder.stop(), 50);
  };
  video.requestVideoFrameCallback(each);
  timeslice ? recorder.start(timeslice) : recorder.start();
  await video.play();
  await over;
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  let text = '';
  for (let i = 0; i < bytes.length; i += 32768) {
    text += String.fromCharCode(...bytes.subarray(i, i + 32768));
  }
  return btoa(text);
}
"""


@dataclass(frozen=True)
class Recording:
    """One way in which a page records."""

    name: str
    condition: str
    kind: str = "video/webm;codecs=vp8"
    timeslice: int = 0
    turn_s: float = 0.0
    pause_s: float = 0.0
    resume_s: float = 0.0


RECORDINGS = (
    Recording("start", "start() without a timeslice"),
    Recording("timeslice", "start(1000): no duration in the file", timeslice=1000),
    Recording("turned", "the canvas changes from 320x240 to 240x320 in a hold", turn_s=8.0),
    Recording("paused", "pause() and resume() at rest", pause_s=5.2, resume_s=5.9),
    Recording("vp9", "VP9 in pieces of 200 ms", kind="video/webm;codecs=vp9", timeslice=200),
)


def number_in(rgb: Image) -> int:
    """The number that was drawn on a picture."""
    row = rgb[2 : SQUARE - 2, : SQUARE * BITS].mean(axis=(0, 2)).reshape(BITS, SQUARE)
    bright = row[:, 2:-2].mean(axis=1) > 128
    return int(bright @ (1 << np.arange(BITS)))


def truth_of(path: Path, how: Recording) -> Mapping[str, Any]:
    """What happens in a recording, by the numbers of its pictures."""
    sample = read_truth(SAMPLE.with_suffix("").with_suffix(".truth.yaml"))
    with Clip(path) as clip:
        seen = [(number_in(frame.rgb) / 30, frame.time_s) for frame in clip]
    shown, times = zip(*seen, strict=True)
    if list(shown) != sorted(shown):
        raise ValueError(f"{path}: its numbers do not rise")

    def at(time_s: float) -> float:
        """When the recording shows a moment of the sample."""
        i = min(max(bisect_left(shown, time_s), 1), len(shown) - 1)
        gap = shown[i] - shown[i - 1]
        share = (time_s - shown[i - 1]) / gap if gap else 0.0
        found: float = times[i - 1] + share * (times[i] - times[i - 1])
        return round(max(0.0, found), 3)

    events = [_moved(event, at) for event in sample.events or () if event.end_s < UNTIL_S]
    return {
        "schema": "facecheck.truth/1",
        "clip": path.name,
        "fps": 30.0,
        "frames": len(seen),
        "origin": {
            "kind": "rendered",
            "of": SAMPLE.name,
            "recorded_by": "MediaRecorder of Debian's Chromium",
            "condition": how.condition,
        },
        "events": events,
        "expect": [
            {"exercise": "jaw-open", "hold_s": 2.5, "counted": 2},
            {"exercise": "jaw-open", "hold_s": 3.3, "counted": 0},
            {"exercise": "squint", "hold_s": 0.5, "counted": 0},
        ],
    }


def _moved(event: LabelledEvent, at: Any) -> dict[str, Any]:
    known = event.model_dump(exclude_none=True, exclude={"confidence"})
    return {k: at(v) if k.endswith("_s") else v for k, v in known.items()}


def main() -> None:
    """Make all of them."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    film = "data:video/mp4;base64," + base64.b64encode(SAMPLE.read_bytes()).decode()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for how in RECORDINGS:
            page = browser.new_page()
            said = {
                "film": film,
                "kind": how.kind,
                "until": UNTIL_S,
                "timeslice": how.timeslice,
                "turnAt": how.turn_s,
                "pauseAt": how.pause_s,
                "resumeAt": how.resume_s,
                "square": SQUARE,
                "bits": BITS,
            }
            path = HERE / f"browser_{how.name}.webm"
            path.write_bytes(base64.b64decode(page.evaluate(PAGE, said)))
            page.close()
            yaml = YAML()
            yaml.default_flow_style = None
            yaml.width = 100
            with path.with_suffix(".truth.yaml").open("w", encoding="utf-8") as file:
                yaml.dump(dict(truth_of(path, how)), file)
            print(path.name, path.stat().st_size, browser.version)  # noqa: T201
        browser.close()


if __name__ == "__main__":
    main()
