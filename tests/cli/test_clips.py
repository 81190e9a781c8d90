"""`score`, `events` and `measure`, run as from the shell."""

from __future__ import annotations

import csv
import errno
import json
import math
import os
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest
from batch.traces import trace
from inputs.clips import make_clip, numbered

from facecheck import api
from facecheck.api import check, load_routine, measure_columns, sets
from facecheck.batch import score_clip
from facecheck.cli import run
from facecheck.core.frames import Frame
from facecheck.inputs.recording import Recording
from facecheck.inputs.sources import open_clip
from facecheck.outputs.tables import TableWriter

Capture = pytest.CaptureFixture[str]
JAW = ["-e", "jaw-open", "--reps", "1", "--hold", "0.3"]


def no_face(path: Path, frames: int = 8) -> Path:
    return make_clip(path, [numbered(i, (128, 96)) for i in range(frames)])


@pytest.fixture
def bad_files(tmp_path: Path) -> dict[str, Path]:
    """What is no clip."""
    files = {
        "missing": tmp_path / "nobody.mp4",
        "text": tmp_path / "text.mp4",
        "empty": tmp_path / "empty.mp4",
        "folder": tmp_path / "folder",
        "trace": tmp_path / "broken.parquet",
    }
    files["text"].write_text("this is no film\n" * 20)
    files["empty"].touch()
    files["folder"].mkdir()
    files["trace"].write_bytes(b"PAR1 not at all")
    return files


def commands(path: Path, folder: Path) -> list[list[str]]:
    return [
        ["score", str(path), *JAW],
        ["events", str(path)],
        ["measure", str(path), "--out", str(folder / "out.csv")],
    ]


@pytest.mark.parametrize("kind", ["missing", "text", "empty", "folder", "trace"])
def test_what_is_no_clip_is_one_line_and_1(
    kind: str, bad_files: dict[str, Path], tmp_path: Path, capfd: Capture
) -> None:
    for command in commands(bad_files[kind], tmp_path):
        assert run(command) == 1, command
        captured = capfd.readouterr()
        assert captured.out == ""
        (line,) = captured.err.splitlines()
        assert line.startswith("facecheck: ")
        assert bad_files[kind].name in line
    assert not (tmp_path / "out.csv").exists()


def test_a_failed_score_writes_nothing(bad_files: dict[str, Path], tmp_path: Path) -> None:
    wanted = {name: tmp_path / f"out.{name}" for name in ("json", "vtt", "parquet", "mp4")}
    assert (
        run(
            [
                "score",
                str(bad_files["text"]),
                *JAW,
                "--json",
                str(wanted["json"]),
                "--vtt",
                str(wanted["vtt"]),
                "--trace",
                str(wanted["parquet"]),
                "--annotate",
                str(wanted["mp4"]),
            ]
        )
        == 1
    )
    assert [path for path in wanted.values() if path.exists()] == []
    assert [path.name for path in tmp_path.iterdir() if "out" in path.name] == []


@pytest.mark.parametrize(
    ("exercise", "says"),
    [("jaw-opem", "did you mean 'jaw-open'?"), ("nothing.yaml", "no such file")],
)
def test_an_unknown_exercise_is_one_line_and_1(
    exercise: str, says: str, tmp_path: Path, capfd: Capture
) -> None:
    path = no_face(tmp_path / "a.mp4")
    assert run(["score", str(path), "-e", exercise]) == 1
    (line,) = capfd.readouterr().err.splitlines()
    assert line.startswith("facecheck: ")
    assert says in line


def test_a_bad_exercise_file_is_a_line_for_each_problem(tmp_path: Path, capfd: Capture) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("id: bad\ntitle: Bad\nreps: 0\n")
    assert run(["score", str(no_face(tmp_path / "a.mp4")), "-e", str(bad)]) == 1
    lines = capfd.readouterr().err.splitlines()
    assert len(lines) > 3
    assert all(line.startswith("facecheck: bad.yaml: ") for line in lines)


# With the models.


