"""docs/accuracy.md: the evaluation as a page of the documentation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from facecheck.evaluate import remarks, wording
from facecheck.evaluate.confusion import NOTHING, Confusion
from facecheck.evaluate.run import Evaluation
from facecheck.evaluate.vocabulary import DONT_CARE

MAX_ROWS = 120
"""Beyond this a table of every row helps nobody: only the wrong rows are listed."""

_LIMITS = """\
- **Rendered clips** have exact truth, read off the geometry that was rendered and never off a
  picture. They prove counting, timing, the naming of faults, and robustness to what was rendered:
  pose, light, noise, frame rate, identity, occlusion. They cannot prove accuracy on people: skin,
  wrinkles, beards, make-up, and the many ways in which people move are not in them.
- **Real clips** are people, labelled by eye frame by frame. They are few, their labels are exact to
  a frame or to three, and some lids cannot be called shut or lowered by anybody. They prove that
  the detectors hold on the faces in them, and not on yours.
- **An interval** says how the figure could have come out with other clips *of the same sort*. It
  knows nothing of faces, rooms and cameras that are not among them.
- **A draft** that `facecheck label` wrote and nobody corrected compares facecheck with itself and
  proves nothing. Its group is called `draft`.
- **Other figures** stand where their subject is: lids of real faces moved by known amounts in
  `docs/measures.md`, all exercises against all movements of a rehabilitation set, weak sides and
  millimetres in `docs/rehabilitation.md`, and input that is not true in `docs/reliability.md`.
"""


def accuracy_page(
    parts: Sequence[tuple[str, Evaluation]],
    *,
    version: str,
    date: str,
    sections: Sequence[tuple[str, str]] = (),
) -> str:
    """The page as Markdown. The same results and date give the same text.

    Args:
        parts: Evaluations with their titles, such as "The committed clips" and "The grid".
        version: Of facecheck.
        date: Of the evaluation, as the reader should see it.
        sections: Further titles and Markdown texts, such as an ablation.
    """
    blocks = [
        "# Accuracy",
        f"Written by `facecheck evaluate` {version} on {date}. Do not edit: run it again.",
        "## What these figures can and cannot prove",
        _LIMITS.rstrip(),
        "## How they are made",
        f"{wording.HOLD_RULE} {wording.INTERVAL_RULE}",
        f"{wording.MATCHING_RULE} Neither right nor wrong are:",
        _table(
            ("detected", "on a label of", "because"),
            [(r.detected, ", ".join(r.labelled), r.reason) for r in DONT_CARE],
        ),
    ]
    for title, evaluation in parts:
        blocks += [f"## {title}", *_part(evaluation)]
    for title, text in sections:
        blocks += [f"## {title}", text.strip()]
    return "\n\n".join(blocks) + "\n"


def _part(evaluation: Evaluation) -> list[str]:
    totals = evaluation.totals
    blocks = [_table(("what", "figure"), wording.total_cells(totals))]
    for key, groups in evaluation.groups.items():
        cells = [wording.group_cells(name, group) for name, group in groups.items()]
        blocks += [f"### By {key}", _table(wording.GROUP_HEADS, cells)]
    if totals.events:
        blocks += ["### Events", _table(wording.EVENT_HEADS, wording.event_cells(totals))]
    if totals.confusion.rows:
        blocks += ["### What is taken for what", *_confusion(totals.confusion)]
    rows = [(outcome, row) for outcome in evaluation.outcomes for row in outcome.rows]
    if rows and len(rows) <= MAX_ROWS:
        cells = [wording.row_cells(outcome, row) for outcome, row in rows]
        blocks += ["### Every expectation", _table(wording.ROW_HEADS, cells)]
    remains = (
        ("Counts that are wrong", remarks.wrong_rows),
        ("Faults that are wrong", remarks.wrong_faults),
        ("Events that are wrong", remarks.wrong_events),
    )
    for title, sentences in remains:
        lines = [f"- {line}" for outcome in evaluation.outcomes for line in sentences(outcome)]
        blocks += [f"### {title}", "\n".join(remarks.cut_short(lines, MAX_ROWS)) or "None."]
    notes = [f"- {o.clip}: {note}" for o in evaluation.outcomes for note in o.notes]
    if notes:
        blocks += ["### Notes", "\n".join(remarks.cut_short(notes, MAX_ROWS))]
    return blocks


def _confusion(confusion: Confusion) -> list[str]:
    columns = confusion.columns
    lines = [
        (row, *(str(confusion.counts.get((row, column), "")) for column in columns))
        for row in confusion.rows
    ]
    return [
        "Rows are labels, columns are detections. A detection that found its own label stands on "
        "the diagonal; one that did not stands with every label it lies on, or with "
        f"{NOTHING}. Two things may well happen at once, so a number off the diagonal says where "
        "to look.",
        _table(("labelled", *columns), lines),
    ]


def _table(heads: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    shown = [heads, ["---"] * len(heads), *lines]
    return "\n".join(
        "| " + " | ".join(c.replace("|", "\\|") for c in line) + " |" for line in shown
    )
