"""Parses typed text to a value, or says what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, time, timedelta

from facecheck.core.errors import ProfileError
from facecheck.core.messages import Message
from facecheck.core.text import did_you_mean

LONGEST_TEXT = 80
MOST_LISTED = 12


def known(name: str, names: Iterable[str], what: str) -> str:
    """A name that is one of the names.

    Raises:
        ProfileError: It is not; the message has the nearest.
    """
    listed = list(names)
    if name in listed:
        return name
    short = len(listed) <= MOST_LISTED
    otherwise = (
        Message("there are: {names}", names=", ".join(listed))
        if short
        else Message("an example is {example!r}", example=listed[0])
    )
    raise ProfileError(
        "{name!r}: no such {what}; {did_you_mean}",
        name=name,
        what=what,
        did_you_mean=did_you_mean(name, listed, otherwise),
    )


def parse_day(text: str, today: date) -> date:
    """A day that somebody typed.

    Raises:
        ValueError: It is none.
    """
    word = text.strip().lower()
    named = {"yesterday": -1, "today": 0, "tomorrow": 1}
    if word in named:
        return today + timedelta(days=named[word])
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", word):
        raise ValueError(Message("{text!r} is no day; write it as 2026-11-20, or today", text=text))
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise ValueError(
            Message("{text!r} is not in the calendar; check month and day", text=text)
        ) from None


def parse_times(text: str) -> tuple[time, ...]:
    """Times of the day that somebody typed, rising, each once.

    Raises:
        ValueError: One of them is none.
    """
    times = set()
    for word in words(text):
        found = re.fullmatch(r"(\d{1,2}):(\d{2})", word)
        if found is None or int(found[1]) > 23 or int(found[2]) > 59:
            raise ValueError(Message("{word!r} is no time of day; write it as 08:00", word=word))
        times.add(time(int(found[1]), int(found[2])))
    return tuple(sorted(times))


def plain_text(text: str) -> str:
    """A short text on one line; runs of spaces are one.

    Raises:
        ValueError: It is empty, too long, or holds what cannot be shown.
    """
    cleaned = " ".join(text.split())
    if not cleaned or len(cleaned) > LONGEST_TEXT or not cleaned.isprintable():
        raise ValueError(
            Message("give 1 to {longest_text} printable characters", longest_text=LONGEST_TEXT)
        )
    return cleaned


def words(text: str) -> list[str]:
    """Words between commas or spaces.

    Raises:
        ValueError: There is none.
    """
    found = [word for word in re.split(r"[,\s]+", text) if word]
    if not found:
        raise ValueError("nothing was given; to forget it: facecheck profile clear KEY")
    return found
