"""Scores a clip that was dropped on the page: its document, its curve, its report, its overlay."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from facecheck import __version__
from facecheck.api import check
from facecheck.batch.score_clip import overlay_for
from facecheck.core.curves import Curve, LevelKeeper
from facecheck.core.events import Update
from facecheck.core.frames import Frame, Observation
from facecheck.engine.spec.timed_exercise import AnyExercise
from facecheck.outputs.annotate import Annotator
from facecheck.outputs.phrases import Phrases
from facecheck.report.clip import Watcher, levels_of
from facecheck.report.page import clip_page
from facecheck.store.profile import Profile

MOST_POINTS = 1200
"""Of a curve: more than a screen has columns."""


class StoppedError(Exception):
    """The page does not want the clip scored any more."""


def score_clip(
    clip: Path,
    annotated: Path,
    name: str,
    exercise: AnyExercise,
    profile: Profile,
    phrases: Phrases,
    at: Callable[[float], None],
) -> tuple[dict[str, Any], str]:
    """What the page is told of a clip, and its report.

    Args:
        clip: Where it lies.
        annotated: Where the clip with its overlay goes.
        name: What the page calls it.
        exercise: What it is judged by.
        profile: Whose range it is judged against.
        phrases: The language of what is told.
        at: Told how far it is, in seconds; what it raises ends the scoring.

    Raises:
        FacecheckError: It cannot be scored.
    """
    levels, watcher = LevelKeeper(), Watcher()
    with Annotator(annotated, overlay_for(exercise)) as annotation:

        def on_frame(frame: Frame | None, seen: Observation, update: Update) -> None:
            at(seen.time_s)
            if frame is not None:
                annotation(frame, seen, update)
            watcher(frame, seen, update)
            levels.add(update.time_s, update.level)

        result = check(clip, exercise, profile=profile, on_frame=on_frame)
    document = result.to_dict(__version__) | {"clip": name}
    for attempt in document["attempts"]:
        attempt["reason"] = attempt["reason"] and phrases(attempt["reason"])
    lines = levels_of(exercise)
    told = {
        "state": "done",
        "time_s": result.duration_s,
        "result": document,
        "title": phrases(exercise.title),
        "levels": None if lines is None else {"enter": lines.enter, "leave": lines.leave},
        "curve": None if lines is None else _points(levels.curve()),
    }
    return told, clip_page([watcher.report(result, exercise)], __version__)


def _points(curve: Curve) -> list[list[float | None]]:
    thin = curve.thinned(MOST_POINTS)
    return [
        [round(time_s, 2), None if level is None else round(level, 3)]
        for time_s, level in zip(thin.times_s, thin.levels, strict=True)
    ]
