"""Translates what the page is sent, but for names and identifiers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from facecheck.app.context import AppContext
from facecheck.core.errors import FacecheckError
from facecheck.core.messages import Message
from facecheck.inputs.library import translations
from facecheck.outputs.catalogue import DEFAULT, catalogue

TEXTS: Final = frozenset(
    {
        "amiss",
        "day",
        "faults",
        "hurt",
        "reason",
        "remarks",
        "says",
        "title",
        "told",
        "weekday",
        "weekdays",
        "why",
    }
)
"""Keys whose values are texts in English that may not know that they are."""


def translated(value: Any, context: AppContext, language: str) -> Any:
    """A value with its texts in a language."""
    if language == DEFAULT:
        return value
    phrases, spoken = translations(language, context.folders), catalogue(language)
    return _walked(value, lambda text: spoken.say(text, phrases), text=False)


def told_of(error: FacecheckError, language: str) -> str:
    """What went wrong, in a language."""
    return "\n".join(map(catalogue(language).say, error.lines))


def _walked(value: Any, say: Callable[[str], str], *, text: bool) -> Any:
    if isinstance(value, str):
        return say(value) if text or isinstance(value, Message) else value
    if isinstance(value, Mapping):
        return {key: _walked(each, say, text=key in TEXTS) for key, each in value.items()}
    if isinstance(value, Sequence):
        return [_walked(each, say, text=text) for each in value]
    return value
