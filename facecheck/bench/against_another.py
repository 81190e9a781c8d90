"""Measurements against another build of facecheck, and against a bare loop."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from facecheck.bench import against, clips
from facecheck.bench.figures import Figure
from facecheck.bench.work import Measurement, Work

BARE = "processor time against a bare loop"


def _bare_loop(work: Work) -> Iterator[Figure]:
    clip, ours = clips.sample(clips.FACE), against.Build(sys.executable)
    pairs = against.turns(
        ours.score(clip, "jaw-open"), ours.script(against.BARE, clip), work.plan.rounds
    )
    return against.processor_time("score_cpu_over_bare", pairs)


def _pairs(
    work: Work, clip: Path, exercise: str, rounds: int | None = None
) -> list[tuple[against.ProcessCost, against.ProcessCost]]:
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
    return against.printed_ratio("trace_fps_over_before", pairs)


def _live_before(work: Work) -> Iterator[Figure]:
    ours, theirs = (
        build.script(against.LIVE, work.hands, "squint-palm")
        for build in (against.Build(sys.executable), against.Build(str(work.before)))
    )
    return against.printed_ratio(
        "live_p95_over_before", against.turns(ours, theirs, work.plan.rounds)
    )


def _with_others(name: str) -> tuple[str, ...]:
    return name, name.replace("_cpu_", "_wall_"), f"{name}_others"


AGAINST_ANOTHER = (
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
