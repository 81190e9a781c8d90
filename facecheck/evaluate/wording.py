"""Number formats of the tables, on screen and in documents."""

from __future__ import annotations

from facecheck.evaluate.bootstrap import Interval
from facecheck.evaluate.matching import KindScore
from facecheck.evaluate.outcome import ClipEvaluation, Row
from facecheck.evaluate.totals import Totals

NONE = "-"

MATCHING_RULE = (
    "A detection and a label of the same kind match one to one when their intersection over union "
    "in time is at least 0.2, the greatest first. Excused, and counted as ignored: detections on "
    "labels that nobody can call (a blink on a wink or a partial blink, a short opening of the "
    "jaw, ...), missed labels of low confidence, of a movement made half-way, or of a squint under "
    "a smile, and a closure within two frames of 0.5 s taken for a blink or the reverse."
)
HOLD_RULE = (
    "A hold's error is how far the measured hold falls outside the span from the labelled "
    "plateau's length to the whole labelled event's length."
)
INTERVAL_RULE = (
    "In brackets: 95 % percentile interval of 1000 bootstrap draws of whole clips, with a fixed "
    "seed; where every clip is right, the exact (Clopper-Pearson) one for so many clips."
)


def number(value: float | None, digits: int = 2, unit: str = "") -> str:
    """A number with its unit, or a dash.

    >>> number(0.5, unit=" s"), number(None)
    ('0.50 s', '-')
    """
    return NONE if value is None else f"{value:.{digits}f}{unit}"


def percent(value: float | None, interval: Interval | None = None) -> str:
    """A share in percent, with its interval where there is one.

    >>> percent(0.995, (0.98, 1.0))
    '99.5 % [98.0, 100.0]'
    """
    if value is None:
        return NONE
    around = "" if interval is None else f" [{100 * interval[0]:.1f}, {100 * interval[1]:.1f}]"
    return f"{100 * value:.1f} %{around}"


ROW_HEADS = (
    "clip",
    "exercise",
    "hold",
    "expected",
    "counted",
    "hold error",
    "faults expected",
    "faults named",
    "ok",
)


def row_cells(outcome: ClipEvaluation, row: Row) -> tuple[str, ...]:
    """One expectation."""
    wanted = row.expectation.faults
    return (
        outcome.clip,
        row.expectation.exercise,
        row.expectation.setting,
        str(row.expectation.counted),
        NONE if row.counted is None else str(row.counted),
        number(max(row.hold_errors_s, default=None), 2, " s")
        if row.seconds_error is None
        else f"{row.seconds_error:+.1%}",
        NONE if wanted is None else ", ".join(wanted) or "none",
        ", ".join(row.named) or "none",
        "ok" if row.ok else "WRONG",
    )


SCREEN_HEADS = ("clip", "exercise", "hold", "counted", "hold error", "")


def screen_cells(outcome: ClipEvaluation, row: Row) -> tuple[str, ...]:
    """One expectation in eighty columns: without its faults, of which only wrong ones are told."""
    clip, exercise, hold, expected, counted, error, *_, ok = row_cells(outcome, row)
    return clip, exercise, hold, f"{counted} of {expected}", error, ok


EVENT_HEADS = ("kind", "tp", "fp", "fn", "ignored", "precision", "recall", "F1")


def event_cells(totals: Totals) -> list[tuple[str, ...]]:
    """A line for each kind."""
    return [
        (
            kind,
            *_counts(score),
            number(score.precision),
            number(score.recall),
            _f1(score, totals.event_intervals[kind]),
        )
        for kind, score in totals.events.items()
    ]


def total_cells(totals: Totals) -> list[tuple[str, str]]:
    """The totals, name and value."""
    cells = [
        ("clips", f"{totals.clips}, of which {totals.failed} could not be evaluated"),
        ("expectations", str(totals.expectations)),
        ("exact count", percent(totals.exact, totals.exact_interval)),
        ("count off by one at most", percent(totals.off_by_one)),
        ("mean absolute error of the count", number(totals.mae, 3)),
        (
            "hold error, median and 95th percentile",
            f"{number(totals.hold_error_median_s, 3, ' s')}, "
            f"{number(totals.hold_error_p95_s, 3, ' s')} ({totals.holds} holds)",
        ),
        (
            "false counts on negatives",
            f"{totals.false_counts} in {totals.negative_minutes:.1f} min "
            f"({number(totals.false_counts_per_minute)} per minute)",
        ),
    ]
    if totals.sessions:
        cells.append(
            (
                "time of timed sessions, median and worst error",
                f"{percent(totals.seconds_error_median)}, {percent(totals.seconds_error_worst)} "
                f"({totals.sessions} sessions)",
            )
        )
    faults = totals.faults
    if faults != KindScore():
        cells.append(
            (
                "faults named, precision and recall",
                f"{number(faults.precision)}, {number(faults.recall)}",
            )
        )
    wrong_sides = sum(score.wrong_side for score in totals.events.values())
    if wrong_sides:
        cells.append(("events found on the wrong side", str(wrong_sides)))
    return cells


GROUP_HEADS = (
    "group",
    "clips",
    "expectations",
    "exact",
    "off by one",
    "hold error median",
    "95th percentile",
    "false counts",
)


def group_cells(name: str, totals: Totals) -> tuple[str, ...]:
    """One group of clips."""
    return (
        name,
        str(totals.clips),
        str(totals.expectations),
        percent(totals.exact, totals.exact_interval),
        percent(totals.off_by_one),
        number(totals.hold_error_median_s, 3, " s"),
        number(totals.hold_error_p95_s, 3, " s"),
        str(totals.false_counts),
    )


SCREEN_GROUP_HEADS = ("group", "clips", "expectations", "exact", "false counts")


def screen_group(name: str, totals: Totals) -> tuple[str, ...]:
    """One group of clips in eighty columns."""
    name, clips, expectations, exact, *_, false = group_cells(name, totals)
    return name, clips, expectations, exact, false


def _counts(score: KindScore) -> tuple[str, str, str, str]:
    return str(score.tp), str(score.fp), str(score.fn), str(score.ignored)


def _f1(score: KindScore, interval: Interval | None) -> str:
    around = "" if interval is None else f" [{interval[0]:.2f}, {interval[1]:.2f}]"
    return NONE if score.f1 is None else f"{score.f1:.3f}{around}"
