"""Stores a session while it runs: a count is on the disk before it is heard."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from threading import Lock
from typing import Literal

from facecheck.core.errors import HistoryError
from facecheck.core.events import Attempt
from facecheck.core.results import ScoreResult
from facecheck.live.record.request import SessionRequest
from facecheck.live.record.resume import Earlier
from facecheck.live.record.retry_queue import RetryQueue
from facecheck.live.record.set_recording import SetRecording
from facecheck.live.session.state import Correction, StepResult
from facecheck.store.history import Ending, History, Rating
from facecheck.store.history.codec import now


class Record:
    """Follows a session and keeps it.

    Nothing is kept of a session in which nobody tried anything. What cannot be written (the disk
    is full) is tried again with the next attempt and at the end; the session continues meanwhile.

    Args:
        history: Open.
        request: What the session was asked to be.
        earlier: What it had come to, if it continues.
        clock: The time of day.

    Attributes:
        earlier: What it had come to, if it continues.
    """

    def __init__(
        self,
        history: History,
        request: SessionRequest,
        earlier: Earlier | None = None,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._history = history
        self._request = request
        self.earlier = earlier
        self._clock = clock
        self._session_id = None if earlier is None else earlier.session_id
        self._places = tuple(range(len(request.exercises))) if earlier is None else earlier.places
        self._sets: list[SetRecording] = []
        self._set_n: int | None = None
        self._retries = RetryQueue()
        self._tried = False
        self._rating_before: Rating | None = None
        # Keys come on another thread than observations.
        self._lock = Lock()

    @property
    def owner(self) -> str:
        """The key of the history that it is kept in."""
        return self._history.owner()

    @property
    def notices(self) -> Sequence[str]:
        """What the user should know."""
        return () if self._retries.problem is None else (self._retries.problem,)

    def step(self, step: StepResult) -> None:
        """Take the result of one observation; what counts is on the disk when this returns."""
        with self._lock:
            self._step(step)

    def _step(self, step: StepResult) -> None:
        if step.set_n != self._set_n:
            self._begin(step)
        this, update = self._sets[-1], step.update
        this.levels.add(update.time_s, update.level)
        if update.closed is not None:
            self._put(this, update.closed, is_open=False)
        if update.reached is not None:
            self._put(this, update.reached, is_open=True)
        so_far = None if update.timed is None else this.area_so_far(update, update.timed)
        if so_far is not None:
            self._put(this, so_far, is_open=True)

    def correct(self, correction: Correction) -> None:
        """Keep a count that was put right by hand, marked so."""
        with self._lock:
            this = next((s for s in reversed(self._sets) if s.step.set_n == correction.set_n), None)
            if this is not None:
                self._put(this, correction.attempt, is_open=False)

    def finish(
        self, results: Mapping[int, ScoreResult], stopped_for_pain: Collection[int] = ()
    ) -> None:
        """End the session.

        Args:
            results: What each exercise came to that was begun, by its place in this run.
            stopped_for_pain: The numbers of the sets that were stopped because they hurt.

        Raises:
            HistoryError: Something of it could not be kept.
        """
        with self._lock:
            self._finish(results, stopped_for_pain)

    @property
    def tried(self) -> bool:
        """Whether anything was tried, so that there is something to keep."""
        return self._tried

    def rate(self, stress: int) -> Literal["before", "after"]:
        """Keep how stressed the person says they are, 0 to 10.

        Until something was tried it is how they came; from then on how they are, the last word
        counting.
        """
        with self._lock:
            if not self._tried:
                self._rating_before = Rating(stress_before=stress)
                return "before"
            self._retries.add(lambda: self._history.rate(self._id(), Rating(stress_after=stress)))
            self._write()
        return "after"

    def _finish(
        self, results: Mapping[int, ScoreResult], stopped_for_pain: Collection[int]
    ) -> None:
        tried = (
            self._tried or stopped_for_pain or any(r.attempts or r.faults for r in results.values())
        )
        if not tried:
            return
        at = self._clock()
        latest = {each.step.place: each for each in self._sets}
        for each in self._sets:
            result = results.get(each.step.place) if each is latest[each.step.place] else None
            pain = each.step.set_n in stopped_for_pain
            if not each.is_ended or pain:
                self._end(each, result, restarted=each.is_ended, pain=pain, at=at)
        whole = len(results) == len(self._places) and all(r.complete for r in results.values())
        ending = Ending.DONE if whole else Ending.STOPPED
        self._retries.add(lambda: self._history.finish_session(self._id(), ending, at=at))
        self._write()
        if self._retries.problem is not None:
            raise HistoryError(self._retries.problem)

    def _begin(self, step: StepResult) -> None:
        at = self._clock()
        this = SetRecording(step, at)
        if not self._sets:
            earlier = self.earlier
            self._retries.add(lambda: self._open_session(at))
            # When it is written, not now: until something is tried it may be said again.
            self._retries.add(self._rate_before)
            if earlier is not None and earlier.set_id is not None and step.place == 0:
                this.id = earlier.set_id
                this.attempts = {a.n: a for a in earlier.attempts}
        else:
            before = self._sets[-1]
            self._end(before, None, restarted=before.step.place == step.place, at=at)
        if this.id is None:
            self._retries.add(lambda: self._open_set(this))
        self._sets.append(this)
        self._set_n = step.set_n

    def _put(self, this: SetRecording, attempt: Attempt, *, is_open: bool) -> None:
        curve, score = this.add(attempt)
        at = self._clock()
        self._retries.add(
            lambda: self._history.put_attempt(
                _require_id(this.id),
                attempt,
                curve,
                is_open=is_open,
                score=score,
                by_hand=attempt.by_hand,
                at=at,
            )
        )
        self._write()

    def _end(
        self,
        this: SetRecording,
        result: ScoreResult | None,
        *,
        restarted: bool,
        at: datetime,
        pain: bool = False,
    ) -> None:
        self._retries.add(
            lambda: self._history.finish_set(
                _require_id(this.id), result, restarted=restarted, pain=pain, at=at
            )
        )
        this.is_ended = result is not None or restarted

    def _open_session(self, at: datetime) -> None:
        asked = self._request
        if self._session_id is not None:
            going_on = None if self.earlier is None else self.earlier.set_id
            self._history.go_on(self._session_id, going_on, at=at)
            return
        self._session_id = self._history.begin_session(
            asked.routine,
            asked.exercises,
            source=asked.source,
            version=asked.version,
            asked_reps=asked.reps,
            asked_hold_s=asked.hold_s,
            kind=asked.kind,
            at=at,
        )

    def _rate_before(self) -> None:
        if self._rating_before is not None:
            self._history.rate(self._id(), self._rating_before)

    def _open_set(self, this: SetRecording) -> None:
        update = this.step.update
        whole_s = None if update.timed is None else update.timed.whole_s
        hold_s = update.target_hold_s if whole_s is None else whole_s / update.reps
        this.id = self._history.begin_set(
            self._id(),
            this.step.exercise.id,
            reps=update.reps,
            hold_s=hold_s,
            target_s=whole_s,
            index=self._places[this.step.place],
            enter=update.enter,
            leave=update.leave,
            at=this.started_at,
        )

    def _write(self) -> None:
        self._tried = True
        self._retries.write()

    def _id(self) -> int:
        return _require_id(self._session_id)


def _require_id(number: int | None) -> int:
    if number is None:
        raise RuntimeError("it has no number in the history yet")
    return number
