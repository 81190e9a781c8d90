"""Recordings as people have them, each made from a sample clip with its exact truth, and judged.

``python docs/tools/as_people_have_them.py FOLDER`` makes them in FOLDER, judges each against the
sample's truth and prints the table of ``docs/reliability.md``. A recording that does not say when
its pictures were taken must be refused in a line that says what is missing, and be right once that
is said.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from importlib.metadata import version
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
from av.video.stream import VideoStream
from PIL import Image as Pillow

from facecheck.core.frames import Frame, Image
from facecheck.evaluate.cases import Case
from facecheck.evaluate.detectors import Facecheck
from facecheck.evaluate.judge import evaluate_case
from facecheck.evaluate.parse_truth import read_truth
from facecheck.evaluate.truth import ClipReading
from facecheck.inputs.sources import Clip

SAMPLES = Path(__file__).parents[2] / "sample_videos"
CLIPS = ("jaw_too_short", "squint_too_short", "jaw_12fps", "squint_variable_fps")
HOLD_S = 0.1

Frames = Sequence[Frame]
Change = Callable[[Image], Image]


def film(
    path: Path,
    frames: Iterable[tuple[float, Image]],
    codec: str = "libx264",
    *,
    pixels: str = "yuv420p",
    ticks: int = 90_000,
    rate: int = 30,
    options: dict[str, str] | None = None,
    rotation: int | None = None,
    aspect: Fraction | None = None,
    silence_s: float = 0.0,
    before: Sequence[Image] = (),
) -> Path:
    """Encode pictures at their times; with sound from 0 on, and with another stream before it."""
    frames = list(frames)
    with av.open(str(path), "w") as out:
        other = _track(out, "libx264", before[0], "yuv420p", 30, rate, {}) if before else None
        stream = _track(out, codec, frames[0][1], pixels, ticks, rate, options or {})
        if rotation is not None:
            stream.set_display_rotation(rotation)
        if aspect is not None:
            stream.codec_context.sample_aspect_ratio = aspect
        sound = out.add_stream("aac", rate=48_000, layout="mono") if silence_s else None
        if other is not None:
            for n, picture in enumerate(before):
                one = av.VideoFrame.from_ndarray(picture, format="rgb24")
                one.pts, one.time_base = n, Fraction(1, 30)
                out.mux(other.encode(one))
            out.mux(other.encode(None))
        for time_s, picture in frames:
            one = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24")
            one.pts, one.time_base = round(time_s * ticks), Fraction(1, ticks)
            out.mux(stream.encode(one))
        out.mux(stream.encode(None))
        if sound is not None:
            quiet = np.zeros((1, round(silence_s * 48_000)), np.float32)
            samples = av.AudioFrame.from_ndarray(quiet, "fltp", "mono")
            samples.rate, samples.pts = 48_000, 0
            out.mux(sound.encode(samples))
            out.mux(sound.encode(None))
    return path


def _track(
    out: Any, codec: str, first: Image, pixels: str, ticks: int, rate: int, options: dict[str, str]
) -> VideoStream:
    stream: VideoStream = out.add_stream(codec, rate=rate)
    stream.height, stream.width = first.shape[:2]
    stream.pix_fmt = pixels
    stream.codec_context.time_base = stream.time_base = Fraction(1, ticks)
    fast: dict[str, str] = {"preset": "veryfast"} if codec in ("libx264", "libx265") else {}
    stream.options = {**fast, **options}
    return stream


def even(frames: Frames, rate: float) -> list[tuple[float, Image]]:
    """As a camera of an even rate would have taken them: at each tick the newest picture."""
    taken, i, n = [], 0, 0
    while i < len(frames):
        while i + 1 < len(frames) and frames[i + 1].time_s <= n / rate + 1e-4:
            i += 1
        taken.append((n / rate, frames[i].rgb))
        n += 1
        if i == len(frames) - 1:
            return taken
    return taken


def timed(frames: Frames, change: Change = lambda rgb: rgb) -> list[tuple[float, Image]]:
    """Each picture at its own time, changed."""
    return [(f.time_s, change(f.rgb)) for f in frames]


def smaller(width: int) -> Change:
    """Pictures of another width."""

    def run(rgb: Image) -> Image:
        height = round(rgb.shape[0] * width / rgb.shape[1] / 2) * 2
        return np.asarray(cv2.resize(rgb, (width, height), interpolation=cv2.INTER_AREA), np.uint8)

    return run


def standing(rgb: Image) -> Image:
    """The picture of a phone that was turned upright: narrower, the face in its upper part."""
    height, width = rgb.shape[:2]
    part = rgb[:, (width - height * 3 // 4) // 2 :][:, : height * 3 // 4]
    return np.asarray(cv2.resize(part, (height, width), interpolation=cv2.INTER_AREA), np.uint8)


def images(
    folder: Path, frames: Iterable[tuple[float, Image]], name: Callable[[int, float], str]
) -> Path:
    """A folder of JPEGs."""
    folder.mkdir()
    for n, (time_s, rgb) in enumerate(frames):
        bgr = cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR)
        cv2.imwrite(str(folder / name(n, time_s)), bgr, [cv2.IMWRITE_JPEG_QUALITY, 92])
    return folder


def animation(path: Path, frames: Frames, **options: Any) -> Path:
    """An animated picture, 320 wide."""
    even_ones = even(frames, 20)
    first, *rest = (Pillow.fromarray(smaller(320)(rgb)) for _, rgb in even_ones)
    first.save(path, save_all=True, append_images=rest, duration=50, **options)
    return path


def with_list(folder: Path, frames: Frames) -> Path:
    """Images and a list of their times, as rpicam-vid writes it."""
    images(folder, timed(frames), lambda n, _: f"frame{n}.jpg")
    lines = ["# timecode format v2", *(f"{f.time_s * 1000:.3f}" for f in frames)]
    (folder / "timecodes.txt").write_text("\n".join(lines) + "\n")
    return folder


def turned(path: Path, frames: Frames) -> Path:
    """Two transport streams in one: the picture is another after half of the time."""
    half = len(frames) // 2
    one = film(path.with_name("1.ts"), timed(frames[:half]))
    two = film(path.with_name("2.ts"), timed(frames[half:], standing))
    path.write_bytes(one.read_bytes() + two.read_bytes())
    one.unlink()
    two.unlink()
    return path


@dataclass(frozen=True)
class Kind:
    """A way in which recordings come.

    Attributes:
        name: For the table.
        make: From where it goes without a suffix, and the sample's frames, to the recording.
        said: What must be said of it; without that it must ask.
        asks: Whether it must ask when that is not said.
    """

    name: str
    make: Callable[[Path, Frames], Path]
    said: ClipReading | None = None
    asks: bool = False


def _still(n: int) -> list[Image]:
    return [np.full((720, 1280, 3), 60 + i % 40, np.uint8) for i in range(n)]


KINDS = (
    Kind(
        "H.264 with B-frames, mp4",
        lambda p, f: film(p.with_suffix(".mp4"), timed(f), options={"bf": "3"}),
    ),
    Kind(
        "a phone held upright, mov with a rotation",
        lambda p, f: film(p.with_suffix(".mov"), timed(f, lambda rgb: np.rot90(rgb)), rotation=-90),
    ),
    Kind(
        "HEVC of 10 bits, mp4",
        lambda p, f: film(
            p.with_suffix(".mp4"),
            timed(f),
            "libx265",
            pixels="yuv420p10le",
            options={"x265-params": "log-level=none"},
        ),
    ),
    Kind(
        "VP8, WebM",
        lambda p, f: film(
            p.with_suffix(".webm"),
            timed(f),
            "libvpx",
            ticks=1000,
            options={"deadline": "realtime", "b": "1500k"},
        ),
    ),
    Kind(
        "interlaced MPEG-2, transport stream",
        lambda p, f: film(
            p.with_suffix(".ts"),
            even(f, 25),
            "mpeg2video",
            ticks=25,
            rate=25,
            options={"flags": "+ildct+ilme", "b": "5000k"},
        ),
    ),
    Kind(
        "MPEG-4 of wide pixels, mkv",
        lambda p, f: film(
            p.with_suffix(".mkv"),
            timed(f, lambda rgb: np.ascontiguousarray(rgb[:, ::2])),
            "mpeg4",
            ticks=1000,
            aspect=Fraction(2, 1),
            options={"b": "4000k"},
        ),
    ),
    Kind(
        "MJPEG, AVI",
        lambda p, f: film(
            p.with_suffix(".avi"),
            even(f, 30),
            "mjpeg",
            ticks=30,
            pixels="yuvj420p",
            options={"qmin": "2", "qmax": "4"},
        ),
    ),
    Kind(
        "AVI that says 60 of 20 a second",
        lambda p, f: film(
            p.with_suffix(".avi"),
            [(n / 60, rgb) for n, (_, rgb) in enumerate(even(f, 20))],
            "mjpeg",
            ticks=60,
            rate=60,
            pixels="yuvj420p",
            options={"qmin": "2", "qmax": "4"},
        ),
        ClipReading(fps=20),
    ),
    Kind(
        "raw H.264 that states its rate",
        lambda p, f: film(p.with_suffix(".h264"), even(f, 30), ticks=30, options={"bf": "0"}),
    ),
    Kind(
        "raw H.264 of uneven frames",
        lambda p, f: film(p.with_suffix(".h264"), even(f, 30), options={"bf": "0"}),
        ClipReading(fps=30),
        asks=True,
    ),
    Kind(
        "raw MJPEG",
        lambda p, f: film(
            p.with_suffix(".mjpeg"),
            even(f, 25),
            "mjpeg",
            ticks=25,
            rate=25,
            pixels="yuvj420p",
            options={"qmin": "2", "qmax": "4"},
        ),
        ClipReading(fps=25),
        asks=True,
    ),
    Kind(
        "raw HEVC that states its rate",
        lambda p, f: film(
            p.with_suffix(".hevc"),
            even(f, 25),
            "libx265",
            ticks=25,
            rate=25,
            options={"x265-params": "log-level=none"},
        ),
    ),
    Kind(
        "slow motion, eight times slower than life",
        lambda p, f: film(p.with_suffix(".mp4"), [(8 * f_.time_s, f_.rgb) for f_ in f]),
        ClipReading(speed=0.125),
    ),
    Kind(
        "a third of the pictures missing",
        lambda p, f: film(p.with_suffix(".mp4"), [x for n, x in enumerate(timed(f)) if n % 3 != 1]),
    ),
    Kind(
        "sound first, picture 0.8 s late, mkv",
        lambda p, f: film(
            p.with_suffix(".mkv"),
            [(t + 0.8, rgb) for t, rgb in timed(f)],
            ticks=1000,
            silence_s=3.0,
        ),
    ),
    Kind(
        "a screen and a camera in one file",
        lambda p, f: film(p.with_suffix(".mkv"), timed(f), ticks=1000, before=_still(90)),
    ),
    Kind("the picture turns in mid-clip", lambda p, f: turned(p.with_suffix(".ts"), f)),
    Kind("animated WebP", lambda p, f: animation(p.with_suffix(".webp"), f, quality=70, method=0)),
    Kind("animated AVIF", lambda p, f: animation(p.with_suffix(".avif"), f, quality=60, speed=10)),
    Kind("a folder of images and a list of times", with_list),
    Kind(
        "a folder of images named by their times",
        lambda p, f: images(
            p, timed(f), lambda _, t: f"cam_{1_760_000_000_000 + round(1000 * t)}.jpg"
        ),
    ),
    Kind(
        "a folder of numbered images",
        lambda p, f: images(p, even(f, 24), lambda n, _: f"{n:05d}.jpg"),
        ClipReading(fps=24),
        asks=True,
    ),
)


def judged(path: Path, sample: str, said: ClipReading | None) -> tuple[bool, str]:
    """Whether a recording gives its sample's counts and holds, and what came of it."""
    truth = read_truth(SAMPLES / f"{sample}.truth.yaml")
    truth = truth.model_copy(update={"clip": path.name, "read_as": said})
    outcome = evaluate_case(Facecheck(), Case(path, truth))
    if outcome.error is not None:
        return False, outcome.error.split(": ", 1)[-1]
    errors = [error for row in outcome.rows for error in row.hold_errors_s]
    counts = ", ".join(f"{row.counted} of {row.expectation.counted}" for row in outcome.rows)
    worst = max(errors, default=0.0)
    right = all(row.counted == row.expectation.counted for row in outcome.rows)
    return right and worst <= HOLD_S, f"{counts}; holds within {worst:.2f} s"


