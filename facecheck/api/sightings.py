"""Detects events and reads measures frame by frame, independent of any exercise."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from facecheck.api.argument_checks import path_of
from facecheck.api.exercises import load_exercise
from facecheck.api.groups import groups
from facecheck.core.arguments import number
from facecheck.core.columns import Column, with_unit
from facecheck.core.frames import Observation
from facecheck.core.read_as import PLAIN, ReadAs
from facecheck.core.results import EventsResult
from facecheck.engine.face_events.detector import EventDetector
from facecheck.engine.hands.all_measures import all_group_values
from facecheck.engine.hands.palm_on_cheek import HAND_MEASURES, HandWatch
from facecheck.engine.measures.needs import lacking
from facecheck.engine.measures.table import MEASURES
from facecheck.inputs import library
from facecheck.inputs.recording import Recording


def events(
    clip: str | Path,
    *,
    hands: bool = True,
    on_frame: Callable[[float], None] | None = None,
    read_as: ReadAs = PLAIN,
) -> EventsResult:
    """Everything the face did in a clip or trace: blinks, closures, squints, jaw openings, palms.

    Args:
        clip: A video file, a folder of images, or a trace.
        hands: Whether to look for hands; without, no `palm_on_cheek` is found.
        on_frame: Called with each frame's time; for progress.
        read_as: What is known of the clip from elsewhere: its rate, its times, which stream.

    Raises:
        SourceError: The clip cannot be read.
        TraceError: The trace cannot be read.
        ModelError: A model file is missing.
        ArgumentError: What was given is no path.
    """
    detector = event_detector()
    with Recording(path_of("clip", clip), hands=hands, read_as=read_as) as recording:
        for group in recording.groups():
            detector.judge_group(group)
            if on_frame is not None:
                for at in group.instants():
                    on_frame(at.time_s)
        result = detector.finish(recording.name, recording.duration_s or 0.0, recording.warnings)
        return replace(result, player=recording.player)


def events_of(
    observations: Iterable[Observation],
    *,
    name: str,
    duration_s: float,
    warnings: Sequence[str] = (),
) -> EventsResult:
    """As `events`, from observations that are there already.

    Args:
        observations: In time order; palms are found where the hand model ran (`hands` not None).
        name: What the result calls the clip.
        duration_s: The clip's length in seconds.
        warnings: What a reader should know of the clip, a sentence each; handed on.

    Raises:
        ArgumentError: The length is not possible.
    """
    detector, lasts_s = event_detector(), number("duration_s", duration_s, (0, math.inf))
    for group in groups(observations):
        detector.judge_group(group)
    return detector.finish(name, lasts_s, warnings)


def event_detector() -> EventDetector:
    """A fresh detector of events, by the exercises that come along (not the user's own)."""
    bundled = (library.bundled_folder(),)
    return EventDetector(load_exercise("squint", bundled), load_exercise("jaw-open", bundled))


def measure_columns(*, hands: bool = False) -> dict[str, Column]:
    """The columns of a table of measures, by the measures' names, in the order of ``measure``.

    Args:
        hands: With the measures of hands.
    """
    rows = [(name, row.unit, row.what) for name, row in MEASURES.items()]
    if hands:
        rows += [(name, row.unit, row.what) for name, row in HAND_MEASURES.items()]
    return {name: Column(with_unit(name, unit), "number", unit, what) for name, unit, what in rows}


def observe(
    clip: str | Path, *, hands: bool = False, read_as: ReadAs = PLAIN
) -> Iterator[Observation]:
    """What the models see in every frame of a clip, or saw in that of a trace.

    Args:
        clip: A video file, a folder of images, or a trace.
        hands: Whether to look for hands.
        read_as: What is known of the clip from elsewhere: its rate, its times, which stream.

    Raises:
        SourceError: The clip cannot be read.
        TraceError: The trace cannot be read.
        ModelError: A model file is missing.
        ArgumentError: What was given is no path.
    """
    with Recording(
        path_of("clip", clip), hands=hands, read_as=read_as, every_picture=True
    ) as recording:
        yield from recording


def measure(
    clip: str | Path, *, hands: bool = False, read_as: ReadAs = PLAIN
) -> Iterator[tuple[float, Mapping[str, float] | None]]:
    """Every measure at every frame of a clip or trace.

    Args:
        clip: A video file, a folder of images, or a trace.
        hands: Whether to look for hands, and add the measures of hands.
        read_as: What is known of the clip from elsewhere: its rate, its times, which stream.

    Yields:
        The frame's time in seconds, and the measures by name, in the units of `docs/measures.md`;
        None without a face.

    Raises:
        SourceError: The clip cannot be read.
        TraceError: The trace cannot be read.
        ModelError: A model file is missing.
        ArgumentError: What was given is no path.
    """
    watch = HandWatch() if hands else None
    with Recording(
        path_of("clip", clip), hands=hands, read_as=read_as, every_picture=True
    ) as recording:
        lacks = frozenset() if recording.carries is None else lacking(*recording.carries)
        for group in recording.groups(whole=hands):
            rows = all_group_values(group, frozenset(MEASURES), watch)
            for at, values in zip(group.instants(), rows, strict=True):
                if values is not None and lacks:
                    yield at.time_s, {n: v for n, v in values.items() if n not in lacks}
                    continue
                yield at.time_s, values
