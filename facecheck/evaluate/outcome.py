"""The evaluation of one clip: a row for each expectation, a score for each kind of event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from facecheck.core.messages import Message
from facecheck.core.results import EventsResult, ScoreResult
from facecheck.evaluate.cases import Case
from facecheck.evaluate.confusion import Confusion, confuse
from facecheck.evaluate.holds import hold_errors_s
from facecheck.evaluate.matching import KindMatch, KindScore, match_kind
from facecheck.evaluate.truth import Expectation, Truth
from facecheck.evaluate.vocabulary import JUDGED_KINDS
from facecheck.inputs.sources.thinning import MOST_FPS


@dataclass(frozen=True, slots=True)
class Row:
    """One expectation and what was scored.

    Attributes:
        expectation: What must come out.
        result: What came out; None where the clip could not be scored.
        hold_errors_s: One for each counted attempt whose hold has a truth.
        error: Why it could not be scored, one line; None when it could.
    """

    expectation: Expectation
    result: ScoreResult | None = None
    hold_errors_s: tuple[float, ...] = ()
    error: str | None = None

    @property
    def counted(self) -> int | None:
        """Repetitions counted; None where the clip could not be scored."""
        return None if self.result is None else self.result.counted

    @property
    def seconds_error(self) -> float | None:
        """How far a session's counted time is off, as a share of the true one; else None."""
        true_s = self.expectation.seconds
        if true_s is None or self.result is None or self.result.seconds is None:
            return None
        # Of no time at all a share cannot be told: then a second off is all of it.
        return (self.result.seconds - true_s) / max(true_s, 1.0)

    @property
    def ok(self) -> bool:
        """Whether the count is exact, and a session's time as near as the truth file asks."""
        if self.counted != self.expectation.counted:
            return False
        if self.expectation.seconds is None:
            return True
        return self.seconds_error is not None and abs(self.seconds_error) <= self.expectation.within

    @property
    def named(self) -> tuple[str, ...]:
        """The faults that were named, each once: those of attempts, then those outside them."""
        if self.result is None:
            return ()
        found = [fault for attempt in self.result.attempts for fault in attempt.faults]
        return tuple(dict.fromkeys(fault.name for fault in (*found, *self.result.faults)))


@dataclass(frozen=True, slots=True)
class Mistake:
    """A judged event that is wrong, with the place to look at.

    Attributes:
        kind: What was labelled or detected.
        missed: Whether it was labelled and not detected; else the reverse.
        start_s: Where it begins.
        end_s: Where it ends.
    """

    kind: str
    missed: bool
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class ClipEvaluation:
    """One clip's evaluation.

    Attributes:
        clip: The clip's file name.
        folder: The name of the folder it lies in.
        origin: What the truth file says of where it comes from.
        duration_s: The clip's length; None where it could not be read.
        rows: In the order of the truth file's ``expect``.
        events: Kind by kind; empty where the events are not judged.
        confusion: Labelled kind against detected kind.
        mistakes: Events missed or false, in order of time.
        error: Why the clip could not be evaluated, one line; None when it could.
        notes: What the reader should know, one sentence each.
    """

    clip: str
    folder: str
    origin: Mapping[str, Any]
    duration_s: float | None = None
    rows: tuple[Row, ...] = ()
    events: Mapping[str, KindScore] = field(default_factory=dict)
    confusion: Confusion = field(default_factory=Confusion)
    mistakes: tuple[Mistake, ...] = ()
    error: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the clip could be read and every count is exact."""
        return self.error is None and all(row.ok for row in self.rows)


def failed(case: Case, error: str) -> ClipEvaluation:
    """A clip that could not be evaluated keeps its rows, so that none of them is forgotten."""
    return ClipEvaluation(
        clip=case.truth.clip,
        folder=case.clip.parent.name,
        origin=case.truth.origin,
        rows=tuple(Row(line, error=error) for line in case.truth.expect),
        error=error,
    )


def compare(
    case: Case, scores: Sequence[ScoreResult | str], events: EventsResult, *, hands: bool
) -> ClipEvaluation:
    """Hold what was detected against what is true.

    Args:
        case: The clip and its truth.
        scores: For each line of ``expect``, in its order, its result or why it has none.
        events: What the face did.
        hands: Whether hands were looked for; without them no palm can be judged.
    """
    truth = case.truth
    matches: dict[str, KindMatch] = {}
    if truth.events is not None:
        for kind in _judged(truth, hands=hands):
            matches[kind] = match_kind(kind, truth.events, events.events, truth.fps)
    return ClipEvaluation(
        clip=truth.clip,
        folder=case.clip.parent.name,
        origin=truth.origin,
        duration_s=events.duration_s,
        rows=tuple(
            _row(line, score, truth) for line, score in zip(truth.expect, scores, strict=True)
        ),
        events={kind: found.score for kind, found in matches.items()},
        confusion=confuse(matches, truth.events or ()),
        mistakes=tuple(_mistakes(matches)),
        notes=tuple(_notes(case.clip, truth, events)),
    )


def _row(line: Expectation, score: ScoreResult | str, truth: Truth) -> Row:
    if isinstance(score, str):
        return Row(line, error=score)
    errors = hold_errors_s(line.exercise, score.attempts, truth.events or ())
    return Row(line, score, errors)


def _mistakes(matches: Mapping[str, KindMatch]) -> list[Mistake]:
    wrong = [
        Mistake(kind, missed, event.start_s, event.end_s)
        for kind, found in matches.items()
        for missed, events in ((True, found.missed), (False, found.false))
        for event in events
    ]
    return sorted(wrong, key=lambda mistake: (mistake.start_s, mistake.end_s, mistake.kind))


def _judged(truth: Truth, *, hands: bool) -> list[str]:
    return [
        kind
        for kind in JUDGED_KINDS
        if (hands or kind != "palm_on_cheek") and (truth.labelled is None or kind in truth.labelled)
    ]


def _notes(clip: Path, truth: Truth, events: EventsResult) -> list[str]:
    notes = list(events.warnings)
    if _is_another(events.frames, truth):
        notes.append(
            Message(
                "{name} has {frames} frames, its truth file says {frames2}",
                name=clip.name,
                frames=events.frames,
                frames2=truth.frames,
            )
        )
    if truth.origin.get("kind") == "draft":
        notes.append(
            "the truth file is an uncorrected draft and proves nothing; correct it and name its "
            "origin"
        )
    return notes


def _is_another(frames: int, truth: Truth) -> bool:
    """Whether a clip of so many frames is hardly the one that was labelled.

    Of a fast clip not every picture is looked at, nor of one whose pictures come in bursts.
    """
    if truth.fps > MOST_FPS:
        return frames > truth.frames
    return not 0.97 * truth.frames <= frames <= truth.frames
