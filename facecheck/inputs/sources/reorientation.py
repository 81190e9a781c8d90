"""Mirrors or turns frames where the file or the camera does not say so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

import numpy as np

from facecheck.core.frames import Frame, Image
from facecheck.core.player_clock import PlayerClock
from facecheck.core.read_as import ReadAs
from facecheck.inputs.sources.base import LiveSource, RecordedSource
from facecheck.inputs.sources.delegating import DelegatingSource


def reoriented(rgb: Image, *, mirrored: bool, turn: int) -> Image:
    """A picture put upright, then seen from before the face instead of in a mirror.

    Args:
        rgb: ``(height, width, 3)`` uint8.
        mirrored: Whether it shows the face as a mirror does.
        turn: Degrees clockwise, a multiple of 90.
    """
    turned = np.rot90(rgb, -turn // 90)
    turned = np.ascontiguousarray(turned[:, ::-1] if mirrored else turned)
    turned.flags.writeable = False
    return turned


class ReorientedClip(DelegatingSource):
    """A recording with its pictures mirrored or turned.

    Args:
        inner: The recording.
        read_as: How.
    """

    def __init__(self, inner: RecordedSource, read_as: ReadAs) -> None:
        super().__init__(inner)
        self._mirrored, self._turn = read_as.mirrored, read_as.turn or 0

    @property
    def player(self) -> PlayerClock:
        """That of the recording."""
        return cast("RecordedSource", self._inner).player

    def __iter__(self) -> Iterator[Frame]:
        """Yield every frame."""
        return map(self._changed, self._inner)

    def _changed(self, frame: Frame) -> Frame:
        rgb = reoriented(frame.rgb, mirrored=self._mirrored, turn=self._turn)
        return replace(frame, rgb=rgb)


class ReorientedCamera(ReorientedClip):
    """A camera with its pictures mirrored or turned: one that hangs upside down, say.

    Args:
        inner: The camera.
        read_as: How.
    """

    def __init__(self, inner: LiveSource, read_as: ReadAs) -> None:
        super().__init__(cast("RecordedSource", inner), read_as)
        self._camera = inner

    @property
    def ended(self) -> bool:
        """Whether no further frame will come."""
        return self._camera.ended

    @property
    def stalled_s(self) -> float:
        """How long no frame has come."""
        return self._camera.stalled_s

    def newest(self, timeout_s: float) -> Frame | None:
        """The newest frame not yet handed over; None after the timeout."""
        frame = self._camera.newest(timeout_s)
        return None if frame is None else self._changed(frame)
