"""The confusion table: labelled kind against detected kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from facecheck.evaluate.intervals import MIN_IOU, iou, overlap_s
from facecheck.evaluate.matching import MIN_COVER, KindMatch
from facecheck.evaluate.truth import LabelledEvent

NOTHING = "(nothing labelled)"
MISSED = "(missed)"


@dataclass(frozen=True, slots=True)
class Confusion:
    """Counts of (labelled kind, detected kind).

    A detection that found its own label stands on the diagonal and nowhere else. One that did not
    stands in the row of every label it lies on (an IoU of 0.2, or half of it covered), or in
    ``NOTHING``. A missed label stands in the column ``MISSED``. Two things may well happen at once
    (a blink in a smile), so a count off the diagonal says where to look, not what is wrong.

    Attributes:
        counts: How often each pair occurred.
    """

    counts: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def __add__(self, other: Confusion) -> Confusion:
        """Pool two clips."""
        return Confusion(dict(Counter(self.counts) + Counter(other.counts)))

    @property
    def rows(self) -> list[str]:
        """Labelled kinds in order of the alphabet, ``NOTHING`` last."""
        kinds = sorted({labelled for labelled, _ in self.counts} - {NOTHING})
        return [*kinds, NOTHING] if any(x == NOTHING for x, _ in self.counts) else kinds

    @property
    def columns(self) -> list[str]:
        """Detected kinds in order of the alphabet, ``MISSED`` last."""
        kinds = sorted({detected for _, detected in self.counts} - {MISSED})
        return [*kinds, MISSED] if any(x == MISSED for _, x in self.counts) else kinds

    def to_dict(self) -> dict[str, dict[str, int]]:
        """Rows of columns, zeros left out."""
        return {
            row: {c: self.counts[row, c] for c in self.columns if (row, c) in self.counts}
            for row in self.rows
        }


def confuse(matches: Mapping[str, KindMatch], labels: Sequence[LabelledEvent]) -> Confusion:
    """Count one clip.

    Args:
        matches: The judged kinds.
        labels: Every label of the clip, of whatever kind.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for kind, found in matches.items():
        counts[kind, kind] += len(found.pairs)
        counts[kind, MISSED] += len(found.missed)
        for event in found.unmatched:
            length = event.end_s - event.start_s
            under = {
                label.kind
                for label in labels
                if iou(event, label) >= MIN_IOU or overlap_s(event, label) >= MIN_COVER * length > 0
            }
            counts.update((labelled, kind) for labelled in under or {NOTHING})
    return Confusion(dict(+counts))
