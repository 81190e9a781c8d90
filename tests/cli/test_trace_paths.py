"""`score --traces`: the landmarks of several clips, kept to be scored again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from batch.traces import trace

from facecheck.cli import run
from facecheck.cli.trace_paths import places_in
from facecheck.core.errors import OutputError
from facecheck.core.messages import Code, Message
from facecheck.inputs.trace import read_trace, write_trace

Capture = pytest.CaptureFixture[str]
JAW = ["-e", "jaw-open", "--reps", "1", "--hold", "0.3"]


def scores(places: list[Path], more: list[str], capfd: Capture) -> str:
    assert run(["score", *map(str, places), *JAW, "--json", "-", *more]) == 0
    return capfd.readouterr().out


@pytest.mark.parametrize("workers", [1, 2])
def test_each_clip_has_its_trace_and_a_folder_of_traces_is_scored_to_the_same(
    workers: int, tmp_path: Path, capfd: Capture
) -> None:
    clips = [trace(tmp_path / f"{name}.parquet", until) for name, until in (("a", 4.0), ("b", 5.0))]
    kept = tmp_path / "new" / "kept"
    first = scores(clips, ["--traces", str(kept), "--workers", str(workers)], capfd)
    assert sorted(path.name for path in kept.iterdir()) == ["a.parquet", "b.parquet"]
    assert scores([kept], [], capfd) == first
    names = [json.loads(line)["clip"] for line in first.splitlines()]
    assert names == ["a.mp4", "b.mp4"]


def test_one_clip_may_have_its_trace_in_a_folder(tmp_path: Path, capfd: Capture) -> None:
    kept = tmp_path / "kept"
    scores([trace(tmp_path / "a.parquet", 4.0)], ["--traces", str(kept)], capfd)
    assert [path.name for path in kept.iterdir()] == ["a.parquet"]


def test_a_trace_says_of_the_clip_what_the_clip_says(tmp_path: Path, capfd: Capture) -> None:
    early = Message(Code.ENDS_EARLY, read=4.0, whole=9.0)
    clip, kept = tmp_path / "a.parquet", tmp_path / "kept.parquet"
    seen = read_trace(trace(tmp_path / "whole.parquet", 4.0))
    write_trace(clip, seen, name="a.mp4", duration_s=4.0, warnings=[early])
    for place, more in ((clip, ["--trace", str(kept)]), (kept, [])):
        assert run(["score", str(place), *JAW, *more]) == 1
        assert early in capfd.readouterr().err


def test_a_trace_is_not_written_over_the_one_that_is_read(tmp_path: Path, capfd: Capture) -> None:
    clip = trace(tmp_path / "a.parquet", 4.0)
    before = clip.read_bytes()
    assert run(["score", str(tmp_path), *JAW, "--traces", str(tmp_path)]) == 1
    assert "would be written over what is read" in capfd.readouterr().err
    assert clip.read_bytes() == before


def test_two_clips_of_one_name_are_refused_before_any_work(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    clips: list[Path | str] = [Path("monday/set.mp4"), "s3://study/set.mov?version=2"]
    with pytest.raises(OutputError, match=r"monday/set.mp4 and s3://study/set.mov.* both"):
        places_in(kept, clips, ".parquet")
    assert not kept.exists()


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match=r"folder cannot be made .*choose another place"):
        places_in(tmp_path / "file" / "kept", [Path("a.mp4")], ".parquet")


def test_a_file_and_a_folder_for_traces_are_one_too_many(tmp_path: Path, capfd: Capture) -> None:
    places = ["--trace", str(tmp_path / "t.parquet"), "--traces", str(tmp_path / "kept")]
    assert run(["score", str(trace(tmp_path / "a.parquet", 4.0)), *JAW, *places]) == 2
    assert "give one of them" in capfd.readouterr().err


def test_one_file_for_several_clips_points_to_the_folder(tmp_path: Path, capfd: Capture) -> None:
    clips = [str(trace(tmp_path / f"{name}.parquet", 4.0)) for name in "ab"]
    assert run(["score", *clips, *JAW, "--trace", str(tmp_path / "t.parquet")]) == 2
    assert "--traces DIR" in capfd.readouterr().err