def test_score_writes_everything_that_is_asked_for(
    clip: Path, tmp_path: Path, capfd: Capture
) -> None:
    out = {name: tmp_path / f"out.{name}" for name in ("json", "vtt", "parquet", "mp4")}
    assert (
        run(
            [
                "score",
                str(clip),
                *JAW,
                "--json",
                str(out["json"]),
                "--vtt",
                str(out["vtt"]),
                "--trace",
                str(out["parquet"]),
                "--annotate",
                str(out["mp4"]),
            ]
        )
        == 0
    )
    captured = capfd.readouterr()
    assert "1 of 1 counted, complete" in captured.out
    assert captured.err == ""
    document = json.loads(out["json"].read_text("utf-8"))
    assert (document["clip"], document["exercise"]) == ("opening.mp4", "jaw-open")
    assert (document["counted"], document["complete"]) == (1, True)
    assert document["target"] == {"reps": 1, "hold_s": 0.3}
    assert out["vtt"].read_text("utf-8").startswith("WEBVTT")
    assert out["mp4"].stat().st_size > 1000

    # A trace is the clip again, without its pictures: the same document, bit for bit.
    assert run(["score", str(out["parquet"]), *JAW, "--json", "-"]) == 0
    assert json.loads(capfd.readouterr().out) == document
    assert run(["events", str(out["parquet"]), "--json", "-"]) == 0
    events = json.loads(capfd.readouterr().out)
    assert "jaw_open" in [event["kind"] for event in events["events"]]


def test_json_to_stdout_is_json_and_nothing_else(clip: Path, capfd: Capture) -> None:
    documents = []
    for _ in range(2):
        assert run(["score", str(clip), *JAW, "--json", "-"]) == 0
        captured = capfd.readouterr()
        assert captured.err == ""
        documents.append(captured.out)
    assert documents[0] == documents[1]
    assert json.loads(documents[0])["schema"] == "facecheck.score/1"


def test_several_clips_are_json_lines_in_order_and_a_bad_one_is_not_the_end(
    clip: Path, bad_files: dict[str, Path], tmp_path: Path, capfd: Capture
) -> None:
    first = no_face(tmp_path / "z.mp4")
    paths = [first, bad_files["text"], clip]
    assert run(["score", *map(str, paths), *JAW, "--json", "-"]) == 1
    captured = capfd.readouterr()
    rows = [json.loads(line) for line in captured.out.splitlines()]
    assert [row["clip"] for row in rows] == ["z.mp4", "opening.mp4"]
    without, unreadable = captured.err.splitlines()
    assert "z.mp4: no face was seen" in without
    assert "text.mp4" in unreadable


@pytest.mark.parametrize("command", [["score", *JAW], ["events", "--no-hands"]])
def test_json_lines_stay_lines_where_all_but_one_failed(
    command: list[str], bad_files: dict[str, Path], tmp_path: Path, capfd: Capture
) -> None:
    paths = [bad_files["text"], no_face(tmp_path / "a.mp4")]
    assert run([command[0], *map(str, paths), *command[1:], "--json", "-"]) == 1
    (line,) = capfd.readouterr().out.splitlines()
    assert json.loads(line)["clip"] == "a.mp4"


def test_a_clip_without_a_face_is_reported_and_1(tmp_path: Path, capfd: Capture) -> None:
    assert run(["score", str(no_face(tmp_path / "wall [1].mp4")), *JAW]) == 1
    captured = capfd.readouterr()
    assert "wall [1].mp4" in captured.out
    assert "0 of 1 counted, not complete" in captured.out
    (line,) = captured.err.splitlines()
    assert "wall [1].mp4: no face was seen in any frame" in line


