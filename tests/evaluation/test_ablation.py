"""Leaving out a part of the engine, and putting it back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from robustness.windows import JAW, seen

from evaluation.ablation import StandIn, Without, ablate, ablation_section
from evaluation.ablation_parts import PARTS
from facecheck.core.read_as import ReadAs
from facecheck.engine.face_events import blinks, eyes
from facecheck.engine.level import rest as baseline
from facecheck.engine.spec.exercise import Exercise
from facecheck.evaluate.detectors import Facecheck, Recorded
from facecheck.inputs.trace import write_trace


@dataclass(frozen=True, slots=True)
class FromTrace(Facecheck):
    """facecheck that was shown the clip before."""

    @contextmanager
    def watch(
        self,
        clip: Path,
        *,
        hands: bool,
        read_as: ReadAs | None = None,  # noqa: ARG002
    ) -> Iterator[Recorded]:
        yield Recorded(clip, hands)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A trace of one jaw opening with its truth."""
    write_trace(tmp_path / "jaw.parquet", seen(JAW), name="jaw.mp4")
    label = JAW.label
    at = [label.start_s, label.end_s, label.hold_start_s or 0.0, label.hold_end_s or 0.0]
    start, end, hold_start, hold_end = (round(s - JAW.from_s, 3) for s in at)
    (tmp_path / "jaw.truth.yaml").write_text(
        f"""\
schema: facecheck.truth/1
clip: jaw.parquet
fps: 30.0
frames: {len(seen(JAW))}
labelled: [jaw_open, squint]
events:
- {{kind: jaw_open, start_s: {start}, end_s: {end},
   hold_start_s: {hold_start}, hold_end_s: {hold_end}}}
expect:
- {{exercise: jaw-open, hold_s: 2.0, counted: 1}}
- {{exercise: squint, hold_s: 0.5, counted: 0}}
""",
        "utf-8",
    )
    return tmp_path


def out_of_reach(exercise: Exercise) -> Exercise:
    far = exercise.movement.model_copy(update={"enter": 1.5})
    return exercise.model_copy(update={"movement": far})


def test_every_part_can_be_left_out_of_the_engine_as_it_is(folder: Path) -> None:
    whole, *rows = ablate([folder], PARTS, FromTrace())
    assert whole.totals.exact == 1.0
    assert [row.name for row in rows] == [part.name for part in PARTS]
    assert all(row.totals.failed == 0 for row in rows)


def test_a_row_says_what_came_out_wrong_without_the_part(folder: Path) -> None:
    without = Without("reach", "nobody can open so far", alter=out_of_reach)
    whole, row = ablate([folder], [without], FromTrace())
    assert (whole.totals.exact, row.totals.exact) == (1.0, 0.5)
    assert row.changed == ("jaw.parquet: jaw-open at 2 s counts 0 instead of 1 (true: 1)",)
    table = ablation_section([("One clip", [whole, row])]).splitlines()
    assert table[-2].startswith("| everything there |  | 2 of 2 | 0 |")
    assert table[-1].startswith("| reach | nobody can open so far | 1 of 2 |  |")


def test_a_part_is_back_in_its_place_even_after_an_error() -> None:
    before, stand_in = blinks.FALL, StandIn(blinks, "FALL", 9.0)

    def scored_with_an_error() -> None:
        with stand_in.there():
            assert blinks.FALL == 9.0
            raise KeyError

    with pytest.raises(KeyError):
        scored_with_an_error()
    assert before == blinks.FALL


def test_a_part_that_is_gone_is_an_error_and_not_a_row_worth_nothing(folder: Path) -> None:
    gone = Without("magic", "", (StandIn(baseline, "MAGIC", 0),))
    with pytest.raises(AttributeError, match=r"rest has no MAGIC any more"):
        ablate([folder], [gone], FromTrace())


def test_a_part_without_which_a_clip_cannot_be_scored_is_an_error(folder: Path) -> None:
    broken = Without(
        "sense", "", (StandIn(blinks, "FALL", "much"), StandIn(eyes, "LID_DOWN", "low"))
    )
    with pytest.raises(RuntimeError, match="without sense"):
        ablate([folder], [broken], FromTrace())
