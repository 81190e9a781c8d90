"""Every number of a report, from a few sessions that one can count by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from facecheck.core.person import Plan
from facecheck.programme.days import Went
from facecheck.report.summaries.calendar import calendar_of
from facecheck.report.summaries.period import Period, default_period
from facecheck.report.summaries.readings import READINGS, Series, series_of
from facecheck.report.summaries.statistics import Estimate
from facecheck.report.summaries.summary import summarise
from facecheck.report.wording import tendency
from facecheck.store.history import OverrideRecord, Rating

from .build import fault
from .lived import MONDAY, a_set, area, at, rep, session

PERIOD = Period(MONDAY, 4)
TONER = "microcurrent"
TODAY = MONDAY + timedelta(days=20)
SESSIONS = [
    session(-3, a_set("squint", rep(1), rep(2))),
    session(
        0,
        a_set(
            "squint",
            rep(1, peak=0.7, faults=["shaking", "shaking"]),
            rep(2, counted=False, hold_s=3.0, peak=0.5),
        ),
        a_set(TONER, area(1, "jaw", 300.0), area(2, "cheek", 240.0), reps=2, target_s=600.0),
        rating=Rating(6, 4, "stiff"),
    ),
    session(1, a_set("squint", rep(1), rep(2), rep(3)), rating=Rating(5, 5)),
    session(7, a_set("squint", rep(1, symmetry=0.8), pain=True), rating=Rating(stress_before=7)),
    session(15, a_set("squint", rep(1), rep(2), rep(3), faults=[fault("too shallow")])),
]
SUMMARY = summarise(SESSIONS, PERIOD, TODAY, titles={"squint": "Squint"})


def test_the_totals_are_of_the_period_and_before_is_apart() -> None:
    assert (SUMMARY.totals.sessions, SUMMARY.totals.attempts, SUMMARY.totals.counted) == (4, 9, 8)
    assert SUMMARY.before.attempts == 2
    assert SUMMARY.pain == 1


def test_repetitions_by_week() -> None:
    (squint,) = SUMMARY.exercises
    assert squint.title == "Squint"
    assert [(w.counted, w.others) for w in squint.weeks] == [(4, 1), (1, 0), (3, 0), (0, 0)]
    assert (squint.counted, squint.contractions) == (8, 9)
    assert squint.held_s == pytest.approx(8 * 5.5 + 3.0)


def test_a_session_counts_once_whatever_its_attempts() -> None:
    depth = next(s for s in SUMMARY.exercises[0].series if s.reading.name == "depth")
    assert [p.value for p in depth.points] == pytest.approx([0.6, 0.9, 0.9, 0.9])
    first = depth.weeks[0]
    assert first is not None
    assert first.value == pytest.approx(0.75)
    assert (first.n, first.low) == (2, None)
    assert depth.weeks[3] is None
    assert depth.trend is not None


def test_holds_have_their_target_and_symmetry_only_where_there_are_sides() -> None:
    series = {s.reading.name: s for s in SUMMARY.exercises[0].series}
    assert series["hold"].target == 5.0
    assert [p.value for p in series["symmetry"].points] == [0.8]
    assert series["symmetry"].trend is None


def test_faults_are_counted_by_session_those_outside_attempts_too() -> None:
    faults = {f.name: f for f in SUMMARY.exercises[0].faults}
    assert faults["shaking"].sessions == (1, 4)
    shares = [w.value if w else None for w in faults["shaking"].weeks]
    assert shares == [0.5, 0.0, 0.0, None]
    assert faults["too shallow"].sessions == (1, 4)
    early, late = faults["too shallow"].first_third, faults["too shallow"].last_third
    assert (early and early.value, late and late.value) == (0.0, 1.0)


def test_minutes_by_the_clock_are_no_contractions() -> None:
    (toner,) = SUMMARY.clocked
    assert toner.title == "microcurrent"
    assert toner.weeks == pytest.approx((9.0, 0.0, 0.0, 0.0))
    assert dict(toner.areas) == pytest.approx({"jaw": 5.0, "cheek": 4.0})
    assert toner.target_minutes == 10.0


def test_ratings() -> None:
    ratings = SUMMARY.ratings
    assert ratings is not None
    assert ratings.rated == 3
    assert [w.value if w else None for w in ratings.before] == [5.5, 7.0, None, None]
    assert [w.value if w else None for w in ratings.after] == [4.5, None, None, None]
    assert ratings.change is not None
    assert (ratings.change.value, ratings.change.n) == (-1.0, 2)
    assert ratings.felt == ((at(0), "stiff"),)
    assert summarise(SESSIONS[-1:], PERIOD, TODAY).ratings is None


def test_overrides_are_those_of_the_period() -> None:
    overrides = [OverrideRecord(at(day), "massage", "an injection") for day in (-1, 3)]
    summary = summarise(SESSIONS, PERIOD, TODAY, overrides=overrides)
    assert summary.overrides == (overrides[1],)


def test_days_without_a_plan_are_not_missed() -> None:
    calendar = SUMMARY.calendar
    assert calendar.practised == 4
    assert calendar.adherence is None
    assert {d.went for d in calendar.days} == {None}
    assert (calendar.days[0].counted, calendar.days[0].minutes) == (3, 9.0)
    assert [len(week) for week in calendar.weeks] == [7, 7, 7, 7]


def test_days_of_a_plan() -> None:
    plan = Plan(start=MONDAY, weeks=4, weekdays=(0, 1, 2), exercises=("squint",))
    calendar = calendar_of(SESSIONS, PERIOD, TODAY, plan, ["squint"])
    went = [d.went for d in calendar.days[:9]]
    assert went == [
        Went.MISSED,
        Went.DONE,
        Went.MISSED,
        Went.FREE,
        Went.FREE,
        Went.FREE,
        Went.FREE,
        Went.MISSED,
        Went.MISSED,
    ]
    assert calendar.days[-1].went is Went.TO_COME
    assert calendar.adherence == (2, 9)


def test_a_session_after_midnight_belongs_to_its_own_day() -> None:
    late = session(6, a_set("squint", rep()), hour=22)
    assert PERIOD.week_of(late.day) == 0


@pytest.mark.parametrize(
    ("plan", "start", "weeks"),
    [
        pytest.param(
            Plan(start=MONDAY - timedelta(days=4), weeks=6), date(2026, 2, 26), 6, id="the plan's"
        ),
        pytest.param(Plan(start=TODAY, weeks=6), date(2026, 2, 23), 4, id="a plan not begun"),
        pytest.param(None, date(2026, 2, 23), 4, id="from the first session's Monday"),
    ],
)
def test_which_weeks(plan: Plan | None, start: date, weeks: int) -> None:
    period = default_period(plan, SESSIONS, TODAY)
    assert (period.start, period.weeks) == (start, weeks)


def test_the_last_twelve_weeks_of_a_long_history() -> None:
    long_after = MONDAY + timedelta(weeks=30, days=2)
    later = [*SESSIONS, session(30 * 7, a_set("squint", rep()))]
    period = default_period(None, later, long_after)
    assert (period.start, period.week_of(later[-1].day)) == (MONDAY + timedelta(weeks=30), 0)


def test_no_week_is_still_to_come() -> None:
    first_day = default_period(None, [session(3, a_set("squint", rep()))], MONDAY)
    assert (first_day.start, first_day.weeks) == (MONDAY - timedelta(weeks=11), 12)
    today = MONDAY + timedelta(days=3)
    first_day = default_period(None, [session(3, a_set("squint", rep()))], today)
    assert (first_day.start, first_day.weeks) == (MONDAY, 1)


def on_days(*days: int, each: int = 1) -> Series:
    sessions = [
        session(day, a_set("jaw-open", rep(peak=0.5 + 0.01 * (day + 3 * n))), hour=7 + n)
        for day in days
        for n in range(each)
    ]
    depth = next(r for r in READINGS if r.name == "depth")
    series = series_of(depth, "jaw-open", sessions, Period(MONDAY, 4))
    assert series is not None
    return series


@pytest.mark.parametrize(
    ("days", "each"), [((0,), 14), ((0, 1, 2, 3, 4, 5, 6), 2), ((0, 7, 14), 5), ((0, 5, 9, 13), 3)]
)
def test_there_is_no_trend_before_there_is_one(days: tuple[int, ...], each: int) -> None:
    series = on_days(*days, each=each)
    assert series.trend is None
    assert tendency(series) == (
        "No trend yet: it takes sessions on 4 days or more, from the first to the last 14 days "
        "or more."
    )


def test_a_trend_has_the_digits_that_its_uncertainty_leaves() -> None:
    series = on_days(0, 5, 9, 14)
    assert series.trend is not None
    assert tendency(series).startswith("Rising: +7.00\N{NO-BREAK SPACE}points a week")
    wide = replace(series, trend=Estimate(-36.230, -103.728, 31.269, 17))
    assert "-3623\N{NO-BREAK SPACE}points a week" in tendency(wide)
    some = replace(series, trend=Estimate(0.0123, -0.0012, 0.0258, 17))
    assert "+1\N{NO-BREAK SPACE}points a week (95\N{NO-BREAK SPACE}%: +0 to +3)" in tendency(some)


@pytest.mark.parametrize("weeks", [0, 105])
def test_a_period_is_not_endless(weeks: int) -> None:
    with pytest.raises(ValueError, match="1 to 104"):
        Period(MONDAY, weeks)
