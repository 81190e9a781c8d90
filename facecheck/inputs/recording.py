"""A clip, an image folder or a trace as observations: what is scored is one of these."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Self

from facecheck.core.frames import Frame, Observation
from facecheck.inputs.landmarker import Landmarker
from facecheck.inputs.sets import RecordedSet, last_of
from facecheck.inputs.sources import Ahead, FrameSource, open_clip
from facecheck.inputs.trace import Trace

TRACE_SUFFIX = ".parquet"

FROM_TRACE = 256
"""Observations of a trace that are worth measuring together."""


class Recording:
    """Observations of a recorded clip or trace, in time order.

    Args:
        path: A clip, a folder of images, or a trace.
        hands: Whether to look for hands in a clip; a trace holds what was looked for.
        exercise: The id of what is judged: of a session's trace, only its last set is given.

    Attributes:
        together: How many observations are worth taking at once.
    """

    def __init__(self, path: Path, *, hands: bool, exercise: str | None = None) -> None:
        self.path = Path(path)
        self._hands = hands
        self._exercise = exercise
        self._set: RecordedSet | None = None
        self._stack = ExitStack()
        self._source: FrameSource | Trace | None = None
        self._landmarker: Landmarker | None = None
        self.together = 1
        self._last_s = 0.0

    def __enter__(self) -> Self:
        """Open the file, and the models for a clip.

        Raises:
            SourceError: The clip cannot be opened.
            TraceError: The trace cannot be read.
            ModelError: A model is missing.
        """
        with ExitStack() as stack:
            if self.path.suffix == TRACE_SUFFIX:
                trace = stack.enter_context(Trace(self.path))
                if self._exercise is not None:
                    self._set = last_of(trace.sets, self._exercise)
                self._source = trace
                self.together = FROM_TRACE
            else:
                source = stack.enter_context(Ahead(open_clip(self.path)))
                self._landmarker = stack.enter_context(Landmarker(hands=self._hands))
                self._source = source
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *exc: object) -> None:
        """Close everything."""
        self._stack.close()

    @property
    def name(self) -> str:
        """The clip's name; a trace keeps the name of the clip it was taken from."""
        return self._source.name if self._source is not None else self.path.name

    @property
    def duration_s(self) -> float | None:
        """As the source gives it; exact once it was read to its end."""
        if self._set is not None:
            return self._last_s
        return self._source.duration_s if self._source is not None else None

    @property
    def warnings(self) -> list[str]:
        """What is wrong with the clip; complete once it was read to its end."""
        return list(getattr(self._source, "warnings", []))

    @property
    def restarts(self) -> frozenset[int]:
        """Before which observations, counted from 0, the user began the set again."""
        return frozenset(() if self._set is None else self._set.restarts)

    def frames(self) -> Iterator[tuple[Frame | None, Observation]]:
        """Each observation with its picture; None from a trace, which keeps no pictures."""
        source = self._source
        if isinstance(source, Trace):
            for observation in source if self._set is None else self._set.of(source):
                self._last_s = observation.time_s
                yield None, observation
        elif source is not None and self._landmarker is not None:
            for frame in source:
                yield frame, self._landmarker(frame)

    def __iter__(self) -> Iterator[Observation]:
        """Each observation."""
        for _, observation in self.frames():
            yield observation
