"""A session as lines of text, one for each thing that happens: for screen readers and logs."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

from facecheck.core.events import Phase, Update
from facecheck.live.display.console import ConsoleDisplay
from facecheck.live.keys import legend
from facecheck.live.options import LiveOptions
from facecheck.live.session.calibration import calibration_text
from facecheck.live.session.scene import (
    Scene,
    counted_down_s,
    pain_text,
    pause_text,
    ready_text,
    rest_title,
)
from facecheck.outputs.overlay.screens import SummaryRow

_CUES = frozenset({Phase.READY, Phase.HOLDING, Phase.WAITING, Phase.RELEASING, Phase.CANNOT_JUDGE})


class LinesDisplay(ConsoleDisplay):
    """Writes a line when something changes; nothing is ever written over.

    Args:
        options: The session's.
        write: Writes one line.
    """

    def __init__(self, options: LiveOptions, write: Callable[[str], None]) -> None:
        super().__init__(options)
        self._write = write
        self._before: dict[str, str] = {}

    def starting(self, ready: Sequence[tuple[str, bool]]) -> None:
        """Say what is being opened, and what is ready."""
        for part, done in ready:
            state = self._words("start.ready" if done else "start.waiting")
            self._say(part, f"{part}: {state}")

    def draw(self, scene: Scene) -> None:
        """Say what changed."""
        for topic, line in self._lines(scene):
            self._say(topic, line)

    def summary(self, rows: Sequence[SummaryRow], line: str | None = None) -> None:  # noqa: ARG002
        """The summary itself is printed after the session; here is what is asked under it."""
        self._say("asked", line or "")

    def _say(self, topic: str, line: str) -> None:
        if self._before.get(topic) != line:
            self._before[topic] = line
            if line:
                self._write(line)

    def _lines(self, scene: Scene) -> Iterator[tuple[str, str]]:
        """Topics and what is to be said of them; an empty line only says that it is over."""
        words = self._words
        yield "notice", scene.notice or ""
        yield "muted", words("muted") if scene.muted else ""
        yield "help", words("help.title") if scene.help else ""
        for key, meaning in legend(words):
            yield f"help {key}", f"{key}: {meaning}" if scene.help else ""
        if scene.help:
            return
        yield "offer", words("calibrate.offer") if scene.offers else ""
        yield "pause", pause_text(scene, words) if scene.paused else ""
        yield "countdown", "" if scene.paused else self._countdown(counted_down_s(scene))
        if scene.stopped_for_pain:
            yield (
                "now",
                f"{words('hurt.title')}. {words('hurt.what')} {pain_text(scene, words)}",
            )
        elif scene.placement is not None:
            yield "now", words(scene.placement.advice)
        elif scene.calibration is not None:
            yield "now", calibration_text(scene.calibration, words)
        elif scene.rest is not None:
            said = f"{rest_title(scene, words)}. {scene.exercise.instructions}"
            if scene.rest.first:
                yield "now", f"{said} {words('explain.heard')} {ready_text(scene, words)}"
            else:
                yield "now", f"{words('rest.title')}. {said} {ready_text(scene, words)}"
        elif scene.update is not None:
            yield "exercise", scene.exercise.title
            if scene.update.timed is not None:
                timed = scene.update.timed
                yield "area", words("banner.area", area=words.area(timed.area, timed.side))
            yield from self._exercise(scene.update)

    def _countdown(self, left_s: float | None) -> str:
        """The seconds that are left, one line each."""
        if left_s is None:
            return ""
        return f"{self._words('phase.countdown')}: {self._words.seconds(math.ceil(left_s), 0)}"

    def _exercise(self, update: Update) -> Iterator[tuple[str, str]]:
        words = self._words
        closed = update.closed.reason if update.closed is not None else None
        if closed is not None:
            yield "missed", words("banner.missed", reason=closed)
        elif update.noted:
            told = words("voice.noted", name=words.noted(update.noted[0]), cue=update.noted[0].cue)
            yield "missed", told
        elif update.phase in (Phase.HOLDING, Phase.WAITING) or update.faults:
            yield "missed", ""
        done = update.counted >= update.reps
        key = "banner.done" if done else "banner.counted"
        counted = words(key, counted=update.counted, reps=update.reps) if update.counted else ""
        yield "counted", counted
        yield "fault", update.faults[0].name if update.faults else ""
        view = update.quality.reason if not update.quality.ok else None
        yield "view", words("banner.blind", reason=view) if view else ""
        if update.phase in _CUES and not done:
            yield "now", update.advice
