"""Numbers in words: the filters of the templates."""

from __future__ import annotations

from datetime import date

from facecheck.core.held_seconds import cut_to_tenths
from facecheck.programme.days import Went
from facecheck.programme.wording import WEEKDAYS
from facecheck.report.summaries.calendar import CalendarDay
from facecheck.report.summaries.readings import TREND_DAYS, TREND_SPAN_DAYS, Series
from facecheck.report.summaries.statistics import Estimate
from facecheck.report.summaries.weekly import FaultSeries

MOST_DIGITS = 2
"""Behind the point of a change; nobody can use more."""

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
    return "—" if value is None else f"{cut_to_tenths(value):.1f}{NBSP}s"


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


def change(estimate: Estimate | None) -> str:
    """A change on the scale of the self-ratings, with its interval.

    >>> change(Estimate(-1.2, -1.5, -0.9, 40))
    '-1.2 (-1.5 to -0.9)'
    """
    if estimate is None:
        return "—"
    if estimate.low is None or estimate.high is None:
        return f"{estimate.value:+.1f}"
    return f"{estimate.value:+.1f} ({estimate.low:+.1f} to {estimate.high:+.1f})"


def long_time(value_s: float) -> str:
    """A sum of time.

    >>> [long_time(s).replace(NBSP, " ") for s in (40, 2445, 600, 9000, 7200)]
    ['40 s', '40 min 45 s', '10 min', '2 h 30 min', '2 h']
    """
    total = round(value_s)
    if total < 60:
        return f"{total}{NBSP}s"
    large, small, names = total // 60, total % 60, ("min", "s")
    if total >= 3600:
        large, small, names = total // 3600, total % 3600 // 60, ("h", "min")
    rest = f" {small}{NBSP}{names[1]}" if small else ""
    return f"{large}{NBSP}{names[0]}{rest}"


def went(day: CalendarDay) -> tuple[str, str]:
    """A mark for a day of the calendar, and its meaning.

    >>> went(CalendarDay(date(2026, 3, 5), None, 1, 6, 0.0))
    ('done', 'done')
    """
    known = {
        Went.DONE: "done",
        Went.PARTLY: "partly",
        Went.MISSED: "missed",
        Went.HELD_BACK: "held",
        Went.FREE: "free",
        Went.OPEN: "open",
        Went.TO_COME: "come",
    }
    if day.sessions and day.went in (None, Went.FREE):
        return "done", "done" if day.went is None else "done on a free day"
    if day.sessions and day.went in (Went.MISSED, Went.OPEN):
        return "partly", "begun, no set completed"
    if day.went is None:
        return "free", "nothing"
    return known[day.went], day.went.value


def weekday(on: date) -> str:
    """The first letters of a weekday.

    >>> weekday(date(2026, 3, 5))
    'Thu'
    """
    return WEEKDAYS[on.weekday()][:3]


def measured(value: float | None, unit: str) -> str:
    """A reading in its unit: `s`, or `share` as percents.

    >>> measured(0.5, "share").replace(NBSP, " "), measured(5.04, "s").replace(NBSP, " ")
    ('50 %', '5.0 s')
    """
    return percent(value) if unit == "share" else seconds(value)


def interval(estimate: Estimate | None, unit: str) -> str:
    """A mean with its interval.

    >>> interval(Estimate(0.5, 0.4, 0.6, 9), "share").replace(NBSP, " ")
    '50 % (40 to 60)'
    """
    if estimate is None:
        return "—"
    said = measured(estimate.value, unit)
    if estimate.low is None or estimate.high is None:
        return said
    scale, digits = (100, 0) if unit == "share" else (1, 1)
    return f"{said} ({estimate.low * scale:.{digits}f} to {estimate.high * scale:.{digits}f})"


def tendency(series: Series) -> str:
    """How a reading changed over the weeks, in a sentence, and whether that is sure."""
    trend = series.trend
    if trend is None or trend.low is None or trend.high is None:
        return (
            f"No trend yet: it takes sessions on {TREND_DAYS} days or more, from the first to the "
            f"last {TREND_SPAN_DAYS} days or more."
        )
    share = series.reading.unit == "share"
    scale, unit = (100, "points") if share else (1, "s")
    digits = digits_of((trend.high - trend.low) * scale / 2)
    value, low, high = (signed(v * scale, digits) for v in (trend.value, trend.low, trend.high))
    change = f"{value}{NBSP}{unit} a week (95{NBSP}%: {low} to {high})"
    if trend.low <= 0.0 <= trend.high:
        return f"No clear change: {change}."
    return f"{'Rising' if trend.value > 0 else 'Falling'}: {change}."


def signed(value: float, digits: int) -> str:
    """A change with its sign; nothing is no less than nothing.

    >>> signed(-0.04, 1), signed(1.25, 1), signed(-3, 0)
    ('+0.0', '+1.2', '-3')
    """
    return f"{round(value, digits) + 0.0:+.{digits}f}"


def digits_of(uncertainty: float) -> int:
    """Places behind the point that say something: to the first digit of the uncertainty.

    >>> [digits_of(u) for u in (6700.0, 12.0, 3.1, 0.21, 0.04, 0.0)]
    [0, 0, 0, 1, 2, 2]
    """
    for digits in range(MOST_DIGITS):
        if uncertainty >= 10.0**-digits:
            return digits
    return MOST_DIGITS


def fading(series: FaultSeries) -> str:
    """How a fault went from the first third of the weeks to the last."""
    if series.first_third is None or series.last_third is None:
        return ""
    return (
        f"first third of the weeks {interval(series.first_third, 'share')}, last third "
        f"{interval(series.last_third, 'share')}"
    )
