"""What would only fail after the work, or cost what is read, is refused before."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from trust.awkward_traces import good

from facecheck.cli import run
from facecheck.store.history import History, history_path
from facecheck.store.profile import Profile, profile_path, save_profile

Capture = pytest.CaptureFixture[str]
JAW = ["-e", "jaw-open"]


@pytest.fixture
def trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("a.parquet")
    path.write_bytes(good())
    return path


def refused(command: list[str], says: str, capfd: Capture) -> None:
    assert run(command) == 1, command
    captured = capfd.readouterr()
    assert captured.out == "", "nothing was done before"
    (line,) = captured.err.splitlines()
    assert line.startswith("facecheck: ")
    assert says in line, command


@pytest.mark.parametrize("to", ["a.parquet", "./a.parquet", "same.json"])
def test_a_clip_is_never_written_over(to: str, trace: Path, capfd: Capture) -> None:
    if to == "same.json":
        os.link(trace, to)
    for command in (
        *(["score", str(trace), *JAW, option, to] for option in ("--json", "--vtt", "--report")),
        ["score", str(trace), *JAW, "--trace", to],
        ["events", str(trace), "--json", to],
        ["report", str(trace), "-o", to],
        ["live", "jaw-open", "--camera", str(trace), "--json", to],
    ):
        refused(command, "would be written over what is read", capfd)
    if not to.endswith("json"):
        refused(["measure", str(trace), "--out", to], "over what is read", capfd)
    assert trace.read_bytes() == good()


def test_the_history_and_the_profile_are_never_written_over(
    home: Path, trace: Path, capfd: Capture
) -> None:
    assert home
    with History():
        pass
    place = save_profile(Profile(full={"lip_gap": 0.4}))
    assert place == profile_path()
    for command in (
        ["export", str(history_path())],
        ["history", "--json", str(history_path())],
        ["plan", "--start", "today", "--ics", str(profile_path())],
        ["score", str(trace), *JAW, "--json", str(profile_path())],
    ):
        refused(command, "would be written over what is read", capfd)


@pytest.mark.parametrize(
    ("to", "says"),
    [
        ("nowhere/out", "there is no folder nowhere"),
        (".", "that is a folder"),
        ("a.parquet/out", "is a file, not a folder"),
        ("x" * 300, "the name is too long"),
    ],
)
@pytest.mark.usefixtures("home")
def test_a_place_that_is_none_is_said_before_the_work(
    to: str, says: str, trace: Path, capfd: Capture
) -> None:
    for command in (
        ["score", str(trace), *JAW, "--json", to],
        ["events", str(trace), "--vtt", to],
        ["live", "jaw-open", "--camera", str(trace), "--record-trace", to],
        ["live", "jaw-open", "--camera", str(trace), "--json", to],
        ["evaluate", "nowhere", "--accuracy", to],
        ["report", "--example", "-o", to],
        ["bench", "--page", to],
        ["history", "--csv", to],
        ["export", to],
        ["plan", "--start", "today", "--ics", to],
    ):
        refused(command, says, capfd)
    assert [path.name for path in Path().iterdir()] == [trace.name]


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="who may write everywhere is not refused"
)
def test_a_folder_without_permission_is_said_before_the_work(trace: Path, capfd: Capture) -> None:
    Path("closed").mkdir(mode=0o500)
    refused(["score", str(trace), *JAW, "--json", "closed/x"], "no permission to write", capfd)


def test_one_place_for_two_results_is_refused(trace: Path, capfd: Capture) -> None:
    refused(["score", str(trace), *JAW, "--json", "x", "--vtt", "./x"], "asked for twice", capfd)
    assert run(["score", str(trace), *JAW, "--json", os.devnull, "--vtt", os.devnull]) == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_film_or_a_trace_never_takes_the_place_of_a_pipe(trace: Path, capfd: Capture) -> None:
    os.mkfifo("pipe")
    for option in ("--trace", "--annotate"):
        refused(["score", str(trace), *JAW, option, "pipe"], "is a pipe or a device", capfd)
    for option in ("--record-trace", "--record-video"):
        command = ["live", "jaw-open", "--camera", str(trace), option, "pipe"]
        refused(command, "is a pipe or a device", capfd)
    assert Path("pipe").is_fifo()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["score", "a.parquet", *JAW, "--hold", "nan"], "not a number"),
        (["score", "a.parquet", *JAW, "--minutes", "nan"], "not a number"),
        (["score", "", *JAW], "an empty name"),
        (["events", ""], "an empty name"),
        (["evaluate", ""], "an empty name"),
        (["scoer", "a.parquet"], "Did you mean 'score'?"),
    ],
)
@pytest.mark.usefixtures("trace")
def test_a_slip_is_usage(arguments: list[str], says: str, capfd: Capture) -> None:
    assert run(arguments) == 2
    captured = capfd.readouterr()
    assert captured.out == ""
    assert says in captured.err


def test_a_routine_is_no_exercise_and_names_its_own(capfd: Capture) -> None:
    says = "'circuit' is a routine; name one exercise of it: squint-palm, jaw-band, microcurrent"
    refused(["exercises", "show", "circuit"], says, capfd)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no file without an end")
@pytest.mark.parametrize(
    "command", [["import"], ["report"], ["today", "--profile"], ["exercises", "check"]]
)
def test_a_file_without_an_end_is_not_read_to_its_end(
    command: list[str], capfd: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    out = ["-o", "a.html"] if command == ["report"] else []
    assert run([*command, "/dev/zero", *out]) == 1
    (line,) = capfd.readouterr().err.splitlines()
    assert line.startswith("facecheck: /dev/zero: ")
