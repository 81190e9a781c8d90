"""Opens a clip, an image folder or a trace as observations to score."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Self

from facecheck.core.errors import SourceError
from facecheck.core.frames import EVERYTHING, Details, Frame, Group, Observation
from facecheck.core.player_clock import PlayerClock
from facecheck.core.read_as import PLAIN, ReadAs
from facecheck.core.text import printable
from facecheck.inputs.mediapipe.landmarker import Landmarker
from facecheck.inputs.other_programs.openface import OpenFaceTable, is_openface
from facecheck.inputs.sources import FrameSource, ReadAhead, RecordedSource, open_clip
from facecheck.inputs.sources.thinning import MOST_FPS
from facecheck.inputs.trace import SUFFIX, Trace
from facecheck.inputs.trace.session_sets import RecordedSet, last_of
from facecheck.inputs.upright import UprightFrames

TRACE_SUFFIX = SUFFIX

SET_TOGETHER = 256
"""Observations of a set of a session, which does not begin where a group of rows does."""

CHUNK_SIZE = 8
"""Frames of a clip that are measured together: one at a time costs ten times as much, and more of
them only hold more pictures."""


def recorded_name(path: Path) -> str:
    """What the clip is called that a file is, or was made of: a trace keeps its clip's name.

    Raises:
        TraceError: A trace cannot be read.
    """
    if path.suffix != TRACE_SUFFIX:
        return open_clip(path).name
    with Trace(path) as trace:
        return trace.name


class Recording:
    """Observations of a recorded clip or trace, in time order.

    Args:
        path: A clip, a folder of images, a trace, or OpenFace's table of landmarks.
        hands: Whether to look for hands in a clip; a trace holds what was looked for.
        exercise: The id of what is judged: of a session's trace, only its last set is given.
        overlapped: Decode, look for the face and for hands on threads of their own; otherwise one
            after the other on the caller's. The observations are the same.
        read_as: What is known of a clip from elsewhere: its rate, its times, which stream.
        details: What of faces is looked at besides landmarks, or read of a trace.
        every_picture: Look at every picture of a clip that has more than some 30 a second, whatever
            ``read_as`` says.
    """

    def __init__(
        self,
        path: Path,
        *,
        hands: bool,
        exercise: str | None = None,
        overlapped: bool = True,
        read_as: ReadAs = PLAIN,
        details: Details = EVERYTHING,
        every_picture: bool = False,
    ) -> None:
        self.path = Path(path)
        self._most_fps = None if every_picture or read_as.every_picture else MOST_FPS
        # A trace has the pictures that were looked at.
        self._read_as = replace(read_as, every_picture=False)
        self._clip: RecordedSource | Trace | OpenFaceTable | None = None
        self._hands = hands
        self._details = details
        self._exercise = exercise
        self._set: RecordedSet | None = None
        self._last_s = 0.0
        self._overlapped = overlapped
        self._stack = ExitStack()
        self._source: FrameSource | Trace | OpenFaceTable | None = None
        self._landmarker: Landmarker | None = None
        self._upright: UprightFrames | None = None

    def __enter__(self) -> Self:
        """Open the file, and the models for a clip.

        Raises:
            SourceError: The clip cannot be opened.
            TraceError: The trace cannot be read.
            ModelError: A model is missing.
        """
        with ExitStack() as stack:
            if self.path.suffix == TRACE_SUFFIX:
                if self._read_as != PLAIN:
                    raise SourceError(
                        "{path}: a trace has the times and faces it was made with; {options}: "
                        "say it when you make the trace, from the clip",
                        path=self.path,
                        options=", ".join(self._read_as.options),
                    )
                self._clip = trace = stack.enter_context(Trace(self.path))
                if self._exercise is not None:
                    self._set = last_of(trace.sets, self._exercise)
                self._source = trace
            elif is_openface(self.path):
                self._clip = self._source = stack.enter_context(self._openface())
            else:
                self._clip = clip = open_clip(self.path, self._read_as, most_fps=self._most_fps)
                source = stack.enter_context(ReadAhead(clip) if self._overlapped else clip)
                whose = self._read_as.face
                lens = Landmarker(hands=self._hands, whose=whose, details=self._details)
                self._landmarker = stack.enter_context(lens)
                self._source = source
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *exc: object) -> None:
        """Close everything."""
        self._stack.close()

    def _openface(self) -> OpenFaceTable:
        if self._read_as != PLAIN:
            raise SourceError(
                "{path}: OpenFace's table has its own times; take the option out", path=self.path
            )
        return OpenFaceTable(self.path)

    @property
    def carries(self) -> tuple[frozenset[int], frozenset[str]] | None:
        """Which landmarks and blendshapes it has, where it has not all of them."""
        return self._source.carries if isinstance(self._source, OpenFaceTable) else None

    @property
    def name(self) -> str:
        """The clip's name; a trace keeps the name of the clip it was taken from."""
        return self._source.name if self._source is not None else printable(self.path.name)

    @property
    def duration_s(self) -> float | None:
        """As the source gives it; exact once it was read to its end."""
        if self._set is not None:
            return self._last_s
        return self._source.duration_s if self._source is not None else None

    @property
    def player(self) -> PlayerClock:
        """Where a player stands at the clip's times; known once it was read to its end."""
        return PlayerClock() if self._clip is None else self._clip.player

    @property
    def models(self) -> str | None:
        """What ran the models that saw this, with its version; None where nobody knows."""
        if self._landmarker is not None:
            return self._landmarker.way
        return self._source.models if isinstance(self._source, Trace) else None

    @property
    def warnings(self) -> list[str]:
        """What is wrong with the clip; complete once it was read to its end."""
        turned = [] if self._upright is None else self._upright.notes
        return [*getattr(self._source, "warnings", []), *turned]

    @property
    def restarts(self) -> frozenset[int]:
        """Before which observations, counted from 0, the user began the set again."""
        return frozenset(() if self._set is None else self._set.restarts)

    @property
    def pauses(self) -> frozenset[int]:
        """Before which observations, counted from 0, there was a pause that nothing bridges."""
        return frozenset(() if self._set is None else self._set.pauses)

    def groups(self, *, whole: bool = True) -> Iterator[Group]:
        """Observations, a few at once; with their pictures where there are any.

        Args:
            whole: Whether anybody will ask for a group's observations. Without, less is read of a
                trace, and asking is a ``RuntimeError``.
        """
        source = self._source
        if isinstance(source, Trace) and self._set is not None:
            rows = self._set.of(source)
            while chunk := list(islice(rows, SET_TOGETHER)):
                self._last_s = chunk[-1].time_s
                yield Group.of(chunk)
            return
        if isinstance(source, Trace):
            yield from source.groups(whole=whole, details=self._details)
            return
        if isinstance(source, OpenFaceTable):
            rows = iter(source)
            while chunk := list(islice(rows, SET_TOGETHER)):
                yield Group.of(chunk)
            return
        looked = self._looked()
        while some := list(islice(looked, CHUNK_SIZE)):
            frames, observations = zip(*some, strict=True)
            yield Group.of(observations, frames)

    def __iter__(self) -> Iterator[Observation]:
        """Each observation."""
        if isinstance(self._source, Trace):
            for group in self.groups():
                yield from group.observations
            return
        if isinstance(self._source, OpenFaceTable):
            yield from self._source
            return
        for _, observation in self._looked():
            yield observation

    def _looked(self) -> Iterator[tuple[Frame, Observation]]:
        source = self._source
        if self._landmarker is None or source is None or isinstance(source, Trace | OpenFaceTable):
            return iter(())
        if self._read_as.turn is not None:
            return self._landmarker.follow(source, overlapped=self._overlapped)
        self._upright = UprightFrames(source, self._landmarker.sight)
        return self._landmarker.follow(self._upright, overlapped=self._overlapped)
