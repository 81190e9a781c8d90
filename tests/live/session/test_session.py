from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

import pytest

from facecheck.core.events import Phase, Update
from facecheck.core.frames import Observation
from facecheck.live.keys import Action
from facecheck.live.session.clock import STALL_S
from facecheck.live.session.preparation import LINGER_S
from facecheck.live.session.rests import SKIP_REST_S
from facecheck.live.session.session import Session
from facecheck.live.session.sets import HURT
from facecheck.live.session.state import SessionState
from facecheck.outputs.catalogue import catalogue

from ..fakes import FakeChecker, exercise, observation

FPS = 20.0


class Played:
    """A session and the checkers it made."""

    def __init__(self, *names: str, rest_s: float = 10.0, **settings: Any) -> None:
        self.checkers: list[FakeChecker] = []

        def make(one: Any) -> Any:
            self.checkers.append(FakeChecker(one))
            return self.checkers[-1]

        exercises = [exercise(name, rest_s=rest_s) for name in names or ("jaw-open",)]
        self.session = Session(exercises, make, **settings)
        self.now_s = 0.0

    def stage(self) -> SessionState:
        return self.session.stage

    def play(self, until_s: float) -> None:
        """Observations at their usual pace up to a time."""
        while self.now_s < until_s - 1e-9:
            self.session.step(observation(self.now_s))
            self.now_s = round(self.now_s + 1 / FPS, 6)


def test_the_first_exercise_sees_the_sources_own_times() -> None:
    played = Played(endless=True, gaps_count=True)
    times_s = [0.0, 0.1 + 0.2, 7.0, 1e3 / 3]
    for time_s in times_s:
        played.session.step(observation(time_s))
    assert played.checkers[0].times_s == times_s


def test_a_set_is_followed_by_a_rest_and_the_next_exercise_by_itself() -> None:
    played = Played("squint", "jaw-open")
    played.play(3.0 + LINGER_S - 0.1)
    assert played.stage() is SessionState.EXERCISE
    played.play(3.0 + LINGER_S + 0.5)
    assert played.stage() is SessionState.REST
    assert played.session.exercise.id == "jaw-open"
    rest = played.session.rest
    assert rest is not None
    assert rest.whole_s == 10.0
    assert rest.left_s == pytest.approx(9.55, abs=0.1)
    played.play(15.5)
    assert played.stage() is SessionState.EXERCISE
    assert played.checkers[1].times_s[0] == pytest.approx(0.0, abs=0.06)
    played.play(25.0)
    assert played.stage() is SessionState.OVER
    results = played.session.results("camera", None, ())
    assert [(r.exercise, r.counted) for r in results] == [("squint", 3), ("jaw-open", 3)]


def test_a_clip_is_judged_to_its_end_when_the_set_is_complete_before() -> None:
    played = Played(endless=True, gaps_count=True)
    played.play(60.0)
    assert played.stage() is SessionState.EXERCISE
    (result,) = played.session.results("clip.mp4", 60.0, ("a warning",))
    assert result.frames == 1200
    assert result.duration_s == 60.0
    assert result.warnings == ("a warning",)


@pytest.mark.parametrize("gaps_count", [True, False])
@pytest.mark.parametrize("lasts_s", [0.3, 100.0])
def test_a_pause_adds_nothing_to_the_time(lasts_s: float, gaps_count: bool) -> None:
    played = Played(gaps_count=gaps_count)
    played.play(1.5)
    played.session.act(Action.PAUSE)
    played.play(1.5 + lasts_s)
    played.session.act(Action.PAUSE)
    played.play(2.0 + lasts_s)
    times_s = played.checkers[0].times_s
    assert times_s == pytest.approx([n / FPS for n in range(40)])
    assert played.session.update is not None
    assert played.session.update.counted == 1
    assert played.checkers[0].pauses_s == pytest.approx([1.45]), "it knows that there was a pause"


def test_a_cameras_gap_is_taken_out_and_a_clips_is_not() -> None:
    for gaps_count, last_s in ((False, 1.05), (True, 31.0)):
        played = Played(gaps_count=gaps_count)
        played.play(1.05)
        played.session.step(observation(31.0))
        assert played.checkers[0].times_s[-1] == pytest.approx(last_s)
        assert len(played.checkers[0].pauses_s) == (not gaps_count)


