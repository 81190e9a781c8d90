"""Runs all benchmarks one after the other, on a machine that should be idle."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from facecheck.bench.against_another import BARE
from facecheck.bench.figures import Figure
from facecheck.bench.measurements import MEASUREMENTS
from facecheck.bench.work import BenchPlan, Measurement, Work
from facecheck.core.errors import FacecheckError
from facecheck.core.text import did_you_mean

SCHEMA = "facecheck.bench/1"


def bench(
    plan: BenchPlan,
    tell: Callable[[str], object] = lambda _: None,
    only: Sequence[str] = (),
    before: str | None = None,
) -> Iterator[Figure]:
    """Measure everything, giving each figure as soon as it is there.

    Args:
        plan: How much.
        tell: Told what is being measured.
        only: Names of figures; what else is measured along with them is given too.
        before: The Python of another build of facecheck, to measure against; without figures to
            name, those against it are measured and no others.

    Raises:
        FacecheckError: There is no such figure, a clip or a model is missing, or a measurement
            failed.
    """
    chosen = _chosen(plan, only, before)
    with TemporaryDirectory() as name:
        work = Work(plan, Path(name), before)
        for measurement in chosen:
            tell(measurement.what)
            yield from (figure for figure in measurement.run(work) if figure is not None)


def _chosen(plan: BenchPlan, only: Sequence[str], before: str | None) -> list[Measurement]:
    names = [name for measurement in MEASUREMENTS for name in measurement.names]
    for name in only:
        if name not in names:
            raise FacecheckError(
                "there is no figure {name}; {did_you_mean}",
                name=name,
                did_you_mean=did_you_mean(name, names),
            )
    if only:
        chosen = [m for m in MEASUREMENTS if not set(only).isdisjoint(m.names)]
        if before is None and any(m.when == "before" and m.what != BARE for m in chosen):
            raise FacecheckError("this is measured against another build: add --before PYTHON")
        return chosen
    if before is not None:
        return [m for m in MEASUREMENTS if m.when == "before"]
    wanted = {"always", "details"} if plan.details else {"always"}
    return [m for m in MEASUREMENTS if m.when in wanted]


def machine() -> str:
    """What was measured on: processor, cores, system, Python."""
    return (
        f"{_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
        return next(line.split(":", 1)[1].strip() for line in lines if "model name" in line)
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def to_dict(figures: Iterable[Figure], version: str) -> dict[str, Any]:
    """The bench document."""
    rows = [figure.to_dict() for figure in figures]
    return {"schema": SCHEMA, "facecheck": version, "machine": machine(), "rows": rows}
