"""Limits of arguments, the same for the command line and for Python."""

from __future__ import annotations

import math
from collections.abc import Collection
from operator import index
from typing import Any

from facecheck.core.errors import ArgumentError

REPS = (1, 1000)
"""Repetitions to a set."""
HOLD_S = (0, 3600)
"""Seconds to hold; 0 counts on the way back."""
MINUTES = (0, 60)
"""How long a timed exercise may take; it takes more than none."""
SIDES = ("left", "right")
"""The person's own."""


def integer(name: str, value: Any, limits: tuple[int, int]) -> int:
    """A whole number within its limits.

    Raises:
        ArgumentError: It is none, or outside.
    """
    least, most = limits
    try:
        given = None if isinstance(value, bool) else index(value)
    except TypeError:
        given = None
    if given is None:
        raise ArgumentError(
            "{name} is {value!r}; give a whole number from {least} to {most}",
            name=name,
            value=value,
            least=least,
            most=most,
        )
    if not least <= given <= most:
        raise ArgumentError(
            "{name} is {given}; give {least} to {most}",
            name=name,
            given=given,
            least=least,
            most=most,
        )
    return given


def number(
    name: str,
    value: Any,
    limits: tuple[float, float] = (-math.inf, math.inf),
    *,
    above: bool = False,
) -> float:
    """A number within its limits; NaN and infinity are none.

    Args:
        name: What it is called where it was asked for.
        value: What was given.
        limits: The least and the most.
        above: The least itself is too little.

    Raises:
        ArgumentError: It is no number, or outside.
    """
    least, most = limits
    # A text is no number, though float() would read it; what numpy calculates is one.
    given = math.nan if isinstance(value, bool | str | bytes) else _float(value)
    if not math.isfinite(given):
        raise ArgumentError("{name} is {value!r}; give a number", name=name, value=value)
    if not least <= given <= most or (above and given <= least):
        if above:
            wanted = f"more than {least:g} and up to {most:g}"
        else:
            wanted = f"{least:g} or more" if math.isinf(most) else f"{least:g} to {most:g}"
        raise ArgumentError(
            "{name} is {given:g}; give {wanted}", name=name, given=given, wanted=wanted
        )
    return given


def _float(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        return math.nan


def one_of(name: str, value: Any, choices: Collection[str]) -> str:
    """One of some words.

    Raises:
        ArgumentError: It is none of them.
    """
    if value not in choices:
        raise ArgumentError(
            "{name} is {value!r}; give {map}",
            name=name,
            value=value,
            map=" or ".join(map(repr, choices)),
        )
    return str(value)
