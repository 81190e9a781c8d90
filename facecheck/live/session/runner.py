"""Feeds observations to the session and its results to all listeners."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol, TypedDict, Unpack, runtime_checkable

from facecheck.core.events import Update
from facecheck.core.frames import Observation
from facecheck.engine.hands.in_place import HandsInPlace
from facecheck.engine.hands.raised_palm import RaisedPalm
from facecheck.engine.spec.timed_exercise import AnyExercise
from facecheck.live.feed.frame_pairing import PairedFrame
from facecheck.live.keys import Action
from facecheck.live.session.scene import Scene
from facecheck.live.session.session import Session
from facecheck.live.session.state import Correction, SessionState, StepResult


class StepListener(Protocol):
    """What receives each result of a session: sound, voice, a trace, the record."""

    def step(self, step: StepResult) -> None:
        """Take the result of one observation, on the landmarker's thread, in order of time."""


@runtime_checkable
class CorrectionListener(Protocol):
    """A follower that keeps what was counted."""

    def correct(self, correction: Correction) -> None:
        """Take a count that was put right by hand; called by the thread that has the keys."""


class SceneExtras(TypedDict, total=False):
    """What a scene shows that is not the session's business; see ``Scene``."""

    help: bool
    muted: bool
    recording: bool
    stats: str | None
    notice: str | None
    trouble: str | None


class SessionRunner:
    """The session behind one lock: keys and observations come on different threads.

    Args:
        session: What judges.
        followers: Told of every observation that was judged, in this order.
        signs: Whether a raised palm pauses and continues, and ends a rest: for somebody before a
            camera. Whoever holds a band or a device has no hand for a key, and whoever sits far
            away none near it.
    """

    def __init__(
        self, session: Session, followers: Sequence[StepListener] = (), *, signs: bool = False
    ) -> None:
        self.session = session
        self.signs = signs
        self._followers = tuple(followers)
        self._palm = RaisedPalm()
        self._waiting: tuple[AnyExercise, HandsInPlace] | None = None
        self._unshown: Update | None = None
        self._lock = threading.Lock()

    @property
    def idle(self) -> bool:
        """Whether pictures need not be looked at."""
        return self.session.is_halted and not (self.signs and self.session.paused)

    def __call__(self, observation: Observation) -> None:
        """Take one observation, on the landmarker's thread."""
        with self._lock:
            # After pain the user decides by key: a sign given for something else must not go on.
            asked = self.signs and self._palm.step(observation)
            if asked and self.session.stage is not SessionState.HURT:
                # In a rest the sign says "ready": hands that hold a band have none for a key.
                ready = self.session.stage is SessionState.REST and not self.session.paused
                self.session.act(Action.SKIP if ready else Action.PAUSE)
            if self.signs and self._hands_wait(observation):
                self.session.ready()
            if not self.session.exercise.needs_hands:
                # Looked for because of the sign alone: judged is what `score` judges of a clip.
                observation = replace(observation, hands=None)
            step = self.session.step(observation)
            if step is not None and (step.update.closed is not None or step.update.noted):
                self._unshown = step.update
        if step is not None:
            for follower in self._followers:
                follower.step(step)

    def _hands_wait(self, observation: Observation) -> bool:
        """Whether, in a rest, the hands have come to where the next exercise needs them."""
        session = self.session
        if session.stage is not SessionState.REST or session.paused:
            self._waiting = None
            return False
        if self._waiting is None or self._waiting[0] is not session.exercise:
            self._waiting = session.exercise, HandsInPlace(session.exercise.requires)
        return self._waiting[1].step(observation)

    def act(self, action: Action) -> None:
        """Do what a key asked for."""
        with self._lock:
            correction = self.session.act(action)
        if correction is not None:
            for follower in self._followers:
                if isinstance(follower, CorrectionListener):
                    follower.correct(correction)

    def _with_unshown(self, update: Update | None) -> Update | None:
        """An update with what ended since the last scene: newer ones may have come before it."""
        unshown, self._unshown = self._unshown, None
        if unshown is None or update is None or update is unshown:
            return update
        if update.closed is not None or update.noted:
            return update
        return replace(update, closed=unshown.closed, noted=unshown.noted)

    def scene(self, picture: PairedFrame, **shown: Unpack[SceneExtras]) -> Scene:
        """What the session would show now, over a picture."""
        session = self.session
        with self._lock:
            update = self._with_unshown(session.update)
            return Scene(
                picture=picture,
                exercise=session.exercise,
                update=update,
                rest=session.rest,
                placement=session.placement,
                calibration=session.calibration,
                offers=session.offers,
                countdown_s=session.countdown_s,
                paused=session.paused,
                signs=self.signs,
                stopped_for_pain=session.stage is SessionState.HURT,
                ends=session.ends_after_pain,
                correction=session.correction,
                **shown,
            )