def test_a_slow_machine_is_no_gap() -> None:
    played = Played()
    times_s = [n * (STALL_S - 0.05) for n in range(5)]
    for time_s in times_s:
        played.session.step(observation(time_s))
    assert played.checkers[0].times_s == times_s


def test_restart_begins_the_set_again() -> None:
    played = Played()
    played.play(2.5)
    played.session.act(Action.RESTART)
    played.play(2.6)
    assert played.session.update is not None
    assert played.session.update.counted == 0
    assert len(played.checkers) == 1, "what was learned of the person stays"


def test_skip_goes_on_after_a_short_rest_and_keeps_what_was_done() -> None:
    played = Played("squint", "jaw-open", rest_s=60.0)
    played.play(1.5)
    played.session.act(Action.SKIP)
    assert played.session.exercise.id == "jaw-open"
    rest = played.session.rest
    assert rest is not None
    assert rest.whole_s == SKIP_REST_S
    played.session.act(Action.SKIP)
    played.play(3.0)
    assert played.stage() is SessionState.EXERCISE
    results = played.session.results("camera", None, ())
    assert [(r.exercise, r.counted) for r in results] == [("squint", 1), ("jaw-open", 1)]


def test_skipping_the_last_exercise_ends_the_session() -> None:
    played = Played()
    played.play(1.0)
    played.session.act(Action.SKIP)
    assert played.stage() is SessionState.OVER
    assert played.session.step(observation(2.0)) is None


def test_previous_does_the_exercise_before_anew() -> None:
    played = Played("squint", "jaw-open", rest_s=0.0)
    played.play(6.0)
    assert played.session.exercise.id == "jaw-open"
    played.session.act(Action.PREVIOUS)
    played.play(8.5)
    assert played.session.exercise.id == "squint"
    assert len(played.checkers) == 3
    results = played.session.results("camera", None, ())
    assert [r.exercise for r in results] == ["squint", "jaw-open"]
    assert results[0].counted == 2


def test_previous_at_the_first_begins_it_again() -> None:
    played = Played(rest_s=0.0)
    played.play(2.5)
    played.session.act(Action.PREVIOUS)
    played.play(3.0)
    assert len(played.checkers) == 2
    (result,) = played.session.results("camera", None, ())
    assert result.counted == 0


def test_the_first_exercise_is_explained_before_it_and_the_explanation_can_be_skipped() -> None:
    played = Played("squint", guided=True, explain_s=18.0)
    played.session.act(Action.SKIP)
    played.play(0.1)
    rest = played.session.rest
    assert rest is not None
    assert (rest.first, rest.whole_s) == (True, 18.0)
    played.session.act(Action.PREVIOUS)
    assert played.session.rest is not None, "there is none before it"
    played.session.act(Action.SKIP)
    played.play(0.3)
    assert played.stage() is SessionState.EXERCISE
    assert len(played.checkers) == 1
    step = played.session.step(observation(0.3))
    assert step is not None
    assert step.set_n == 1
    assert step.update.time_s < 0.3, "its time begins after the explanation"


def test_a_rest_is_long_enough_to_take_what_the_next_exercise_needs() -> None:
    played = Played("squint", rest_s=10.0)
    exercises = [exercise("squint"), exercise("jaw-open", prepare_s=25.0)]
    make: Any = FakeChecker
    played.session = Session(exercises, make)
    played.play(3.0 + LINGER_S + 0.5)
    rest = played.session.rest
    assert rest is not None
    assert (rest.whole_s, rest.first) == (25.0, False)


def test_a_session_that_saw_nothing_has_no_results() -> None:
    played = Played()
    assert played.session.results("camera", None, ()) == ()


@pytest.mark.parametrize("action", Action)
def test_no_key_disturbs_a_session_that_is_over(action: Action) -> None:
    played = Played()
    played.play(1.5)
    played.session.act(Action.QUIT)
    played.session.act(action)
    assert played.stage() is SessionState.OVER
    assert [r.counted for r in played.session.results("camera", None, ())] == [1]


