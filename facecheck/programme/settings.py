"""What a user types into their profile, key by key: text to a changed person, and back to text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, get_args

from facecheck.core.errors import ProfileError
from facecheck.core.messages import Message, joined
from facecheck.core.person import ANYBODY, TONER_MINUTES, Condition, Injection, Person
from facecheck.core.sides import Side
from facecheck.programme.conditions import CONDITIONS
from facecheck.programme.user_input import known, parse_day, parse_times, plain_text, words
from facecheck.programme.wording import days

NONE: Final = "none"
ALL: Final = "all"
_ALSO: Final[Mapping[str, Condition]] = {
    "pacemaker": "implant",
    "pregnant": "pregnancy",
    "tmj": "jaw-pain",
    "minor": "under-18",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """One key of the profile.

    Attributes:
        says: What it is, and what it takes.
        put: Reads a text and sets it; `injection` has a function of its own.
        forget: Takes it out again.
        show: What it is set to, for people; empty where it is not.
    """

    says: str
    put: Callable[[Person, str], Person] | None
    forget: Callable[[Person], Person]
    show: Callable[[Person], str]


def change(
    person: Person,
    key: str,
    text: str,
    today: date,
    *,
    area: str | None = None,
    wait_days: int | None = None,
) -> Person:
    """Set one key. An injection is added; an earlier one into the same area gives way.

    Args:
        person: As they are.
        key: One of `SETTINGS`.
        text: What was typed.
        today: To read days by.
        area: Of an injection: where, in the person's words.
        wait_days: Of an injection: what the clinician advised; None for the default.

    Raises:
        ProfileError: There is no such key, or its value is not possible.
    """
    put = SETTINGS[known(key, SETTINGS, "key")].put
    try:
        if put is None:
            return _add_injection(person, text, area, wait_days, today)
        if area is not None or wait_days is not None:
            raise ProfileError(
                "--area and --days belong to injection, not to {key}; leave them out", key=key
            )
        return put(person, text)
    except ValueError as error:
        raise ProfileError("{key}: {error}", key=key, error=error.args[0]) from error


def clear(person: Person, key: str) -> Person:
    """Forget one key, or `all` of them.

    Raises:
        ProfileError: There is no such key.
    """
    if key == ALL:
        return ANYBODY
    return SETTINGS[known(key, (*SETTINGS, ALL), "key")].forget(person)


def _add_injection(
    person: Person, text: str, area: str | None, wait_days: int | None, today: date
) -> Person:
    where = None if area is None else plain_text(area)
    on = parse_day(text, today)
    if on > today + timedelta(days=365):
        raise ValueError(Message("{on:long} is more than a year away; check the year", on=on))
    made = Injection(on, where) if wait_days is None else Injection(on, where, wait_days, True)
    others = (each for each in person.injections if each.area != made.area)
    return replace(person, injections=tuple(sorted((*others, made), key=lambda each: each.on)))


def _minutes(text: str) -> int:
    least, most = TONER_MINUTES
    if not text.strip().isascii() or not text.strip().isdigit():
        raise ValueError(
            Message(
                "{text!r} is no number of minutes; give {least} to {most}",
                text=text,
                least=least,
                most=most,
            )
        )
    return int(text)


def _millimetres(text: str) -> float:
    word = text.lower().removesuffix("mm").strip()
    if not re.fullmatch(r"\d{1,3}([.,]\d)?", word):
        raise ValueError(
            Message("{text!r} is no number of millimetres; an example is 63", text=text)
        )
    return float(word.replace(",", "."))


def _conditions(text: str) -> tuple[Condition, ...]:
    listed = [_ALSO.get(word.lower(), word.lower()) for word in words(text)]
    if listed == [NONE]:
        return ()
    wanted = {known(word, (*CONDITIONS, NONE), "condition") for word in listed}
    if NONE in wanted:
        raise ValueError(Message("{none!r} stands alone; leave it out, or the others", none=NONE))
    return tuple(name for name in get_args(Condition) if name in wanted)


def _side(text: str) -> Side:
    side: Side = (
        "left" if known(text.strip().lower(), get_args(Side), "side") == "left" else "right"
    )
    return side


def _is_on(text: str) -> bool:
    return known(text.strip().lower(), ("on", "off"), "answer") == "on"


def _show_injections(person: Person) -> str:
    shown = []
    for each in person.injections:
        whose = "as you set" if each.advised else "facecheck's default"
        where = f" ({each.area})" if each.area else ""
        told = "{on:long}{where}: {days} to wait, {whose}; over on {back_on:long}"
        shown.append(
            Message(
                told,
                on=each.on,
                where=where,
                days=days(each.wait_days),
                whose=whose,
                back_on=each.back_on,
            )
        )
    return joined(shown, "\n") if shown else ""


def _show_conditions(person: Person) -> str:
    if person.conditions is None:
        return ""
    titles = [CONDITIONS[name].title for name in person.conditions]
    return joined(titles) if titles else "none of those asked"


SETTINGS: Final[Mapping[str, Setting]] = {
    "name": Setting(
        "what reports call you",
        lambda person, text: replace(person, name=plain_text(text)),
        lambda person: replace(person, name=None),
        lambda person: person.name or "",
    ),
    "affected-side": Setting(
        "of a facial palsy: left or right, yours",
        lambda person, text: replace(person, affected_side=_side(text)),
        lambda person: replace(person, affected_side=None),
        lambda person: person.affected_side or "",
    ),
    "toner-minutes": Setting(
        "of a session with the toner: 10 to 20",
        lambda person, text: replace(person, toner_minutes=_minutes(text)),
        lambda person: replace(person, toner_minutes=None),
        lambda person: "" if person.toner_minutes is None else f"{person.toner_minutes}",
    ),
    "pupil-distance": Setting(
        "in millimetres, as on a pair of glasses' prescription: 63",
        lambda person, text: replace(person, pupil_distance_mm=_millimetres(text)),
        lambda person: replace(person, pupil_distance_mm=None),
        lambda person: (
            "" if person.pupil_distance_mm is None else f"{person.pupil_distance_mm:g} mm"
        ),
    ),
    "reminders": Setting(
        "times of the day for the calendar: 08:00 19:30",
        lambda person, text: replace(person, reminders=parse_times(text)),
        lambda person: replace(person, reminders=()),
        lambda person: ", ".join(f"{at:%H:%M}" for at in person.reminders),
    ),
    "injection": Setting(
        "a day; --area says where, --days how long your clinician says to wait",
        None,
        lambda person: replace(person, injections=()),
        _show_injections,
    ),
    "conditions": Setting(
        Message("{none}, or any of {names}", none=NONE, names=", ".join(CONDITIONS)),
        lambda person, text: replace(person, conditions=_conditions(text)),
        lambda person: replace(person, conditions=None),
        _show_conditions,
    ),
    "history": Setting(
        "whether sessions are kept: on, as they are without it, or off",
        lambda person, text: replace(person, keeps_history=_is_on(text)),
        lambda person: replace(person, keeps_history=True),
        lambda person: "" if person.keeps_history else "off",
    ),
}
"""Key to what it is."""
