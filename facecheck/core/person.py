"""A person's profile and plan as values; the rules are in `programme`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Literal

from facecheck.core.messages import Message
from facecheck.core.sides import Side

Effect = Literal["pressing", "rubbing", "current", "band", "jaw", "jaw_resistance"]
"""What an exercise does beyond moving the face's own muscles; cautions are about these.

`pressing`, `rubbing` and `current` act on the skin, `band` presses under the chin, `jaw` opens the
jaw joint wide and `jaw_resistance` does so against a load.
"""

Condition = Literal["implant", "epilepsy", "pregnancy", "cancer", "under-18", "jaw-pain"]

DEFAULT_WAIT_DAYS = 14
"""The longest wait that clinics advise after an injection; a clinician's own word comes first."""

MOST_WAIT_DAYS = 365

TONER_MINUTES = (10, 20)

MOST_WEEKS = 104

LAST_DAY = date(2999, 12, 31)
"""A later day is a slip of the pen, and the calendar itself ends in the year 9999."""


@dataclass(frozen=True, slots=True)
class Injection:
    """An injection into the face.

    Attributes:
        on: The day.
        area: Where, in the person's words; None if they did not say.
        wait_days: Whole days after that day in which nothing shall press or rub, 0 to 365.
        advised: Whether the person set the days; else they are the default.

    Raises:
        ValueError: The days are not possible.
    """

    on: date
    area: str | None = None
    wait_days: int = DEFAULT_WAIT_DAYS
    advised: bool = False

    def __post_init__(self) -> None:
        """Refuse what is not possible."""
        if not 0 <= self.wait_days <= MOST_WAIT_DAYS:
            raise ValueError(
                Message(
                    "days to wait must be 0 to {most_wait_days}, not {wait_days}",
                    most_wait_days=MOST_WAIT_DAYS,
                    wait_days=self.wait_days,
                )
            )
        _possible(self.on)

    @property
    def back_on(self) -> date:
        """The first day after the wait. The hour is not known, so the days are whole ones."""
        return self.on + timedelta(days=self.wait_days + 1 if self.wait_days else 0)


PUPIL_DISTANCE_MM = (45.0, 80.0)
"""Of adults, from the narrowest to the widest (Dodgson, SPIE 5291, 2004: 52 to 78 in his data)."""


@dataclass(frozen=True, slots=True)
class Person:
    """What a person says of themselves.

    Attributes:
        name: What reports call them.
        affected_side: The side of a facial palsy; the person's left is left.
        toner_minutes: Of a session with a microcurrent toner, 10 to 20; None: the exercise's own.
        reminders: Times of the day, rising.
        injections: By day; at most one for each area.
        conditions: For which a device or an exercise warns; None where nobody answered yet.
        keeps_history: Whether sessions are kept.
        pupil_distance_mm: Between the pupils, as an optician measures it, 45 to 80.

    Raises:
        ValueError: A value is not possible.
    """

    name: str | None = None
    affected_side: Side | None = None
    toner_minutes: int | None = None
    reminders: tuple[time, ...] = ()
    injections: tuple[Injection, ...] = ()
    conditions: tuple[Condition, ...] | None = None
    keeps_history: bool = True
    pupil_distance_mm: float | None = None

    def __post_init__(self) -> None:
        """Refuse what is not possible."""
        narrow, wide = PUPIL_DISTANCE_MM
        pupils = self.pupil_distance_mm
        if pupils is not None and not narrow <= pupils <= wide:
            raise ValueError(
                Message(
                    "pupil distance must be {narrow:g} to {wide:g} mm, not {pupils:g}",
                    narrow=narrow,
                    wide=wide,
                    pupils=pupils,
                )
            )
        least, most = TONER_MINUTES
        if self.toner_minutes is not None and not least <= self.toner_minutes <= most:
            raise ValueError(
                Message(
                    "toner minutes must be {least} to {most}, not {toner_minutes}",
                    least=least,
                    most=most,
                    toner_minutes=self.toner_minutes,
                )
            )


ANYBODY = Person()


@dataclass(frozen=True, slots=True)
class Dose:
    """What a prescription asks of one exercise.

    Attributes:
        exercise: Its id, or a routine's.
        reps: Repetitions to a set; None for the exercise's own.
        hold_s: Seconds to hold; None for the exercise's own.
        sets: How many sets of it, one after the other, 1 to 20.

    Raises:
        ValueError: A value is not possible.
    """

    exercise: str
    reps: int | None = None
    hold_s: float | None = None
    sets: int = 1

    def __post_init__(self) -> None:
        """Refuse what is not possible."""
        if self.reps is not None and not 1 <= self.reps <= 1000:
            raise ValueError(Message("reps must be 1 to 1000, not {reps}", reps=self.reps))
        if self.hold_s is not None and not 0.0 <= self.hold_s <= 3600.0:
            raise ValueError(
                Message("hold_s must be 0 to 3600, not {hold_s:g}", hold_s=self.hold_s)
            )
        if not 1 <= self.sets <= 20:
            raise ValueError(Message("sets must be 1 to 20, not {sets}", sets=self.sets))


@dataclass(frozen=True, slots=True)
class Plan:
    """Which exercises on which days.

    Attributes:
        start: The first day.
        weeks: How many weeks from there, 1 to 104.
        weekdays: 0 for Monday to 6 for Sunday, rising, at least one.
        exercises: Ids of exercises and routines, in order, at least one.
        key: Names the plan in calendars, so that a changed plan replaces the old one there.
        changes: How often it was changed since.
        until: The last day, where a prescription names one; it lies in the last week.
        doses: What a prescription asks of each exercise; none for a plan of one's own.
        by: Who prescribed it.
        note: What they wrote beside it.

    Raises:
        ValueError: A value is not possible.
    """

    start: date
    weeks: int = 12
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
    exercises: tuple[str, ...] = ("circuit",)
    key: str = ""
    changes: int = 0
    until: date | None = None
    doses: tuple[Dose, ...] = ()
    by: str | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        """Refuse what is not possible."""
        if not 1 <= self.weeks <= MOST_WEEKS:
            raise ValueError(
                Message(
                    "weeks must be 1 to {most_weeks}, not {weeks}",
                    most_weeks=MOST_WEEKS,
                    weeks=self.weeks,
                )
            )
        if not self.weekdays or not set(self.weekdays) <= set(range(7)):
            raise ValueError("weekdays must be of 0 (Monday) to 6 (Sunday), at least one")
        if not self.exercises:
            raise ValueError("a plan needs an exercise")
        _possible(self.start)

    @property
    def end(self) -> date:
        """The first day after the plan."""
        end = self.start + timedelta(weeks=self.weeks)
        return end if self.until is None else min(end, self.until + timedelta(days=1))


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """An entry of a calendar file that was written: what has to be known to change it there.

    Attributes:
        uid: Names it in calendars.
        sequence: The number of its last change there; a higher one wins.
        mark: Tells whether it was written otherwise since.
        start: Its first day, or day and hour, as ISO 8601 without a zone.
        last: The last day on which it takes place.
        cancelled: Whether it was taken back.
    """

    uid: str
    sequence: int
    mark: str
    start: str
    last: date
    cancelled: bool = False


def _possible(day: date) -> None:
    if day > LAST_DAY:
        raise ValueError(
            Message(
                "the day must not be after {last_day}, and is {day}", last_day=LAST_DAY, day=day
            )
        )