def test_each_set_has_a_number_and_each_exercise_its_place() -> None:
    played = Played("squint", "jaw-open", rest_s=0.2)
    steps = [played.session.step(observation(0.0))]
    played.session.act(Action.RESTART)
    steps.append(played.session.step(observation(0.1)))
    played.session.act(Action.SKIP)
    steps += [played.session.step(observation(0.2 + 0.05 * n)) for n in range(8)]
    seen = [(s.set_n, s.place, s.exercise.id) for s in steps if s is not None]
    assert list(dict.fromkeys(seen)) == [
        (1, 0, "squint"),
        (2, 0, "squint"),
        (3, 1, "jaw-open"),
    ]


def test_pain_stops_the_set_and_asks_before_the_next() -> None:
    played = Played("squint", "jaw-open", rest_s=10.0)
    played.play(1.5)
    played.session.act(Action.PAIN)
    assert played.stage() is SessionState.HURT
    played.play(100.0)
    assert played.stage() is SessionState.HURT, "it does not go on by itself"
    assert played.session.exercise.id == "jaw-open"
    assert len(played.checkers) == 1
    played.session.act(Action.RESTART)
    assert played.stage() is SessionState.HURT, "what is no answer changes nothing"
    played.session.act(Action.SKIP)
    assert played.stage() is SessionState.REST
    played.play(100.0 + SKIP_REST_S + 4.0 + LINGER_S)
    assert played.stage() is SessionState.OVER
    squint, jaw = played.session.results("camera", None, ("a warning",))
    assert (squint.exercise, squint.counted) == ("squint", 1)
    assert squint.warnings == ("a warning", HURT)
    assert squint.duration_s == pytest.approx(1.5, abs=0.06), "the waiting is in no set's time"
    assert (jaw.exercise, jaw.counted, jaw.warnings) == ("jaw-open", 3, ("a warning",))


@pytest.mark.parametrize("answer", [Action.QUIT, Action.SKIP, Action.PAUSE])
def test_pain_in_the_last_set_says_what_to_do_and_then_ends_the_session(answer: Action) -> None:
    played = Played("squint")
    played.play(2.5)
    played.session.act(Action.PAIN)
    assert played.stage() is SessionState.HURT
    assert played.session.ends_after_pain
    played.play(60.0)
    assert played.stage() is SessionState.HURT, "it does not go away by itself"
    played.session.act(answer)
    assert played.stage() is SessionState.OVER
    (result,) = played.session.results("camera", None, ())
    assert (result.counted, result.warnings) == (2, (HURT,))


def test_counts_are_corrected_by_hand_in_the_set_and_in_the_rest_after_it() -> None:
    played = Played("squint", "jaw-open", rest_s=30.0)
    assert played.session.act(Action.TAKE_BACK) is None, "nothing to take back yet"
    played.play(2.5)
    added = played.session.act(Action.ADD)
    assert added is not None
    assert (added.how, added.set_n, added.attempt.by_hand) == ("added", 1, "added")
    assert (added.counted, added.reps) == (3, 3)
    played.play(3.0 + LINGER_S + 1.0)
    assert played.stage() is SessionState.REST
    back = played.session.act(Action.TAKE_BACK)
    assert back is not None
    assert (back.set_n, back.exercise.id) == (1, "squint"), "of the set that is over"
    assert played.session.correction is back
    played.play(3.0 + LINGER_S + 30.0 + 1.6)
    assert played.stage() is SessionState.EXERCISE
    assert played.session.correction is None, "it was told long enough"
    again = played.session.act(Action.TAKE_BACK)
    assert again is not None
    assert (again.set_n, again.exercise.id) == (2, "jaw-open")


def test_after_pain_one_can_end_and_keep_what_was_done() -> None:
    played = Played("squint", "jaw-open")
    played.play(1.5)
    played.session.act(Action.PAIN)
    played.session.act(Action.QUIT)
    assert played.stage() is SessionState.OVER
    assert [r.exercise for r in played.session.results("camera", None, ())] == ["squint"]


