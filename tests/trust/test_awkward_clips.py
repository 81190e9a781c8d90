"""Clips as people have them, through the command line: a document, or one line and exit code 1."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from inputs.clips import make_clip, make_sound, numbered
from strips import opening_clip

from facecheck.cli import run
from facecheck.inputs.sources import open_clip

Capture = pytest.CaptureFixture[str]
JAW = ["-e", "jaw-open", "--reps", "1", "--hold", "0.3"]
Picture = np.ndarray


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> list[Picture]:
    """A mouth that opens, two seconds of it, upright."""
    with open_clip(opening_clip(tmp_path_factory)) as clip:
        return [frame.rgb for frame in clip]


def document(path: Path, capfd: Capture) -> tuple[int, dict[str, object], list[str]]:
    code = run(["score", str(path), *JAW, "--json", "-"])
    captured = capfd.readouterr()
    return code, json.loads(captured.out) if captured.out else {}, captured.err.splitlines()


def even(pictures: list[Picture], size: tuple[int, int]) -> list[Picture]:
    import cv2

    return [cv2.resize(one, size).astype(np.uint8) for one in pictures]


def joined(path: Path, *parts: Path) -> Path:
    """Films one behind the other, byte by byte: the clock restarts with each."""
    path.write_bytes(b"".join(part.read_bytes() for part in parts))
    return path


def cut(path: Path, lost: int) -> Path:
    """A film whose end is lost in the middle of a packet."""
    path.write_bytes(path.read_bytes()[:-lost])
    return path


GOOD: dict[str, Callable[[Path, list[Picture]], Path]] = {
    "timestamps that repeat": lambda folder, p: make_clip(
        folder / "a.mkv", p, stamps_ms=[33 * (i - i % 3) + i % 3 // 2 for i in range(len(p))]
    ),
    "a variable rate": lambda folder, p: make_clip(
        folder / "a.mp4", p, stamps_ms=[33 * i + 11 * (i % 2) for i in range(len(p))]
    ),
    "a late start": lambda folder, p: make_clip(
        folder / "a.mkv", p, stamps_ms=[90_000 + 33 * i for i in range(len(p))]
    ),
    "a negative start": lambda folder, p: make_clip(
        folder / "a.mp4",
        p,
        stamps_ms=[33 * i - 200 for i in range(len(p))],
        options={"avoid_negative_ts": "disabled"},
    ),
    "a clock that restarts": lambda folder, p: joined(
        folder / "a.ts", make_clip(folder / "1.ts", p[:1] * 90), make_clip(folder / "2.ts", p)
    ),
    "cut in the middle of a packet": lambda folder, p: cut(make_clip(folder / "a.ts", p), 300),
    "an odd size": lambda folder, p: make_clip(
        folder / "a.mkv", even(p, (641, 479)), codec="ffv1", pixels="yuv444p"
    ),
    "10 bits": lambda folder, p: make_clip(folder / "a.mkv", p, codec="ffv1", pixels="yuv420p10le"),
    "grey": lambda folder, p: make_clip(folder / "a.mkv", p, codec="ffv1", pixels="gray"),
    "alpha": lambda folder, p: make_clip(folder / "a.mkv", p, codec="ffv1", pixels="bgra"),
    "rotated": lambda folder, p: make_clip(
        folder / "a.mp4", [np.ascontiguousarray(np.rot90(one)) for one in p], rotation=-90
    ),
    "wide pixels": lambda folder, p: make_clip(
        folder / "a.mkv", even(p, (320, 480)), pixel_aspect=Fraction(2, 1)
    ),
    "interlaced": lambda folder, p: make_clip(
        folder / "a.mkv", p, codec="mpeg4", options={"flags": "+ildct+ilme"}
    ),
    "a wrong extension": lambda folder, p: make_clip(folder / "a.mp4", p).rename(folder / "a.txt"),
    "a leading dash": lambda folder, p: make_clip(folder / "a.mp4", p).rename(folder / "-a.mp4"),
    "a percent and a colon": lambda folder, p: make_clip(folder / "a.mp4", p).rename(
        folder / ("%03d a.mp4" if sys.platform == "win32" else "%03d:a.mp4")
    ),
    "other letters": lambda folder, p: make_clip(folder / "a.mp4", p).rename(
        folder / "Übung 顔 😀.mp4"
    ),
}


@pytest.mark.parametrize("kind", GOOD)
def test_an_odd_clip_counts_as_an_ordinary_one(
    kind: str,
    pictures: list[Picture],
    tmp_path: Path,
    capfd: Capture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    path = GOOD[kind](tmp_path, pictures)
    code, score, said = document(path, capfd)
    assert (code, score["counted"]) == (0, 1), (kind, score, said)
    assert not said or all(line.startswith("note: ") for line in said)


def two_streams(path: Path, pictures: list[Picture]) -> Path:
    """A small picture first, the film second."""
    with av.open(str(path), "w") as container:
        streams = []
        for size in ((64, 48), (640, 480)):
            stream = container.add_stream("libx264", rate=30)
            stream.width, stream.height = size
            stream.pix_fmt = "yuv420p"
            streams.append(stream)
        for i, picture in enumerate(pictures):
            for stream, shown in zip(
                streams, (numbered(i), even([picture], (640, 480))[0]), strict=True
            ):
                frame = av.VideoFrame.from_ndarray(shown, format="rgb24")
                frame.pts, frame.time_base = i, Fraction(1, 30)
                container.mux(stream.encode(frame))
        for stream in streams:
            container.mux(stream.encode(None))
    return path


def test_of_several_streams_the_film_is_taken(
    pictures: list[Picture], tmp_path: Path, capfd: Capture
) -> None:
    code, score, _ = document(two_streams(tmp_path / "a.mkv", pictures), capfd)
    assert (code, score["counted"]) == (0, 1)


def no_frames(path: Path) -> Path:
    """A film of no picture, as a camera leaves it that was stopped at once."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=30)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        container.start_encoding()
    return path


