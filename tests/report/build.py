"""Builders for tests of reports: scored sets as values, without a clip and without a model."""

from __future__ import annotations

from html.parser import HTMLParser

import numpy as np

from facecheck.core.curves import Curve
from facecheck.core.events import Attempt, Fault, Phase, Quality, Update
from facecheck.core.frames import Frame
from facecheck.core.results import ScoreResult

PARTS = {"hold": 1.0, "depth": 0.93, "form": 0.66, "steadiness": 0.94, "symmetry": 1.0}


def fault(name: str = "jaw drifts sideways", start_s: float = 3.4, end_s: float = 4.1) -> Fault:
    return Fault(name, start_s, end_s, 0.055, 0.04, "inter-ocular", "Open straight down")


def attempt(n: int = 1, *faults: Fault, counted: bool = True, hold_s: float = 5.96) -> Attempt:
    reason = None if counted else f"held {hold_s:.1f} of 5.0 s: mouth closed at 7.9 s"
    start_s = 2.0 + 9.0 * (n - 1)
    return Attempt(
        n,
        start_s,
        round(start_s + hold_s + 0.4, 3),
        hold_s,
        0.93,
        counted,
        reason,
        90,
        PARTS,
        faults,
    )


def result(*attempts: Attempt, clip: str = "a.mp4", exercise: str = "jaw-open") -> ScoreResult:
    return ScoreResult(clip, exercise, 30.0, 900, 900, 29.0, 3, 5.0, attempts, 60)


def curve(until_s: float = 30.0, top: float = 0.93) -> Curve:
    """A level that is up from the third second to the eighth of every nine."""
    times = tuple(i / 10 for i in range(round(until_s * 10)))
    return Curve(times, tuple(top if 2.2 <= t % 9 < 7.9 else 0.02 for t in times))


def update(
    time_s: float, level: float | None = 0.8, phase: Phase = Phase.HOLDING, **more: object
) -> Update:
    values: dict[str, object] = {
        "hold_s": 1.0,
        "counted": 0,
        "reps": 3,
        "target_hold_s": 5.0,
        "enter": 0.6,
        "leave": 0.45,
        "quality": Quality(True),
        "cue": "Hold",
        **more,
    }
    return Update(time_s=time_s, phase=phase, level=level, **values)  # type: ignore[arg-type]


def frame(time_s: float, grey: int = 128, size: tuple[int, int] = (640, 480)) -> Frame:
    return Frame(time_s, np.full((size[1], size[0], 3), grey, np.uint8))


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._skip = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._skip += tag in ("style", "script")

    def handle_endtag(self, tag: str) -> None:
        self._skip -= tag in ("style", "script")

    def handle_data(self, data: str) -> None:
        if not self._skip:
            self.parts.append(data)


def read(page: str) -> _Text:
    parser = _Text()
    parser.feed(page)
    parser.close()
    return parser


def words(page: str) -> str:
    """What a reader sees, in one line, with plain spaces."""
    return " ".join(" ".join(read(page).parts).split())