def test_pain_in_a_rest_or_a_pause_asks_too_and_blames_no_set() -> None:
    played = Played("squint", "jaw-open", rest_s=30.0)
    played.play(3.0 + LINGER_S + 1.0)
    assert played.stage() is SessionState.REST
    played.session.act(Action.PAUSE)
    played.session.act(Action.PAIN)
    assert played.stage() is SessionState.HURT
    played.session.act(Action.PAUSE)
    assert played.stage() is SessionState.REST
    assert not played.session.paused
    assert played.session.exercise.id == "jaw-open"
    (result,) = played.session.results("camera", None, ())
    assert result.warnings == ()


@pytest.mark.parametrize("asks", [(Action.SKIP,), (Action.PAIN, Action.SKIP)])
def test_a_band_is_given_its_time_after_a_skip_and_after_pain_too(asks: tuple[Action, ...]) -> None:
    played = Played("squint", "jaw-open")

    def make(one: Any) -> Any:
        return FakeChecker(one)

    band = exercise("jaw-band", prepare_s=25.0)
    played.session = Session([exercise("squint"), band, exercise()], make)
    played.play(1.5)
    for action in asks:
        played.session.act(action)
    assert played.session.rest is not None
    assert played.session.rest.whole_s == 25.0
    played.session.act(Action.SKIP)
    played.play(2.5)
    assert played.stage() is SessionState.EXERCISE, "unless one is ready"
    played.session.act(Action.PREVIOUS)
    assert played.session.exercise.id == "squint"
    assert played.session.rest is not None
    assert played.session.rest.whole_s == SKIP_REST_S


@pytest.mark.parametrize("gaps_count", [True, False])
@pytest.mark.parametrize("waits_s", [0.3, 50.0])
def test_the_rest_after_pain_is_whole_however_long_the_answer_took(
    waits_s: float, gaps_count: bool
) -> None:
    played = Played("squint", "jaw-open", gaps_count=gaps_count)
    played.play(1.5)
    played.session.act(Action.PAIN)
    played.play(1.5 + waits_s)
    played.session.act(Action.SKIP)
    played.play(1.5 + waits_s + 1.0)
    assert played.session.rest is not None
    assert played.session.rest.left_s == pytest.approx(SKIP_REST_S - 1.0, abs=0.11)


@pytest.mark.parametrize(
    ("action", "why"),
    [
        (Action.PAIN, "it hurt"),
        (Action.SKIP, "the set was ended"),
        (Action.QUIT, "the session was ended"),
    ],
)
def test_a_hold_that_a_key_ends_says_so(action: Action, why: str) -> None:
    played = Played("squint", "jaw-open")
    played.play(1.5)
    played.session.act(action)
    assert played.checkers[0].stopped == [why]
    assert why in catalogue("de").texts, "and says it in the user's language"


class Afterwards(FakeChecker):
    """Does something else than to wait, once the set of three is complete."""

    phases: ClassVar[tuple[tuple[float, Phase], ...]] = ()

    def step(self, seen: Observation) -> Update:
        update = super().step(seen)
        due = [phase for from_s, phase in self.phases if seen.time_s >= from_s - 1e-9]
        return replace(update, phase=due[-1]) if due else update


@pytest.mark.parametrize(
    ("phases", "rests_s"),
    [
        (((3.5, Phase.CANNOT_JUDGE),), 3.0 + LINGER_S),
        (((3.0, Phase.CANNOT_JUDGE),), 3.0 + LINGER_S),
        (((3.5, Phase.HOLDING), (9.0, Phase.DONE)), 9.0),
        (((3.5, Phase.HOLDING), (4.0, Phase.DONE)), 3.0 + LINGER_S),
    ],
    ids=["leaves the picture", "leaves it at once", "one more", "moves a little"],
)
def test_what_is_done_after_the_last_repetition_does_not_hold_up_the_rest(
    phases: tuple[tuple[float, Phase], ...], rests_s: float
) -> None:
    played = Played("squint", "jaw-open")
    make: Any = Afterwards
    played.session = Session(played.session.exercises, make)
    Afterwards.phases = phases
    played.play(rests_s - 0.1)
    assert played.stage() is SessionState.EXERCISE
    played.play(rests_s + 0.15)
    assert played.stage() is SessionState.REST
