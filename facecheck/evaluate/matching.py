"""Detected events against labelled ones.

The rule
    Kind by kind, every detected event is compared with every labelled event of the same kind.
    The pair with the greatest temporal intersection over union (IoU) is matched first, then the
    next among those still free, down to an IoU of 0.2: greedy, one to one.
    A matched pair is a true positive. A detection without a partner is a false positive, unless a
    rule of ``vocabulary.DONT_CARE`` excuses it: one excused label reaches an IoU of 0.2 with it, or
    the excused labels together cover at least half of it. A label without a partner is a false
    negative, unless its confidence is ``low``, its ``level`` is below 0.75, or labels that
    ``vocabulary.MAY_BE_MISSED`` names cover half of it. A closure whose
    labelled length is within two frames of the limit between ``blink`` and ``eyes_closed`` may be
    detected as either.
    What is excused is counted as ``ignored``, so that nothing disappears.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from facecheck.core.events import FaceEvent
from facecheck.evaluate.intervals import MIN_IOU, Interval, covered_s, iou, match
from facecheck.evaluate.truth import LabelledEvent
from facecheck.evaluate.vocabulary import (
    BLINK_LIMIT_S,
    CLEAR_LEVEL,
    EDGE_FRAMES,
    MAY_BE_MISSED,
    NOT_JUDGED,
    SWAPPED,
)

MIN_COVER = 0.5


@dataclass(frozen=True, slots=True)
class KindScore:
    """How well one kind was detected.

    Attributes:
        tp: Labels found.
        fp: Detections that nothing excuses.
        fn: Labels missed.
        ignored: Detections and labels that were excused.
        wrong_side: Matched pairs whose sides, where both are given, disagree.
    """

    tp: int = 0
    fp: int = 0
    fn: int = 0
    ignored: int = 0
    wrong_side: int = 0

    def __add__(self, other: KindScore) -> KindScore:
        """Pool two clips."""
        return KindScore(
            self.tp + other.tp,
            self.fp + other.fp,
            self.fn + other.fn,
            self.ignored + other.ignored,
            self.wrong_side + other.wrong_side,
        )

    @property
    def precision(self) -> float | None:
        """Share of judged detections that are right; None without one."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else None

    @property
    def recall(self) -> float | None:
        """Share of judged labels that were found; None without one."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of the two; None where there was nothing to judge."""
        whole = 2 * self.tp + self.fp + self.fn
        return 2 * self.tp / whole if whole else None


@dataclass(frozen=True, slots=True)
class KindMatch:
    """What became of each label and each detection of one kind.

    Attributes:
        pairs: Labels with the detections that found them.
        missed: Labels that count as missed.
        false: Detections that count as false.
        unmatched: Every detection that found no label, the excused ones too.
        ignored: How many labels and detections were excused.
    """

    pairs: tuple[tuple[LabelledEvent, FaceEvent], ...]
    missed: tuple[LabelledEvent, ...]
    false: tuple[FaceEvent, ...]
    unmatched: tuple[FaceEvent, ...]
    ignored: int

    @property
    def score(self) -> KindScore:
        """The numbers."""
        return KindScore(
            tp=len(self.pairs),
            fp=len(self.false),
            fn=len(self.missed),
            ignored=self.ignored,
            wrong_side=sum(
                label.side is not None and found.side is not None and label.side != found.side
                for label, found in self.pairs
            ),
        )


def match_kind(
    kind: str, labels: Iterable[LabelledEvent], found: Iterable[FaceEvent], fps: float
) -> KindMatch:
    """Match one kind by the rule above.

    Args:
        kind: The kind to judge.
        labels: All labels of the clip.
        found: All detections of the clip.
        fps: The clip's frame rate, for how exact a label's length is.
    """
    all_labels, all_found = list(labels), list(found)
    mine = [label for label in all_labels if label.kind == kind]
    hits = [event for event in all_found if event.kind == kind]
    pairs = match(mine, hits)
    free_labels = [x for i, x in enumerate(mine) if i not in {i for i, _ in pairs}]
    free_hits = [x for j, x in enumerate(hits) if j not in {j for _, j in pairs}]

    excuses = [label for label in all_labels if label.kind in NOT_JUDGED.get(kind, ())]
    other = SWAPPED.get(kind)
    excuses += [x for x in all_labels if x.kind == other and _at_the_limit(x, fps)]
    swapped = [event for event in all_found if event.kind == other]

    above = [label for label in all_labels if label.kind in MAY_BE_MISSED.get(kind, ())]
    missed = [
        label
        for label in free_labels
        if not _doubtful(label)
        and not _mostly(label, above)
        and not (_at_the_limit(label, fps) and _excused(label, swapped))
    ]
    false = [event for event in free_hits if not _excused(event, excuses)]
    return KindMatch(
        pairs=tuple((mine[i], hits[j]) for i, j in pairs),
        missed=tuple(missed),
        false=tuple(false),
        unmatched=tuple(free_hits),
        ignored=len(free_labels) - len(missed) + len(free_hits) - len(false),
    )


def _doubtful(label: LabelledEvent) -> bool:
    """Whether a label asks too much: unsure, or a movement made half-way on purpose."""
    shallow = label.level is not None and label.level < CLEAR_LEVEL
    return label.confidence == "low" or shallow


def _at_the_limit(label: LabelledEvent, fps: float) -> bool:
    """Whether a label's own length leaves open if it is a blink or a longer closure."""
    if label.kind not in SWAPPED:
        return False
    return abs(label.end_s - label.start_s - BLINK_LIMIT_S) <= EDGE_FRAMES / fps


def _excused(event: Interval, excuses: Sequence[Interval]) -> bool:
    if any(iou(event, excuse) >= MIN_IOU for excuse in excuses):
        return True
    return _mostly(event, excuses)


def _mostly(event: Interval, others: Sequence[Interval]) -> bool:
    return covered_s(event, others) >= MIN_COVER * (event.end_s - event.start_s) > 0
