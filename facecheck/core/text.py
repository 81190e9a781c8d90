"""Text for messages: on one line, printable, with the nearest valid name."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from facecheck.core.messages import Message

CUTOFF: Final = 0.5
"""How like a name must be to be offered, 0 to 1: `squnit` is 0.83 like `squint`, `jaw` 0.55 like
`jaw-band`."""


def one_line(text: str) -> str:
    """A text without what breaks lines or moves the cursor, for messages."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def printable(text: str) -> str:
    """A text as it can be shown and written anywhere: a file's name may hold any byte."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)


def nearest(wanted: str, names: Iterable[str], cutoff: float = CUTOFF) -> str | None:
    """The name that is most like what was written; None where none is like it.

    >>> nearest("squnit", ["jaw-open", "squint"])
    'squint'
    """
    return next(iter(get_close_matches(wanted, list(names), n=1, cutoff=cutoff)), None)


def did_you_mean(wanted: str, names: Iterable[str], otherwise: str | None = None) -> str:
    """The end of a message on a name that is not known: the nearest one, or all of them.

    Args:
        wanted: What was written.
        names: What may be written.
        otherwise: Said in place of a list where no name is near.

    >>> did_you_mean("squnit", ["jaw-open", "squint"])
    "did you mean 'squint'?"
    >>> did_you_mean("lips", ["jaw-open", "squint"])
    'one of jaw-open, squint'
    """
    names = list(names)
    near = nearest(wanted, names)
    if near is not None:
        return Message("did you mean {near!r}?", near=near)
    if otherwise is None:
        return Message("one of {names}", names=", ".join(names))
    return otherwise
