"""Everything that can be measured, in order."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from facecheck.api import check
from facecheck.bench import clips, many, models, parts, session
from facecheck.bench.against_another import AGAINST_ANOTHER
from facecheck.bench.figures import Figure, seconds
from facecheck.bench.watches import watches_over_none
from facecheck.bench.work import HD, BenchPlan, Measurement, Work

SIZES = ((640, 360), HD, (1920, 1080))


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


def _per_frame(name: str, folder: Path, change: Callable[[Any], Any], plan: BenchPlan) -> Figure:
    clip = clips.remade(clips.sample(clips.FACE), folder / f"{name}.mp4", change, plan.clip_s)
    frames = check(clip, "jaw-open").frames
    times = [seconds(lambda: check(clip, "jaw-open")) for _ in range(plan.rounds)]
    return Figure.of(name, [1000 * s / frames for s in times])


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
        "whether pictures are true",
        ("watches_cpu_over_none",),
        lambda work: [watches_over_none(clips.sample(clips.FACE), "jaw-open", work.plan.rounds)],
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
    *AGAINST_ANOTHER,
)
"""Everything that can be measured, in this order."""
