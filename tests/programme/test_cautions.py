from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facecheck.api import load_any
from facecheck.core.person import ANYBODY, Condition, Effect, Injection, Person
from facecheck.inputs.library import bundled_folder, exercise_ids
from facecheck.programme.cautions import Verdict, judge, judge_all
from facecheck.programme.conditions import AFTER_INJECTION, CONDITIONS

TODAY = date(2026, 11, 21)
YESTERDAY = TODAY - timedelta(days=1)
EFFECTS: tuple[Effect, ...] = get_args(Effect)


@dataclass(frozen=True)
class Some:
    """An exercise that does just this."""

    involves: tuple[Effect, ...] = ()
    id: str = "some"
    title: str = "Some"


def injected(**changes: object) -> Person:
    return Person(injections=(replace(Injection(YESTERDAY, "forehead"), **changes),))  # type: ignore[arg-type]


def bundled(person: Person, on: date = TODAY) -> dict[str, Verdict]:
    folder = (bundled_folder(),)
    exercises = [load_any(name, folder) for name in exercise_ids(folder)]
    return {verdict.exercise: verdict for verdict in judge_all(exercises, person, on)}


def test_yesterdays_injection_holds_back_what_presses_or_rubs_and_nothing_else() -> None:
    held = {name for name, verdict in bundled(injected()).items() if not verdict.allowed}
    assert held == {"squint-palm", "massage", "microcurrent"}
    for name in exercise_ids((bundled_folder(),)):
        exercise = load_any(name, (bundled_folder(),))
        assert (name in held) == bool(AFTER_INJECTION & set(exercise.involves))


@pytest.mark.parametrize("effect", EFFECTS)
def test_after_an_injection_the_skin_is_left_alone_and_muscles_may_move(effect: Effect) -> None:
    verdict = judge(Some((effect,)), injected(), TODAY)
    assert verdict.allowed == (effect not in {"pressing", "rubbing", "current"})


def test_it_says_why_until_when_and_by_whose_word() -> None:
    verdict = judge(Some(("rubbing",), id="massage"), injected(), TODAY)
    assert verdict.back_on == date(2026, 12, 5)
    assert verdict.line == (
        "massage: held back until 5 December 2026: Injection (forehead) on 20 November 2026. "
        "Without a clinician's word facecheck waits 14 days. (Source: clinics advise 4 hours to 2 "
        "weeks, most of them 24 hours, and 7 days for facials; no controlled trial was found.)"
    )


def test_the_clinicians_word_comes_first() -> None:
    verdict = judge(Some(("rubbing",)), injected(wait_days=7, advised=True), TODAY)
    assert verdict.back_on == date(2026, 11, 28)
    assert "You set 7 days" in verdict.line


@pytest.mark.parametrize(
    ("wait_days", "held_on"),
    [(0, []), (1, [0, 1]), (2, [0, 1, 2]), (7, [0, 1, 6, 7])],
)
def test_the_wait_is_the_day_itself_and_whole_days_after_it(
    wait_days: int, held_on: list[int]
) -> None:
    person = injected(wait_days=wait_days)
    held = [
        n
        for n in range(-3, 30)
        if not judge(Some(("pressing",)), person, YESTERDAY + timedelta(days=n)).allowed
    ]
    assert set(held_on) <= set(held)
    assert len(held) == (wait_days + 1 if wait_days else 0)
    assert all(n >= 0 for n in held), "an injection that is to come holds nothing back"


def test_of_two_injections_the_later_end_counts() -> None:
    person = Person(
        injections=(
            Injection(date(2026, 11, 15), "cheek", 10, advised=True),
            Injection(YESTERDAY, "forehead", 1, advised=True),
        )
    )
    verdict = judge(Some(("pressing",)), person, TODAY)
    assert verdict.back_on == date(2026, 11, 26)
    assert len(verdict.held_back) == 2


def test_the_band_is_a_matter_of_where() -> None:
    verdict = judge(Some(("band", "jaw", "jaw_resistance")), injected(area="chin"), TODAY)
    assert verdict.allowed
    assert "presses under the chin" in verdict.notes[0].why


@pytest.mark.parametrize("condition", [c for c in CONDITIONS if c != "jaw-pain"])
def test_a_device_is_held_back_for_whom_it_warns_as_long_as_that_is_so(
    condition: Condition,
) -> None:
    person = Person(conditions=(condition,))
    for effect in EFFECTS:
        verdict = judge(Some((effect,)), person, TODAY)
        assert verdict.allowed == (effect != "current")
        assert verdict.back_on is None
    verdict = judge(Some(("current",)), person, TODAY)
    assert CONDITIONS[condition].title in verdict.line
    assert "until" not in verdict.line.split(":")[1]


def test_of_the_exercises_that_come_along_a_device_s_warning_holds_back_one() -> None:
    held = {n for n, v in bundled(Person(conditions=("epilepsy",))).items() if not v.allowed}
    assert held == {"microcurrent"}


def test_a_painful_jaw_joint_is_not_loaded_and_is_opened_with_care() -> None:
    person = Person(conditions=("jaw-pain",))
    assert not judge(Some(("jaw", "jaw_resistance")), person, TODAY).allowed
    opened = judge(Some(("jaw",)), person, TODAY)
    assert opened.allowed
    assert opened.notes
    held = {name for name, verdict in bundled(person).items() if not verdict.allowed}
    assert held == {"jaw-band"}


def test_a_device_asks_when_nobody_answered() -> None:
    assert judge(Some(("current",)), ANYBODY, TODAY).notes
    assert not judge(Some(("current",)), Person(conditions=()), TODAY).notes
    assert not judge(Some(("pressing",)), ANYBODY, TODAY).notes


def test_with_a_condition_no_day_is_promised() -> None:
    person = replace(injected(), conditions=("pregnancy",))
    verdict = judge(Some(("current", "rubbing")), person, TODAY)
    assert len(verdict.held_back) == 2
    assert verdict.back_on is None


injections = st.builds(
    Injection,
    on=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    area=st.none() | st.sampled_from(["cheek", "chin"]),
    wait_days=st.integers(0, 365),
)
persons = st.builds(
    Person,
    injections=st.lists(injections, max_size=3).map(tuple),
    conditions=st.none() | st.lists(st.sampled_from(list(CONDITIONS)), unique=True).map(tuple),
)
exercises = st.builds(Some, st.lists(st.sampled_from(EFFECTS), unique=True).map(tuple))


@given(exercises, persons, st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_what_comes_back_on_a_day_is_held_back_before_and_allowed_then(
    exercise: Some, person: Person, on: date
) -> None:
    verdict = judge(exercise, person, on)
    assert verdict.allowed == (verdict.line == "")
    assert all(reason.source for reason in (*verdict.held_back, *verdict.notes))
    if verdict.back_on is not None:
        assert verdict.back_on > on
        last = judge(exercise, person, verdict.back_on - timedelta(days=1))
        assert not last.allowed
        known = [i for i in person.injections if i.on <= on]
        then = judge(exercise, replace(person, injections=tuple(known)), verdict.back_on)
        assert then.allowed


@given(exercises, persons, st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_an_exercise_that_touches_nothing_is_never_held_back(
    exercise: Some, person: Person, on: date
) -> None:
    assert judge(replace(exercise, involves=()), person, on).allowed


@given(exercises, persons, injections, st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_saying_more_never_lets_more_through(
    exercise: Some, person: Person, another: Injection, on: date
) -> None:
    more = replace(person, injections=(*person.injections, another))
    assert judge(exercise, person, on).allowed or not judge(exercise, more, on).allowed
