"""Observations of what a page saw: what the landmarker here does beside the models."""

from __future__ import annotations

from dataclasses import replace
from typing import Self

from facecheck.app.session.page_observation import SeenFrame
from facecheck.core.frames import FROZEN, NEW_PERSON, NO_OBSTACLE, REPEATED, Frame, Observation
from facecheck.inputs.mediapipe.covered_regions import CoveredRegions, pitch_deg
from facecheck.inputs.mediapipe.lid_reader import LidReader
from facecheck.inputs.mediapipe.person_watch import PersonWatch
from facecheck.inputs.stillness import STILL_S, StandingTime


class PageLandmarker:
    """Makes an observation of each frame that a page has looked at, in order of time.

    As ``Landmarker`` does with a picture: lids are read off the pictures of the eyes, a covered
    mouth or eye is known by its colours, a picture that stands is not judged. What only a whole
    picture would show is not looked for: a second face, a face upside down or far away.

    Args:
        lids: Whether lids are wanted.
    """

    def __init__(self, *, lids: bool = True) -> None:
        self._reads_lids = lids
        self._begin()

    def _begin(self) -> None:
        self._size = 0, 0
        self._lids = LidReader()
        self._covered = CoveredRegions()
        self._person = PersonWatch()
        self._standing = StandingTime()

    def __enter__(self) -> Self:
        """Nothing is to be loaded."""
        self._begin()
        return self

    def __exit__(self, *exc: object) -> None:
        """Nor freed."""

    def __call__(self, frame: Frame) -> Observation:
        """The observation of a frame.

        Raises:
            TypeError: It is a picture that no page has looked at.
        """
        if not isinstance(frame, SeenFrame):
            raise TypeError("a page that runs the models sends what it saw, and no picture")
        sight, time_s = frame.sight, frame.time_s
        if sight.size != self._size:
            self._size, self._covered = sight.size, CoveredRegions()
        face, found = sight.face, NO_OBSTACLE
        if face is None:
            self._standing.forget()
        elif (still_s := self._standing.step(time_s, same=sight.same)) > 0.0:
            found = frozenset({REPEATED, FROZEN} if still_s > STILL_S else {REPEATED})
        if FROZEN in found:
            face = None
        if face is not None:
            if self._reads_lids:
                lids = self._lids.step(time_s, sight.eyes, face.points)
                face = replace(face, lids=lids)
            colours = sight.colours
            if colours is not None:
                covered = self._covered.step_colours(
                    time_s, lambda: colours, face.points, pitch_deg(face.matrix)
                )
                found |= covered
                looked = None if covered else self._covered.looked
                if looked is not None and self._person.step(time_s, face, looked):
                    self._covered = CoveredRegions()
                    found |= {NEW_PERSON}
        return Observation(
            time_s=time_s,
            size=sight.size,
            face=face,
            hands=sight.hands,
            brightness=None if face is None else sight.brightness,
            obstacles=found,
        )
