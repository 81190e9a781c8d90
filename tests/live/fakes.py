"""A camera, a landmarker, a window and a checker that do as they are told."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Self

import numpy as np

from facecheck.core.events import Attempt, Phase, Quality, Sound, Update
from facecheck.core.frames import Frame, Image, Observation
from facecheck.core.results import ScoreResult
from facecheck.engine.spec.exercise import Exercise
from facecheck.live.display.window_protocol import Click

PICTURE: Image = np.full((48, 64, 3), 90, np.uint8)


def exercise(
    name: str = "jaw-open", *, rest_s: float = 10.0, reps: int = 3, prepare_s: float = 0.0
) -> Exercise:
    return Exercise.model_validate(
        {
            "id": name,
            "title": name.title(),
            "purpose": "p",
            "instructions": f"Do the {name}.",
            "source": "s",
            "movement": {
                "parts": [{"measure": "lip_gap", "as": "change", "full": 0.4}],
                "enter": 0.6,
                "leave": 0.4,
                "ended": "closed",
            },
            "reps": reps,
            "hold_s": 1.0,
            "rest_s": rest_s,
            "prepare_s": prepare_s,
            "cues": {"ready": "Open", "hold": "Hold", "release": "Close"},
        }
    )


def observation(time_s: float) -> Observation:
    return Observation(time_s, (64, 48), None)


class FakeChecker:
    """Counts one repetition in each second, and is done when all are counted."""

    made: list[FakeChecker]

    def __init__(
        self, exercise: Exercise, _targets: Any = None, _person: Any = None, *, earlier: Any = ()
    ) -> None:
        del earlier  # what was before counts nothing here
        self.exercise = exercise
        self.times_s: list[float] = []
        self.restarted_s = 0.0
        self.counted = self.by_hand = 0
        self.reps = exercise.reps
        self.pauses_s: list[float] = []
        self.stopped: list[str] = []

    def restart(self) -> None:
        self.restarted_s = self.times_s[-1] if self.times_s else 0.0
        self.counted = 0

    def step(self, seen: Observation) -> Update:
        self.times_s.append(seen.time_s)
        before = self.counted
        self.counted = min(int(seen.time_s - self.restarted_s + 1e-9), self.exercise.reps)
        done = self.counted == self.exercise.reps
        sounds = (Sound.COUNTED,) if self.counted > before else ()
        return Update(
            time_s=seen.time_s,
            phase=Phase.DONE if done else Phase.HOLDING,
            level=0.8,
            hold_s=seen.time_s % 1,
            counted=self.counted,
            reps=self.exercise.reps,
            target_hold_s=1.0,
            enter=0.6,
            leave=0.4,
            quality=Quality(ok=True),
            cue="Hold",
            sounds=sounds,
        )

    def resumed(self) -> None:
        self.pauses_s.append(self.times_s[-1])

    def take_back(self) -> Attempt | None:
        if not self.counted:
            return None
        self.by_hand -= 1
        return Attempt(1, 0.0, 1.0, 1.0, 0.9, False, "by hand", 90, by_hand="taken back")

    def add(self) -> Attempt | None:
        self.by_hand += 1
        return Attempt(9, 1.0, 1.0, 0.0, 0.0, True, None, 0, by_hand="added")

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        return tuple(
            Attempt(n + 1, float(n), n + 1.0, 1.0, 0.9, True, None, 90) for n in range(self.counted)
        )

    def stop(self, why: str) -> None:
        self.stopped.append(why)

    def finish(self, clip: str, duration_s: float, warnings: Sequence[str] = ()) -> ScoreResult:
        frames = len(self.times_s)
        done = tuple(
            Attempt(n + 1, float(n), n + 1.0, 1.0, 0.9, True, None, 90) for n in range(self.counted)
        )
        return ScoreResult(
            clip,
            self.exercise.id,
            duration_s,
            frames,
            0,
            0.0,
            self.exercise.reps,
            1.0,
            done,
            90,
            tuple(warnings),
        )


class FakeClip:
    """A source that waits for its reader.

    Args:
        count: Frames.
        fps: Frames in a second.
        fails_with: Raised after the last frame.
    """

    def __init__(
        self, count: int, fps: float = 30.0, fails_with: BaseException | None = None
    ) -> None:
        self.name = "clip.mp4"
        self.duration_s: float | None = count / fps
        self.warnings: list[str] = []
        self.dropped = 0
        self.open = False
        self._count = count
        self._fps = fps
        self._fails_with = fails_with

    def __enter__(self) -> Self:
        self.open = True
        return self

    def __exit__(self, *exc: object) -> None:
        self.open = False

    def __iter__(self) -> Iterator[Frame]:
        for n in range(self._count):
            yield Frame(n / self._fps, PICTURE)
        if self._fails_with is not None:
            raise self._fails_with


class FakeCamera(FakeClip):
    """A source that does not wait: the test hands it frames."""

    def __init__(self) -> None:
        super().__init__(0)
        self.name = "camera"
        self.duration_s = None
        self.ended = False
        self.stalled_s = 0.0
        self._arrived: list[Frame] = []
        self._changed = threading.Condition()

    def give(self, time_s: float) -> None:
        with self._changed:
            self._arrived.append(Frame(time_s, PICTURE))
            self._changed.notify_all()

    def newest(self, timeout_s: float) -> Frame | None:
        with self._changed:
            self._changed.wait_for(lambda: self._arrived, timeout_s)
            frame = self._arrived[-1] if self._arrived else None
            self.dropped += max(0, len(self._arrived) - 1)
            self._arrived.clear()
            return frame


class FakeLandmarker:
    """Sees nobody, after a while."""

    def __init__(self, takes_s: float = 0.0, fails_with: BaseException | None = None) -> None:
        self.open = False
        self.looked = 0
        self._takes_s = takes_s
        self._fails_with = fails_with

    def __enter__(self) -> Callable[[Frame], Observation]:
        if self._fails_with is not None:
            raise self._fails_with
        self.open = True
        return self.look

    def __exit__(self, *exc: object) -> None:
        self.open = False

    def look(self, frame: Frame) -> Observation:
        time.sleep(self._takes_s)
        self.looked += 1
        return Observation(frame.time_s, (64, 48), None)


class FakeWindow:
    """Presses keys when so many pictures were shown, and remembers the pictures.

    Args:
        keys: After how many pictures which key is pressed.
        close_after: After how many pictures the user closes the window.
        clicks: After how many pictures where is clicked.
        size: Its width and height.
    """

    def __init__(
        self,
        keys: dict[int, str] | None = None,
        close_after: int | None = None,
        clicks: dict[int, Click] | None = None,
        size: tuple[int, int] = (960, 600),
    ) -> None:
        self.pictures: list[Image] = []
        self.bars: list[Image | None] = []
        self.size = self.own_size = size
        self.fills = False
        self._clicks = dict(clicks or {})
        self._keys = dict(keys or {})
        self._close_after = close_after
        self.was_closed = self.reopened = False

    @property
    def closed(self) -> bool:
        return self._close_after is not None and len(self.pictures) >= self._close_after

    def show(self, rgb: Image, bar: Image | None = None) -> None:
        self.pictures.append(rgb)
        self.bars.append(bar)

    def click(self) -> Click | None:
        due = [n for n in self._clicks if n <= len(self.pictures)]
        return self._clicks.pop(min(due)) if due else None

    def key(self) -> str | None:
        due = [n for n in self._keys if n <= len(self.pictures)]
        return self._keys.pop(min(due)) if due else None

    def reopen(self) -> None:
        self._close_after = None
        self.reopened = True

    def close(self) -> None:
        self.was_closed = True
