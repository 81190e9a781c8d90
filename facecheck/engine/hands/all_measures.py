"""Every measure of an observation: of the face, of its place in the picture, of the hands."""

from __future__ import annotations

from collections.abc import Iterable

from facecheck.core.frames import Group, Observation
from facecheck.engine.hands.palm_on_cheek import HandWatch
from facecheck.engine.measures.framing import framing
from facecheck.engine.measures.rows import Values, values_of
from facecheck.engine.measures.table import measure_face


def all_values(
    observation: Observation, values: Values | None, reads: frozenset[str], watch: HandWatch | None
) -> Values | None:
    """Every measure of one observation: of the face, of its place in the picture, of the hands.

    Args:
        observation: What was seen.
        values: The measures of the face, where they are known already.
        reads: Those that are made where they are not.
        watch: Follows the hands; None where nobody asks for them.

    Returns:
        None without a face.
    """
    if values is None and observation.face is not None:
        values = measure_face(observation.face, reads)
    if values is None:
        return None
    if "fills_picture" not in values:
        # Measures of a group have it already, those of a single face do not.
        values = {**values, **framing(observation)}
    return values if watch is None else {**values, **watch.step(observation)}


def all_group_values(
    group: Group, reads: frozenset[str], watch: HandWatch | None
) -> Iterable[Values | None]:
    """As `all_values` at each observation of a group; None without a face."""
    rows = values_of(group, reads)
    if watch is None:
        return rows
    hands = watch.step_group(group)
    return (
        None if values is None or more is None else values | more
        for values, more in zip(rows, hands, strict=True)
    )
