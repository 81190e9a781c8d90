"""What each part of the engine is worth: the same clips again, with one part left out at a time.

The engine knows nothing of this. A part is left out by an exercise without it, or by a stand-in for
a name of the engine's modules while the clips are scored; a name that is gone is an error, so that
no row can say "worth nothing" of a part that was never left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from strips import measured

from facecheck import api
from facecheck.core.frames import Observation
from facecheck.core.read_as import ReadAs
from facecheck.core.results import EventsResult, ScoreResult
from facecheck.core.targets import Targets
from facecheck.engine.face_events.detector import EventDetector
from facecheck.engine.spec.exercise import Exercise
from facecheck.evaluate.cases import find_cases
from facecheck.evaluate.detectors import Facecheck
from facecheck.evaluate.judge import evaluate_case
from facecheck.evaluate.matching import KindScore
from facecheck.evaluate.outcome import ClipEvaluation
from facecheck.evaluate.totals import Totals, summarise
from facecheck.inputs import library
from facecheck.inputs.trace import Trace

WHOLE = "everything there"


@dataclass(frozen=True, slots=True)
class StandIn:
    """What takes the place of a name in a module of the engine.

    Attributes:
        module: Where the engine looks the name up.
        name: The name.
        value: What it stands for meanwhile.
    """

    module: ModuleType
    name: str
    value: Any

    @contextmanager
    def there(self) -> Iterator[None]:
        """Take the place, and give it back."""
        if not hasattr(self.module, self.name):
            raise AttributeError(
                f"{self.module.__name__} has no {self.name} any more: mend ablation_parts.py"
            )
        before = getattr(self.module, self.name)
        setattr(self.module, self.name, self.value)
        try:
            yield
        finally:
            setattr(self.module, self.name, before)


def _unchanged(exercise: Exercise) -> Exercise:
    return exercise


@dataclass(frozen=True, slots=True)
class Without:
    """One part left out.

    Attributes:
        name: What the table calls the part.
        instead: What happens in its place, for the reader.
        stand_ins: What the engine finds in the part's place.
        alter: The exercise without the part.
    """

    name: str
    instead: str
    stand_ins: tuple[StandIn, ...] = ()
    alter: Callable[[Exercise], Exercise] = _unchanged


@dataclass(frozen=True, slots=True)
class Worth:
    """One row of the table.

    Attributes:
        name: The part that was left out.
        instead: What happened in its place.
        totals: What the clips came to.
        changed: Outcomes that differ from those with everything there: counts or events.
    """

    name: str
    instead: str
    totals: Totals
    changed: tuple[str, ...] = ()


def ablate(
    places: Sequence[Path],
    parts: Sequence[Without],
    judge: Facecheck,
    *,
    advance: Callable[[int, int], Any] | None = None,
) -> list[Worth]:
    """Evaluate the clips with everything there, then without each part.

    Each clip is looked at once (or found in the judge's cache) and scored for every row.

    Args:
        places: Folders with truth files beside their clips, or single truth files.
        parts: What to leave out, one row each.
        judge: Who watches the clips.
        advance: Told after each clip how many are done, of how many.

    Raises:
        SourceError: A folder is missing or holds no truth file.
        SpecError: Truth files are wrong.
        AttributeError: The engine has a part no more.
        RuntimeError: A clip can be scored with everything there, and not without a part.
    """
    rows = (Without(WHOLE, ""), *parts)
    found: list[list[ClipEvaluation]] = [[] for _ in rows]
    cases = find_cases(places)
    for done, case in enumerate(cases, 1):
        kept = _Kept(judge)
        for outcomes, part in zip(found, rows, strict=True):
            with ExitStack() as stack:
                for stand_in in part.stand_ins:
                    stack.enter_context(stand_in.there())
                outcome = evaluate_case(_Ablated(kept, part.alter), case)
            whole = found[0][-1] if part is not rows[0] else outcome
            if outcome.error is not None and whole.error is None:
                raise RuntimeError(f"without {part.name}: {outcome.error}")
            outcomes.append(outcome)
        if advance is not None:
            advance(done, len(cases))
    return [
        Worth(part.name, part.instead, summarise(outcomes), _changed(found[0], outcomes))
        for part, outcomes in zip(rows, found, strict=True)
    ]


def _changed(whole: Sequence[ClipEvaluation], without: Sequence[ClipEvaluation]) -> tuple[str, ...]:
    notes = []
    for a, b in zip(whole, without, strict=True):
        for x, y in zip(a.rows, b.rows, strict=True):
            if x.counted != y.counted:
                line = x.expectation
                notes.append(
                    f"{a.clip}: {line.exercise} at {line.setting} counts {y.counted} instead of "
                    f"{x.counted} (true: {line.counted})"
                )
    return tuple(notes)


@dataclass(slots=True)
class _Kept:
    """What the models saw in a clip, kept in memory for all rows."""

    judge: Facecheck
    seen: dict[tuple[Path, bool], tuple[Trace, list[Observation]]] = field(default_factory=dict)

    def get(
        self, clip: Path, *, hands: bool, read_as: ReadAs | None
    ) -> tuple[Trace, list[Observation]]:
        key = (clip, hands)
        if key not in self.seen:
            with (
                self.judge.watch(clip, hands=hands, read_as=read_as) as watched,
                Trace(watched.trace) as trace,
            ):
                self.seen[key] = (trace, list(trace))
        return self.seen[key]


@dataclass(frozen=True, slots=True)
class _Ablated:
    """The judge that leaves a part out."""

    kept: _Kept
    alter: Callable[[Exercise], Exercise]

    def needs_hands(self, exercise: str) -> bool:
        return self.kept.judge.needs_hands(exercise)

    @contextmanager
    def watch(self, clip: Path, *, hands: bool, read_as: ReadAs | None = None) -> Iterator[_Seen]:
        trace, observations = self.kept.get(clip, hands=hands, read_as=read_as)
        yield _Seen(trace, observations, hands, self.alter)


@dataclass(frozen=True, slots=True)
class _Seen:
    trace: Trace
    observations: list[Observation]
    hands: bool
    alter: Callable[[Exercise], Exercise]

    def score(self, exercise: str, targets: Targets) -> ScoreResult:
        rules = api.load_any(exercise)
        return api.rescore(
            self.observations,
            self.alter(rules) if isinstance(rules, Exercise) else rules,
            name=self.trace.name,
            duration_s=self.trace.duration_s or 0.0,
            reps=targets.reps,
            hold_s=targets.hold_s,
            minutes=targets.minutes,
        )

    def events(self) -> EventsResult:
        bundled = (library.bundled_folder(),)
        squint, jaw = (self.alter(api.load_exercise(i, bundled)) for i in ("squint", "jaw-open"))
        detector = EventDetector(squint, jaw, hands=self.hands)
        for observation, values in measured(self.observations, 256):
            detector.step(observation, values)
        return detector.finish(self.trace.name, self.trace.duration_s or 0.0)


HEADS = (
    "without",
    "instead",
    "exact counts",
    "false counts",
    "hold error, median / 95 %",
    "F1 blink",
    "eyes closed",
    "squint",
    "jaw open",
    "faults",
)


def ablation_section(groups: Sequence[tuple[str, Sequence[Worth]]]) -> str:
    """The tables as Markdown, for the `sections` of the accuracy page.

    Args:
        groups: Titles such as "The sample clips", with their rows.
    """
    blocks = [
        "One part is left out at a time and the same clips are scored again, from the same "
        "landmarks. A cell is empty where it is as with everything there.",
    ]
    for title, rows in groups:
        whole = _cells(rows[0])
        lines = [whole]
        for row in rows[1:]:
            cells = _cells(row)
            lines.append(
                (
                    *cells[:2],
                    *(c if c != w else "" for c, w in zip(cells[2:], whole[2:], strict=True)),
                )
            )
        table = "\n".join(
            "| " + " | ".join(x) + " |" for x in (HEADS, ["---"] * len(HEADS), *lines)
        )
        blocks += [f"### {title}", table]
    return "\n\n".join(blocks)


def _score(score: KindScore | None) -> str:
    """F1, or what was found where nothing is labelled."""
    if score is None or score.f1 is None:
        return "-"
    return f"{score.fp} false" if score.tp + score.fn == 0 else f"{score.f1:.3f}"


def _cells(row: Worth) -> tuple[str, ...]:
    totals = row.totals
    lines = totals.expectations
    exact = round((totals.exact or 0.0) * lines)
    hold = "-"
    if totals.hold_error_median_s is not None and totals.hold_error_p95_s is not None:
        hold = f"{totals.hold_error_median_s:.2f} / {totals.hold_error_p95_s:.2f} s"
    kinds = (totals.events.get(k) for k in ("blink", "eyes_closed", "squint", "jaw_open"))
    scores = [*kinds, totals.faults]
    return (
        row.name,
        row.instead,
        f"{exact} of {lines}",
        str(totals.false_counts),
        hold,
        *map(_score, scores),
    )