BAD: dict[str, tuple[Callable[[Path], Path], str]] = {
    "one frame": (lambda f: make_clip(f / "a.mp4", [numbered(0, (128, 96))]), "no face was seen"),
    "no frame": (lambda f: no_frames(f / "a.mkv"), "is not a video"),
    "16 by 16": (
        lambda f: make_clip(
            f / "a.avi", [numbered(i, (16, 16)) for i in range(3)], codec="mjpeg", pixels="yuvj420p"
        ),
        "no face was seen",
    ),
    "sound alone": (lambda f: make_sound(f / "a.mp4"), "no video stream"),
    "a folder without clips": (lambda f: f, "holds no clips"),
    "no letters in it": (lambda f: f / " ", "no such file"),
    "a name that ends the line": (lambda f: f / "a\nb.mp4", "no such file"),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_cannot_be_judged_is_one_line_and_1(kind: str, tmp_path: Path, capfd: Capture) -> None:
    make, says = BAD[kind]
    code, _, said = document(make(tmp_path), capfd)
    (line,) = said
    assert code == 1
    assert line.startswith("facecheck: ")
    assert line.isprintable()
    assert says in line


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
@pytest.mark.parametrize("command", [["score", *JAW], ["events"], ["measure", "--out", "m.csv"]])
def test_a_pipe_without_an_end_is_refused_and_not_waited_for(
    command: list[str], tmp_path: Path, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("a.mp4")
    assert run([command[0], "a.mp4", *command[1:]]) == 1
    assert "pipe or a device" in capfd.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes are Linux's")
def test_a_name_that_is_no_text_is_told_and_written_as_far_as_it_goes(
    pictures: list[Picture], tmp_path: Path, capfd: Capture
) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.mp4"))
    make_clip(tmp_path / "a.mp4", pictures).rename(path)
    out = {name: tmp_path / f"o.{name}" for name in ("json", "vtt", "parquet", "html")}
    assert (
        run(
            [
                "score",
                str(path),
                *JAW,
                "--json",
                str(out["json"]),
                "--vtt",
                str(out["vtt"]),
                "--trace",
                str(out["parquet"]),
                "--report",
                str(out["html"]),
            ]
        )
        == 0
    ), capfd.readouterr().err
    assert json.loads(out["json"].read_text("utf-8"))["clip"].startswith("caf")
    assert run(["events", str(out["parquet"]), "--json", "-"]) == 0
    assert run(["measure", str(path), "--out", str(tmp_path / "m.csv")]) == 0
    assert run(["score", str(path), *JAW]) == 0


@pytest.mark.slow
def test_8k(pictures: list[Picture], tmp_path: Path, capfd: Capture) -> None:
    path = make_clip(tmp_path / "a.mp4", even(pictures, (7680, 4320)))
    code, score, _ = document(path, capfd)
    assert (code, score["counted"]) == (0, 1)
