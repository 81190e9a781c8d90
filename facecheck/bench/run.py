"""Runs all benchmarks one after the other, on a machine that should be idle."""

from __future__ import annotations

import math
import os
import platform
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from facecheck.api import check
from facecheck.bench import against, clips, many, models, parts, session
from facecheck.bench.figures import Figure, seconds
from facecheck.core.errors import FacecheckError
from facecheck.core.text import did_you_mean
from facecheck.outputs.files import explained

SCHEMA = "facecheck.bench/1"
HD = (1280, 720)
SIZES = ((640, 360), HD, (1920, 1080))


@dataclass(frozen=True, slots=True)
class BenchPlan:
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


QUICK = BenchPlan(clip_s=4.0, rounds=1, workers_clips=2, details=False)


@dataclass(frozen=True)
class Work:
    """What a measurement has to work with.

    Attributes:
        plan: How much is measured.
        folder: A place for clips.
        before: Another build's Python, to measure against.
    """

    plan: BenchPlan
    folder: Path
    before: str | None = None

    @cached_property
    def face(self) -> Path:
        """A clip of a face alone, in HD."""
        return self._in_hd(clips.FACE)

    @cached_property
    def hands(self) -> Path:
        """One with hands."""
        return self._in_hd(clips.HANDS)

    def _in_hd(self, name: str) -> Path:
        path = self.folder / name
        with explained(self.folder):
            return clips.remade(clips.sample(name), path, clips.enlarged(HD), self.plan.clip_s)


@dataclass(frozen=True, slots=True)
class Measurement:
    """Some figures that are measured together.

    Attributes:
        what: What is being measured, in words.
        names: The figures it gives.
        run: Gives them; None for what cannot be measured on this system.
        when: Whether it is measured always, with the details, only when it is asked for, or only
            where there is another build to measure against.
    """

    what: str
    names: tuple[str, ...]
    run: Callable[[Work], Iterable[Figure | None]]
    when: Literal["always", "details", "asked", "before"] = "always"


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


def _traces(work: Work) -> Iterator[Figure]:
    rounds = max(work.plan.rounds, 3)
    yield parts.traces(clips.sample(clips.FACE), "jaw-open", "trace_fps", rounds)


def _traces_with_hands(work: Work) -> Iterator[Figure]:
    clip = clips.sample(clips.HANDS)
    yield parts.traces(clip, "squint-palm", "trace_hands_fps", work.plan.rounds)


def _workers(work: Work) -> Iterator[Figure]:
    yield many.workers([clips.sample(clips.FACE)] * work.plan.workers_clips, "jaw-open", 1)


def _sizes(work: Work) -> Iterator[Figure]:
    for size in SIZES:
        yield _per_frame(f"score_ms_{size[0]}", work.folder, clips.enlarged(size), work.plan)


def _two_faces(work: Work) -> Iterator[Figure]:
    yield _per_frame("score_ms_two_faces", work.folder, clips.doubled, work.plan)


def _pages(work: Work) -> Iterator[Figure]:
    # Here, not above: the server is of the extra app.
    from facecheck.bench.pages import sessions_per_core

    yield sessions_per_core(work.face, "jaw-open")


def _longer(work: Work) -> Iterator[Figure | None]:
    long = clips.repeated(work.hands, work.folder / "long.mp4", 4)
    yield many.memory("memory_four_times_mb", long, "squint-palm")


def _lasting(name: str, minutes: int) -> Measurement:
    def run(work: Work) -> Iterator[Figure | None]:
        once = clips.remade(
            clips.sample(clips.FACE),
            work.folder / "small.mp4",
            clips.enlarged((320, 180)),
            24.0,
            every=3,
        )
        times = math.ceil(60 * minutes / check(once, "jaw-open").duration_s)
        long = clips.repeated(once, work.folder / "long.mp4", times)
        yield many.memory(name, long, "jaw-open")

    return Measurement(f"{minutes} minutes of film", (name,), run, "asked")


def _bare_loop(work: Work) -> Iterator[Figure]:
    clip, ours = clips.sample(clips.FACE), against.Build(sys.executable)
    pairs = against.turns(
        ours.score(clip, "jaw-open"), ours.script(against.BARE, clip), work.plan.rounds
    )
    return against.processor_time("score_cpu_over_bare", pairs)


def _pairs(
    work: Work, clip: Path, exercise: str, rounds: int | None = None
) -> list[tuple[against.Spent, against.Spent]]:
    ours, theirs = against.Build(sys.executable), against.Build(str(work.before))
    times = work.plan.rounds if rounds is None else rounds
    return against.turns(ours.score(clip, exercise), theirs.score(clip, exercise), times)


def _hands_before(work: Work) -> Iterator[Figure]:
    pairs = _pairs(work, clips.sample(clips.HANDS), "squint-palm")
    yield against.memory("memory_over_before", pairs)
    pairs += _pairs(work, clips.sample(clips.BAND), "jaw-band")
    yield from against.processor_time("face_hand_cpu_over_before", pairs)


