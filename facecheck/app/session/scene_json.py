"""Serialises a scene for the page: the same states and words as in the window."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from facecheck.core.events import Update
from facecheck.core.frames import Face, Hand
from facecheck.core.landmarks import AREAS
from facecheck.live.session.calibration import (
    CalibrationState,
    CalibrationStep,
    calibration_text,
)
from facecheck.live.session.countdown import COUNTDOWN_S
from facecheck.live.session.moving_region import moving_measures
from facecheck.live.session.placement import Aspect, Placement
from facecheck.live.session.scene import Scene, pain_text, ready_text, rest_title
from facecheck.live.session.state import Rest
from facecheck.outputs.overlay import FaceRegion
from facecheck.outputs.overlay.areas import AREA_COLOURS
from facecheck.outputs.overlay.banner import BannerState
from facecheck.outputs.overlay.footer import PHASE_GROUNDS
from facecheck.outputs.overlay.header import light_text
from facecheck.outputs.overlay.outlines import FINGERS, LINES, PALM, PHASE_COLOURS
from facecheck.outputs.overlay.palette import GROUNDS, ORANGE, SKY, Colour
from facecheck.outputs.overlay.ring import ring_reading
from facecheck.outputs.overlay.view import shown_phase
from facecheck.outputs.words import Words

_GROUND_NAMES = {colour: name for name, colour in GROUNDS.items()}


class SceneEncoder:
    """Follows the scenes of a session, in the order of time.

    Args:
        words: The interface's language.
    """

    def __init__(self, words: Words) -> None:
        self._words = words
        self._told = BannerState(words)
        self._title = ""

    def tell(self, scene: Scene) -> dict[str, Any]:
        """What a page shows of a scene.

        Places are shares of the picture's width and height, as it was filmed, not mirrored.
        """
        screen = _screen(scene)
        told: dict[str, Any] = {
            "say": "scene",
            "screen": screen,
            "title": scene.exercise.title,
            "exercise": scene.exercise.id,
            "muted": scene.muted,
            "notice": scene.notice,
            "offer": scene.offers,
            "stats": scene.stats,
        }
        if screen == "exercise" and scene.update is not None:
            told |= self._exercise(scene, scene.update)
        elif screen == "calibrating" and scene.calibration is not None:
            told |= self._calibrating(scene.calibration)
        elif screen == "placing" and scene.placement is not None:
            told |= self._placing(scene.placement)
        elif screen == "rest" and scene.rest is not None:
            told |= self._rest(scene, scene.rest)
        elif screen == "hurt":
            told |= {"cue": self._words("hurt.what"), "how": pain_text(scene, self._words)}
        elif screen == "paused":
            told["how"] = self._words("pause.sign" if scene.signs else "pause.how")
        return told

    def _exercise(self, scene: Scene, update: Update) -> dict[str, Any]:
        words = self._words
        if scene.exercise.title != self._title:
            self._title, self._told = scene.exercise.title, BannerState(words)
        self._told.step(update)
        banner = self._told.banner(update, scene.notice)
        phase = shown_phase(update)
        counting_down = scene.countdown_s is not None
        fault = update.faults[0].name if update.faults else None
        told: dict[str, Any] = {
            "phase": words("phase.countdown" if counting_down else f"phase.{phase.value}"),
            "ground": PHASE_GROUNDS[phase],
            "cue": update.advice,
            "fault": fault,
            "time": round(update.time_s, 3),
            "level": None if update.level is None else round(update.level, 4),
            "enter": update.enter,
            "counted": update.counted,
            "reps": update.reps,
            "dots": words("dots.count", counted=update.counted, reps=update.reps),
            "pulse": round(self._told.pulse(update.time_s), 3),
            "good": update.quality.good,
            "view": light_text(update.quality, words, told=banner is not None),
            "ring": self._ring(scene, update),
            "banner": None
            if banner is None
            else {"text": banner.text, "mark": banner.mark, "ground": _GROUND_NAMES[banner.ground]},
        }
        observation = scene.picture.observation
        if observation is not None:
            size = np.array(observation.size, np.float64)
            told["marks"] = [
                *_face_marks(scene, update, observation.face, size),
                *_hand_marks(observation.hands or (), size),
            ]
        if update.sides is not None and phase.value in ("holding", "releasing"):
            told["sides"] = self._sides(update)
        if update.timed is not None:
            timed = update.timed
            counted, whole = words.minutes(timed.counted_s), words.minutes(timed.whole_s)
            told["area"] = words.area(timed.area, timed.side)
            told["total"] = words("area.total", counted=counted, whole=whole)
        return told

    def _ring(self, scene: Scene, update: Update) -> dict[str, Any]:
        if scene.countdown_s is not None:
            share = 1.0 - scene.countdown_s % 1.0
            return {"share": share, "number": str(math.ceil(scene.countdown_s)), "below": ""}
        reading = ring_reading(update, self._words)
        share = round(reading.share, 4)
        return {"share": share, "number": reading.number, "below": reading.below}

    def _sides(self, update: Update) -> dict[str, Any]:
        sides, words = update.sides, self._words
        if sides is None:
            return {}
        return {
            "bars": [
                {
                    "name": words(f"side.{side}"),
                    "level": round(level, 3),
                    "affected": sides.affected == side,
                }
                for side, level in (("left", sides.left), ("right", sides.right))
            ],
            "symmetry": words("sides.symmetry", percent=round(100 * sides.symmetry)),
        }

    def _placing(self, placement: Placement) -> dict[str, Any]:
        words = self._words
        return {
            "phase": words("place.title"),
            "cue": words(placement.advice),
            "share": round(placement.share, 3),
            "checks": [
                {"name": words(f"place.{aspect.value}"), "ok": aspect not in placement.wrong}
                for aspect in Aspect
            ],
        }

    def _calibrating(self, state: CalibrationState) -> dict[str, Any]:
        # Emptying while something is waited for, filling while a movement is held.
        holds = state.step in (CalibrationStep.EFFORT, CalibrationStep.RELAX)
        counts = state.step is CalibrationStep.READY and state.left_s <= COUNTDOWN_S
        share = state.share if holds else 1.0 - state.share
        return {
            "phase": self._words("calibrate.title"),
            "cue": calibration_text(state, self._words),
            "good": state.good,
            "ring": {
                "share": round(share, 3),
                "number": str(math.ceil(state.left_s)) if counts else "",
                "below": "",
            },
            "checks": [{"name": name, "ok": kept} for name, kept in state.ranges_kept],
        }

    def _rest(self, scene: Scene, rest: Rest) -> dict[str, Any]:
        words = self._words
        return {
            "phase": words("explain.title" if rest.first else "rest.title"),
            "next": rest_title(scene, words),
            "cue": scene.exercise.instructions,
            "heard": words("explain.heard") if rest.first else None,
            "ready": ready_text(scene, words),
            "left": round(rest.left_s, 2),
            "whole": rest.whole_s,
        }


def _screen(scene: Scene) -> str:
    """Which of its screens the window would show; the list of keys is the page's own."""
    if scene.calibration is not None and not scene.paused:
        return "calibrating"
    if scene.placement is not None and not scene.paused:
        return "placing"
    if scene.stopped_for_pain:
        return "hurt"
    if scene.paused:
        return "paused"
    if scene.rest is not None:
        return "rest"
    return "starting" if scene.update is None else "exercise"


