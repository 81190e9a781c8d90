"""Events that another program or person found, as labels: BIDS, Neon, Live Link Face, py-feat."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

import numpy as np
from numpy.typing import NDArray

from facecheck.core.errors import SourceError
from facecheck.core.events import FaceEvent
from facecheck.inputs.other_programs.live_link import ShapeCurves, is_live_link, live_link_curves
from facecheck.inputs.other_programs.tables import Floats, Table, read_table

BLINK_S = 0.5
"""A longer closure is no blink."""
WORD_S = 0.6
"""A mouth that is open for less may be speaking."""
LEAST_RANGE = 0.2
"""A blendshape that never leaves its rest by more shows no movement, but its own wavering."""
HALF = 0.5
NEON_ZERO = "world_timestamps.csv"
_SAME = {
    "eye_blink": "blink",
    "blinks": "blink",
    "eyeblink": "blink",
    "jawopen": "jaw_open",
    "mouth_open": "jaw_open",
    "eyes_shut": "eyes_closed",
    "eye_closure": "eyes_closed",
}
"""Other words for the kinds of events."""

LabelledSide = Literal["both", "left", "right"]


@dataclass(frozen=True, slots=True)
class Labels:
    """What somebody else found in a clip.

    Attributes:
        program: Who, for the truth file's origin.
        events: In order of time, in seconds from the clip's first picture.
        kinds: The kinds that were looked for, so that their absence says something.
    """

    program: str
    events: tuple[FaceEvent, ...]
    kinds: tuple[str, ...]


def read_labels(path: Path, frame_times_s: Sequence[float] = ()) -> Labels:
    """Read a file of events, or of blendshapes in which events are found.

    Args:
        path: A BIDS `_events.tsv`, Pupil Labs' `blinks.csv`, Live Link Face's CSV, or a py-feat
            `Fex` CSV.
        frame_times_s: Times of the clip's frames, which a `Fex` names by their number.

    Raises:
        SourceError: It is none of these, or cannot be read.
    """
    table = read_table(path)
    if table.has("onset", "duration"):
        return _bids(table)
    if table.has("start timestamp [ns]", "end timestamp [ns]"):
        return _neon(table, path.parent / NEON_ZERO)
    if is_live_link(table):
        return Labels("Live Link Face", *_events_of(live_link_curves(table)))
    if table.has("frame", "facescore"):
        return _fex(table, frame_times_s)
    raise SourceError(
        "{path}: is none of: BIDS events (onset, duration), Neon blinks (start "
        "timestamp [ns]), Live Link Face (Timecode, BlendShapeCount), py-feat Fex "
        "(frame, FaceScore)",
        path=path,
    )


def _bids(table: Table) -> Labels:
    onsets, durations = table.numbers("onset"), table.numbers("duration")
    types = table.text("trial_type") if table.has("trial_type") else [""] * len(onsets)
    sides = table.text("side") if table.has("side") else [""] * len(onsets)
    events = []
    rows = zip(onsets.tolist(), durations.tolist(), types, sides, strict=True)
    for start_s, lasts_s, kind, side in rows:
        # `n/a` is a point in time; a truth file speaks of stretches from the first picture on.
        if lasts_s > 0 and start_s >= 0:
            events.append(FaceEvent(_kind(kind), _side(side), start_s, start_s + lasts_s, 1.0))
    events.sort(key=lambda e: e.start_s)
    return Labels("BIDS events", tuple(events), tuple(dict.fromkeys(e.kind for e in events)))


def _kind(text: str) -> str:
    word = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")
    return _SAME.get(word, word) or "event"


def _side(text: str) -> LabelledSide | None:
    return cast("LabelledSide", text.lower()) if text.lower() in ("both", "left", "right") else None


def _neon(table: Table, zero: Path) -> Labels:
    if not zero.is_file():
        raise SourceError(
            "{name}: counts in the recorder's own time; put {neon_zero} of the same "
            "recording beside it",
            name=table.name,
            neon_zero=NEON_ZERO,
        )
    try:
        first = min(int(cell) for cell in read_table(zero).text("timestamp [ns]"))
        # Whole numbers: a float of nanoseconds since 1970 is good to 256 of them at best.
        spans = [
            ((int(a) - first) / 1e9, (int(b) - first) / 1e9)
            for a, b in zip(
                table.text("start timestamp [ns]"), table.text("end timestamp [ns]"), strict=True
            )
        ]
    except (ValueError, OverflowError) as error:
        raise SourceError(
            "{name}: a time stamp is no whole number ({error})", name=table.name, error=error
        ) from error
    events = [_closure(a, b, "both") for a, b in sorted(spans) if b > a >= 0]
    return Labels("Pupil Labs Neon", tuple(events), ("blink", "eyes_closed"))


def _fex(table: Table, frame_times_s: Sequence[float]) -> Labels:
    frames = table.numbers("frame")
    if not np.isfinite(frames).all() or (frames < 0).any():
        raise SourceError("{name}: a row says no frame", name=table.name)
    numbers = frames.astype(int)
    if table.has("timestamp"):
        times = table.numbers("timestamp")
        if not np.isfinite(times).all():
            raise SourceError("{name}: a row says no time", name=table.name)
    elif numbers.size and numbers.max() >= len(frame_times_s):
        raise SourceError(
            "{name}: speaks of frame {max}, the clip has {frame_times_s}",
            name=table.name,
            max=numbers.max(),
            frame_times_s=len(frame_times_s),
        )
    else:
        times = np.array(frame_times_s, np.float64)[numbers]
    # Of several faces in a frame the one that comes first, which py-feat is surest of.
    first = np.unique(numbers, return_index=True)[1]
    if table.has("eyeBlinkLeft", "eyeBlinkRight", "jawOpen"):
        names = {n: n for n in ("eyeBlinkLeft", "eyeBlinkRight", "jawOpen")}
    elif table.has("AU43"):
        names = {"eyeBlinkLeft": "AU43", "eyeBlinkRight": "AU43"}
        names |= {"jawOpen": "AU26"} if table.has("AU26") else {}
    else:
        raise SourceError(
            "{name}: has neither blendshapes (eyeBlinkLeft) nor AU43", name=table.name
        )
    shapes = {name: table.numbers(column)[first] for name, column in names.items()}
    return Labels("py-feat", *_events_of(ShapeCurves(times[first], shapes)))


def _events_of(curves: ShapeCurves) -> tuple[tuple[FaceEvent, ...], tuple[str, ...]]:
    """Closures and jaw openings, each blendshape against a rest and a range of its own.

    At rest one person's `eyeBlink` reads 0.0 and another's 0.35: half of the way from where it is
    as a rule to where it went at most tells the eyes of both.
    """
    events: list[FaceEvent] = []
    eyes = {s: _spans(curves, f"eyeBlink{s.title()}") for s in ("left", "right")}
    both = _together(curves, "eyeBlinkLeft", "eyeBlinkRight")
    events += [_closure(a, b, "both") for a, b in both]
    for side, spans in eyes.items():
        alone = [(a, b) for a, b in spans if not any(a < d and c < b for c, d in both)]
        events += [_closure(a, b, cast("LabelledSide", side)) for a, b in alone]
    events += [
        FaceEvent("jaw_open", None, a, b, 1.0)
        for a, b in _spans(curves, "jawOpen")
        if b - a >= WORD_S
    ]
    kinds = ("blink", "eyes_closed") + (("jaw_open",) if "jawOpen" in curves.shapes else ())
    return tuple(sorted(events, key=lambda e: (e.start_s, e.end_s))), kinds


def _level(curves: ShapeCurves, name: str) -> Floats | None:
    curve = curves.shapes.get(name)
    seen = curve[np.isfinite(curve)] if curve is not None else np.zeros(0)
    if curve is None or not seen.size:
        return None
    rest, most = np.quantile(seen, 0.25), seen.max()
    if most - rest < LEAST_RANGE:
        return None
    return np.asarray(np.nan_to_num((curve - rest) / (most - rest), nan=0.0), np.float64)


def _together(curves: ShapeCurves, one: str, other: str) -> list[tuple[float, float]]:
    levels = [_level(curves, one), _level(curves, other)]
    known = [level for level in levels if level is not None]
    return _runs(curves.times_s, np.minimum(*known) >= HALF) if len(known) == 2 else []


def _spans(curves: ShapeCurves, name: str) -> list[tuple[float, float]]:
    level = _level(curves, name)
    return [] if level is None else _runs(curves.times_s, level >= HALF)


def _runs(times_s: Floats, high: NDArray[np.bool_]) -> list[tuple[float, float]]:
    edges = np.diff(high.astype(int), prepend=0, append=0)
    begins, ends = np.flatnonzero(edges > 0), np.flatnonzero(edges < 0)
    last = float(times_s[-1] + (np.median(np.diff(times_s)) if len(times_s) > 1 else 0.0))
    after = [*times_s.tolist(), last]
    return [(float(times_s[a]), after[b]) for a, b in zip(begins, ends, strict=True)]


def _closure(start_s: float, end_s: float, side: LabelledSide) -> FaceEvent:
    kind = "blink" if end_s - start_s <= BLINK_S else "eyes_closed"
    return FaceEvent(kind, side, start_s, end_s, 1.0)
