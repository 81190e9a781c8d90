"""Nothing leaves the machine, nothing is kept unless asked for, and what is kept is private."""

from __future__ import annotations

import ast
import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from strips import opening_clip

from facecheck.inputs.mediapipe import assets

from .guarded import KILLED

ROOT = Path(__file__).parents[2]
JAW = ["-e", "jaw-open", "--reps", "1", "--hold", "0.3"]


class Ran:
    """What came of some commands in a guarded process with a home of their own."""

    def __init__(self, folder: Path, commands: list[list[str]]) -> None:
        for name in ("home", "work", "tmp"):
            (folder / name).mkdir(exist_ok=True)
        self.home, self.work, self.tmp = (folder / n for n in ("home", "work", "tmp"))
        notes = folder / "notes.json"
        environ = {
            **{k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "DISPLAY"))},
            "HOME": str(self.home),
            "USERPROFILE": str(self.home),
            "TMPDIR": str(self.tmp),
            "TEMP": str(self.tmp),
            "TMP": str(self.tmp),
            "APPDATA": str(self.home / "AppData"),
            "LOCALAPPDATA": str(self.home / "AppData"),
            "XDG_RUNTIME_DIR": str(self.tmp),
            "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests"))),
        }
        self.done = subprocess.run(
            [sys.executable, "-m", "trust.guarded", str(notes), json.dumps(commands)],
            cwd=self.work,
            env=environ,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        found: dict[str, Any] = json.loads(notes.read_text()) if notes.exists() else {}
        self.kernel: bool = found.get("kernel", False)
        self.codes = [one["code"] for one in found.get("runs", ())]
        self.wrote = [set(one["wrote"]) for one in found.get("runs", ())]

    def there(self) -> set[str]:
        """Every file that is left, by its place in the three folders."""
        root = self.home.parent
        return {
            path.relative_to(root).as_posix()
            for folder in (self.home, self.work, self.tmp)
            for path in folder.rglob("*")
            if path.is_file()
        }


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return opening_clip(tmp_path_factory)


@pytest.fixture(scope="module")
def session(clip: Path, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """Everything a day brings, without a network."""
    return Ran(
        tmp_path_factory.mktemp("guarded"),
        [
            ["score", str(clip), *JAW, "--json", "score.json"],
            ["score", str(clip), *JAW, "--trace", "a.parquet", "--report", "page.html"],
            ["report", "score.json", "--from", "a.parquet", "-o", "again.html"],
            ["events", "a.parquet", "--json", "events.json"],
            [
                "live",
                "jaw-open",
                "--reps",
                "1",
                "--hold",
                "0.3",
                "--camera",
                str(clip),
                "--no-window",
                "--mute",
                "--json",
                "live.json",
            ],
            ["profile", "set", "name", "Ada"],
            ["plan", "--start", "today"],
            ["today"],
            ["doctor"],
        ],
    )


def test_a_day_without_a_network(session: Ran) -> None:
    assert session.done.returncode == 0, session.done.stderr
    assert session.codes[:5] == [0, 0, 0, 0, 0], session.done.stderr
    assert 3 not in session.codes, session.done.stderr
    assert "Traceback" not in session.done.stderr
    assert "1 of 1" in session.done.stdout


def test_only_what_was_asked_for_is_written(session: Ran) -> None:
    work = {name for name in session.there() if name.startswith("work/")}
    named = {"score.json", "a.parquet", "page.html", "again.html", "events.json", "live.json"}
    assert work == {f"work/{name}" for name in named}
    assert not [name for name in session.there() if name.startswith("tmp/")]


def test_no_picture_is_on_the_disk_unless_asked(session: Ran) -> None:
    pictures = (b"\xff\xd8\xff", b"\x89PNG", b"ftypisom", b"RIFF", b"data:image")
    holding = {
        name
        for name in session.there()
        if any(mark in (session.home.parent / name).read_bytes() for mark in pictures)
    }
    # The page was asked for with its pictures; the one made of a trace has none.
    assert holding == {"work/page.html"}


def test_scoring_alone_leaves_its_document_and_nothing_else(session: Ran) -> None:
    # matplotlib, which MediaPipe imports, lists the system's fonts for itself.
    wrote = {Path(session.work, p) for p in session.wrote[0] if "matplotlib" not in p}
    assert {p for p in wrote if p.is_file()} <= {session.work / "score.json"}
    assert {"score.json" in p.name for p in wrote if p.parent == session.work} == {True}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes")
def test_what_is_kept_of_a_person_is_for_their_eyes(session: Ran) -> None:
    kept = [name for name in session.there() if name.startswith("home/") and "facecheck" in name]
    assert any("history" in name for name in kept)
    assert any("profile.json" in name for name in kept)
    for name in [*kept, "work/a.parquet"]:
        mode = stat.S_IMODE((session.home.parent / name).stat().st_mode)
        assert mode & 0o077 == 0, f"{name} is open to others ({mode:o})"


def test_a_page_refers_to_nothing_outside(session: Ran) -> None:
    for name in ("page.html", "again.html"):
        text = (session.work / name).read_text("utf-8").casefold()
        for sign in ('="http', "url(http", "@import", "<script", "<iframe", "//cdn"):
            assert sign not in text, (name, sign)
        assert "default-src 'none'" in text


@pytest.mark.parametrize(
    "program",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
        "import ctypes; ctypes.CDLL(None).connect(0, None, 0)",
    ],
)
def test_the_guard_would_see_it(program: str) -> None:
    guard = "import sys; from trust import guarded as g; k = g.forbid_in_kernel();"
    guard += "sys.addaudithook(g.refuse);"
    if "ctypes" in program and not sys.platform.startswith("linux"):
        pytest.skip("only Linux lets the kernel watch")
    done = subprocess.run(
        [sys.executable, "-c", guard + program],
        env={**os.environ, "PYTHONPATH": str(ROOT / "tests")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == KILLED or "PermissionError" in done.stderr


SOURCES = sorted((ROOT / "facecheck").rglob("*.py"))
NETWORK = {
    "socket",
    "ssl",
    "http",
    "urllib",
    "urllib3",
    "requests",
    "httpx",
    "aiohttp",
    "ftplib",
    "smtplib",
    "telnetlib",
    "xmlrpc",
    "asyncio",
    "uvicorn",
    "websockets",
}
STARTS = {"os.system", "os.popen", "os.execv", "subprocess.getoutput", "subprocess.call"}


def calls(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            yield node


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield (node.module or "").split(".")[0]


REACHING = {
    "facecheck/inputs/mediapipe/assets.py": "downloads the models when that is asked for",
    "facecheck/live/display/desktop.py": "asks whether an X display answers at its address",
    "facecheck/app/server.py": "listens on this machine's own address, or on the one of --lan",
    "facecheck/app/access/place.py": "listens there before the server is loaded",
    "facecheck/bench/pages.py": "measures the server of this machine with simulated pages",
    "facecheck/app/access/lan.py": "asks the system for its own address; nothing is sent",
    "facecheck/app/access/guard.py": "reads cookies with http.cookies",
}
TASKS_ALONE = {
    "facecheck/app/session/hub.py",
    "facecheck/app/session/outbox.py",
    "facecheck/app/session/socket.py",
    "facecheck/app/site/answers.py",
    "facecheck/app/site/application.py",
    "facecheck/app/site/clip_routes.py",
    "facecheck/app/site/inside.py",
    "facecheck/app/site/programme_routes.py",
}
"""They serve the page: of asyncio they use what waits and what shares work out, no connection."""
TASKS = {
    "AbstractEventLoop",
    "CancelledError",
    "Event",
    "Task",
    "create_task",
    "get_running_loop",
    "shield",
    "sleep",
    "timeout",
    "to_thread",
    "wait_for",
}


def test_the_modules_that_can_reach_a_network_are_known() -> None:
    found = {p.relative_to(ROOT).as_posix(): NETWORK & set(imported(p)) for p in SOURCES}
    assert {name for name, using in found.items() if using - {"asyncio"}} == set(REACHING)
    assert {name for name, using in found.items() if using == {"asyncio"}} == TASKS_ALONE


@pytest.mark.parametrize("name", sorted(TASKS_ALONE))
def test_modules_of_tasks_open_no_connection(name: str) -> None:
    tree = ast.parse((ROOT / name).read_text("utf-8"))
    taken = [n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.level == 0]
    assert not [n for n in taken if (n.module or "").split(".")[0] in NETWORK]
    used = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "asyncio"
    }
    assert used <= TASKS
    called = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not called & {"create_connection", "create_server", "create_datagram_endpoint"}


def test_no_shell_is_called() -> None:
    for path in SOURCES:
        for call in calls(path):
            name = ast.unparse(call.func)
            assert name not in STARTS, (path, name)
            shell = [k.value for k in call.keywords if k.arg == "shell"]
            assert not any(ast.unparse(value) != "False" for value in shell), path
            assert name not in ("eval", "exec", "pickle.loads", "pickle.load", "yaml.load"), path


def test_yaml_is_read_by_the_safe_reader_alone() -> None:
    for path in SOURCES:
        for call in calls(path):
            if ast.unparse(call.func) == "YAML":
                kinds = [ast.unparse(k.value) for k in call.keywords if k.arg == "typ"]
                assert kinds == ["'safe'"], path


def test_a_model_that_is_not_the_published_one_is_never_loaded(
    clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    from facecheck.cli import run

    forged = tmp_path / "face_landmarker.task"
    data = bytearray(assets.face_model().read_bytes())
    data[len(data) // 2] ^= 1
    forged.write_bytes(data)
    monkeypatch.setenv(assets.FACE.variable, str(forged))
    assert run(["score", str(clip), *JAW]) == 1
    (line,) = capfd.readouterr().err.splitlines()
    assert "not the published face_landmarker.task" in line
