"""Evaluate folders of clips, in one process or in several."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from facecheck.evaluate.cases import Case, find_cases
from facecheck.evaluate.judge import Judge, evaluate_case
from facecheck.evaluate.outcome import ClipEvaluation, failed
from facecheck.evaluate.totals import Totals, group_by, summarise

GROUP_KEYS = ("kind", "identity", "condition")
"""Keys of ``origin`` by which the totals are also given; ``kind`` is real against rendered."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The outcome of every clip, in the order the truth files were found.

    Attributes:
        outcomes: One for each truth file.
    """

    outcomes: tuple[ClipEvaluation, ...]

    @property
    def totals(self) -> Totals:
        """All clips together."""
        return summarise(self.outcomes)

    @property
    def groups(self) -> dict[str, dict[str, Totals]]:
        """Totals by kind, identity and condition, as far as the truth files name them."""
        found = {key: group_by(self.outcomes, key) for key in GROUP_KEYS}
        return {key: groups for key, groups in found.items() if groups}

    @property
    def exit_code(self) -> int:
        """0 where every clip could be read and every count is exact, else 1."""
        return 0 if all(outcome.ok for outcome in self.outcomes) else 1


Advance = Callable[[int, int, ClipEvaluation], Any]
"""Told after each clip: how many are done, of how many, and what came of it."""


def evaluate(
    places: Sequence[Path],
    judge: Judge,
    *,
    workers: int = 1,
    advance: Advance | None = None,
) -> Evaluation:
    """Evaluate every clip that has a truth file.

    Args:
        places: Folders with truth files beside their clips, or single truth files.
        judge: What is evaluated.
        workers: Processes; each clip is one job.
        advance: Called after each clip, for a progress bar.

    Raises:
        SourceError: A folder is missing or holds no truth file.
        SpecError: Truth files are wrong.
    """
    cases = find_cases(places)
    if workers <= 1 or len(cases) <= 1:
        done = ((i, evaluate_case(judge, case)) for i, case in enumerate(cases))
        return collect(done, len(cases), advance)
    # The models start threads of their own, which a forked process would inherit half-made.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(workers, len(cases)), mp_context=context) as pool:
        try:
            return collect(_in_pool(pool, judge, cases), len(cases), advance)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _in_pool(
    pool: Executor, judge: Judge, cases: Sequence[Case]
) -> Iterator[tuple[int, ClipEvaluation]]:
    jobs: dict[Future[ClipEvaluation], int] = {
        pool.submit(evaluate_case, judge, case): i for i, case in enumerate(cases)
    }
    for job in as_completed(jobs):
        index = jobs[job]
        try:
            yield index, job.result()
        except Exception as error:  # the process died, or its answer could not be sent back
            what = " ".join(str(error).split()) or type(error).__name__
            yield index, failed(cases[index], f"{cases[index].clip}: its process failed: {what}")


def collect(
    done: Iterator[tuple[int, ClipEvaluation]], total: int, advance: Advance | None
) -> Evaluation:
    """Put outcomes, which come as they are done, into the order of the truth files."""
    found: dict[int, ClipEvaluation] = {}
    for index, outcome in done:
        found[index] = outcome
        if advance is not None:
            advance(len(found), total, outcome)
    return Evaluation(tuple(found[i] for i in range(total)))