def _fast_before(work: Work) -> Iterator[Figure]:
    fast = clips.sped_up(clips.sample(clips.FACE), work.folder / "fast.mp4", 2)
    return against.processor_time("score_60fps_cpu_over_before", _pairs(work, fast, "jaw-open"))


def _short_before(work: Work) -> Iterator[Figure]:
    path = work.folder / "short.mp4"
    short = clips.remade(clips.sample(clips.FACE), path, clips.enlarged((640, 480)), 5.0)
    _pairs(work, short, "jaw-open", rounds=1)  # compiled and read from the disk, once
    return against.processor_time("short_clip_cpu_over_before", _pairs(work, short, "jaw-open"))


def _trace_before(work: Work) -> Iterator[Figure]:
    ours, theirs = against.Build(sys.executable), against.Build(str(work.before))
    # Each scores its own: which landmarks lie together in the file is a matter of the build.
    path, other = work.folder / "ours.parquet", work.folder / "theirs.parquet"
    ours.trace(clips.sample(clips.FACE), path)
    theirs.trace(clips.sample(clips.FACE), other)
    pairs = against.turns(
        ours.script(against.TRACE, path), theirs.script(against.TRACE, other), work.plan.rounds
    )
    return against.said("trace_fps_over_before", pairs)


def _live_before(work: Work) -> Iterator[Figure]:
    ours, theirs = (
        build.script(against.LIVE, work.hands, "squint-palm")
        for build in (against.Build(sys.executable), against.Build(str(work.before)))
    )
    return against.said("live_p95_over_before", against.turns(ours, theirs, work.plan.rounds))


def _with_others(name: str) -> tuple[str, ...]:
    return name, name.replace("_cpu_", "_wall_"), f"{name}_others"


BARE = "processor time against a bare loop"

LENGTHS = {"memory_2_minutes_mb": 2, "memory_30_minutes_mb": 30, "memory_2_hours_mb": 120}

MEASUREMENTS = (
    Measurement(
        "score against a bare loop",
        ("score_over_bare",),
        lambda work: [models.score_over_bare(work.face, work.plan.rounds)],
    ),
    Measurement(
        "both models side by side",
        ("face_hand_over_sequential",),
        lambda work: [models.side_by_side(work.hands, work.plan.rounds)],
    ),
    Measurement(
        "everything but the models",
        ("non_model_ms", "measures_ms", "detector_ms", "overlay_ms", "encode_ms"),
        lambda work: parts.parts(work.face, "jaw-open"),
    ),
    Measurement(
        "a live session",
        ("frame_to_overlay_p95_ms", "live_fps", "live_dropped"),
        lambda work: session.live(work.hands, "squint-palm", work.plan.rounds),
    ),
    Measurement("scoring a trace again", ("trace_fps",), _traces),
    Measurement("two processes", ("two_workers_speedup",), _workers),
    Measurement(
        "memory",
        ("memory_mb",),
        lambda work: [many.memory("memory_mb", work.hands, "squint-palm")],
    ),
    Measurement(
        "each model alone",
        ("decode_ms", "face_model_ms", "hand_model_ms", "load_models_ms"),
        lambda work: models.alone(work.hands, 120, work.plan.rounds),
        "details",
    ),
    Measurement("a trace with hands", ("trace_hands_fps",), _traces_with_hands, "details"),
    Measurement("other sizes", tuple(f"score_ms_{w}" for w, _ in SIZES), _sizes, "details"),
    Measurement("a second face", ("score_ms_two_faces",), _two_faces, "details"),
    Measurement("a longer clip", ("memory_four_times_mb",), _longer, "details"),
    *(_lasting(name, minutes) for name, minutes in LENGTHS.items()),
    Measurement(
        "sessions whose models run in the page", ("page_sessions_per_core",), _pages, "asked"
    ),
    Measurement(BARE, _with_others("score_cpu_over_bare"), _bare_loop, "before"),
    Measurement(
        "hands against the other build",
        (*_with_others("face_hand_cpu_over_before"), "memory_over_before"),
        _hands_before,
        "before",
    ),
    Measurement(
        "60 pictures a second against the other build",
        _with_others("score_60fps_cpu_over_before"),
        _fast_before,
        "before",
    ),
    Measurement(
        "a short clip against the other build",
        _with_others("short_clip_cpu_over_before"),
        _short_before,
        "before",
    ),
    Measurement(
        "traces against the other build",
        ("trace_fps_over_before", "trace_fps_over_before_others"),
        _trace_before,
        "before",
    ),
    Measurement(
        "a live session against the other build",
        ("live_p95_over_before", "live_p95_over_before_others"),
        _live_before,
        "before",
    ),
)
"""Everything that can be measured, in this order."""


def _per_frame(name: str, folder: Path, change: Callable[[Any], Any], plan: BenchPlan) -> Figure:
    clip = clips.remade(clips.sample(clips.FACE), folder / f"{name}.mp4", change, plan.clip_s)
    frames = check(clip, "jaw-open").frames
    times = [seconds(lambda: check(clip, "jaw-open")) for _ in range(plan.rounds)]
    return Figure.of(name, [1000 * s / frames for s in times])


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
