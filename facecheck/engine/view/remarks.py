"""Warnings about what was seen, summed up over a whole recording."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from facecheck.core.frames import COVERED, FROZEN, NEW_PERSON, OTHER_FACE, UPSIDE_DOWN
from facecheck.core.messages import Message

SAYINGS: Mapping[str, str] = {
    UPSIDE_DOWN: "the picture is upside down for {seconds:.1f} s: nothing is judged there; "
    "--turn 180 puts it right",
    OTHER_FACE: "another face is in the picture, first at {first:.1f} s: the largest is judged "
    "unless --face says otherwise",
    NEW_PERSON: "another person sits there, first seen at {first:.1f} s: "
    "what a face shows at rest is learned anew from there",
    FROZEN: "the picture stands still for {seconds:.1f} s, first at {first:.1f} s: "
    "nothing is judged there",
    COVERED["mouth"]: "the mouth is covered for {seconds:.1f} s, first at {first:.1f} s: "
    "what it does is not judged there",
    COVERED["left eye"]: "the left eye is covered for {seconds:.1f} s, first at {first:.1f} s: "
    "what it does is not judged there",
    COVERED["right eye"]: "the right eye is covered for {seconds:.1f} s, first at {first:.1f} s: "
    "what it does is not judged there",
}
"""What is said of each obstacle that a picture may have, whatever is judged."""


LEAST_S: Mapping[str, float] = {OTHER_FACE: 1.5, **dict.fromkeys(COVERED.values(), 0.3)}
"""What lasts for less is not reported: a pattern taken for a face, somebody who passes."""

LEAST_HZ = 5.0
"""With fewer pictures a second a blink, or a movement's beginning, lies between two of them."""

NOTHING_HZ = 2.0
"""With fewer, the face is out of sight for longer than a hold may be bridged."""


@dataclass(slots=True)
class _Encounter:
    first_s: float
    seconds: float = 0.0


class ViewRemarks:
    """Adds up how long each obstacle was there."""

    def __init__(self) -> None:
        """Start with nothing in the way."""
        self._met: dict[str, _Encounter] = {}
        self._before: frozenset[str] = frozenset()
        self._first_s: float | None = None
        self._last_s = 0.0
        self._ticks = 0

    def step(self, time_s: float, passed_s: float, obstacles: frozenset[str]) -> None:
        """Take one tick.

        Args:
            time_s: Now.
            passed_s: Seconds since the tick before.
            obstacles: Those of the observation.
        """
        self._first_s = time_s if self._first_s is None else self._first_s
        self._last_s = time_s
        self._ticks += 1
        if not (obstacles or self._before):
            return
        for name in obstacles & SAYINGS.keys():
            met = self._met.setdefault(name, _Encounter(time_s))
            if name in self._before:
                met.seconds += passed_s
        self._before = obstacles

    @property
    def rate_hz(self) -> float | None:
        """Pictures a second; None before the third."""
        lasted_s = self._last_s - (self._first_s or 0.0)
        return (self._ticks - 1) / lasted_s if self._ticks > 2 and lasted_s > 0.0 else None

    @property
    def shows_nothing(self) -> bool:
        """Whether there are too few pictures to judge anything by."""
        return self.rate_hz is not None and self.rate_hz < NOTHING_HZ

    @property
    def notes(self) -> list[str]:
        """A sentence for each that was there, in the order of ``SAYINGS``; and of the rate."""
        met = [
            (said, self._met[name])
            for name, said in SAYINGS.items()
            if name in self._met and self._met[name].seconds >= LEAST_S.get(name, 0.0)
        ]
        notes: list[str] = [Message(said, seconds=m.seconds, first=m.first_s) for said, m in met]
        rate_hz = self.rate_hz
        if rate_hz is not None and rate_hz < LEAST_HZ:
            what = "no movement can" if self.shows_nothing else "blinks and quick movements cannot"
            notes.append(
                Message(
                    "{rate_hz:.2g} pictures a second are too few: {what} be followed (15 and more "
                    "are good; --speed or --fps where its times are not those of life)",
                    rate_hz=rate_hz,
                    what=what,
                )
            )
        return notes