def main(folder: Path) -> int:
    """Make and judge all of them; the exit code is the number of those that are wrong."""
    folder.mkdir(parents=True, exist_ok=True)
    wrong = made = 0
    print("| recording | of | asked for | result |\n|---|---|---|---|")  # noqa: T201
    for i, kind in enumerate(KINDS):
        for sample in (CLIPS[i % 4], CLIPS[(i + 1) % 4]):
            with Clip(SAMPLES / f"{sample}.mp4") as clip:
                frames = list(clip)
            path = kind.make(folder / f"{i:02d}_{sample}", frames)
            made += 1
            asked = "-"
            if kind.asks:
                answered, asked = judged(path, sample, None)
                wrong += answered or "--fps" not in asked
                asked = f"`{asked.split(';')[-1].strip()[:60]}`"
            right, what = judged(path, sample, kind.said)
            wrong += not right
            mark = what if right else f"**{what}**"
            print(f"| {kind.name} | `{sample}` | {asked} | {mark} |", flush=True)  # noqa: T201
    packages = ("av", "opencv-python", "pillow", "mediapipe", "numpy")
    versions = ", ".join(f"{p} {version(p)}" for p in packages)
    print(f"\n{made} recordings, {wrong} wrong; {versions}")  # noqa: T201
    return wrong


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
