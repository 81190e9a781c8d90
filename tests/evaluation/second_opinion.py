"""A second opinion on the eyes, from a model that is not facecheck's own.

MediaPipe's landmarker carries a network of its own for blendshapes, trained by Google to animate
faces. Its ``eyeBlink`` scores say what facecheck reads off the lids' landmarks, and nothing that
judges uses them. A blink here is what most programs make of them: both scores' mean over a half.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from facecheck.core.events import FaceEvent
from facecheck.core.frames import Observation
from facecheck.core.landmarks import SHAPE
from facecheck.evaluate.cases import Case, find_cases
from facecheck.evaluate.detectors import Facecheck
from facecheck.evaluate.intervals import match
from facecheck.evaluate.judge import with_hands
from facecheck.evaluate.matching import KindScore, match_kind
from facecheck.evaluate.vocabulary import BLINK_LIMIT_S
from facecheck.inputs.trace import Trace

SHUT_ABOVE, OPEN_BELOW = 0.5, 0.35
"""Means of both eyes' scores, 0 to 1: half-way, and a little less to end it, for scores waver."""

KINDS = ("blink", "eyes_closed")
HEADS = (
    "clips",
    "kind",
    "facecheck: tp, fp, fn",
    "F1",
    "blendshapes: tp, fp, fn",
    "F1",
    "missed by both",
    "false in both",
)


def closures(observations: Iterable[Observation]) -> tuple[FaceEvent, ...]:
    """Blinks and held closures, by blendshapes alone.

    Args:
        observations: In time order. A lost face ends a closure.
    """
    found: list[FaceEvent] = []
    since_s: float | None = None
    most = last_s = 0.0

    def end(time_s: float) -> None:
        nonlocal since_s
        if since_s is not None:
            kind = "blink" if time_s - since_s <= BLINK_LIMIT_S else "eyes_closed"
            found.append(FaceEvent(kind, "both", since_s, time_s, most))
        since_s = None

    for seen in observations:
        last_s = seen.time_s
        if seen.face is None:
            end(last_s)
            continue
        shapes = seen.face.known_blendshapes
        score = 0.5 * float(shapes[SHAPE["eyeBlinkLeft"]] + shapes[SHAPE["eyeBlinkRight"]])
        if since_s is None and score > SHUT_ABOVE:
            since_s, most = last_s, score
        most = max(most, score)
        if score < OPEN_BELOW:
            end(last_s)
    end(last_s)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Opinions:
    """Both opinions on one kind, over some clips.

    Attributes:
        ours: facecheck's score against the labels.
        other: The blendshapes'.
        missed: Labels that neither finds: what no model of these sees, or a wrong label.
        false: Moments that both find and no label has: likewise.
    """

    ours: KindScore = field(default_factory=KindScore)
    other: KindScore = field(default_factory=KindScore)
    missed: tuple[str, ...] = ()
    false: tuple[str, ...] = ()

    def __add__(self, more: Opinions) -> Opinions:
        """Pool two clips."""
        return Opinions(
            self.ours + more.ours,
            self.other + more.other,
            self.missed + more.missed,
            self.false + more.false,
        )


def opinions(case: Case, judge: Facecheck) -> dict[str, Opinions]:
    """Both opinions on a clip; nothing where its truth file lists no events.

    Raises:
        SourceError: The clip cannot be read.
        ModelError: A model is missing.
    """
    labels = case.truth.events
    if labels is None:
        return {}
    hands = with_hands(judge, case.truth)
    with judge.watch(case.clip, hands=hands, read_as=case.read_as) as watched:
        ours = watched.events().events
        with Trace(watched.trace) as trace:
            other = closures(trace)
    found = {}
    for kind in KINDS:
        one, two = (match_kind(kind, labels, events, case.truth.fps) for events in (ours, other))
        places = [f"{case.clip.name}, {x.start_s:.2f} s" for x in one.missed if x in two.missed]
        both = [one.false[i] for i, _ in match(one.false, two.false)]
        found[kind] = Opinions(
            one.score,
            two.score,
            tuple(places),
            tuple(f"{case.clip.name}, {x.start_s:.2f} s" for x in both),
        )
    return found


def second_opinion_section(places: Sequence[tuple[str, Path]], judge: Facecheck) -> str:
    """The table as Markdown, and where both opinions differ from the label.

    Args:
        places: Titles, and folders with truth files beside their clips.
        judge: Who watches the clips.

    Raises:
        SourceError: A folder is missing or holds no truth file, or a clip cannot be read.
        SpecError: Truth files are wrong.
        ModelError: A model is missing.
    """
    rows, doubts = [HEADS, ("---",) * len(HEADS)], []
    for title, place in places:
        pooled = {kind: Opinions() for kind in KINDS}
        for case in find_cases([place]):
            for kind, more in opinions(case, judge).items():
                pooled[kind] += more
        for kind, both in pooled.items():
            rows.append(
                (
                    title,
                    kind,
                    *_cells(both.ours),
                    *_cells(both.other),
                    str(len(both.missed)),
                    str(len(both.false)),
                )
            )
            doubts += [f"- {kind} missed by both: {where}" for where in both.missed]
            doubts += [f"- {kind} that no label has, in both: {where}" for where in both.false]
    text = (
        "What MediaPipe's blendshapes alone say of shut eyes, by the rule that most programs use: "
        f"the mean of both `eyeBlink` scores over {SHUT_ABOVE:g}. facecheck does not use these "
        "scores. Where both differ from a label, look at the clip: the label may be wrong."
    )
    table = "\n".join("| " + " | ".join(row) + " |" for row in rows)
    return "\n\n".join([text, table, "\n".join(doubts) or "They differ from a label nowhere."])


def _cells(score: KindScore) -> tuple[str, str]:
    f1 = "-" if score.f1 is None else f"{score.f1:.3f}"
    return f"{score.tp}, {score.fp}, {score.fn}", f1
