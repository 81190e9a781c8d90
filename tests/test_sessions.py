"""Timed sessions on rendered clips, whose contact times were read off the mesh."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from facecheck import api
from facecheck.core.events import Phase, Sound, Update
from facecheck.core.frames import Frame, Observation
from facecheck.core.results import ScoreResult
from facecheck.evaluate.parse_truth import read_truth
from facecheck.evaluate.truth import Expectation, LabelledEvent
from facecheck.inputs.library import sample_clip

EDGE_S = 0.5
"""How far from the edge of a label nothing may count any more: the speed's window."""


@dataclass
class Session:
    """What a clip's session came to, tick by tick."""

    name: str
    line: Expectation
    labels: tuple[LabelledEvent, ...]
    updates: list[Update] = field(default_factory=list)
    result: ScoreResult | None = None

    def counted_between(self, start_s: float, end_s: float) -> float:
        counted = [
            u.timed.counted_s for u in self.updates if u.timed and start_s <= u.time_s <= end_s
        ]
        return counted[-1] - counted[0]


@pytest.fixture(scope="module")
def toner() -> Session:
    clip = sample_clip("toner_session.mp4")
    truth = read_truth(clip.with_name("toner_session.truth.yaml"))
    made = Session(clip.name, truth.expect[0], truth.events or ())

    def note(_: Frame | None, __: Observation, update: Update) -> None:
        made.updates.append(update)

    made.result = api.check(clip, "microcurrent", minutes=made.line.minutes, on_frame=note)
    return made


def test_a_toner_session_counts_its_time_within_two_percent(toner: Session) -> None:
    assert toner.result is not None
    assert toner.line.seconds is not None
    assert toner.result.seconds == pytest.approx(toner.line.seconds, rel=0.02)
    assert toner.result.counted == toner.line.counted


def test_no_time_counts_while_the_hand_is_away(toner: Session) -> None:
    visits = [e for e in toner.labels if e.kind == "toner_on_face"]
    assert len(visits) == 2
    away_s = visits[0].end_s + EDGE_S, visits[1].start_s - EDGE_S
    assert away_s[1] - away_s[0] > 3.0
    assert toner.counted_between(*away_s) == 0.0
    assert toner.counted_between(0.0, visits[0].start_s) == 0.0


def test_no_time_counts_while_the_hand_rests(toner: Session) -> None:
    (rest,) = (e for e in toner.labels if e.kind == "hand_resting")
    assert toner.counted_between(rest.start_s + EDGE_S, rest.end_s - EDGE_S) == 0.0


def test_the_next_area_is_told_by_sound_and_cue(toner: Session) -> None:
    changes = [i for i, u in enumerate(toner.updates) if Sound.NEXT_AREA in u.sounds]
    assert len(changes) == 7
    phases = api.load_any("microcurrent").phases  # type: ignore[union-attr]
    for n, i in enumerate(changes, 1):
        timed = toner.updates[i].timed
        assert timed is not None
        assert (timed.area, timed.side) == (phases[n].area, phases[n].side)
        assert phases[n].cue in {u.cue for u in toner.updates[i : i + 40]}


def test_what_waits_says_what_to_do(toner: Session) -> None:
    waiting = {u.cue for u in toner.updates if u.phase is Phase.WAITING}
    assert "Bring the device back to your face" in waiting
    assert "Keep the device gliding" in waiting


def test_areas_that_are_due_while_the_hand_is_on_the_other_side_are_not_ticked_off() -> None:
    clip = sample_clip("massage_strokes.mp4")
    truth = read_truth(clip.with_name("massage_strokes.truth.yaml"))
    result = api.check(clip, "massage", minutes=truth.expect[0].minutes)
    sides = [(area.area, area.side, area.counted) for area in result.attempts[1:4]]
    assert sides == [
        ("cheekbone", "right", True),
        ("cheekbone", "left", False),
        ("cheek", "right", False),
    ]
    assert result.seconds == pytest.approx(truth.expect[0].seconds, rel=0.03)
