"""Blinks, winks and held closures, told apart by depth, duration and side."""

from __future__ import annotations

from dataclasses import dataclass, field

from facecheck.core.events import FaceEvent
from facecheck.engine.face_events.blinks import BLINK_MOST_S, Blink, BlinkWatch

CLOSED_BELOW = 0.28
"""Fraction under which a lid that stays there is shut. Shut eyes read 0.02 to 0.2 on the real
clips: the mesh leaves a slit under lashes."""

LID_DOWN = 0.045
"""Height of the upper lid over the line between the eye corners, in eye widths, under which it is
down. A shut lid lies on that line or below it (-0.10 to 0.03 on the real clips); in a squint,
however narrow, it stays at 0.09 and more."""

LID_ON_LINE = 0.0
"""Under this the lid is down whatever the lower one does. Above it, lids that met because the lower
one came up as far are squinting: rendered squints, however narrow, keep the upper lid over 0.01."""

CLOSED_ABOVE = 0.40
"""A held closure ends above this; higher than `CLOSED_BELOW`: the mesh wavers under lashes."""

LID_UP = 0.07
"""Height of the upper lid at which a held closure ends as well: half-way to the least of a squint.
Eyes that reopen slowly lift the lid off the lower one long before they are open."""

OPEN_ABOVE = 0.56
"""Fraction at which the eyes are open again."""

GLINT_S = 0.3
"""Lids that were held shut and part for less than this, and not as far as `OPEN_ABOVE`, were not
opened: a blink the other way round. The real ones last 0.1 to 0.2 s."""

ONE_OPEN = 0.65
"""With one eye this open, the other one winks."""


@dataclass(slots=True)
class _Closure:
    """Lids that are shut.

    Attributes:
        start_s: Since when.
        least: The least aperture.
        parted_s: When they parted; None while they are shut.
    """

    start_s: float
    least: float
    parted_s: float | None = None


@dataclass(slots=True)
class EyeWatch:
    """Follows both eyes' apertures, as fractions of their rest."""

    _blinks: BlinkWatch = field(default_factory=BlinkWatch)
    _shut: _Closure | None = None
    _shut_until_s: float = -1.0
    _events: list[FaceEvent] = field(default_factory=list)

    def step(
        self, time_s: float, left: float, right: float, lid: float, *, squinting: bool = False
    ) -> list[FaceEvent]:
        """Take both fractions and the height of the higher upper lid; return the events that ended.

        `squinting` says that the lower lids came up by more than the upper ones' way explains.
        A blink is read from the mean of both eyes: the eye turned away or beside a hand is the
        less certain one, but seldom wrong alone.
        """
        both = 0.5 * (left + right)
        if max(left, right) > ONE_OPEN:
            both = max(both, OPEN_ABOVE)
        self._held(time_s, both, lid, LID_ON_LINE if squinting else LID_DOWN)
        self._blinked(self._blinks.step(time_s, both))
        done, self._events = self._events, []
        return done

    def finish(self, time_s: float) -> list[FaceEvent]:
        """End what is going on: the face is lost or the clip ends."""
        self._end_held(time_s)
        self._blinked(self._blinks.finish(time_s))
        done, self._events = self._events, []
        return done

    def _held(self, time_s: float, both: float, lid: float, under: float) -> None:
        shut, down = self._shut, both < CLOSED_BELOW and lid < under
        if shut is None:
            if down:
                self._shut = _Closure(time_s, both)
            return
        if down or (shut.parted_s is None and both < CLOSED_ABOVE and lid < LID_UP):
            shut.least, shut.parted_s = min(shut.least, both), None
        elif shut.parted_s is None:
            shut.parted_s = time_s
        if shut.parted_s is None:
            return
        held = shut.parted_s - shut.start_s > BLINK_MOST_S
        if not held or both >= OPEN_ABOVE or time_s - shut.parted_s > GLINT_S:
            self._end_held(time_s)

    def _end_held(self, time_s: float) -> None:
        shut, self._shut = self._shut, None
        if shut is None:
            return
        end_s = shut.parted_s if shut.parted_s is not None else time_s
        if end_s - shut.start_s > BLINK_MOST_S:
            self._shut_until_s = end_s
            self._add("eyes_closed", shut.start_s, end_s, shut.least)

    def _blinked(self, blink: Blink | None) -> None:
        if blink is not None and blink.start_s >= self._shut_until_s:
            self._add("blink", *blink)

    def _add(self, kind: str, start_s: float, end_s: float, least: float) -> None:
        self._events.append(
            FaceEvent(kind, "both", start_s, end_s, min(max(1.0 - least, 0.0), 1.0))
        )
