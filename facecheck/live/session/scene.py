"""Everything shown at one instant, for every kind of display."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from facecheck.live.session.placement import UNSEEN

# Types alone: the window is opened before the engine is loaded.
if TYPE_CHECKING:
    from facecheck.core.events import Update
    from facecheck.engine.spec.timed_exercise import AnyExercise
    from facecheck.live.feed.frame_pairing import PairedFrame
    from facecheck.live.session.calibration import CalibrationState
    from facecheck.live.session.placement import Placement
    from facecheck.live.session.state import Correction, Rest
    from facecheck.outputs.phrases import Phrases
    from facecheck.outputs.words import Words

COUNTED_DOWN_S = 3.0
"""The last seconds of a rest are counted down, as before the first exercise."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that is shown at one instant.

    Attributes:
        picture: The picture and what was seen.
        exercise: The present exercise; in a rest the next.
        update: The exercise's state; None before the first.
        rest: The rest that runs, if one does.
        placement: How the face sits, until it sits well.
        calibration: Where learning the person's own range stands, while that is done.
        countdown_s: What is left until the first movement, if that is being counted down.
        paused: Whether the session stands still.
        signs: Whether a raised palm pauses it and continues, and ends a rest.
        stopped_for_pain: Whether it stopped for pain, and asks before the exercise.
        ends: Whether no exercise comes after that.
        correction: A count that was just corrected by hand.
        offers: Whether one's own range is not known yet and can be learned now.
        help: Whether the keys are listed.
        muted: Whether sound is off.
        recording: Whether video is being written.
        stats: A line of figures, if asked for.
        notice: Something the user must know now.
        trouble: Why the camera shows nothing; it is the notice as well.
    """

    picture: PairedFrame
    exercise: AnyExercise
    update: Update | None
    rest: Rest | None = None
    placement: Placement | None = None
    calibration: CalibrationState | None = None
    countdown_s: float | None = None
    paused: bool = False
    signs: bool = False
    stopped_for_pain: bool = False
    ends: bool = False
    correction: Correction | None = None
    offers: bool = False
    help: bool = False
    muted: bool = False
    recording: bool = False
    stats: str | None = None
    notice: str | None = None
    trouble: str | None = None


def translated(scene: Scene, phrases: Phrases) -> Scene:
    """The same scene, its words in another language; see `standing` for a camera that fails."""
    exercise = scene.exercise.model_copy(
        update={name: phrases(getattr(scene.exercise, name)) for name in ("title", "instructions")}
    )
    update = None if scene.update is None else phrases.update(scene.update)
    state = scene.calibration
    if state is not None:
        kept = tuple((phrases(title), known) for title, known in state.ranges_kept)
        state = replace(state, cue=phrases(state.cue), ranges_kept=kept)
    placement = scene.placement
    if scene.trouble is not None:
        update = None if update is None else standing(update, phrases.words)
        placement = None if placement is None else UNSEEN
    notice = correction_text(scene.correction, phrases.words) or scene.notice
    return replace(
        scene,
        exercise=exercise,
        update=update,
        notice=notice,
        calibration=state,
        placement=placement,
    )


def standing(update: Update, words: Words) -> Update:
    """The last update while the camera shows nothing: no time runs, and nothing is looked at."""
    # Here, not above: the window is opened before the engine is loaded.
    from facecheck.core.events import Phase, Quality

    runs = update.phase in (Phase.HOLDING, Phase.RUNNING, Phase.WAITING)
    phase = Phase.WAITING if runs else Phase.CANNOT_JUDGE
    blind = Quality(ok=False)
    return replace(update, phase=phase, quality=blind, cue=words(UNSEEN.advice), faults=())


def correction_text(correction: Correction | None, words: Words) -> str | None:
    """What is told of a count that was corrected by hand."""
    if correction is None:
        return None
    reps = correction.reps
    return words(f"corrected.{correction.how}", counted=correction.counted, reps=reps)


def counted_down_s(scene: Scene) -> float | None:
    """What is left until something begins, while that is told second by second; else None."""
    if scene.rest is not None and scene.rest.left_s <= COUNTED_DOWN_S:
        return scene.rest.left_s
    state = scene.calibration
    if state is not None and state.is_counted_down and state.left_s <= COUNTED_DOWN_S:
        return state.left_s
    return scene.countdown_s


def pause_text(scene: Scene, words: Words) -> str:
    """That it stands still, and how it goes on."""
    return f"{words('pause.title')}. {words('pause.sign' if scene.signs else 'pause.how')}"


def rest_title(scene: Scene, words: Words) -> str:
    """What comes next; before anything was done, what comes first."""
    key = "explain.first" if scene.rest is not None and scene.rest.first else "rest.next"
    return words(key, title=scene.exercise.title)


def ready_text(scene: Scene, words: Words) -> str:
    """How to say in a rest that one is ready."""
    if not scene.signs:
        return words("ready.key")
    # Hands that are needed say it by waiting in their place: a band in both leaves none to raise.
    needed = scene.exercise.requires
    return words(f"ready.{needed[0]}" if len(needed) == 1 else "ready.sign")


def pain_text(scene: Scene, words: Words) -> str:
    """What can be done after pain: go on with the next exercise, or end."""
    return words("hurt.last") if scene.ends else words("hurt.how", title=scene.exercise.title)
