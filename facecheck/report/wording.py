"""Numbers in words, for headings, cells and those who cannot see a chart."""

from __future__ import annotations

from facecheck.core.events import Attempt, Fault
from facecheck.report.clip import ClipReport, Levels

NBSP = "\N{NO-BREAK SPACE}"
"""Between a number and its unit."""

PROMISE = (
    "facecheck checks form. It is no diagnosis, and it promises no effect on skin, muscles or age; "
    "the evidence for facial exercise is thin and contested."
)


def percent(share: float | None) -> str:
    r"""A share as whole percents.

    >>> percent(0.934), percent(None)
    ('93\xa0%', '—')
    """
    return "—" if share is None else f"{share * 100:.0f}{NBSP}%"


def seconds(value: float | None) -> str:
    r"""A time, cut to tenths as the checker's reasons are.

    >>> seconds(4.96), seconds(None)
    ('4.9\xa0s', '—')
    """
    return "—" if value is None else f"{int(value * 10 + 1e-6) / 10:.1f}{NBSP}s"


def clock(value: float) -> str:
    r"""A moment in a clip.

    >>> clock(7.26), clock(83.0)
    ('7.3\xa0s', '1:23.0')
    """
    tenths = round(value * 10)
    if tenths < 600:
        return f"{tenths / 10:.1f}{NBSP}s"
    return f"{tenths // 600}:{tenths % 600 / 10:04.1f}"


def quantity(value: float, unit: str) -> str:
    r"""A value with its unit, as precisely as it matters.

    >>> quantity(0.055, "inter-ocular"), quantity(12.34, "°"), quantity(0.51, "of full")
    ('0.055\xa0inter-ocular', '12.3\xa0°', '51\xa0% of full')
    """
    if unit.startswith("of "):
        return f"{value * 100:.0f}{NBSP}% {unit}"
    if unit == "s":
        return seconds(value)
    return f"{value:.3f}{NBSP}{unit}" if abs(value) < 1 else f"{value:.1f}{NBSP}{unit}"


def describe_fault(fault: Fault) -> str:
    """A fault in one line, with its value, its limit and its moment."""
    return (
        f"{fault.name}: {quantity(fault.value, fault.unit)}, limit "
        f"{quantity(fault.limit, fault.unit)}, from {clock(fault.start_s)} to {clock(fault.end_s)}"
    )


def describe_attempt(attempt: Attempt, levels: Levels | None) -> str:
    """What the chart of an attempt shows."""
    words = (
        f"Level over time in attempt {attempt.n}, from {clock(attempt.start_s)} to "
        f"{clock(attempt.end_s)}: it reaches {percent(attempt.peak)} of full effort and is held "
        f"for {seconds(attempt.hold_s)}."
    )
    if levels is not None:
        words += (
            f" The band runs from {percent(levels.enter)}, where the hold starts, to full effort; "
            f"the hold ends below {percent(levels.leave)}."
        )
    faults = "; ".join(describe_fault(f) for f in attempt.faults)
    return f"{words} Faults: {faults}." if faults else f"{words} No faults."


def describe_clip(report: ClipReport) -> str:
    """What the chart of a whole clip shows."""
    result = report.result
    marks = ", ".join(
        f"{a.n} {'counted' if a.counted else 'not counted'} at {clock(a.start_s)}"
        for a in result.attempts[:20]
    )
    more = f" and {len(result.attempts) - 20} more" if len(result.attempts) > 20 else ""
    return (
        f"Level over the {seconds(result.duration_s)} of the clip, with "
        f"{len(result.attempts)} attempts{': ' if marks else ''}{marks}{more}."
    )
