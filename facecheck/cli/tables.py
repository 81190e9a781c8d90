"""Tables for people."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from facecheck.bench.figures import Figure
from facecheck.core.events import Attempt, Fault
from facecheck.core.results import EventsResult, ScoreResult, shortcoming
from facecheck.report.wording import quantity


def print_score(result: ScoreResult) -> None:
    """One clip's attempts, its count and what should be known about it."""
    console = Console()
    table = Table(box=None, pad_edge=False)
    timed = result.seconds is not None
    sided = any(a.symmetry is not None for a in result.attempts)
    told = ("counted", "share") if timed else ("held", "depth")
    middle = ("area",) if timed else ("left", "right", "symmetry") if sided else ()
    for heading in ("#", "from", "to", *told, *middle, "score", "", "why"):
        left = heading in ("", "why", "area")
        table.add_column(heading, justify="left" if left else "right")
    for a in result.attempts:
        faults = ", ".join(dict.fromkeys(f.name for f in a.faults))
        cells = (_area(a),) if timed else _sides(a) if sided else ()
        table.add_row(
            str(a.n), f"{a.start_s:.1f} s", f"{a.end_s:.1f} s", _held(a.hold_s),
            f"{a.peak:.0%}", *cells, str(a.score), "counted" if a.counted else "not counted",
            escape(a.reason or faults),
        )  # fmt: skip
    done = "complete" if result.complete else "not complete"
    if result.seconds is not None and result.target_s is not None:
        asked = f"{result.seconds:.1f} of {result.target_s:.1f} s on the face"
    else:
        asked = f"to hold {result.hold_s:g} s each" if result.hold_s > 0 else "no hold asked for"
    console.print(
        f"[bold]{escape(result.clip)}[/bold] · {result.exercise} · "
        f"[bold]{result.counted} of {result.reps}[/bold] counted, {done} · score {result.score} · "
        f"{asked} · judged {result.judged_s:.1f} of {result.duration_s:.1f} s"
    )
    if result.attempts:
        console.print(table)
    if result.faults:
        console.print(_outside(result.faults))
    print_warnings(result.warnings)


def _held(hold_s: float) -> str:
    """Cut, not rounded, as the reason of an attempt says it: 4.96 s is not 5.0 s."""
    return f"{int(hold_s * 10) / 10:.1f} s"


def _outside(faults: Sequence[Fault]) -> Table:
    """What was wrong in no attempt: a set of which nothing counts must not end without a reason."""
    table = Table(box=None, pad_edge=False)
    for heading in ("from", "to", "in no attempt", "reached", "limit", "what to do"):
        left = heading in ("in no attempt", "what to do")
        table.add_column(heading, justify="left" if left else "right")
    for f in faults:
        table.add_row(
            f"{f.start_s:.1f} s", f"{f.end_s:.1f} s", escape(f.name),
            quantity(f.value, f.unit), quantity(f.limit, f.unit), escape(f.cue),
        )  # fmt: skip
    return table


def _area(attempt: Attempt) -> str:
    return " ".join(word for word in (attempt.side, attempt.area) if word)


def _sides(attempt: Attempt) -> tuple[str, ...]:
    if attempt.sides is None or attempt.symmetry is None:
        return "", "", ""
    left, right = attempt.sides["left"], attempt.sides["right"]
    return f"{left:.0%}", f"{right:.0%}", f"{attempt.symmetry:.0%}"


def print_events(result: EventsResult) -> None:
    """One clip's events."""
    console = Console()
    table = Table(box=None, pad_edge=False)
    for heading in ("from", "to", "event", "side", "peak"):
        table.add_column(heading, justify="left" if heading in ("event", "side") else "right")
    for e in result.events:
        table.add_row(
            f"{e.start_s:.2f} s", f"{e.end_s:.2f} s", e.kind.replace("_", " "), e.side or "",
            f"{e.peak:.0%}",
        )  # fmt: skip
    console.print(
        f"[bold]{escape(result.clip)}[/bold] · {len(result.events)} events · "
        f"judged {result.judged_s:.1f} of {result.duration_s:.1f} s"
    )
    if result.events:
        console.print(table)
    print_warnings(result.warnings)


def print_warnings(warnings: Sequence[str]) -> None:
    """What the reader should know, on stderr."""
    console = Console(stderr=True)
    for warning in warnings:
        if warning == shortcoming(tuple(warnings)):
            continue  # said as a problem already
        console.print(f"note: {escape(warning)}", style="yellow", highlight=False)


def print_figures(figures: Sequence[Figure]) -> None:
    """The figures of a bench, those with a limit first."""
    table = Table(box=None, pad_edge=False)
    for heading in ("figure", "measured", "least", "most", "limit", ""):
        table.add_column(heading, justify="left" if heading in ("figure", "") else "right")
    for figure in sorted(figures, key=lambda f: f.limit is None):
        verdict = {True: "kept", False: "missed", None: ""}[figure.ok]
        limit = "" if figure.limit is None else f"{figure.limit:,.2f}"
        table.add_row(
            figure.name, f"{figure.value:,.2f} {figure.unit}".rstrip(), f"{figure.low:,.2f}",
            f"{figure.high:,.2f}", limit, verdict,
        )  # fmt: skip
    Console().print(table)
