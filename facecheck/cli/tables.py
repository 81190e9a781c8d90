"""Tables for people."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from facecheck.bench.figures import Figure
from facecheck.cli.language import say
from facecheck.core.events import Attempt, Fault
from facecheck.core.results import EventsResult, ScoreResult, shortcoming
from facecheck.outputs.catalogue import DEFAULT
from facecheck.outputs.phrases import Phrases
from facecheck.outputs.words import ENGLISH, Words

NARROW = 110
"""Columns of a terminal below which reasons stand under a table that is wide already."""


def phrases_of(language: str, folders: Sequence[Path] = ()) -> Phrases:
    """The words of a language, those of exercise files among them.

    Args:
        language: `en` or `de`.
        folders: Of exercise files, looked into first.
    """
    from facecheck.inputs.library import translations

    return Phrases(language, translations(language, folders))


def print_score(result: ScoreResult, phrases: Phrases | None = None) -> None:
    """One clip's attempts, its count and what should be known about it.

    Args:
        result: What it came to.
        phrases: The language; English if None.
    """
    say = phrases if phrases is not None else Phrases()
    words = say.words
    console = Console()
    table = Table(box=None, pad_edge=False)
    timed = result.seconds is not None
    sided = any(a.symmetry is not None for a in result.attempts)
    told = ("clip.counted", "clip.share") if timed else ("clip.held", "clip.depth")
    middle: tuple[str, ...] = ()
    if timed:
        middle = ("clip.area",)
    elif sided:
        middle = ("clip.left", "clip.right", "clip.symmetry")
    table.add_column("#", justify="right")
    for key in ("clip.from", "clip.to", *told, *middle, "clip.score"):
        table.add_column(
            words(key), justify="left" if key == "clip.area" else "right", no_wrap=True
        )
    table.add_column("", no_wrap=True)
    beside = console.width >= NARROW or not middle
    if beside:
        table.add_column(words("clip.why"))
    why = [escape(say(a.reason) if a.reason else _faults(a, say)) for a in result.attempts]
    for a, reason in zip(result.attempts, why, strict=True):
        cells = (_area(a, words),) if timed else _sides(a) if sided else ()
        table.add_row(
            str(a.n),
            _s(a.start_s, words),
            _s(a.end_s, words),
            _held(a.hold_s, words),
            f"{a.peak:.0%}",
            *cells,
            str(a.score),
            words("clip.counted" if a.counted else "clip.not counted"),
            *((reason,) if beside else ()),
        )
    console.print(_headline(result, words))
    if result.attempts:
        console.print(table)
    for a, reason in zip(result.attempts, why, strict=True):
        if reason and not beside:
            console.print(f"{a.n}: {reason}", highlight=False, markup=False)
    if result.faults:
        console.print(_outside(result.faults, say))
    print_warnings(result.warnings, say)


def _faults(attempt: Attempt, say: Phrases) -> str:
    """What was wrong in an attempt, each once."""
    return ", ".join(dict.fromkeys(say(fault.name) for fault in attempt.faults))


def _headline(result: ScoreResult, words: Words) -> str:
    """What a clip came to, in a line."""
    if result.seconds is not None and result.target_s is not None:
        asked = words(
            "clip.on face",
            seconds=words.seconds(result.seconds),
            target=words.seconds(result.target_s),
        )
    elif result.hold_s > 0:
        digits = 0 if result.hold_s == int(result.hold_s) else 1
        asked = words("clip.to hold", seconds=words.seconds(result.hold_s, digits))
    else:
        asked = words("clip.no hold")
    counted = words("clip.of", counted=result.counted, reps=result.reps)
    done = words("clip.complete" if result.complete else "clip.incomplete")
    return (
        f"[bold]{escape(result.clip)}[/bold] · {result.exercise} · [bold]{counted}[/bold] "
        f"{words('clip.counted')}, {done} · {words('clip.score')} {result.score} · {asked} · "
        f"{_judged(result, words)}"
    )


def _judged(result: ScoreResult | EventsResult, words: Words) -> str:
    return words(
        "clip.judged",
        judged=words.seconds(result.judged_s),
        duration=words.seconds(result.duration_s),
    )


def _s(time_s: float, words: Words, digits: int = 1) -> str:
    return f"{words.seconds(time_s, digits)} s"


def _held(hold_s: float, words: Words) -> str:
    """Cut, not rounded, as the reason of an attempt says it: 4.96 s is not 5.0 s."""
    return f"{words.held(hold_s)} s"


def _outside(faults: Sequence[Fault], say: Phrases) -> Table:
    """What was wrong in no attempt: a set of which nothing counts must not end without a reason."""
    # The pages' words bring along what pages are made of.
    from facecheck.report.wording import quantity

    words = say.words
    table = Table(box=None, pad_edge=False)
    for key in ("clip.from", "clip.to", "clip.outside", "clip.reached", "clip.limit", "clip.mend"):
        left = key in ("clip.outside", "clip.mend")
        table.add_column(words(key), justify="left" if left else "right")
    for f in faults:
        table.add_row(
            _s(f.start_s, words),
            _s(f.end_s, words),
            escape(say(f.name)),
            quantity(f.value, f.unit),
            quantity(f.limit, f.unit),
            escape(say(f.cue)),
        )
    return table


def _area(attempt: Attempt, words: Words) -> str:
    if words.language == DEFAULT or attempt.area is None:
        return " ".join(word for word in (attempt.side, attempt.area) if word)
    return words.area(attempt.area, attempt.side)


def _sides(attempt: Attempt) -> tuple[str, ...]:
    if attempt.sides is None or attempt.symmetry is None:
        return "", "", ""
    left, right = attempt.sides["left"], attempt.sides["right"]
    return f"{left:.0%}", f"{right:.0%}", f"{attempt.symmetry:.0%}"


def print_events(result: EventsResult, phrases: Phrases | None = None) -> None:
    """One clip's events; the arguments are those of ``print_score``."""
    say = phrases if phrases is not None else Phrases()
    words = say.words
    console = Console()
    table = Table(box=None, pad_edge=False)
    for key in ("clip.from", "clip.to", "clip.event", "clip.side", "clip.peak"):
        left = key in ("clip.event", "clip.side")
        table.add_column(words(key), justify="left" if left else "right")
    for e in result.events:
        table.add_row(
            _s(e.start_s, words, 2),
            _s(e.end_s, words, 2),
            _kind(e.kind, words),
            words(f"clip.{e.side}") if e.side else "",
            f"{e.peak:.0%}",
        )
    console.print(
        f"[bold]{escape(result.clip)}[/bold] · "
        f"{words('clip.events', number=len(result.events))} · {_judged(result, words)}"
    )
    if result.events:
        console.print(table)
    print_warnings(result.warnings, say)


