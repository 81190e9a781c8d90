"""What stands in when a line of a document is run.

Everything else is run as it stands, in this process, with the models.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from facecheck.app.server import Served
from facecheck.core.person import Plan
from facecheck.inputs.sources import open_clip
from facecheck.outputs.sound.voice import Voice
from facecheck.report.example import example_plan

from .pages import Line
from .world import World

HEARD = "heard.txt"
SPEAKS = """
import sys
with open(sys.argv[1], "a", encoding="utf-8", buffering=1) as heard:
    heard.writelines(sys.stdin)
"""


@dataclass(frozen=True, slots=True)
class StandIn:
    """Words of a line, and what is run in their place.

    Attributes:
        words: As they stand in the document.
        by: What is put there.
        why: What a test cannot have.
    """

    words: str
    by: str
    why: str


LIVE = "--no-window --camera camera.mp4"
STAND_INS = (
    StandIn("--camera clip.mp4", "", "what is played takes its time, and camera.mp4 less"),
    StandIn("--camera 1", "", "nobody is filmed"),
    StandIn(
        "facecheck live",
        f"facecheck live {LIVE}",
        "nobody is filmed, and a window needs a screen: tests/live/test_end_to_end.py has one",
    ),
    StandIn("today --start", f"today --start {LIVE}", "likewise"),
    StandIn(
        "facecheck app",
        "facecheck app --no-browser --port 0",
        "no browser opens at the tester's, whose port may be taken",
    ),
    StandIn("--lan", "--lan --address 127.0.0.1", "a tester need not be on a network"),
    StandIn("--remind", "", "no timer rings at the tester's: tests/outputs/test_timers.py"),
    StandIn("--notify", "", "nor a message onto their desktop"),
    StandIn("s3://study/clips/", "{clips}", "a bucket is far away; file:// goes the same way"),
    StandIn("tcp://10.0.0.1:8786", "tcp://127.0.0.1:{port}", "another machine"),
    StandIn("tcp://127.0.0.1:8786", "tcp://127.0.0.1:{port}", "somebody may use that port"),
    StandIn("--port 8786", "--port {port} --no-dashboard", "likewise"),
)


def as_run(line: Line, **places: str) -> list[str]:
    """The words that are run in place of a line's, without the program."""
    words = [line.program, *line.words[1:]]
    for row in STAND_INS:
        old = row.words.split()
        for i in range(len(words) - len(old), -1, -1):
            if words[i : i + len(old)] == old:
                words[i : i + len(old)] = row.by.format(**places).split()
    return words[1:]


def stand_in(monkeypatch: pytest.MonkeyPatch, world: World, landmarks: Path) -> None:
    """Put the rest of the world in its place.

    Args:
        monkeypatch: Takes all of it back.
        world: The reader's.
        landmarks: The cache.
    """

    def put(place: str, by: object) -> None:
        monkeypatch.setattr(f"facecheck.{place}", by)

    def no_sound(*_: object) -> None:
        raise OSError("the tests are silent")

    def voice(language: str, play: object = None) -> Voice:
        del play  # the words that come along are not played, only what the engine is told
        return Voice(language, [sys.executable, "-c", SPEAKS, str(world.folder / HEARD)])

    def ended(served: Served, *, quiet_s: float | None = None) -> None:
        del quiet_s
        served.close()

    def two_weeks(today: date) -> Plan:
        return replace(example_plan(today), weeks=2)

    # These keep what they import, and would keep a stand-in if they were imported later.
    for module in ("api.camera_choice", "live.record.record", "bench.clips"):
        import_module(f"facecheck.{module}")
    for place in (
        "cli.clock",
        "live.record.record",
        "store.history.codec",
        "store.history.history",
    ):
        put(f"{place}.now", world.clock)
    put("evaluate.detectors.default_cache", lambda: landmarks)
    # Whoever calibrates is not waited for; the times are those of their clip.
    put("cli.commands.calibrate.sitter", lambda *_: open_clip(world.folder / "calibrating.mp4"))
    put("outputs.sound.player.open_device", no_sound)
    put("live.loop.Voice", voice)
    # Whoever reads on has ended the server: tests/app.
    put("app.server.Served.run", ended)
    # The demonstration's own clip takes half a minute, and twelve simulated weeks as long.
    put("inputs.library.sample_clip", lambda _: world.folder / "clip.mp4")
    put("report.histories.example_plan", two_weeks)
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: "y")
