"""Options that say how a recording is read, and forms of other programs, on the command line."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from batch.traces import trace
from inputs.clips import make_clip, numbered

from facecheck.cli import run
from facecheck.core.landmarks import SHAPE
from facecheck.core.player_clock import PlayerClock
from facecheck.inputs.trace import read_trace, write_trace

Capture = pytest.CaptureFixture[str]
JAW = ["-e", "jaw-open", "--reps", "1", "--hold", "0.3"]


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """MJPEG without a container, which says nothing of when its pictures were taken."""
    pictures = [numbered(i) for i in range(10)]
    return make_clip(tmp_path / "a.mjpeg", pictures, codec="mjpeg", pixels="yuvj420p")


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("command", [["score", *JAW], ["events", "--no-hands"], ["label"]])
def test_a_recording_without_times_asks_for_its_rate(
    raw: Path, command: list[str], capfd: Capture
) -> None:
    name, *more = command
    assert run([name, str(raw), *more]) == 1
    (line,) = capfd.readouterr().err.splitlines()
    assert line.endswith("say how many frames a second it has with --fps N")


@pytest.mark.parametrize(
    ("said", "duration_s"),
    [
        (["--fps", "20"], 0.5),
        (["--fps", "240", "--speed", "1/8"], 10 / 240 / 8),
        (["--fps", "1", "--speed", "0.5"], 5.0),
    ],
)
def test_what_is_said_decides(
    raw: Path, said: list[str], duration_s: float, capfd: Capture
) -> None:
    assert run(["score", str(raw), *JAW, *said, "--json", "-"]) == 1  # no face in it
    assert json.loads(capfd.readouterr().out)["duration_s"] == pytest.approx(duration_s, abs=1e-3)


@pytest.mark.parametrize(
    ("said", "says"),
    [
        (["--fps", "30", "--times", "t.txt"], "give one of them"),
        (["--speed", "1/0"], "no fraction such as 1/4"),
        (["--fps", "0"], "0 is not in the range"),
        (["--stream", "-1"], "is not in the range"),
    ],
)
def test_what_cannot_be_meant_is_a_wrong_command(
    raw: Path, said: list[str], says: str, capfd: Capture
) -> None:
    assert run(["score", str(raw), *JAW, *said]) == 2
    assert says in capfd.readouterr().err


@pytest.mark.parametrize(
    "said",
    [["--fps", "10"], ["--mirrored"], ["--turn", "90"], ["--face", "left", "--speed", "1/4"]],
    ids=" ".join,
)
def test_what_is_of_the_clip_is_not_said_of_its_trace(
    tmp_path: Path, said: list[str], capfd: Capture
) -> None:
    assert run(["score", str(trace(tmp_path / "a.parquet", 4.0)), *JAW, *said]) == 1
    line = capfd.readouterr().err
    assert "when you make the trace, from the clip" in line
    assert {word.strip(",:") for word in line.split() if word.startswith("--")} == {
        word for word in said if word.startswith("--")
    }


def test_where_the_first_picture_stands_is_told_and_goes_through_a_trace(
    tmp_path: Path, capfd: Capture
) -> None:
    seen = read_trace(trace(tmp_path / "whole.parquet", 4.0))
    late = tmp_path / "late.parquet"
    write_trace(late, seen, name="a.mp4", duration_s=4.0, player=PlayerClock(0.7))
    vtt = tmp_path / "a.vtt"
    assert run(["score", str(late), *JAW, "--json", "-", "--vtt", str(vtt)]) == 0
    document = json.loads(capfd.readouterr().out)
    assert document["starts_s"] == 0.7
    start_s = document["attempts"][0]["start_s"] + 0.7
    assert f"00:00:{start_s:06.3f} -->" in vtt.read_text()


def test_events_for_bids(tmp_path: Path) -> None:
    path = tmp_path / "sub-01_task-jaw_events.tsv"
    clip = str(trace(tmp_path / "a.parquet", 5.0))
    assert run(["events", clip, "--no-hands", "--tsv", str(path)]) == 0
    rows = list(csv.DictReader(path.read_text().splitlines(), delimiter="\t"))
    assert "jaw_open" in {row["trial_type"] for row in rows}
    assert json.loads(path.with_suffix(".json").read_text())["onset"]["Units"] == "s"
    assert run(["events", clip, "--tsv", str(tmp_path / "a.csv")]) == 2


@pytest.mark.parametrize(("form", "column"), [("livelink", "JawOpen"), ("fex", "jawOpen")])
def test_measures_in_another_programs_form(tmp_path: Path, form: str, column: str) -> None:
    clip, path = str(trace(tmp_path / "a.parquet", 4.0)), tmp_path / "a.csv"
    assert run(["measure", clip, "--as", form, "--out", str(path)]) == 0
    opened = [float(row[column]) for row in csv.DictReader(path.read_text().splitlines())]
    seen = [o.face for o in read_trace(Path(clip)) if o.face is not None]
    assert opened == pytest.approx(
        [float(f.known_blendshapes[SHAPE["jawOpen"]]) for f in seen], abs=1e-5
    )
    assert run(["measure", clip, "--as", form, "--out", str(tmp_path / "a.parquet2")]) == 2


def test_landmarks_and_curves_as_mcap(tmp_path: Path) -> None:
    reader = pytest.importorskip("mcap.reader")
    clip, path = str(trace(tmp_path / "a.parquet", 4.0)), tmp_path / "a.mcap"
    assert run(["score", clip, *JAW, "--mcap", str(path)]) == 0
    with path.open("rb") as file:
        topics = [channel.topic for _, channel, _ in reader.make_reader(file).iter_messages()]
    assert set(topics) == {"/landmarks", "/measures", "/level", "/attempts"}


def test_labels_of_another_program_become_a_truth_file(tmp_path: Path, capfd: Capture) -> None:
    clip = make_clip(tmp_path / "a.mp4", [numbered(i) for i in range(60)])
    events = tmp_path / "a_events.tsv"
    events.write_text("onset\tduration\ttrial_type\n1.0\t0.2\tblink\n")
    assert run(["label", str(clip), "--from", str(events)]) == 0
    assert "kind: blink, start_s: 1.000, end_s: 1.200" in (tmp_path / "a.truth.yaml").read_text()
    assert run(["label", str(clip), "--from", str(events)]) == 1
    assert "exists already" in capfd.readouterr().err
