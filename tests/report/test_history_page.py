"""The page of a history."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from facecheck.core.errors import ReportError
from facecheck.core.person import Person, Plan
from facecheck.report import history_page as module
from facecheck.report.histories import HistoryReport, history_report
from facecheck.report.history_page import history_page
from facecheck.report.summaries.period import Period
from facecheck.report.summaries.summary import Summary, summarise
from facecheck.report.wording import NBSP, interval, long_time, tendency
from facecheck.store.history import Ending, History, Kind, OverrideRecord, Rating, totals_of
from facecheck.store.profile import Profile

from .build import curve, read, words
from .lived import MONDAY, a_set, area, at, rep, session

PERIOD = Period(MONDAY, 2)
TODAY = MONDAY + timedelta(days=10)
EVIL = "<script>alert(1)</script>\"'$x$"


def summary(**more: object) -> Summary:
    sessions = [
        session(
            day,
            replace(
                a_set(
                    "squint", rep(1, curve=curve(9.0), faults=["shaking"]), rep(2, counted=False)
                ),
                id=day + 1,
            ),
            replace(a_set("microcurrent", area(1, "jaw", 300.0), target_s=600.0), id=day + 100),
            rating=Rating(6, 5, "stiff"),
        )
        for day in (0, 1, 2, 7, 8)
    ]
    return summarise(sessions, PERIOD, TODAY, titles={"squint": "Squint"}, **more)  # type: ignore[arg-type]


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


def test_its_figures_are_the_summarys() -> None:
    said = summary()
    text = words(history_page(HistoryReport(said, None, "Ada"), "0.1.0"))
    assert "2 weeks of Ada" in text
    assert f"{said.totals.counted} repetitions counted" in text
    assert f"{said.totals.attempts} contractions, counted or not" in text
    assert f"{plain(long_time(said.totals.held_s))} held in all" in text
    for exercise in said.exercises:
        assert f"{exercise.counted} repetitions counted of {exercise.contractions} attempts" in text
        for series in exercise.series:
            assert plain(tendency(series)) in text
            for week in series.weeks:
                assert plain(interval(week, series.reading.unit)) in text
    assert "Named in 5 of 5 sessions" in text
    assert "25 min microcurrent" in text
    assert "-1.0 (-1.0 to -1.0)" in text


def test_reasons_and_faults_stand_with_their_session() -> None:
    text = words(history_page(HistoryReport(summary(), None), "0.1.0"))
    assert "2 held 5.5 of 5.0 s: eyes opened" in text
    assert "1 shaking 0.055 inter-ocular, limit 0.040 inter-ocular, at 2.0 s" in text


def test_it_promises_nothing_and_says_who_it_is_about() -> None:
    text = words(history_page(HistoryReport(summary(), None, simulated=True), "0.1.0"))
    assert "promises no effect" in text
    assert "no diagnosis" in text
    assert "Sceptics" in text
    assert "The person is made up" in text


def test_every_chart_has_words_and_a_table() -> None:
    page = read(history_page(HistoryReport(summary(), None), "0.1.0"))
    labels = [given["aria-label"] or "" for tag, given in page.tags if tag == "svg"]
    assert len(labels) == 1 + 3 + 1 + 1 + 1 + 5
    assert all(len(label) > 40 for label in labels)
    assert sum(tag == "table" for tag, _ in page.tags) == 1 + 2
    assert ("html", {"lang": "en"}) in page.tags


def test_ids_are_there_once() -> None:
    ids = re.findall(r'\bid="([^"]+)"', history_page(HistoryReport(summary(), None), "0.1.0"))
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("place", ["name", "title", "felt", "fault", "reason", "override", "area"])
def test_a_name_with_a_script_stays_text(place: str) -> None:
    def here(which: str, usual: str) -> str:
        return EVIL if place == which else usual

    bad = rep(2, counted=False, faults=[here("fault", "shaking")], curve=curve(9.0))
    bad = replace(bad, attempt=replace(bad.attempt, reason=here("reason", "too short")))
    said = summarise(
        [
            session(
                0,
                a_set("squint", rep(1), bad),
                a_set("t", area(1, here("area", "jaw"), 60.0)),
                rating=Rating(felt=here("felt", "good")),
            )
        ],
        PERIOD,
        TODAY,
        titles={"squint": here("title", "Squint")},
        overrides=[OverrideRecord(at(1), "massage", here("override", "an injection"))],
    )
    page = history_page(HistoryReport(said, None, here("name", "Ada")), "0.1.0")
    assert "<script" not in page
    assert not [tag for tag, _ in read(page).tags if tag == "script"]
    assert "alert(1)" in words(page)


def test_old_curves_are_left_out_before_the_page_grows_too_large(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "MOST_SETS", 2)
    text = history_page(HistoryReport(summary(), None), "0.1.0")
    assert "curves of the 3 oldest sets are left out" in words(text)


def test_a_plan_shows_what_was_missed() -> None:
    plan = Plan(start=MONDAY, weeks=2, exercises=("squint",))
    said = summary(plan=plan, planned=["squint"])
    text = words(history_page(HistoryReport(said, plan), "0.1.0"))
    assert "missed" in text
    assert said.calendar.adherence is not None
    assert f"{said.calendar.adherence[0]} of {said.calendar.adherence[1]} planned days" in text


def test_from_the_file_with_profile_and_exercises(tmp_path: Path) -> None:
    path = tmp_path / "h.sqlite3"
    with History(path) as history:
        begun = history.begin_session("circuit", ["jaw-open", "gone"], at=at(0))
        for index, exercise in enumerate(("jaw-open", "gone")):
            the_set = history.begin_set(begun, exercise, reps=1, hold_s=5.0, index=index, at=at(0))
            history.put_attempt(the_set, rep(1).attempt, curve(9.0), at=at(0))
            history.finish_set(the_set, at=at(0))
        history.finish_session(begun, Ending.DONE, at=at(0))
    profile = Profile(person=Person(name="Ada"), plan=Plan(start=MONDAY, exercises=("circuit",)))
    report = history_report(path, profile, TODAY)
    assert [e.title for e in report.summary.exercises] == ["Jaw opening", "gone"]
    assert (report.name, report.summary.period.weeks) == ("Ada", 12)
    assert history_report(path, profile, TODAY, weeks=3).summary.period.weeks == 3
    with pytest.raises(
        ReportError, match=r"no session lies in the 12 weeks from 2026-06-01; .*--since"
    ):
        history_report(path, profile, TODAY, since=MONDAY + timedelta(weeks=13))


def test_a_history_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "h.sqlite3"
    with pytest.raises(ReportError, match="no history yet"):
        history_report(path, Profile(), TODAY)
    assert not path.exists()
    with History(path):
        pass
    with pytest.raises(ReportError, match="holds no session yet"):
        history_report(path, Profile(), TODAY)


def test_clips_that_were_added_and_counts_by_hand_are_marked() -> None:
    added = replace(session(0, a_set("squint", rep(1))), kind=Kind.RECORDED)
    corrected = session(1, a_set("squint", rep(1), replace(rep(2), by_hand="added")))
    said = summarise([added, corrected], PERIOD, TODAY)
    text = words(history_page(HistoryReport(said, None, "Ada"), "0.1.0"))
    assert re.search(r"Mon 2 March 2026 ?, a clip that was added", text)
    assert re.search(r"Tue 3 March 2026 ?, 07:00", text)
    assert "2 added by hand" in text


def test_a_clip_as_the_camera_is_in_no_figure() -> None:
    practised = session(0, a_set("squint", rep(1)))
    tried = replace(session(1, a_set("squint", rep(1), rep(2))), kind=Kind.TRIED)
    assert [s.counts for s in (practised, tried)] == [True, False]
    assert totals_of([practised, tried]) == totals_of([practised])
