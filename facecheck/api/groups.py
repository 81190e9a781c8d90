"""Judges observations that exist already, many frames at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from facecheck.core.frames import Group, Observation

CHUNK_SIZE = 256
"""Observations that are there already are measured so many at once."""


def groups(observations: Iterable[Observation]) -> Iterator[Group]:
    """Put observations together, in order."""
    source = iter(observations)
    while some := list(islice(source, CHUNK_SIZE)):
        yield Group.of(some)
