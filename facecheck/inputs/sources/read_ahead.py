"""Decoding on a thread of its own, a few frames ahead of the reader."""

from __future__ import annotations

from collections.abc import Iterator

from facecheck.core.frames import Frame
from facecheck.inputs.sources.base import FrameSource
from facecheck.inputs.sources.delegating import DelegatingSource
from facecheck.inputs.threads import DEPTH, Prefetch


class ReadAhead(DelegatingSource):
    """The same frames in the same order, read while the reader is busy with earlier ones.

    Args:
        inner: What to read; opened and closed with this source.
        depth: How many frames may wait. Memory is bounded by it.
    """

    def __init__(self, inner: FrameSource, depth: int = DEPTH) -> None:
        super().__init__(inner)
        self._depth = depth
        self._stage: Prefetch[Frame] | None = None

    def __exit__(self, *exc: object) -> None:
        """Stop reading and close the inner source."""
        self._halt()
        super().__exit__(*exc)

    def __iter__(self) -> Iterator[Frame]:
        """Yield every frame.

        Raises:
            SourceError: The inner source cannot be read; after the frames before it.
        """
        self._halt()
        self._stage = Prefetch(self._inner, "facecheck-decode", self._depth)
        with self._stage as frames:
            yield from frames

    def _halt(self) -> None:
        if self._stage is not None:
            self._stage.__exit__()
            self._stage = None