@pytest.mark.parametrize("command", [["score", *JAW], ["events", "--no-hands"]])
def test_a_clip_cut_short_is_judged_as_far_as_it_goes_and_1(
    command: list[str], clip: Path, tmp_path: Path, capfd: Capture
) -> None:
    # The index stands first, so that what is there can be read.
    whole = tmp_path / "whole.mp4"
    frames = [frame.rgb for frame in _frames(clip)]
    make_clip(whole, frames, options={"movflags": "+faststart"})
    part = tmp_path / "part.mp4"
    data = whole.read_bytes()
    part.write_bytes(data[: len(data) * 6 // 10])
    assert run([command[0], str(part), *command[1:], "--json", "-"]) == 1
    captured = capfd.readouterr()
    document = json.loads(captured.out)
    assert 0 < document["judged_s"] < len(frames) / 30
    (line,) = captured.err.splitlines()
    assert "part.mp4: the clip ends early" in line


def _frames(clip: Path) -> list[Frame]:
    with open_clip(clip) as source:
        return list(source)


def test_names_are_shown_as_they_are(tmp_path: Path, capfd: Capture) -> None:
    # Square brackets are how the tables are coloured.
    assert run(["score", str(no_face(tmp_path / "[bold]a[red].mp4")), *JAW]) == 1
    assert "[bold]a[red].mp4" in capfd.readouterr().out


def test_a_folder_stands_for_its_clips(tmp_path: Path, capfd: Capture) -> None:
    for name in ("b.mp4", "a.mp4"):
        no_face(tmp_path / name, frames=2)
    assert run(["score", str(tmp_path), *JAW, "--json", "-"]) == 1
    rows = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert [row["clip"] for row in rows] == ["a.mp4", "b.mp4"]


def test_a_place_that_cannot_be_written_is_one_line_and_1(tmp_path: Path, capfd: Capture) -> None:
    nowhere = tmp_path / "nowhere" / "a.json"
    assert run(["score", str(no_face(tmp_path / "a.mp4")), *JAW, "--json", str(nowhere)]) == 1
    line = capfd.readouterr().err.splitlines()[-1]
    assert line.startswith("facecheck: cannot write")
    assert "there is no folder" in line


COLUMNS = [column.name for column in measure_columns().values()]


def cells(row: dict[str, Any]) -> dict[str, float]:
    return {name: float(row[name]) for name in COLUMNS}


def test_measures_to_csv_and_parquet_read_back_alike(clip: Path, tmp_path: Path) -> None:
    table, columns = tmp_path / "out.csv", tmp_path / "out.parquet"
    wall = no_face(tmp_path / "wall.mp4", frames=3)
    for out in (table, columns):
        assert run(["measure", str(wall), str(clip), "--out", str(out)]) == 0
    with table.open(encoding="utf-8", newline="") as file:
        from_csv = list(csv.DictReader(file))
    from_parquet = pq.read_table(columns).to_pylist()
    assert list(from_csv[0]) == ["path", "clip", "time_s", *COLUMNS]
    assert len(from_csv) == len(from_parquet) > 50
    for a, b in zip(from_csv, from_parquet, strict=True):
        assert a["clip"] == b["clip"]
        assert float(a["time_s"]) == b["time_s"]
        if a["clip"] == "wall.mp4":
            assert {a[name] for name in COLUMNS} == {""}
            assert {b[name] for name in COLUMNS} == {None}
        else:
            assert cells(a) == cells(b)
            assert all(math.isfinite(value) for value in cells(b).values())
    gaps = np.array([row["lip_gap_iod"] for row in from_parquet if row["clip"] == clip.name])
    assert gaps[-1] > gaps[:20].max() + 0.1


def test_a_bad_clip_does_not_take_the_others_measures_with_it(
    bad_files: dict[str, Path], tmp_path: Path, capfd: Capture
) -> None:
    out = tmp_path / "out.csv"
    paths = [no_face(tmp_path / "a.mp4", 2), bad_files["text"], no_face(tmp_path / "b.mp4", 2)]
    assert run(["measure", *map(str, paths), "--out", str(out)]) == 1
    with out.open(encoding="utf-8", newline="") as file:
        assert [row["clip"] for row in csv.DictReader(file)] == ["a.mp4"] * 2 + ["b.mp4"] * 2
    said = capfd.readouterr().err.splitlines()
    assert ["text.mp4" in line for line in said] == [True, False]


def buggy_for(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Judging this clip meets a bug."""

    def broken(clip: Path, *args: Any, **more: Any) -> Any:
        if clip.name == name:
            raise RuntimeError("the detector is broken")
        return check(clip, *args, **more)

    monkeypatch.setattr(score_clip, "check", broken)


def test_a_bug_costs_a_table_one_row_and_is_written_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Capture
) -> None:
    for name in ("a", "b", "c"):
        trace(tmp_path / f"{name}.parquet", 4.0)
    buggy_for("b.parquet", monkeypatch)
    out = tmp_path / "rows.csv"
    assert run(["score", str(tmp_path), *JAW, "--out", str(out)]) == 3
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["counted"] for row in rows] == ["1", "", "1"]
    bugs = tmp_path / "rows.csv.bugs.txt"
    assert rows[1]["error"].endswith(
        f"a bug of facecheck's (RuntimeError: the detector is broken); please report it with {bugs}"
    )
    assert "Traceback" in bugs.read_text("utf-8")
    said = capfd.readouterr().err
    assert "b.parquet: a bug" in said
    assert "Traceback" not in said
    monkeypatch.undo()
    assert run(["score", str(tmp_path), *JAW, "--out", str(out), "--resume"]) == 0


def test_a_bug_among_clips_without_a_table_names_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Capture
) -> None:
    for name in ("a", "b"):
        trace(tmp_path / f"{name}.parquet", 4.0)
    buggy_for("a.parquet", monkeypatch)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert run(["score", str(tmp_path), *JAW, "--json", "-"]) == 3
    said = capfd.readouterr()
    assert json.loads(said.out)["clip"] == "b.mp4"
    (kept,) = tmp_path.glob("facecheck-bug-*.txt")
    assert str(kept) in said.err
    assert "in broken" in kept.read_text("utf-8")


def test_a_bug_of_one_clip_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Capture
) -> None:
    clip = trace(tmp_path / "a.parquet", 4.0)
    buggy_for("a.parquet", monkeypatch)
    assert run(["score", str(clip), *JAW]) == 3
    assert "Traceback" in capfd.readouterr().err


VOWEL = Path(__file__).parents[2] / "sample_videos" / "rehab_vowel_a.mp4"


def documents_of(capfd: Capture, *arguments: str) -> list[dict[str, Any]]:
    run(["score", *arguments, "--json", "-"])
    return [json.loads(line) for line in capfd.readouterr().out.splitlines() if line.strip()]


def test_several_exercises_are_judged_in_one_pass_a_document_each(
    monkeypatch: pytest.MonkeyPatch, capfd: Capture
) -> None:
    alone = []
    for name in ("vowel-a", "squint-palm"):
        run(["score", str(VOWEL), "-e", name, "--json", "-"])
        alone.append(json.loads(capfd.readouterr().out))
    looked: list[str] = []

    class Counted(Recording):
        def __init__(self, path: Path, **more: Any) -> None:
            looked.append(path.suffix)
            super().__init__(path, **more)

    monkeypatch.setattr(sets, "Recording", Counted)
    # The second needs hands and the first does not; each is judged as it is alone.
    assert documents_of(capfd, str(VOWEL), "-e", "vowel-a", "-e", "squint-palm") == alone
    assert looked == [".mp4", ".parquet"]


def test_a_routine_is_its_exercises(tmp_path: Path, capfd: Capture) -> None:
    clip = trace(tmp_path / "a.parquet", 4.0)
    done = documents_of(capfd, str(clip), "-e", "facial-palsy", "--reps", "1")
    assert [one["exercise"] for one in done] == list(load_routine("facial-palsy").exercises)
    # Named twice it is judged once.
    run(["score", str(clip), *JAW, "-e", "jaw-open", "--json", "-"])
    assert json.loads(capfd.readouterr().out)["counted"] == 1


def test_each_kind_takes_what_is_its_own(tmp_path: Path, capfd: Capture) -> None:
    clip = trace(tmp_path / "a.parquet", 4.0)
    asked = [str(clip), "-e", "jaw-open", "-e", "squint"]
    assert run(["score", *asked, "--minutes", "1"]) == 2
    assert "counts repetitions: use --reps and --hold" in capfd.readouterr().err


@pytest.mark.parametrize("option", ["--out", "--annotate", "--vtt", "--report", "--mcap"])
def test_what_is_of_one_exercise_takes_one(option: str, tmp_path: Path, capfd: Capture) -> None:
    clip = trace(tmp_path / "a.parquet", 4.0)
    place = str(tmp_path / "o.csv")
    assert run(["score", str(clip), "-e", "jaw-open", "-e", "squint", option, place]) == 2
    assert f"{option} takes one exercise" in capfd.readouterr().err


@pytest.mark.parametrize("command", ["events", "measure"])
def test_a_bug_in_one_of_several_clips_costs_the_others_no_row(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Capture
) -> None:
    real = getattr(api, command)

    def broken(clip: Path, *args: Any, **more: Any) -> Any:
        if clip.name == "b.mp4":
            raise RuntimeError("the detector is broken")
        return real(clip, *args, **more)

    monkeypatch.setattr(api, command, broken)
    clips = [str(no_face(tmp_path / f"{name}.mp4", 2)) for name in "abc"]
    out = tmp_path / "rows.csv"
    assert run([command, *clips, "--out", str(out)]) == 3
    said = capfd.readouterr().err
    kept = tmp_path / "rows.csv.bugs.txt"
    assert "b.mp4: a bug of facecheck's (RuntimeError: the detector is broken)" in said
    assert f"please report it with {kept}" in said
    assert "in broken" in kept.read_text("utf-8")
    if command == "measure":
        with out.open(encoding="utf-8", newline="") as file:
            assert {row["clip"] for row in csv.DictReader(file)} == {"a.mp4", "c.mp4"}
    assert run([command, clips[1], "--out", str(out)]) == 3
    assert "Traceback" in capfd.readouterr().err, "of one clip alone it is shown"


def test_a_disk_that_is_full_amid_several_clips_is_no_bug(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Capture
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(TableWriter, "add", full)
    clips = [str(no_face(tmp_path / f"{name}.mp4", 2)) for name in "ab"]
    out = tmp_path / "rows.csv"
    assert run(["measure", *clips, "--out", str(out)]) == 1
    said = capfd.readouterr().err
    assert "a bug" not in said
    assert "Traceback" not in said
    assert not list(tmp_path.glob("*.bugs.txt"))
