"""A session without a window: a table in the terminal that changes in place."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence

from rich.console import Console
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from facecheck.core.events import Update
from facecheck.live.display.console import ConsoleDisplay
from facecheck.live.keys import legend
from facecheck.live.options import LiveOptions
from facecheck.live.session.calibration import calibration_text
from facecheck.live.session.scene import Scene, pain_text, ready_text
from facecheck.outputs.overlay.screens import SummaryRow

REFRESH_S = 0.1


class TerminalDisplay(ConsoleDisplay):
    """Shows scenes as a table, ten times a second; without a terminal it stays silent.

    Args:
        options: The session's.
        console: Where to write.
        clock: Seconds that only grow.
    """

    def __init__(
        self,
        options: LiveOptions,
        console: Console | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(options)
        self._console = console if console is not None else Console(stderr=True)
        self._clock = clock
        self._live: Live | None = None
        self._shown_s = float("-inf")

    def starting(self, ready: Sequence[tuple[str, bool]]) -> None:
        """Show what is being opened, and what is ready."""
        table = Table.grid(padding=(0, 2))
        for part, done in ready:
            table.add_row(part, self._words("start.ready" if done else "start.waiting"))
        self._show(table)

    def draw(self, scene: Scene) -> None:
        """Show a scene."""
        now_s = self._clock()
        if now_s - self._shown_s >= REFRESH_S:
            self._shown_s = now_s
            self._show(self._table(scene))

    def summary(self, rows: Sequence[SummaryRow], line: str | None = None) -> None:
        """Nothing: the summary is printed after the session."""

    def close(self) -> None:
        """Stop showing and restore the terminal."""
        if self._live is not None:
            self._live.stop()
            self._live = None
        super().close()

    def _table(self, scene: Scene) -> Table:
        words = self._words
        table = Table.grid(padding=(0, 2))
        table.add_column(style="dim", justify="right")
        table.add_column()
        table.add_row(words("table.exercise"), Text(scene.exercise.title, style="bold"))
        if scene.help:
            table.add_row("", Text(words("help.title"), style="bold"))
            for key, meaning in legend(words):
                table.add_row(Text(key), Text(meaning))
        elif scene.stopped_for_pain:
            table.add_row(words("table.phase"), Text(words("hurt.title"), style="bold"))
            table.add_row("", words("hurt.what"))
            table.add_row(words("table.now"), pain_text(scene, words))
        elif scene.paused:
            table.add_row(words("table.phase"), words("pause.title"))
            key = "pause.sign" if scene.signs else "pause.how"
            table.add_row(words("table.now"), Text(words(key), style="bold"))
        elif scene.placement is not None:
            table.add_row(words("table.phase"), words("place.title"))
            table.add_row(words("table.now"), Text(words(scene.placement.advice), style="bold"))
        elif scene.calibration is not None:
            state = scene.calibration
            table.add_row(words("table.phase"), words("calibrate.title"))
            table.add_row(words("table.now"), Text(calibration_text(state, words), style="bold"))
            table.add_row("", ProgressBar(total=1.0, completed=state.share))
        elif scene.rest is not None:
            head = words("explain.title" if scene.rest.first else "rest.title")
            rest = f"{head} · {words.seconds(scene.rest.left_s, 0)} s"
            table.add_row(words("table.phase"), rest)
            table.add_row(words("table.now"), Text(scene.exercise.instructions))
            if scene.rest.first:
                table.add_row("", Text(words("explain.heard")))
            table.add_row("", Text(ready_text(scene, words)))
        elif scene.update is not None:
            if scene.countdown_s is not None:
                left = words.seconds(math.ceil(scene.countdown_s), 0)
                table.add_row(words("phase.countdown"), Text(f"{left} s", style="bold"))
            self._rows(table, scene.update)
        muted = words("muted") if scene.muted else None
        how = None if scene.help else words("terminal.help")
        offer = words("calibrate.offer") if scene.offers else None
        for line in (scene.notice, offer, muted, scene.stats, how):
            if line:
                table.add_row("", Text(line, style="yellow"))
        return table

    def _rows(self, table: Table, update: Update) -> None:
        words = self._words
        table.add_row(words("table.phase"), words(f"phase.{update.phase.value}"))
        count = words("dots.count", counted=update.counted, reps=update.reps)
        table.add_row(words("table.reps"), Text(count, style="bold"))
        if update.timed is not None:
            area = words.area(update.timed.area, update.timed.side)
            table.add_row(words("table.area"), Text(area, style="bold"))
            counted, whole = (
                words.minutes(x) for x in (update.timed.counted_s, update.timed.whole_s)
            )
            table.add_row(words("table.total"), words("area.total", counted=counted, whole=whole))
        if update.sides is not None:
            percent = round(100 * update.sides.symmetry)
            table.add_row("", words("sides.symmetry", percent=percent))
        if update.target_hold_s > 0:
            held = f"{words.held(update.hold_s)} / {words.seconds(update.target_hold_s)} s"
            table.add_row(words("table.held"), held)
            bar = ProgressBar(
                total=update.target_hold_s, completed=min(update.hold_s, update.target_hold_s)
            )
            table.add_row("", bar)
        table.add_row(words("table.now"), Text(update.advice, style="bold"))
        quality = update.quality
        view = words("view.good") if quality.good else quality.reason or words("view.poor")
        table.add_row(words("table.view"), view)

    def _show(self, table: Table) -> None:
        if not self._console.is_terminal:
            return
        if self._live is None:
            self._live = Live(console=self._console, auto_refresh=False, transient=True)
            self._live.start()
        self._live.update(table, refresh=True)
