"""The evaluate document: everything as plain JSON values."""

from __future__ import annotations

from typing import Any

from facecheck.evaluate.bootstrap import Interval
from facecheck.evaluate.matching import KindScore
from facecheck.evaluate.outcome import ClipEvaluation, Row
from facecheck.evaluate.run import Evaluation
from facecheck.evaluate.totals import Totals

EVALUATE_SCHEMA = "facecheck.evaluate/1"


def to_dict(evaluation: Evaluation, version: str) -> dict[str, Any]:
    """The document of ``facecheck evaluate --json``.

    Shares are in [0, 1]; what could not be judged is null. ``rows`` holds one entry for each line
    of ``expect``, ``clips`` one for each truth file.
    """
    return {
        "schema": EVALUATE_SCHEMA,
        "facecheck": version,
        "totals": totals_dict(evaluation.totals),
        "groups": {
            key: {name: totals_dict(totals) for name, totals in groups.items()}
            for key, groups in evaluation.groups.items()
        },
        "confusion": evaluation.totals.confusion.to_dict(),
        "rows": [_row(outcome, row) for outcome in evaluation.outcomes for row in outcome.rows],
        "clips": [_clip(outcome) for outcome in evaluation.outcomes],
    }


def totals_dict(totals: Totals) -> dict[str, Any]:
    """One set of totals."""
    return {
        "clips": totals.clips,
        "failed": totals.failed,
        "expectations": totals.expectations,
        "exact": _share(totals.exact),
        "exact_interval": _interval(totals.exact_interval),
        "mae": _share(totals.mae),
        "off_by_one": _share(totals.off_by_one),
        "holds": totals.holds,
        "hold_error_median_s": _ms(totals.hold_error_median_s),
        "hold_error_p95_s": _ms(totals.hold_error_p95_s),
        "sessions": totals.sessions,
        "seconds_error_median": _share(totals.seconds_error_median),
        "seconds_error_worst": _share(totals.seconds_error_worst),
        "negative_minutes": round(totals.negative_minutes, 4),
        "false_counts": totals.false_counts,
        "false_counts_per_minute": _share(totals.false_counts_per_minute),
        "faults": _kind(totals.faults),
        "events": {
            kind: {
                **_kind(score),
                "wrong_side": score.wrong_side,
                "f1_interval": _interval(totals.event_intervals[kind]),
            }
            for kind, score in totals.events.items()
        },
    }


def _kind(score: KindScore) -> dict[str, Any]:
    return {
        "tp": score.tp,
        "fp": score.fp,
        "fn": score.fn,
        "ignored": score.ignored,
        "precision": _share(score.precision),
        "recall": _share(score.recall),
        "f1": _share(score.f1),
    }


def _row(outcome: ClipEvaluation, row: Row) -> dict[str, Any]:
    wanted = row.expectation.faults
    return {
        "clip": outcome.clip,
        "folder": outcome.folder,
        "exercise": row.expectation.exercise,
        "hold_s": row.expectation.hold_s,
        "minutes": row.expectation.minutes,
        "expected": row.expectation.counted,
        "counted": row.counted,
        "ok": row.ok,
        "hold_errors_s": [_ms(error) for error in row.hold_errors_s],
        "seconds": {
            "expected": row.expectation.seconds,
            "counted": None if row.result is None else _ms(row.result.seconds),
            "error": _share(row.seconds_error),
        },
        "faults": {
            "expected": None if wanted is None else list(wanted),
            "named": list(row.named),
        },
        "attempts": [
            {
                "start_s": _ms(attempt.start_s),
                "end_s": _ms(attempt.end_s),
                "hold_s": _ms(attempt.hold_s),
                "counted": attempt.counted,
                "reason": attempt.reason,
            }
            for attempt in (row.result.attempts if row.result is not None else ())
        ],
        "judged_s": None if row.result is None else _ms(row.result.judged_s),
        "error": row.error,
    }


def _clip(outcome: ClipEvaluation) -> dict[str, Any]:
    return {
        "clip": outcome.clip,
        "folder": outcome.folder,
        "origin": {str(key): _plain(value) for key, value in outcome.origin.items()},
        "duration_s": _ms(outcome.duration_s),
        "events": {kind: _kind(score) for kind, score in outcome.events.items()},
        "mistakes": [
            {
                "kind": mistake.kind,
                "what": "missed" if mistake.missed else "false",
                "start_s": _ms(mistake.start_s),
                "end_s": _ms(mistake.end_s),
            }
            for mistake in outcome.mistakes
        ],
        "error": outcome.error,
        "notes": list(outcome.notes),
    }


def _plain(value: Any) -> Any:
    """YAML knows dates and more; JSON does not."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    return str(value)


def _ms(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 3)


def _share(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _interval(value: Interval | None) -> list[float] | None:
    return None if value is None else [round(value[0], 4), round(value[1], 4)]
