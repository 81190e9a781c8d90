"""Score documents as rows of a table: a row a clip, or a row an attempt."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import fmean
from typing import Any, Literal

from facecheck.core.columns import CLIP_ATTEMPTS, SCORES
from facecheck.outputs.files import atomically, explained
from facecheck.outputs.tables import SUFFIXES as TABLES
from facecheck.outputs.tables import write_table

SUFFIXES = (".jsonl", *TABLES)

RowsOf = Literal["clips", "attempts"]


@dataclass(frozen=True, slots=True)
class Scored:
    """What came of a clip.

    Attributes:
        path: As it was named.
        document: The score document, or a failure's.
        person: Who is in it, as somebody said.
        filmed_on: When, likewise.
    """

    path: str
    document: Mapping[str, Any]
    person: str | None = None
    filmed_on: date | None = None


def write_scores(path: Path, scored: Iterable[Scored], rows_of: RowsOf = "clips") -> None:
    """Write what came of clips, whole or not at all.

    Args:
        path: Its suffix says the format; JSON Lines have the documents themselves.
        scored: In order.
        rows_of: What a row of a table is.

    Raises:
        OutputError: The file cannot be written.
    """
    if path.suffix.lower() == ".jsonl":
        with (
            atomically(path) as temporary,
            explained(path),
            temporary.open("w", encoding="utf-8", newline="\n") as file,
        ):
            for one in scored:
                file.write(json.dumps(one.document, ensure_ascii=False, allow_nan=False) + "\n")
    elif rows_of == "clips":
        write_table(path, SCORES, map(clip_row, scored))
    else:
        write_table(path, CLIP_ATTEMPTS, (row for one in scored for row in attempt_rows(one)))


def clip_row(scored: Scored) -> dict[str, Any]:
    """A clip as one row; what is missing is None."""
    document = scored.document
    attempts = document.get("attempts")
    values = {c.name: document.get(c.name) for c in SCORES} | _named(scored)
    if attempts is None:
        return values
    return values | {
        "attempts": len(attempts),
        "held_s": round(sum(a["hold_s"] for a in attempts), 3),
        "sides_left": _mean(a["sides"]["left"] for a in attempts if a.get("sides")),
        "sides_right": _mean(a["sides"]["right"] for a in attempts if a.get("sides")),
        "symmetry": _mean(a["symmetry"] for a in attempts if a.get("symmetry") is not None),
        "faults": "; ".join(_fault_names(document)),
        "warnings": "; ".join(document.get("warnings", ())),
    }


def attempt_rows(scored: Scored) -> Iterator[dict[str, Any]]:
    """A clip as a row an attempt; one row with empty cells where it has none."""
    document = scored.document
    of_clip: dict[str, Any] = {
        **dict.fromkeys(c.name for c in CLIP_ATTEMPTS),
        **_named(scored),
        "clip": document.get("clip"),
        "exercise": document.get("exercise"),
        "duration_s": document.get("duration_s"),
        "judged_s": document.get("judged_s"),
        "error": document.get("error"),
        "set_score": document.get("score"),
    }
    attempts = document.get("attempts") or ()
    if not attempts:
        yield of_clip
    for attempt in attempts:
        sides = attempt.get("sides") or {}
        plain = {c.name: attempt[c.name] for c in CLIP_ATTEMPTS if c.name in attempt}
        yield (
            of_clip
            | plain
            | {
                "attempt": attempt["n"],
                **{
                    f"parts_{name}": value
                    for name, value in attempt.get("parts", {}).items()
                    if f"parts_{name}" in of_clip
                },
                "sides_left": sides.get("left"),
                "sides_right": sides.get("right"),
                "faults": "; ".join(_names(attempt.get("faults", ()))) or None,
            }
        )


def _named(scored: Scored) -> dict[str, Any]:
    target = scored.document.get("target") or {}
    return {
        "path": scored.path,
        "person": scored.person,
        "date": scored.filmed_on,
        "target_reps": target.get("reps"),
        "target_hold_s": target.get("hold_s"),
        "target_seconds": target.get("seconds"),
    }


def _mean(values: Iterable[float]) -> float | None:
    found = list(values)
    return round(fmean(found), 3) if found else None


def _fault_names(document: Mapping[str, Any]) -> Iterable[str]:
    own = document.get("faults", ())
    faults = [*(f for a in document["attempts"] for f in a.get("faults", ())), *own]
    return _names(faults)


def _names(faults: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    """Each once, in order."""
    return dict.fromkeys(fault["name"] for fault in faults)
