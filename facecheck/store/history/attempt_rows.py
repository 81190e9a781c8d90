"""The history as a table, one row an attempt; columns: `core/columns.py`, docs/tables.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC
from typing import Any

from facecheck.store.history.records import AttemptRecord, SessionRecord, SetRecord


def rows(sessions: Sequence[SessionRecord], person: str | None = None) -> Iterator[dict[str, Any]]:
    """A row for each attempt, with the keys of `core.columns.HISTORY`; missing is None.

    Times of day are in UTC.

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
        "session_begun_utc": session.begun.astimezone(UTC),
        "session_ended_utc": None if session.ended is None else session.ended.astimezone(UTC),
        "utc_offset_min": None if offset is None else round(offset.total_seconds() / 60),
        "day": session.day,
        "ending": str(session.ending),
        "routine": session.routine,
        "source": session.source,
        "kind": str(session.kind),
        "stress_before": session.rating.stress_before,
        "stress_after": session.rating.stress_after,
        "felt": session.rating.felt,
        "set": each.n,
        "exercise": each.exercise,
        "set_begun_utc": each.begun.astimezone(UTC),
        "target_reps": each.reps,
        "target_hold_s": each.hold_s,
        "target_seconds": each.target_s,
        "set_score": each.score,
        "duration_s": each.duration_s,
        "judged_s": each.judged_s,
        "restarted": each.restarted,
        "pain": each.pain,
        "attempt": attempt.n,
        "kept_at_utc": record.at.astimezone(UTC),
        "start_s": attempt.start_s,
        "end_s": attempt.end_s,
        "hold_s": attempt.hold_s,
        "peak": attempt.peak,
        "counted": attempt.counted,
        "open": record.open,
        "by_hand": record.by_hand,
        "reason": attempt.reason,
        "score": attempt.score,
        **{f"parts_{p}": attempt.parts.get(p) for p in _PARTS},
        "side": attempt.side,
        "sides_left": sides.get("left"),
        "sides_right": sides.get("right"),
        "symmetry": attempt.symmetry,
        "area": attempt.area,
        "faults": "; ".join(dict.fromkeys(f.name for f in attempt.faults)) or None,
    }


_PARTS = ("hold", "depth", "form", "steadiness", "symmetry")
