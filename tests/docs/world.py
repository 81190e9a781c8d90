"""What a reader of the documents has at hand: clips, weeks of practice, a day, somebody to ask.

What is here is real and short. The names are those of the documents:

clip.mp4, myclip.mp4    a mouth that opens once, for 3.7 s, at 12 frames a second
clips/                  that, and the two seconds in which another mouth begins to open
camera.mp4              those two seconds, played as a camera wherever a camera is asked for
sample_videos/          one of the committed clips with its truth, and the first smile of another
grid/, form/, grid2/, moved/    another one with its truth
"""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from inputs.clips import make_clip
from store.history.made import add_session
from strips import opening_clip

from facecheck.core.frames import Image
from facecheck.inputs.sources import open_clip
from facecheck.store.history import History

from .pages import ROOT, blocks

SAMPLES = ROOT / "sample_videos"
ZONE = timezone(timedelta(hours=1))
SATURDAY = datetime(2026, 11, 21, 18, 0, tzinfo=ZONE)
PRACTISED = ("2026-03-02", "2026-03-05", "2026-11-03", "2026-11-19", "2026-11-20")
CALIBRATING_FPS = 4


def cut(name: str, to: Path, *, until_s: float, fps: int, every: int = 1) -> Path:
    """The beginning of a committed clip."""
    pictures = []
    with open_clip(SAMPLES / f"{name}.mp4") as frames:
        for i, frame in enumerate(frames):
            if frame.time_s >= until_s:
                break
            if i % every == 0:
                pictures.append(frame.rgb)
    return make_clip(to, pictures, fps=fps)


def pictures_at(name: str, times_s: list[float]) -> list[Image]:
    """The pictures of a committed clip at some times, which may come in any order."""
    kept: list[tuple[float, Image]] = []
    with open_clip(SAMPLES / f"{name}.mp4") as frames:
        for frame in frames:
            kept.append((frame.time_s, frame.rgb))
            if frame.time_s > max(times_s):
                break
    return [min(kept, key=lambda one: abs(one[0] - at_s))[1] for at_s in times_s]


def calibrating(to: Path) -> Path:
    """Somebody who follows the cues of ``calibrate``: rest, eyes narrowed, rest, mouth open, rest.

    The person of both clips is the same. The cues last 4, 4, 3, 4 and 3 s.
    """
    step_s = 1 / CALIBRATING_FPS

    def span(begin_s: float, length_s: float, turn_s: float) -> list[float]:
        count = round(length_s / step_s)
        return [begin_s + (i * step_s) % turn_s for i in range(count)]

    squint, jaw = "squint_palm_missing", "jaw_12fps"
    rest = pictures_at(squint, span(0.2, 4.0, 1.0))
    pictures = [
        *rest,
        *pictures_at(squint, span(2.2, 4.0, 4.0)),
        *rest[:12],
        *pictures_at(jaw, span(1.8, 4.0, 3.6)),
        *rest[:14],
    ]
    return make_clip(to, pictures, fps=CALIBRATING_FPS)


class Reel:
    """The clips, made once for all pages.

    Args:
        factory: Gives folders.
    """

    def __init__(self, factory: pytest.TempPathFactory) -> None:
        self.folder = factory.mktemp("reel")
        cut("jaw_12fps", self.folder / "clip.mp4", until_s=6.3, fps=12)
        shutil.copy(self.folder / "clip.mp4", self.folder / "myclip.mp4")
        shutil.copy(opening_clip(factory), self.folder / "camera.mp4")
        calibrating(self.folder / "calibrating.mp4")
        self._put("clips", self.folder / "clip.mp4", self.folder / "camera.mp4")
        self._put("sample_videos", *SAMPLES.glob("jaw_12fps.*"))
        cut("smiles", self.folder / "sample_videos" / "smiles.mp4", until_s=5.2, fps=15, every=2)
        self._put("grid", *SAMPLES.glob("face_absent.*"))
        self._put("form", *SAMPLES.glob("face_absent.*"))
        self._put("grid2", *SAMPLES.glob("face_absent.*"))
        self._put("moved", *SAMPLES.glob("face_absent.*"))
        (self.folder / "docs").mkdir()

    def _put(self, name: str, *paths: Path) -> None:
        (self.folder / name).mkdir()
        for path in paths:
            shutil.copy(path, self.folder / name)


class Clock:
    """A clock that stands at a day, and ticks whenever somebody looks."""

    def __init__(self) -> None:
        self.at = SATURDAY

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


class World:
    """A reader's folder, and their day.

    Args:
        folder: Theirs; the clips are copied into it.
        reel: The clips.
    """

    def __init__(self, folder: Path, reel: Reel) -> None:
        shutil.copytree(reel.folder, folder, dirs_exist_ok=True)
        self.folder = folder
        self.clock = Clock()
        with History() as history:
            for day in PRACTISED:
                add_session(history, datetime.fromisoformat(f"{day} 07:30").replace(tzinfo=ZONE))

    def write_example(self, page: str, first: str, to: str) -> None:
        """Copy a block of a page into a file, as the page tells its reader to."""
        (text,) = [b.text for b in blocks("yaml", [page]) if b.text.startswith(f"# {first}\n")]
        path = self.folder / to
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
