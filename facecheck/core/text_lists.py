"""Long lists of numbers and of names, written as text: several to a line."""

from __future__ import annotations


def numbers(text: str) -> tuple[int, ...]:
    """Numbers with spaces between.

    >>> numbers("33 246 161")
    (33, 246, 161)
    """
    return tuple(int(number) for number in text.split())


def names(text: str) -> tuple[str, ...]:
    """Names with spaces between.

    >>> names("jawOpen jawLeft")
    ('jawOpen', 'jawLeft')
    """
    return tuple(text.split())
