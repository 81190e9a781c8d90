"""One row an attempt, for those who calculate. Every column: docs/history.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC
from typing import Any, Final, Literal

from facecheck.store.history.records import AttemptRecord, SessionRecord, SetRecord

Kind = Literal["text", "whole", "number", "truth", "time"]

COLUMNS: Final[Mapping[str, Kind]] = {
    "person": "text",
    "session": "text",
    "session_begun": "time",
    "session_ended": "time",
    "utc_offset_min": "whole",
    "ending": "text",
    "routine": "text",
    "source": "text",
    "kind": "text",
    "stress_before": "whole",
    "stress_after": "whole",
    "felt": "text",
    "set": "whole",
    "exercise": "text",
    "set_begun": "time",
    "reps_asked": "whole",
    "hold_asked_s": "number",
    "time_asked_s": "number",
    "set_score": "whole",
    "set_duration_s": "number",
    "set_judged_s": "number",
    "restarted": "truth",
    "pain": "truth",
    "attempt": "whole",
    "kept_at": "time",
    "start_s": "number",
    "end_s": "number",
    "hold_s": "number",
    "peak": "number",
    "counted": "truth",
    "open": "truth",
    "by_hand": "text",
    "reason": "text",
    "score": "whole",
    "part_hold": "number",
    "part_depth": "number",
    "part_form": "number",
    "part_steadiness": "number",
    "part_symmetry": "number",
    "side": "text",
    "level_left": "number",
    "level_right": "number",
    "symmetry": "number",
    "area": "text",
    "faults": "text",
}
"""Name to what a cell holds; every cell may be empty."""


def rows(sessions: Sequence[SessionRecord], person: str | None = None) -> Iterator[dict[str, Any]]:
    """A row for each attempt, with the keys of `COLUMNS`; missing is None, times are in UTC.

    Args:
        sessions: Of one person.
        person: What they are called.
    """
    for session in sessions:
        for each in session.sets:
            for record in each.attempts:
                yield {"person": person, **_row(session, each, record)}


def _row(session: SessionRecord, each: SetRecord, record: AttemptRecord) -> dict[str, Any]:
    attempt = record.attempt
    offset = session.begun.utcoffset()
    sides = attempt.sides or {}
    return {
        "session": session.key,
        "session_begun": session.begun.astimezone(UTC),
        "session_ended": None if session.ended is None else session.ended.astimezone(UTC),
        "utc_offset_min": None if offset is None else round(offset.total_seconds() / 60),
        "ending": str(session.ending),
        "routine": session.routine,
        "source": session.source,
        "kind": str(session.kind),
        "stress_before": session.rating.stress_before,
        "stress_after": session.rating.stress_after,
        "felt": session.rating.felt,
        "set": each.n,
        "exercise": each.exercise,
        "set_begun": each.begun.astimezone(UTC),
        "reps_asked": each.reps,
        "hold_asked_s": each.hold_s,
        "time_asked_s": each.target_s,
        "set_score": each.score,
        "set_duration_s": each.duration_s,
        "set_judged_s": each.judged_s,
        "restarted": each.restarted,
        "pain": each.pain,
        "attempt": attempt.n,
        "kept_at": record.at.astimezone(UTC),
        "start_s": attempt.start_s,
        "end_s": attempt.end_s,
        "hold_s": attempt.hold_s,
        "peak": attempt.peak,
        "counted": attempt.counted,
        "open": record.open,
        "by_hand": record.by_hand,
        "reason": attempt.reason,
        "score": attempt.score,
        **{f"part_{p}": attempt.parts.get(p) for p in _PARTS},
        "side": attempt.side,
        "level_left": sides.get("left"),
        "level_right": sides.get("right"),
        "symmetry": attempt.symmetry,
        "area": attempt.area,
        "faults": "; ".join(dict.fromkeys(f.name for f in attempt.faults)) or None,
    }


_PARTS = ("hold", "depth", "form", "steadiness", "symmetry")
