"""A source seen through a change, and facecheck judging clips so changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from evaluation.variations.streams import Change
from evaluation.variations.table import VARIATIONS
from facecheck.core.frames import Frame
from facecheck.core.read_as import PLAIN, ReadAs
from facecheck.evaluate.cache import TraceCache, recorded_once
from facecheck.evaluate.detectors import Facecheck, Recorded, made_with
from facecheck.inputs.mediapipe.landmarker import Landmarker
from facecheck.inputs.sources import DelegatingSource, FrameSource, open_clip
from facecheck.inputs.trace import TraceWriter


class Varied(DelegatingSource):
    """A source whose frames go through a change.

    Args:
        inner: Opened and closed with this source.
        change: From its frames to others.
    """

    def __init__(self, inner: FrameSource, change: Change) -> None:
        super().__init__(inner)
        self._change = change
        self._ends_s: float | None = None

    @property
    def duration_s(self) -> float | None:
        """Where the last frame read ends, once all were read; before, the source's own."""
        return self._inner.duration_s if self._ends_s is None else self._ends_s

    def __iter__(self) -> Iterator[Frame]:
        """Yield the changed frames in time order."""
        before_s = last_s = 0.0
        for frame in self._change(self._inner):
            before_s, last_s = last_s, frame.time_s
            yield frame
        self._ends_s = last_s + (last_s - before_s)


def record(clip: Path, path: Path, change: Change, *, hands: bool, read_as: ReadAs = PLAIN) -> None:
    """Run the models over a clip seen through a change, and write what they saw.

    Raises:
        SourceError: The clip cannot be read.
        ModelError: A model is missing.
        OutputError: The trace cannot be written.
    """
    with (
        Varied(open_clip(clip, read_as), change) as source,
        Landmarker(hands=hands) as landmarker,
        TraceWriter(path, source.name) as writer,
    ):
        for _, observation in landmarker.follow(source):
            writer.write(observation)
        writer.duration_s = source.duration_s
        writer.warnings = tuple(source.warnings)


@dataclass(frozen=True, slots=True)
class VariedFacecheck(Facecheck):
    """facecheck, shown clips through a variation.

    Attributes:
        variation: What is done to the pictures.
    """

    variation: str = ""

    @contextmanager
    def watch(
        self, clip: Path, *, hands: bool, read_as: ReadAs | None = None
    ) -> Iterator[Recorded]:
        """Run the models over the changed clip, or find what they saw in it before.

        Raises:
            SourceError: The clip cannot be read.
            ModelError: A model is missing.
            OutputError: The cache cannot be written.
        """
        change = VARIATIONS[self.variation].change
        how = self.read_as if read_as is None else read_as

        def make(path: Path) -> None:
            record(clip, path, change, hands=hands, read_as=how)

        place: AbstractContextManager[Path] = (
            recorded_once(make)
            if self.cache is None
            else TraceCache(self.cache, _made_with(self.variation)).trace(
                clip, make, hands=hands, read_as=how
            )
        )
        with place as path:
            yield Recorded(path, hands, self.exercises)


def _made_with(variation: str) -> tuple[str, ...]:
    """As for the clip itself, with the variation and the code that makes it."""
    code = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        code.update(path.read_bytes())
    return (*made_with(), code.hexdigest(), variation)
