from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from strips import neutral_face

from facecheck.core.frames import Face, Observation
from facecheck.live.keys import Action
from facecheck.live.session.countdown import COUNTDOWN_S
from facecheck.live.session.placement import Aspect
from facecheck.live.session.positioner import PATIENCE_S, STEADY_S, Positioner, placement
from facecheck.live.session.session import Session
from facecheck.live.session.state import SessionState

from ..fakes import FakeChecker, exercise

SIZE = (1280, 720)


def in_the_middle(scale: float = 1.0, across: float = 0.0, down: float = 0.0) -> Face:
    """A face of 0.45 of the picture's height, moved by shares of the picture."""
    face = neutral_face()
    points = face.points
    low, high = points.min(axis=0), points.max(axis=0)
    larger = scale * 0.45 * SIZE[1] / float(high[1] - low[1])
    centre = np.array([(0.5 + across) * SIZE[0], (0.5 + down) * SIZE[1], 0.0], np.float32)
    return replace(face, points=((points - (low + high) / 2) * larger + centre).astype(np.float32))


def turned(degrees: float, axis: str) -> Face:
    """A face whose matrix says that it is turned."""
    turn = np.radians(degrees)
    c, s = np.cos(turn), np.sin(turn)
    turns = {
        "yaw": [[c, 0, s], [0, 1, 0], [-s, 0, c]],
        "pitch": [[1, 0, 0], [0, c, -s], [0, s, c]],
        "roll": [[c, -s, 0], [s, c, 0], [0, 0, 1]],
    }
    matrix = np.eye(4, dtype=np.float32)
    matrix[:3, :3] = turns[axis]
    matrix[2, 3] = -50
    return replace(in_the_middle(), matrix=matrix)


def seen(face: Face | None, time_s: float = 0.0, brightness: float = 0.5) -> Observation:
    return Observation(time_s, SIZE, face, None, None if face is None else brightness)


@pytest.mark.parametrize(
    ("face", "advice", "aspect"),
    [
        (None, "place.nobody", Aspect.POSITION),
        (in_the_middle(), "place.hold", None),
        (in_the_middle(across=0.3), "place.right", Aspect.POSITION),
        (in_the_middle(across=-0.3), "place.left", Aspect.POSITION),
        (in_the_middle(down=0.3), "place.up", Aspect.POSITION),
        (in_the_middle(down=-0.3), "place.down", Aspect.POSITION),
        (in_the_middle(0.2), "place.closer", Aspect.DISTANCE),
        (in_the_middle(1.8), "place.back", Aspect.DISTANCE),
        (turned(25, "yaw"), "place.turn", Aspect.HEAD),
        (turned(25, "pitch"), "place.level", Aspect.HEAD),
        (turned(25, "roll"), "place.straight", Aspect.HEAD),
    ],
)
def test_the_first_thing_to_mend_is_named(
    face: Face | None, advice: str, aspect: Aspect | None
) -> None:
    found, _ = placement(seen(face))
    assert found.advice == advice
    assert aspect is None or aspect in found.wrong
    assert found.is_good is (aspect is None)


@pytest.mark.parametrize(("light", "advice"), [(0.05, "place.dark"), (0.97, "place.bright")])
def test_light_is_looked_at(light: float, advice: str) -> None:
    found, _ = placement(seen(in_the_middle(), brightness=light))
    assert found.advice == advice
    assert found.wrong == {Aspect.LIGHT}


def placed_after_s(face: Callable[[float], Face | None]) -> float | None:
    placer = Positioner()
    for n in range(40 * 30):
        placer.step(seen(face(n / 30), n / 30))
        if placer.done:
            return n / 30
    return None


def test_a_face_that_sits_well_is_placed_after_a_second() -> None:
    assert placed_after_s(lambda _: in_the_middle()) == pytest.approx(STEADY_S, abs=0.05)


def test_moving_begins_the_second_anew() -> None:
    def face(time_s: float) -> Face:
        return in_the_middle(0.2 if 0.6 < time_s < 1.0 else 1.0)

    assert placed_after_s(face) == pytest.approx(1.0 + STEADY_S, abs=0.05)


def test_a_place_that_cannot_be_bettered_keeps_nobody_from_exercising() -> None:
    assert placed_after_s(lambda _: in_the_middle(across=0.3)) == pytest.approx(
        PATIENCE_S, abs=0.05
    )


def test_somebody_far_away_is_told_to_come_closer_not_into_the_picture() -> None:
    found, judgeable = placement(replace(seen(None, 0.0), distant=True))
    assert found.advice == "place.closer"
    assert found.wrong == {Aspect.DISTANCE}
    assert not judgeable


def test_nobody_is_never_placed() -> None:
    assert placed_after_s(lambda _: None) is None


def guided() -> tuple[Session, list[FakeChecker]]:
    made: list[FakeChecker] = []

    def make(one: object) -> FakeChecker:
        made.append(FakeChecker(one))  # type: ignore[arg-type]
        return made[-1]

    return Session([exercise()], make, guided=True), made  # type: ignore[arg-type]


def test_nothing_is_judged_until_the_face_sits_well() -> None:
    session, made = guided()
    assert session.placement is None, "nobody has looked yet"
    for n in range(60):
        assert session.step(seen(None, n / 30)) is None
    assert session.stage.value == "placing"
    assert session.placement is not None
    assert session.placement.advice == "place.nobody"
    for n in range(60, 120):
        session.step(seen(in_the_middle(), n / 30))
    assert session.stage is SessionState.EXERCISE
    assert session.placement is None
    assert made[0].times_s[0] == 0.0, "the set's time begins when it begins"


def test_the_key_for_the_next_exercise_begins_at_once() -> None:
    session, made = guided()
    session.step(seen(None, 0.0))
    session.act(Action.PREVIOUS)
    session.act(Action.SKIP)
    session.step(seen(None, 0.1))
    assert session.stage is SessionState.EXERCISE
    assert made[0].times_s == [0.0]


def test_a_movement_ends_the_countdown_and_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    from facecheck.core.events import Phase

    session, made = guided()
    phases = iter([Phase.LEARNING] * 5 + [Phase.READY] * 15 + [Phase.HOLDING] * 5)
    step = FakeChecker.step
    monkeypatch.setattr(
        FakeChecker, "step", lambda self, o: replace(step(self, o), phase=next(phases))
    )
    session.act(Action.SKIP)
    left_s = []
    for n in range(25):
        session.step(seen(None, n / 10))
        left_s.append(session.countdown_s)
    assert left_s[4] is None
    assert left_s[5] == pytest.approx(COUNTDOWN_S)
    assert left_s[15] == pytest.approx(COUNTDOWN_S - 1)
    assert left_s[20:] == [None] * 5
    assert len(made[0].times_s) == 25, "all of it is judged"
