"""Blinks, winks and held closures, told apart by depth, duration and side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

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

REOPEN_GLITCH_S = 0.3
"""Lids that were shut and part for less than this, and not as far as `OPEN_ABOVE`, were not opened:
a blink the other way round, or a closure that flickers. The real ones last 0.1 to 0.2 s."""

IRIS_SEEN = 0.045
"""Mean height of the upper lids' edges over the middles of the irises, in apertures of rest, from
which the irises were in view: eyes that look down, however steeply. A lid that is shut covers them,
and the mesh puts them at its edge or behind it: -0.05 to 0.02 in closures of real people and -0.13
to -0.06 in rendered ones; 0.065 and more in looks down of either."""

SLIT = 0.12
"""Mean aperture, as a fraction of rest, over which such lids left a slit for them to be seen in:
half-way between closures (0.11 and less) and the steepest looks down (0.2 to 0.28)."""

LEAST_REST = 1e-3
"""No eye is as narrow as this at rest: what has no width yet is not divided by."""

COMES_S = 0.4
"""A hand is before an eye within this from where it first disturbs the mesh."""

ONE_OPEN = 0.65
"""With one eye this open, the other one winks."""


class Eyes(NamedTuple):
    """What both eyes show at one instant.

    Attributes:
        left: The left eye's aperture as a fraction of its rest.
        right: The right eye's.
        lid: Height of the higher upper lid over the line between the eye corners, in eye widths.
        upper: Mean height of both upper lids over that line, in apertures of rest.
        over_iris: How far the upper lids' edges are above the middles of the irises, in apertures
            of rest: 0.41 to 0.52 in open eyes, real and rendered.
        squinting: The lower lids came up by more than the upper ones' way explains.
    """

    left: float
    right: float
    lid: float
    upper: float
    over_iris: float
    squinting: bool = False


def eyes_of(
    values: Mapping[str, float], rests: Mapping[str, float | None], *, squinting: bool
) -> Eyes:
    """Both eyes from their measures and the rests of their apertures, by side.

    An eye whose rest is not known yet is taken to be at rest.
    """
    aperture, upper, over_iris = {}, 0.0, 0.0
    for side in ("left", "right"):
        now, lid = values[f"lid_aperture_{side}"], values[f"lid_upper_{side}"]
        rest = rests[side] or max(now, LEAST_REST)
        aperture[side] = now / rest
        upper += 0.5 * lid / rest
        over_iris += 0.5 * (lid - values[f"iris_height_{side}"]) / rest
    lid = max(values["lid_upper_left"], values["lid_upper_right"])
    return Eyes(aperture["left"], aperture["right"], lid, upper, over_iris, squinting)


@dataclass(slots=True)
class _Closure:
    """Lids that are shut.

    Attributes:
        start_s: Since when.
        min_aperture: The least aperture.
        parted_s: When they parted; None while they are shut.
        instants: Of those at which they were shut: how many, and the sums of aperture and of
            the lids' height over the irises.
    """

    start_s: float
    min_aperture: float
    parted_s: float | None = None
    instants: int = 0
    apertures: float = 0.0
    over_iris: float = 0.0

    def add(self, aperture: float, over_iris: float) -> None:
        """Take an instant at which they are shut."""
        self.min_aperture = min(self.min_aperture, aperture)
        self.instants += 1
        self.apertures += aperture
        self.over_iris += over_iris

    @property
    def looks_down(self) -> bool:
        """Whether the irises were in view meanwhile, through a slit."""
        return self.apertures > SLIT * self.instants and self.over_iris > IRIS_SEEN * self.instants


@dataclass(slots=True)
class EyeWatch:
    """Follows both eyes' apertures, as fractions of their rest."""

    _blinks: BlinkWatch = field(default_factory=BlinkWatch)
    _shut: _Closure | None = None
    _shut_until_s: float = -1.0
    _events: list[FaceEvent] = field(default_factory=list)

    def step(self, time_s: float, eyes: Eyes) -> list[FaceEvent]:
        """Take both eyes; return the events that ended.

        A blink is read from the mean of both eyes: the eye turned away or beside a hand is the
        less certain one, but seldom wrong alone.
        """
        both = 0.5 * (eyes.left + eyes.right)
        if max(eyes.left, eyes.right) > ONE_OPEN:
            both = max(both, OPEN_ABOVE)
        self._advance_closure(time_s, both, eyes)
        self._add_blink(self._blinks.step(time_s, both, eyes.upper))
        done, self._events = self._events, []
        return done

    def finish(self, time_s: float) -> list[FaceEvent]:
        """End what is going on: the face is lost or the clip ends."""
        self._end_closure(time_s)
        self._add_blink(self._blinks.finish(time_s))
        done, self._events = self._events, []
        return done

    def forget(self, time_s: float) -> None:
        """Something comes before an eye, or goes: what has just begun is not the lids' doing."""
        self._blinks.forget()
        shut = self._shut
        if shut is not None and time_s - shut.start_s < COMES_S:
            self._shut = None

    def forget_all(self) -> None:
        """Nothing is known of these lids."""
        self._blinks.forget()
        self._shut = None

    def _advance_closure(self, time_s: float, both: float, eyes: Eyes) -> None:
        under = LID_ON_LINE if eyes.squinting else LID_DOWN
        shut, down, lid = self._shut, both < CLOSED_BELOW and eyes.lid < under, eyes.lid
        if shut is None:
            if down:
                self._shut = _Closure(time_s, both)
                self._shut.add(both, eyes.over_iris)
            return
        if down or (shut.parted_s is None and both < CLOSED_ABOVE and lid < LID_UP):
            shut.parted_s = None
            shut.add(both, eyes.over_iris)
        elif shut.parted_s is None:
            shut.parted_s = time_s
        if shut.parted_s is None:
            return
        if both >= OPEN_ABOVE or time_s - shut.parted_s > REOPEN_GLITCH_S:
            self._end_closure(time_s)

    def _end_closure(self, time_s: float) -> None:
        shut, self._shut = self._shut, None
        if shut is None:
            return
        end_s = shut.parted_s if shut.parted_s is not None else time_s
        if end_s - shut.start_s > BLINK_MOST_S and not shut.looks_down:
            self._shut_until_s = end_s
            self._add("eyes_closed", shut.start_s, end_s, shut.min_aperture)

    def _add_blink(self, blink: Blink | None) -> None:
        if blink is not None and blink.start_s >= self._shut_until_s:
            self._add("blink", *blink)

    def _add(self, kind: str, start_s: float, end_s: float, min_aperture: float) -> None:
        self._events.append(
            FaceEvent(kind, "both", start_s, end_s, min(max(1.0 - min_aperture, 0.0), 1.0))
        )