def _face_marks(
    scene: Scene, update: Update, face: Face | None, size: NDArray[np.float64]
) -> Iterable[dict[str, Any]]:
    if face is None:
        return
    points = face.points[:, :2] / size
    strong, faint = LINES[FaceRegion.of(moving_measures(scene.exercise))]
    timed = update.timed
    if timed is not None and timed.area in AREAS:
        colour = AREA_COLOURS.get(update.phase, SKY)
        right, left = AREAS[timed.area]
        halves = {"right": (right,), "left": (left,)}.get(timed.side or "", (right, left))
        for half in halves:
            yield _mark(points[list(half)], ORANGE if timed.elsewhere else colour, "hull")
        strong = ()
    for run in faint:
        yield _mark(points[run], None, "faint")
    colour = PHASE_COLOURS.get(shown_phase(update), SKY)
    for run in strong:
        yield _mark(points[run], colour, "loop")


def _hand_marks(hands: Sequence[Hand], size: NDArray[np.float64]) -> Iterable[dict[str, Any]]:
    for hand in hands:
        points = hand.points[:, :2] / size
        for run in FINGERS:
            yield _mark(points[run], None, "faint")
        for run in PALM:
            yield _mark(points[run], SKY, "loop")


def _mark(points: NDArray[Any], colour: Colour | None, kind: str) -> dict[str, Any]:
    """A line of the overlay. Ten thousandths of the picture are finer than a pixel of it."""
    flat = np.rint(points.reshape(-1) * 10_000).astype(int).tolist()
    hex_colour = "#ffffff" if colour is None else "#{:02x}{:02x}{:02x}".format(*colour)
    return {"kind": kind, "colour": hex_colour, "points": flat}
