"""A first draft of a truth file, from what was detected, for a person to correct."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from facecheck.core.errors import OutputError
from facecheck.core.events import FaceEvent
from facecheck.core.read_as import PLAIN, ReadAs
from facecheck.core.results import EventsResult, ScoreResult
from facecheck.core.targets import Targets
from facecheck.evaluate.judge import Judge
from facecheck.evaluate.truth import TRUTH_SCHEMA, TRUTH_SUFFIX
from facecheck.inputs.other_programs.labels import read_labels
from facecheck.inputs.sources import open_clip
from facecheck.outputs.files import write_text_atomically

_HEADER = """\
# A draft, written by facecheck from what it detected itself: as it stands it proves nothing.
# Watch the clip frame by frame, correct every line, add what is missing, take out what is wrong,
# then say in `origin` where the clip comes from. docs/labelling.md explains each key.
"""


def truth_path(clip: Path) -> Path:
    """Where a clip's truth file lies.

    >>> truth_path(Path("clips/a.mp4")).name
    'a.truth.yaml'
    """
    return clip.with_name(clip.stem + TRUTH_SUFFIX)


DRAFTED = ("jaw-open", "squint")
"""Exercises that a draft has a line for: the movements that every clip may hold."""
DRAFT_HOLD_S = 0.5


def label_clip(clip: Path, judge: Judge, *, read_as: ReadAs = PLAIN, force: bool = False) -> Path:
    """Watch a clip and write a draft of its truth file beside it.

    Args:
        clip: The clip.
        judge: What watches it.
        read_as: How it is read; the truth file then says so.
        force: Write over a truth file that is there.

    Returns:
        The truth file.

    Raises:
        OutputError: The file exists and ``force`` is not set, or it cannot be written.
        SourceError: The clip cannot be read.
    """
    path = truth_path(clip)
    # Before the models run for minutes, and again when the draft is written.
    _refuse(path, force)
    with judge.watch(clip, hands=True, read_as=read_as) as watched:
        scores = [watched.score(one, Targets(hold_s=DRAFT_HOLD_S)) for one in DRAFTED]
        # A trace knows the name that the clip had when it was first seen.
        events = replace(watched.events(), clip=clip.name)
    write_draft(path, draft(events, scores, read_as), force=force)
    return path


_FROM_HEADER = """\
# Events that {program} found, from {name}. They are its opinion: watch the clip before
# you call them true. docs/labelling.md explains each key.
"""


def label_from(clip: Path, labels: Path, *, read_as: ReadAs = PLAIN, force: bool = False) -> Path:
    """Write another program's events beside a clip as its truth file.

    `evaluate` then says how far facecheck agrees with it.

    Args:
        clip: The clip, of which frames and times are taken; no model looks at it.
        labels: What `read_labels` reads.
        read_as: How the clip is read.
        force: Write over a truth file that is there.

    Returns:
        The truth file.

    Raises:
        OutputError: The file exists and ``force`` is not set, or it cannot be written.
        SourceError: The clip or the labels cannot be read.
    """
    path = truth_path(clip)
    _refuse(path, force)
    with open_clip(clip, read_as) as source:
        times_s = [frame.time_s for frame in source]
        duration_s = source.duration_s or 0.0
    found = read_labels(labels, times_s)
    fps = len(times_s) / duration_s if duration_s > 0 else 1.0
    events = [event for event in found.events if event.start_s < duration_s]
    lines = [
        _FROM_HEADER.format(program=found.program, name=_quoted(labels.name))
        + f"schema: {TRUTH_SCHEMA}",
        f"clip: {_quoted(clip.name)}",
        f"fps: {fps:.3f}",
        f"frames: {len(times_s)}",
        f"origin: {{kind: real, labelled_by: {_quoted(found.program)}}}",
        *_how(read_as),
        f"labelled: [{', '.join(found.kinds)}]",
        "events:" if events else "events: []",
        *(_event(event) for event in events),
        "expect: []",
    ]
    write_draft(path, "\n".join(lines) + "\n", force=force)
    return path


def draft(events: EventsResult, scores: Sequence[ScoreResult] = (), read_as: ReadAs = PLAIN) -> str:
    """The text of a draft.

    Args:
        events: What was detected.
        scores: Exercises to draft an ``expect`` line for.
        read_as: How the clip was read.
    """
    fps = events.frames / events.duration_s if events.duration_s > 0 else 0.0
    lines = [
        f"schema: {TRUTH_SCHEMA}",
        f"clip: {_quoted(events.clip)}",
        f"fps: {fps:.3f}",
        f"frames: {events.frames}",
        "origin: {kind: draft}",
        *_how(read_as),
        "events:" if events.events else "events: []",
        *(_event(event) for event in events.events),
        "expect:" if scores else "expect: []  # - {exercise: jaw-open, hold_s: 5.0, counted: 3}",
        *(
            f"- {{exercise: {s.exercise}, hold_s: {s.hold_s:g}, counted: {s.counted}}}"
            for s in scores
        ),
    ]
    return _HEADER + "\n".join(lines) + "\n"


def write_draft(path: Path, text: str, *, force: bool = False) -> None:
    """Write a draft whole or not at all, and never over a person's work unasked.

    Raises:
        OutputError: The file exists and ``force`` is not set, or it cannot be written.
    """
    _refuse(path, force)
    write_text_atomically(path, text)


def _refuse(path: Path, force: bool) -> None:
    if path.exists() and not force:
        raise OutputError(
            "{path}: exists already; add --force to replace it and lose what is in it", path=path
        )


def _how(read_as: ReadAs) -> list[str]:
    """The line of a truth file that says how its clip is read; none where the clip says it."""
    said = {
        "fps": read_as.fps,
        "speed": read_as.speed,
        "times": None if read_as.times is None else _quoted(read_as.times.name),
        "stream": read_as.stream,
        "mirrored": "true" if read_as.mirrored else None,
        "turn": read_as.turn,
        "face": None if read_as.face == "largest" else _quoted(read_as.face),
    }
    keys = ", ".join(f"{key}: {value}" for key, value in said.items() if value is not None)
    return [f"read_as: {{{keys}}}"] if keys else []


def _event(event: FaceEvent) -> str:
    side = "" if event.side is None else f", side: {event.side}"
    times = f"start_s: {event.start_s:.3f}, end_s: {event.end_s:.3f}"
    return f"- {{kind: {event.kind}, {times}{side}}}"


def _quoted(name: str) -> str:
    """A name that any YAML reader takes for text: JSON is YAML."""
    return json.dumps(name, ensure_ascii=False)
