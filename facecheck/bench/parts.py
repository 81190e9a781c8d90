"""Everything that is not a model, by part, and scoring traces again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from facecheck.api import check, load_exercise
from facecheck.batch import overlay_for
from facecheck.bench.figures import Figure, seconds
from facecheck.engine.measures.table import measure_face
from facecheck.engine.repetitions.checker import Checker, reads
from facecheck.inputs.mediapipe.landmarker import Landmarker
from facecheck.inputs.sources import Clip
from facecheck.inputs.trace import read_trace, write_trace
from facecheck.outputs.video import AnnotatedVideo

TRACE_ROWS = 30_000
"""Frames of the trace that is scored again: a session of a quarter of an hour."""


class PartTimes:
    """Adds up what each part takes, frame by frame."""

    def __init__(self) -> None:
        self.ms: dict[str, list[float]] = {}

    @contextmanager
    def on(self, part: str) -> Iterator[None]:
        """Time what happens inside."""
        begun_s = time.perf_counter()
        yield
        self.ms.setdefault(part, []).append(1000 * (time.perf_counter() - begun_s))


def parts(clip: Path, exercise: str) -> list[Figure]:
    """Time each part at each frame of a clip that has a face."""
    rules = load_exercise(exercise)
    checker, overlay, spent = Checker(rules), overlay_for(rules), PartTimes()
    judged_by = reads(rules)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        source = stack.enter_context(Clip(clip))
        landmarker = stack.enter_context(Landmarker(hands=rules.needs_hands))
        video: AnnotatedVideo | None = None
        for frame, seen in landmarker.follow(source, overlapped=False):
            if seen.face is None:
                continue
            with spent.on("measures"):
                values = measure_face(seen.face, judged_by)
            with spent.on("detector"):
                update = checker.step(seen, values)
            with spent.on("overlay"):
                picture = overlay(frame.rgb, update, seen.face, seen.hands or ())
            if video is None:
                size = picture.shape[1], picture.shape[0]
                video = stack.enter_context(AnnotatedVideo(folder / "a.mp4", size))
            with spent.on("encode"):
                video.write(picture, frame.time_s)
    ms = spent.ms
    whole = [sum(row) for row in zip(ms["measures"], ms["detector"], ms["overlay"], strict=True)]
    return [
        Figure.of("non_model_ms", whole),
        *(Figure.of(f"{name}_ms", values) for name, values in ms.items()),
    ]


def traces(clip: Path, exercise: str, name: str, rounds: int) -> Figure:
    """Score a trace again, made of a clip that is repeated until it is long enough."""
    rules = load_exercise(exercise)
    with TemporaryDirectory() as folder:
        path, long = Path(folder) / "a.parquet", Path(folder) / "long.parquet"
        with Clip(clip) as source, Landmarker(hands=rules.needs_hands) as landmarker:
            write_trace(path, (seen for _, seen in landmarker.follow(source)), name=clip.name)
        once = list(read_trace(path))
        times = -(-TRACE_ROWS // len(once))
        write_trace(
            long,
            (
                replace(seen, time_s=(n * len(once) + i) / 30)
                for n in range(times)
                for i, seen in enumerate(once)
            ),
            name=clip.name,
        )
        rates = [times * len(once) / seconds(lambda: check(long, rules)) for _ in range(rounds)]
    return Figure.of(name, rates)
