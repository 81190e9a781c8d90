"""All figures, one after the other; nothing else should run on the machine meanwhile."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from facecheck.api import check
from facecheck.bench import clips, many, models, parts, session
from facecheck.bench.figures import Figure, seconds
from facecheck.outputs.files import explained

SCHEMA = "facecheck.bench/1"
HD = (1280, 720)
SIZES = ((640, 360), HD, (1920, 1080))


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured.

    Attributes:
        clip_s: Seconds of film that models and sessions see.
        rounds: How often each ratio is measured.
        workers_clips: Clips for one and for two processes.
        details: Whether what has no limit is measured too.
    """

    clip_s: float = 6.0
    rounds: int = 3
    workers_clips: int = 4
    details: bool = True


QUICK = Plan(clip_s=4.0, rounds=1, workers_clips=2, details=False)


def bench(plan: Plan, tell: Callable[[str], object] = lambda _: None) -> Iterator[Figure]:
    """Measure everything, giving each figure as soon as it is there.

    Args:
        plan: How much.
        tell: Told what is being measured.

    Raises:
        FacecheckError: A clip or a model is missing, or a measurement failed.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        tell("making the clips")
        with explained(folder):
            face = clips.remade(
                clips.sample(clips.FACE), folder / "face.mp4", clips.enlarged(HD), plan.clip_s
            )
            hands = clips.remade(
                clips.sample(clips.HANDS), folder / "hands.mp4", clips.enlarged(HD), plan.clip_s
            )
        yield from _limits(plan, tell, face, hands)
        if plan.details:
            yield from _details(plan, tell, folder, hands)


def _limits(plan: Plan, tell: Callable[[str], object], face: Path, hands: Path) -> Iterator[Figure]:
    tell("score against a bare loop")
    yield models.score_over_bare(face, plan.rounds)
    tell("both models side by side")
    yield models.side_by_side(hands, plan.rounds)
    tell("everything but the models")
    yield from parts.parts(face, "jaw-open")
    tell("a live session")
    yield from session.live(hands, "squint-palm", plan.rounds)
    tell("scoring a trace again")
    yield parts.traces(clips.sample(clips.FACE), "jaw-open", "trace_fps", max(plan.rounds, 3))
    tell("two processes")
    yield many.workers([clips.sample(clips.FACE)] * plan.workers_clips, "jaw-open", 1)
    tell("memory")
    yield from _there([many.memory("memory_mb", hands, "squint-palm")])


def _details(
    plan: Plan, tell: Callable[[str], object], folder: Path, hands: Path
) -> Iterator[Figure]:
    tell("each model alone")
    yield from models.alone(hands, 120, plan.rounds)
    yield parts.traces(clips.sample(clips.HANDS), "squint-palm", "trace_hands_fps", plan.rounds)
    tell("other sizes")
    for size in SIZES:
        yield _per_frame(f"score_ms_{size[0]}", folder, clips.enlarged(size), plan)
    yield _per_frame("score_ms_two_faces", folder, clips.doubled, plan)
    tell("a longer clip")
    long = clips.repeated(hands, folder / "long.mp4", 4)
    yield from _there([many.memory("memory_four_times_mb", long, "squint-palm")])


def _per_frame(name: str, folder: Path, change: Callable[[Any], Any], plan: Plan) -> Figure:
    clip = clips.remade(clips.sample(clips.FACE), folder / f"{name}.mp4", change, plan.clip_s)
    frames = check(clip, "jaw-open").frames
    times = [seconds(lambda: check(clip, "jaw-open")) for _ in range(plan.rounds)]
    return Figure.of(name, [1000 * s / frames for s in times])


def _there(figures: Iterable[Figure | None]) -> Iterator[Figure]:
    return (figure for figure in figures if figure is not None)


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
