"""Splits a line of text into the words that are recorded."""

from __future__ import annotations

import re

_WORD = re.compile(r"\d+[.,]\d+|\d+|[^\W\d_]+(?:['\u2019-][^\W\d_]+)*|%")
_SENTENCE = re.compile(r"(?<=[.!?:;])\s+")
_POINT = {"en": "point", "de": "komma"}


def sentences(text: str) -> list[str]:
    """A line cut after each full stop, colon or question mark.

    >>> sentences("Not counted: 3.8 of 5 seconds. Open")
    ['Not counted:', '3.8 of 5 seconds.', 'Open']
    """
    return [part for part in _SENTENCE.split(text) if part.strip()]


def tokens(text: str, language: str) -> list[str]:
    """The words of a text in small letters; of 3.8 it is three: 3, point, 8.

    >>> tokens("Held 3.8 of 5 s, well!", "en")
    ['held', '3', 'point', '8', 'of', '5', 's', 'well']
    """
    found: list[str] = []
    for word in _WORD.findall(text.lower()):
        whole, _, tenths = word.replace(",", ".").partition(".")
        if tenths and whole.isdigit():
            found += [whole, _POINT.get(language, "point"), *tenths]
        else:
            found.append(word.replace("\u2019", "'"))
    return found
