"""A source that wraps another one and passes its properties on."""

from __future__ import annotations

from typing import Self

from facecheck.inputs.sources.base import FrameSource


class DelegatingSource:
    """Opens and closes the inner source, and says of itself what that one says.

    Args:
        inner: What frames come from; opened and closed with this source.
    """

    def __init__(self, inner: FrameSource) -> None:
        self._inner = inner

    @property
    def name(self) -> str:
        """The inner source's name."""
        return self._inner.name

    @property
    def duration_s(self) -> float | None:
        """The inner source's duration."""
        return self._inner.duration_s

    @property
    def warnings(self) -> list[str]:
        """The inner source's warnings."""
        return self._inner.warnings

    @property
    def dropped(self) -> int:
        """What the inner source dropped."""
        return self._inner.dropped

    def __enter__(self) -> Self:
        """Open the inner source.

        Raises:
            SourceError: It cannot be opened.
        """
        self._inner.__enter__()
        return self

    def __exit__(self, *exc: object) -> None:
        """Close the inner source."""
        self._inner.__exit__(*exc)
