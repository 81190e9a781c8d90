"""What is left of a session that was interrupted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from facecheck.core.errors import HistoryError
from facecheck.core.events import Attempt
from facecheck.live.record.resume import Earlier, earlier_of, last_session, next_place
from facecheck.store.history import AttemptRecord, Ending, SessionRecord, SetRecord

BEGUN = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
NAMES = ("squint", "jaw-open")


def done(n: int, *, counted: bool = True) -> AttemptRecord:
    return AttemptRecord(
        Attempt(n, 5.0 * n, 5.0 * n + 3, 2.0, 0.9, counted, None, 90),
        BEGUN + timedelta(seconds=5 * n + 3),
    )


def a_set(index: int, attempts: int, *, restarted: bool = False) -> SetRecord:
    return SetRecord(
        10 + index,
        index + 1,
        index,
        NAMES[index],
        BEGUN,
        None,
        3,
        2.0,
        0.6,
        0.4,
        tuple(done(n) for n in range(1, attempts + 1)),
        restarted=restarted,
    )


def session(*sets: SetRecord, ending: Ending = Ending.RUNNING) -> SessionRecord:
    return SessionRecord(7, "k", BEGUN, None, ending, "circuit", NAMES, "camera", "0.1.0", sets)


@pytest.mark.parametrize(
    ("sets", "place"),
    [
        ((), 0),
        ((a_set(0, 2),), 0),
        ((a_set(0, 3),), 1),
        ((a_set(0, 1), a_set(1, 0)), 1),
        ((a_set(0, 3, restarted=True),), 0),
        ((a_set(0, 3), a_set(1, 3)), 2),
    ],
    ids=["nothing", "amid the first", "the first complete", "skipped on", "again", "all"],
)
def test_the_exercise_that_is_reached(sets: tuple[SetRecord, ...], place: int) -> None:
    assert next_place(session(*sets)) == place


def test_a_set_goes_on_after_the_attempts_it_has() -> None:
    kept = a_set(0, 2)
    assert earlier_of(session(kept), [0, 1]) == Earlier(
        7, (0, 1), kept.id, tuple(a.attempt for a in kept.attempts), 13.0
    )


def test_the_next_exercise_begins_with_nothing() -> None:
    assert earlier_of(session(a_set(0, 3)), [1]) == Earlier(7, (1,))


def test_an_exercise_that_is_held_back_meanwhile_is_passed_over() -> None:
    assert earlier_of(session(a_set(0, 2)), [1]) == Earlier(7, (1,))


def test_a_session_that_was_just_left_goes_on() -> None:
    left = session(a_set(0, 2))
    assert last_session([left], BEGUN + timedelta(hours=2)) is left


@pytest.mark.parametrize(
    ("sessions", "hours", "words"),
    [
        ([], 0.0, "there is no session"),
        ([session(a_set(0, 2))], 4.0, "more than 3 hours ago; restart: facecheck live circuit"),
        ([session(a_set(0, 3), a_set(1, 3))], 0.1, "is complete"),
        ([session(a_set(0, 2), ending=Ending.DONE)], 0.1, "is complete"),
    ],
)
def test_what_cannot_go_on_says_why(
    sessions: list[SessionRecord], hours: float, words: str
) -> None:
    with pytest.raises(HistoryError, match=words) as told:
        last_session(sessions, BEGUN + timedelta(hours=hours))
    assert len(str(told.value).splitlines()) == 1


def test_a_long_session_counts_from_when_it_was_left() -> None:
    late = replace(done(2), at=BEGUN + timedelta(hours=5))
    left = session(replace(a_set(0, 1), attempts=(done(1), late)))
    assert last_session([left], BEGUN + timedelta(hours=6)) is left
