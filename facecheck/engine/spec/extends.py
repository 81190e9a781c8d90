"""Merges an exercise file with the one it extends; its own values win.

Mappings are taken together key by key, rows of `faults` by their name (and `when`, where a name is
there twice); everything else of the extending file stands in place of the other's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from facecheck.core.errors import SpecError
from facecheck.core.messages import Message
from facecheck.core.text import did_you_mean
from facecheck.core.yaml_text import load_yaml

EXTENDS: Final = "extends"
WITHOUT: Final = "without"
MOST: Final = 5
"""How many files may extend one another: a longer row of them nobody can follow."""

Base = Callable[[str], str]
"""The text of the exercise with an id; raises `SpecError` where there is none."""


def load_extended(text: str, name: str, base: Base | None = None) -> dict[str, Any]:
    """Read one exercise file, put together with those that it extends.

    Args:
        text: The file's text.
        name: The file's name, for messages.
        base: Finds the text of an exercise by its id; without it a file must stand alone.

    Raises:
        SpecError: A text is no mapping, or what a file extends is not there.
    """
    return _load(text, name, base, (name,))


def _load(text: str, name: str, base: Base | None, seen: tuple[str, ...]) -> dict[str, Any]:
    data = load_yaml(text, name)
    if EXTENDS not in data:
        if WITHOUT in data:
            raise SpecError(
                [
                    Message(
                        "{name}: {without}: needs `{extends}`, of which it leaves rows out",
                        name=name,
                        without=WITHOUT,
                        extends=EXTENDS,
                    )
                ]
            )
        return data
    wanted = data.pop(EXTENDS)
    if not isinstance(wanted, str):
        raise SpecError(
            [
                Message(
                    "{name}: {extends}: must be the id of an exercise, as squint",
                    name=name,
                    extends=EXTENDS,
                )
            ]
        )
    if base is None:
        raise SpecError(
            [
                Message(
                    "{name}: {extends}: cannot be looked up here; write the file out",
                    name=name,
                    extends=EXTENDS,
                )
            ]
        )
    above = f"{wanted}.yaml"
    if above in seen or len(seen) >= MOST:
        row = ", ".join((*seen, above))
        raise SpecError(
            [
                Message(
                    "{name}: {extends}: leads in a circle or too far: {row}; end it",
                    name=name,
                    extends=EXTENDS,
                    row=row,
                )
            ]
        )
    try:
        text = base(wanted)
    except SpecError as error:
        raise SpecError([f"{name}: {EXTENDS}: {line}" for line in error.problems]) from error
    return _merged(name, _load(text, above, base, (*seen, above)), data)


def _merged(name: str, under: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """One mapping of both."""
    left_out = over.pop(WITHOUT, [])
    rows = under.get("faults", [])
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        rows = []
    rows = _without(name, rows, left_out)
    own = over.pop("faults", None)
    # An id is the file's own: what is taken over would name the other exercise.
    merged = _merge({key: v for key, v in under.items() if key != "id"}, over)
    if own is None:
        own = []
    readable = isinstance(own, list) and all(isinstance(row, Mapping) for row in own)
    return {**merged, "faults": _rows(rows, own) if readable else own}


def _merge(under: Any, over: Any) -> Any:
    """Two mappings key by key, where `null` takes a key away; else the upper value."""
    if not (isinstance(under, Mapping) and isinstance(over, Mapping)):
        return over
    both = {**under, **{key: _merge(under.get(key), v) for key, v in over.items()}}
    return {key: value for key, value in both.items() if value is not None}


def _rows(under: Sequence[Mapping[str, Any]], over: Sequence[Mapping[str, Any]]) -> list[Any]:
    """Rows that are new first, in their order; then those of the other file, changed or not."""
    changes: dict[int, Mapping[str, Any]] = {}
    new = []
    for row in over:
        place = _place(under, row)
        if place is None or place in changes:
            new.append(row)
        else:
            changes[place] = row
    kept = [_merge(row, changes.get(at, {})) for at, row in enumerate(under)]
    return [*new, *kept]


def _place(rows: Sequence[Mapping[str, Any]], row: Mapping[str, Any]) -> int | None:
    """Which row is meant: the one of that name, and of that `when` where it says one."""
    same = [at for at, other in enumerate(rows) if other.get("name") == row.get("name")]
    exact = [at for at in same if rows[at].get("when") == row.get("when")]
    return next(iter(exact or ([] if "when" in row else same)), None)


def _without(name: str, rows: Sequence[Mapping[str, Any]], left_out: Any) -> list[Any]:
    if not isinstance(left_out, list) or not all(isinstance(one, str) for one in left_out):
        raise SpecError(
            [
                Message(
                    "{name}: {without}: must be a list of names of faults",
                    name=name,
                    without=WITHOUT,
                )
            ]
        )
    known = [str(row.get("name")) for row in rows]
    problems = [
        f"{name}: {WITHOUT}: no such fault '{one}'; {did_you_mean(one, known)}"
        for one in left_out
        if one not in known
    ]
    if problems:
        raise SpecError(problems)
    return [row for row in rows if row.get("name") not in left_out]
