"""What a measurement is, and what it has to work with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from facecheck.bench import clips
from facecheck.bench.figures import Figure
from facecheck.outputs.files import explained

HD = (1280, 720)


@dataclass(frozen=True, slots=True)
class BenchPlan:
    """How much is measured.

    Attributes:
        clip_s: Seconds of film that models and sessions see.
        rounds: How often each ratio is measured.
        workers_clips: Clips for one and for two processes.
        details: Whether what has no limit is measured too.
    """

    clip_s: float = 6.0
    rounds: int = 3
    workers_clips: int = 4
    details: bool = True


QUICK = BenchPlan(clip_s=4.0, rounds=1, workers_clips=2, details=False)


@dataclass(frozen=True)
class Work:
    """What a measurement has to work with.

    Attributes:
        plan: How much is measured.
        folder: A place for clips.
        before: Another build's Python, to measure against.
    """

    plan: BenchPlan
    folder: Path
    before: str | None = None

    @cached_property
    def face(self) -> Path:
        """A clip of a face alone, in HD."""
        return self._in_hd(clips.FACE)

    @cached_property
    def hands(self) -> Path:
        """One with hands."""
        return self._in_hd(clips.HANDS)

    def _in_hd(self, name: str) -> Path:
        path = self.folder / name
        with explained(self.folder):
            return clips.remade(clips.sample(name), path, clips.enlarged(HD), self.plan.clip_s)


@dataclass(frozen=True, slots=True)
class Measurement:
    """Some figures that are measured together.

    Attributes:
        what: What is being measured, in words.
        names: The figures it gives.
        run: Gives them; None for what cannot be measured on this system.
        when: Whether it is measured always, with the details, only when it is asked for, or only
            where there is another build to measure against.
    """

    what: str
    names: tuple[str, ...]
    run: Callable[[Work], Iterable[Figure | None]]
    when: Literal["always", "details", "asked", "before"] = "always"