def _kind(kind: str, words: Words) -> str:
    """What a kind of event is called; one that came later by its own name."""
    key = f"event.{kind}"
    return words(key) if key in ENGLISH else kind.replace("_", " ")


def print_warnings(warnings: Sequence[str], phrases: Phrases | None = None) -> None:
    """What the reader should know, on stderr."""
    say = phrases if phrases is not None else Phrases()
    console = Console(stderr=True)
    for warning in warnings:
        if warning == shortcoming(tuple(warnings)):
            continue  # said as a problem already
        remark = escape(say.words("clip.note", remark=say(warning)))
        console.print(remark, style="yellow", highlight=False)


def print_figures(figures: Sequence[Figure]) -> None:
    """The figures of a bench, those with a limit first."""
    table = Table(box=None, pad_edge=False)
    for heading in ("figure", "measured", "least", "most", "limit", ""):
        table.add_column(say(heading), justify="left" if heading in ("figure", "") else "right")
    for figure in sorted(figures, key=lambda f: f.limit is None):
        verdict = say({True: "kept", False: "missed", None: ""}[figure.ok])
        limit = "" if figure.limit is None else f"{figure.limit:,.2f}"
        table.add_row(
            figure.name,
            f"{figure.value:,.2f} {figure.unit}".rstrip(),
            f"{figure.low:,.2f}",
            f"{figure.high:,.2f}",
            limit,
            verdict,
        )
    Console().print(table)
