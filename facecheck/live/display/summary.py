"""The summary of a session, for the screen, the terminal and a file."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from facecheck import __version__
from facecheck.core.errors import FacecheckError
from facecheck.core.results import ScoreResult
from facecheck.engine.spec.timed_exercise import AnyExercise
from facecheck.live.display.base import Display
from facecheck.live.feed.stats import Figures
from facecheck.live.keys import DIGITS
from facecheck.live.options import LiveOptions
from facecheck.live.session.sets import HURT
from facecheck.outputs.catalogue import DEFAULT
from facecheck.outputs.files import write_text_atomically
from facecheck.outputs.overlay.screens import SummaryRow
from facecheck.outputs.phrases import Phrases
from facecheck.outputs.words import Words

CAMERA_S = 300.0
CLIP_S = 3.0
"""How long the summary stays unless a key is pressed."""
LOOK_S = 0.03


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """The results of a session.

    Attributes:
        results: Of every exercise that was begun, in order.
        rows: The same, for showing.
        notices: What the user should know: no sound device, a clip that ends early, ...
        figures: How fast it ran.
        error: What ended the session before its time; everything until then is kept.
        muted: Whether sound was off at the end.
    """

    results: tuple[ScoreResult, ...]
    rows: tuple[SummaryRow, ...]
    notices: tuple[str, ...]
    figures: Figures
    error: FacecheckError | None = None
    muted: bool = False


def rows_of(
    results: Sequence[ScoreResult], exercises: Sequence[AnyExercise], phrases: Phrases
) -> tuple[SummaryRow, ...]:
    """Results as rows, with the exercises' titles, in the user's language."""
    titles = {exercise.id: exercise.title for exercise in exercises}
    return tuple(_row(result, titles[result.exercise], phrases) for result in results)


def write_json(path: Path, results: Sequence[ScoreResult]) -> None:
    """Write one JSON line for each exercise.

    Raises:
        OutputError: It cannot be written.
    """
    lines = [json.dumps(r.to_dict(__version__), ensure_ascii=False) for r in results]
    write_text_atomically(path, "".join(line + "\n" for line in lines))


def print_summary(
    summary: SessionSummary, console: Console, language: str = DEFAULT, *, stats: bool = False
) -> None:
    """Print a session's results as a table, and its notices."""
    words = Words(language)
    table = Table(title=words("summary.title"), title_justify="left")
    table.add_column(words("table.exercise"))
    table.add_column(words("table.reps"), justify="right")
    timed = [row.seconds is not None for row in summary.rows]
    # Beside holds, or instead of them: a timed exercise has its time here.
    column = "table.time" if timed and all(timed) else "table.both" if any(timed) else "table.hold"
    table.add_column(words(column), justify="right")
    table.add_column(words("table.score"), justify="right")
    table.add_column(words("table.notes"))
    for row in summary.rows:
        hold = "" if row.best_hold_s is None else f"{words.held(row.best_hold_s)} s"
        if row.seconds is not None and row.target_s is not None:
            counted, whole = words.minutes(row.seconds), words.minutes(row.target_s)
            hold = words("summary.time", counted=counted, whole=whole)
        table.add_row(
            Text(row.title),
            words("summary.reps", counted=row.counted, reps=row.reps),
            hold,
            "" if row.score is None else str(row.score),
            Text("\n".join(row.reasons)),
        )
    console.print(table)
    if stats:
        console.print(summary.figures.text(words), highlight=False, soft_wrap=True)
    for notice in summary.notices:
        console.print(Text(notice, style="yellow"), soft_wrap=True)


def show_summary(
    display: Display,
    rows: Sequence[SummaryRow],
    options: LiveOptions,
    *,
    camera: bool,
    rate: Callable[[int], str] | None = None,
    cheer: str = "",
) -> None:
    """Show a session's results until a key is pressed, or long enough.

    Args:
        display: Where.
        rows: The results.
        options: How the session ran.
        camera: Whether somebody sat before a camera.
        cheer: What is said of the day and the week.
        rate: Takes how stressed the user says they are, and says that it did; None does not ask.
    """
    wished_s = options.summary_s
    if not options.window and wished_s is None:
        return
    usual_s = CAMERA_S if camera else CLIP_S
    until_s = time.perf_counter() + (usual_s if wished_s is None else wished_s)
    line = None if rate is None else Words(options.language)("summary.rate")
    while time.perf_counter() < until_s and not display.closed:
        asked = line
        if cheer:
            close = Words(options.language)("summary.close") if line is None else line
            asked = f"{cheer} {close}"
        display.summary(rows, asked)
        key = display.key()
        if key is not None and rate is not None and key in DIGITS:
            line = rate(int(key))
        elif key is not None:
            return
        time.sleep(LOOK_S)


def _reasons(result: ScoreResult, phrases: Phrases) -> Iterator[str]:
    """Why attempts do not count; what was wrong outside any; that it hurt."""
    yield from (phrases(a.reason) for a in result.attempts if a.reason is not None)
    added = sum(a.by_hand == "added" for a in result.attempts)
    taken = sum(a.by_hand == "taken back" for a in result.attempts)
    if added or taken:
        yield phrases.words("summary.byhand", added=added, taken=taken)
    yield from (phrases.noted(fault) for fault in result.faults)
    yield from (phrases(warning) for warning in result.warnings if warning == HURT)


def _row(result: ScoreResult, title: str, phrases: Phrases) -> SummaryRow:
    # What would read as "0.0 s" is no hold.
    holds = [a.hold_s for a in result.attempts if a.hold_s >= 0.05]
    timed = result.hold_s > 0 and result.seconds is None
    return SummaryRow(
        title=phrases(title),
        counted=result.counted,
        reps=result.reps,
        best_hold_s=max(holds) if timed and holds else None,
        score=result.score if result.attempts else None,
        reasons=tuple(_reasons(result, phrases)),
        seconds=result.seconds,
        target_s=result.target_s,
    )
