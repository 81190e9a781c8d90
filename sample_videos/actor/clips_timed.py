"""Timed sessions: a toner that glides over the face, and massage."""

from __future__ import annotations

from collections.abc import Sequence

from sample_videos.actor.action import Action
from sample_videos.actor.film import Camera
from sample_videos.actor.glide import rests, tour_seconds
from sample_videos.actor.render import Script
from sample_videos.actor.scripting import NO_JAW, NO_SQUINT, build, script
from sample_videos.actor.truth import Expectation

SMALL = Camera(size=(480, 360), fps=20.0)


def tours(kind: str, start_s: float, away_s: float, *parts: tuple[str, str]) -> list[Action]:
    """A hand's visits to the face, one after the other, with its rests there as events.

    Args:
        kind: `toner` or `massage`.
        start_s: When the first hand begins to come.
        away_s: From one hand's leaving to the next one's coming.
        parts: The person's side and the tour of each visit.
    """
    out: list[Action] = []
    for side, style in parts:
        visit = Action(
            kind, start_s, tour_seconds(style), side=side, rise_s=0.7, fall_s=0.7, style=style
        )
        out.append(visit)
        out += [
            Action("still", a, b - a, rise_s=1e-3, fall_s=1e-3, event="hand_resting")
            for a, b in rests(visit)
        ]
        start_s = visit.end_s + away_s
    return out


def session(
    exercise: str, minutes: float, counted: int, within: float | None = None
) -> Sequence[Expectation]:
    """What the exercise must make of it; the seconds are read off the mesh.

    Faults are not judged: the tours keep to no exercise's order of areas.
    """
    return [Expectation(exercise, 0.0, counted, None, minutes, within), NO_SQUINT, NO_JAW]


@script
def toner_session() -> Script:
    """A toner glides over the right side, rests, goes away for some seconds, does the left side."""
    actions = tours(
        "toner", 1.5, 3.2, ("right", "jaw:6 cheek:6 rest:4 forehead:5"), ("left", "jaw:6 cheek:6")
    )
    return build("gita", actions, session("microcurrent", 0.65, 7), 71, during=True, camera=SMALL)


@script
def toner_held_still() -> Script:
    """A toner is laid on the left cheek and held still."""
    actions = tours("toner", 1.2, 2.0, ("left", "cheek:0.1 rest:9"))
    # A third of a second is all that is stroked here; it is counted to within that.
    return build(
        "bao", actions, session("microcurrent", 0.5, 0, 0.35), 72, during=True, camera=SMALL
    )


@script
def massage_strokes() -> Script:
    """Flat hands stroke cheek and jaw on the right, then the left cheek; one rests meanwhile."""
    actions = tours(
        "massage", 1.2, 2.2, ("right", "cheek:6 jaw:5"), ("left", "cheek:5 rest:4 forehead:5")
    )
    # A flat hand that lifts off straight at the camera still covers the cheek for 0.1 s. The third
    # area and the fourth have their time while it is on the other side: they are not ticked off.
    return build("hugo", actions, session("massage", 0.6, 2, 0.03), 73, during=True, camera=SMALL)
