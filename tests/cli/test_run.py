from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from facecheck import cli
from facecheck.cli import COMMANDS, app, module_of, run
from facecheck.core.errors import SpecError

Capture = pytest.CaptureFixture[str]


@pytest.mark.smoke
def test_the_help_lists_every_command(capfd: Capture) -> None:
    assert run(["--help"]) == 0
    text = capfd.readouterr().out
    for name, line in COMMANDS.items():
        assert name in text
        assert line in text


HEAVY = {
    "av",
    "cv2",
    "matplotlib",
    "mediapipe",
    "numpy",
    "pandas",
    "pyarrow",
    "pydantic",
    "rich",
    "ruamel",
    "scipy",
    "sounddevice",
    "sqlite3",
}


@pytest.mark.parametrize("name", ["", *sorted(COMMANDS)])
def test_the_help_waits_for_nothing_heavy(name: str) -> None:
    script = (
        "import sys; from facecheck.cli import run; code = run(sys.argv[2:]);"
        "heavy = set(sys.argv[1].split()) & set(sys.modules);"
        "sys.exit(code or ', '.join(heavy) or 0)"
    )
    arguments = [word for word in (name, "--help") if word]
    done = subprocess.run(
        [sys.executable, "-c", script, " ".join(HEAVY), *arguments], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


def with_those_below(name: str) -> list[list[str]]:
    """A command, and the commands below it."""
    command = module_of(name).command
    below = command.commands if isinstance(command, click.Group) else ()
    return [[name], *([name, inner] for inner in below)]


@pytest.mark.parametrize("name", sorted(COMMANDS))
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_every_command_has_its_help(name: str, option: str, capfd: Capture) -> None:
    for command in with_those_below(name):
        assert run([*command, option]) == 0
        text = capfd.readouterr().out
        assert text.startswith(f"Usage: facecheck {' '.join(command)}")
        # The line below the usage says what it does.
        assert len(text.split("\n\n")[1].strip()) > 10


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_command_is_called_what_the_list_calls_it(name: str) -> None:
    assert module_of(name).command.name == name


def test_the_version(capfd: Capture) -> None:
    assert run(["--version"]) == 0
    assert "facecheck" in capfd.readouterr().out


@pytest.mark.smoke
@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["scroe"],
        ["score"],
        ["score", "a.mp4"],
        ["score", "a.mp4", "-e", "jaw-open", "--reps", "0"],
        ["score", "a.mp4", "-e", "jaw-open", "--hold", "-1"],
        ["score", "a.mp4", "-e", "jaw-open", "--workers", "many"],
        ["score", "a.mp4", "b.mp4", "-e", "jaw-open", "--annotate", "out.mp4"],
        ["events", "a.mp4", "b.mp4", "--vtt", "out.vtt"],
        ["measure", "a.mp4"],
        ["measure", "a.mp4", "--out", "a.txt"],
        ["exercises", "shwo"],
        ["events", "--sides"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_2_and_on_stderr(arguments: list[str], capfd: Capture) -> None:
    assert run(arguments) == 2
    captured = capfd.readouterr()
    assert captured.out == ""
    assert "Usage" in captured.err


def fails_with(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise error

    monkeypatch.setattr(app, "get_command", lambda *_: click.Command("break", callback=fail))


def test_a_bug_is_3_with_a_traceback(monkeypatch: pytest.MonkeyPatch, capfd: Capture) -> None:
    fails_with(ZeroDivisionError("half a rep"), monkeypatch)
    assert run(["break"]) == 3
    captured = capfd.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("Traceback")
    assert captured.err.endswith("ZeroDivisionError: half a rep\n")


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (
            OSError(errno.ENAMETOOLONG, "File name too long", "x"),
            "facecheck: x: File name too long",
        ),
        (OSError(errno.ENOSPC, "No space left on device"), "facecheck: what is printed: the disk"),
        (PermissionError(errno.EACCES, "Permission denied", "a\nb"), "facecheck: a\ufffdb: Perm"),
    ],
)
def test_what_the_system_refuses_is_1_and_a_line(
    error: OSError, line: str, monkeypatch: pytest.MonkeyPatch, capfd: Capture
) -> None:
    fails_with(error, monkeypatch)
    assert run(["break"]) == 1
    (said,) = capfd.readouterr().err.splitlines()
    assert said.startswith(line)


def test_a_file_that_ought_to_be_there_is_a_bug(
    monkeypatch: pytest.MonkeyPatch, capfd: Capture
) -> None:
    fails_with(FileNotFoundError(errno.ENOENT, "No such file or directory", "x"), monkeypatch)
    assert run(["break"]) == 3
    assert "Traceback" in capfd.readouterr().err


def test_an_expected_problem_is_1_with_a_line_each(
    monkeypatch: pytest.MonkeyPatch, capfd: Capture
) -> None:
    fails_with(SpecError(["a.yaml: id: is missing", "a.yaml: reps: is missing"]), monkeypatch)
    assert run(["break"]) == 1
    assert capfd.readouterr().err.splitlines() == [
        "facecheck: a.yaml: id: is missing",
        "facecheck: a.yaml: reps: is missing",
    ]


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort()])
def test_stopped_by_the_user_is_1_without_a_traceback(
    error: BaseException, monkeypatch: pytest.MonkeyPatch, capfd: Capture
) -> None:
    fails_with(error, monkeypatch)
    assert run(["break"]) == 1
    assert capfd.readouterr().err.strip() == "stopped"


@pytest.mark.parametrize(("returned", "code"), [(None, 0), (0, 0), (1, 1)])
def test_what_a_command_returns_is_the_exit_code(
    returned: int | None, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = click.Command("do", callback=lambda: returned)
    monkeypatch.setattr(cli.app, "get_command", lambda *_: command)
    assert run(["do"]) == code


def test_a_reader_that_has_seen_enough_is_no_bug() -> None:
    command = [sys.executable, "-m", "facecheck", "--help"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
        assert process.wait() in (0, 1)
    assert said == b""


def terminal(*arguments: str, stdout: int, **environment: str) -> subprocess.CompletedProcess[str]:
    """facecheck at a terminal of its own."""
    return subprocess.run(
        [sys.executable, "-m", "facecheck", *arguments],
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
    )


FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="there is no disk that is always full")
def test_a_full_disk_behind_the_output_is_a_line() -> None:
    with FULL.open("w") as full:
        done = terminal("--help", stdout=full.fileno())
    assert done.returncode == 1
    assert done.stderr == (
        "facecheck: what is printed: the disk is full; make room, or choose another place\n"
    )


@pytest.mark.usefixtures("home")
def test_a_terminal_that_knows_few_letters_loses_none_of_a_document() -> None:
    few = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = terminal("profile", "set", "name", "Änne", stdout=subprocess.PIPE, **few)
    assert (done.returncode, done.stderr) == (0, "")
    assert "?nne" in done.stdout
    terminal("plan", "--start", "today", "-e", "squint", stdout=subprocess.PIPE, **few)
    done = terminal("today", "--json", "-", stdout=subprocess.PIPE, **few)
    assert json.loads(done.stdout)["schema"] == "facecheck.today/1"
