"""Reminders that ring on this machine: what each system is told."""

from __future__ import annotations

import plistlib
import shutil
import subprocess
import time as clock
from collections.abc import Mapping, Sequence
from datetime import time
from pathlib import Path
from xml.etree import ElementTree

import pytest

from facecheck.core.errors import OutputError
from facecheck.outputs.notification import notify
from facecheck.outputs.timers import Reminder, timer_for
from facecheck.outputs.timers.launchd import Launchd
from facecheck.outputs.timers.systemd import Systemd, on_calendar, service_unit, timer_unit
from facecheck.outputs.timers.task_scheduler import TaskScheduler

REMINDER = Reminder(
    "facecheck",
    (0, 2, 6),
    (time(8), time(19, 30)),
    ("/opt/my python/bin/python", "-m", "facecheck", "today", "--notify"),
    (("XDG_DATA_HOME", "/data/100%"),),
)


class Told:
    """A system that takes down what it is told, and refuses some of it."""

    def __init__(self, refuses: str | None = None) -> None:
        self.commands: list[str] = []
        self._refuses = refuses

    def __call__(self, command: Sequence[str]) -> None:
        self.commands.append(" ".join(command))
        if self._refuses is not None and self._refuses in self.commands[-1]:
            raise OutputError("systemctl: Failed to connect to bus")


def test_systemd_is_given_a_service_and_a_timer(tmp_path: Path) -> None:
    told = Told()
    place = Systemd(told, tmp_path / "user").install(REMINDER)
    assert Path(place) == tmp_path / "user" / "facecheck.timer"
    timer = Path(place).read_text()
    assert "OnCalendar=Mon,Wed,Sun *-*-* 08:00:00\nOnCalendar=Mon,Wed,Sun *-*-* 19:30:00" in timer
    assert "WantedBy=timers.target" in timer
    service = Path(place).with_suffix(".service").read_text()
    assert 'ExecStart="/opt/my python/bin/python" "-m" "facecheck" "today" "--notify"' in service
    assert 'Environment="XDG_DATA_HOME=/data/100%%"' in service
    assert told.commands == [
        "systemctl --user daemon-reload",
        "systemctl --user enable --now facecheck.timer",
        "systemctl --user restart facecheck.timer",
    ]


def test_where_systemd_refuses_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="Failed to connect to bus"):
        Systemd(Told(refuses="enable"), tmp_path).install(REMINDER)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("refuses", [None, "--user"])
def test_a_timer_is_taken_out_whatever_the_manager_says(
    tmp_path: Path, refuses: str | None
) -> None:
    Systemd(Told(), tmp_path).install(REMINDER)
    assert Systemd(Told(refuses), tmp_path).remove("facecheck")
    assert not list(tmp_path.iterdir())
    assert not Systemd(Told(), tmp_path).remove("facecheck")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd")
def test_systemd_itself_understands_the_units(tmp_path: Path) -> None:
    for when in on_calendar(REMINDER):
        done = subprocess.run(["systemd-analyze", "calendar", when], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    (tmp_path / "facecheck.timer").write_text(timer_unit(REMINDER))
    here = Reminder("facecheck", (0,), (time(8),), ("/bin/echo", "100% $HOME"))
    (tmp_path / "facecheck.service").write_text(service_unit(here))
    done = subprocess.run(
        ["systemd-analyze", "--user", "verify", str(tmp_path / "facecheck.timer")],
        capture_output=True,
        text=True,
        env={"XDG_RUNTIME_DIR": str(tmp_path), "HOME": "/root"},
    )
    if "Failed to initialize manager" in done.stderr:
        pytest.skip("systemd cannot verify units here")
    assert "facecheck" not in done.stderr, done.stderr


def manager_runs() -> bool:
    if shutil.which("systemctl") is None:
        return False
    done = subprocess.run(
        ["systemctl", "--user", "is-system-running"], capture_output=True, text=True
    )
    return done.stdout.strip() in ("running", "degraded")


@pytest.mark.skipif(not manager_runs(), reason="no systemd manager of a user runs here")
def test_a_timer_really_fires(tmp_path: Path) -> None:
    """Every minute, in a folder of units of its own name, gone afterwards."""
    there = tmp_path / "rang"
    every = Reminder(
        "facecheck-test",
        tuple(range(7)),
        tuple(time(h, m) for h in range(24) for m in range(60)),
        ("/bin/touch", str(there)),
    )
    timer = timer_for("linux")
    try:
        timer.install(every)
        deadline = clock.monotonic() + 75
        while not there.exists() and clock.monotonic() < deadline:
            clock.sleep(1)
        assert there.exists()
    finally:
        assert timer.remove("facecheck-test")


def test_launchd_is_given_an_agent(tmp_path: Path) -> None:
    told = Told()
    place = Path(Launchd(told, tmp_path, user=501).install(REMINDER))
    agent = plistlib.loads(place.read_bytes())
    assert agent["Label"] == "local.facecheck"
    assert agent["ProgramArguments"] == list(REMINDER.command)
    assert {"Weekday": 0, "Hour": 19, "Minute": 30} in agent["StartCalendarInterval"], "Sunday is 0"
    assert {"Weekday": 1, "Hour": 8, "Minute": 0} in agent["StartCalendarInterval"]
    assert len(agent["StartCalendarInterval"]) == 6
    assert told.commands[-1] == f"launchctl bootstrap gui/501 {place}"
    assert Launchd(told, tmp_path, user=501).remove("facecheck")
    assert told.commands[-1] == "launchctl bootout gui/501/local.facecheck"
    assert not place.exists()


def test_the_task_scheduler_is_given_a_task() -> None:
    seen: list[tuple[list[str], ElementTree.Element]] = []

    def run(command: Sequence[str]) -> None:
        words = list(command)
        if "/XML" in words:
            text = Path(words[words.index("/XML") + 1]).read_text("utf-16")
            seen.append((words, ElementTree.fromstring(text)))  # noqa: S314  # our own

    TaskScheduler(run).install(REMINDER)
    ((words, task),) = seen
    assert words[:4] == ["schtasks", "/Create", "/TN", "facecheck"]
    space = {"t": "http://schemas.microsoft.com/windows/2004/02/mit/task"}
    starts = [e.text for e in task.iterfind(".//t:StartBoundary", space)]
    assert [start and start[11:] for start in starts] == ["08:00:00", "19:30:00"]
    days = task.find(".//t:DaysOfWeek", space)
    assert days is not None
    assert [day.tag.split("}")[1] for day in days] == ["Monday", "Wednesday", "Sunday"]
    assert task.findtext(".//t:Command", None, space) == "/opt/my python/bin/python"
    assert task.findtext(".//t:Arguments", None, space) == "-m facecheck today --notify"


def test_each_system_has_its_timer() -> None:
    names = {p: type(timer_for(p)).__name__ for p in ("linux", "darwin", "win32")}
    assert names == {"linux": "Systemd", "darwin": "Launchd", "win32": "TaskScheduler"}


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_a_message_is_never_code(platform: str) -> None:
    seen: list[tuple[Sequence[str], Mapping[str, str]]] = []
    words = 'end run"; $(rm) `x` %PATH%'
    notify("--title", words, platform, lambda command, more: seen.append((command, more)))
    ((command, more),) = seen
    if platform == "win32":
        assert more == {"FACECHECK_TITLE": "--title", "FACECHECK_TEXT": words}
        assert not any(words in part for part in command)
    else:
        assert list(command[-2:]) == ["--title", words]
        assert not any(words in part for part in command[:-1])
