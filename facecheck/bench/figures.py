"""What was measured: medians and spreads, and the limits they are held against."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from statistics import median
from typing import Any

from facecheck.core.errors import SourceError

LIMITS: dict[str, tuple[str, float, str, str]] = {
    "score_over_bare": (
        "<=",
        1.00,
        "",
        "`score`, all of it, over a bare loop of cv2 decoding and FaceLandmarker in VIDEO mode",
    ),
    "face_hand_over_sequential": (
        "<=",
        0.70,
        "",
        "both models on threads of their own over one after the other",
    ),
    "non_model_ms": ("<=", 2.0, "ms", "a frame's measures, detector and overlay at 1280x720"),
    "frame_to_overlay_p95_ms": (
        "<=",
        50.0,
        "ms",
        "from a frame in hand to its overlay drawn and "
        "its sounds asked for: face and hands, 1280x720, 30 frames a "
        "second",
    ),
    "trace_fps": (">=", 50_000.0, "frames/s", "scoring a recorded trace again"),
    "two_workers_speedup": (">=", 1.8, "", "two processes over one, over a folder of clips"),
    "memory_mb": ("<=", 600.0, "MB", "the most memory that scoring with both models takes"),
    "watches_cpu_over_none": (
        "<=",
        1.05,
        "",
        "processor time of `score` over the same without its watches for pictures that are not "
        "true: covered, still, turned, of somebody else; of a clip that has none",
    ),
    "score_cpu_over_bare": (
        "<=",
        0.80,
        "",
        "processor time of `score`, face only, 640x480, over that bare loop's: whole processes",
    ),
    "face_hand_cpu_over_before": (
        "<=",
        0.60,
        "",
        "processor time of `score` of a palm and of a band over another build's",
    ),
    "score_60fps_cpu_over_before": ("<=", 0.50, "", "the same, a clip of 60 pictures a second"),
    "short_clip_cpu_over_before": ("<=", 0.60, "", "the same, a clip of five seconds"),
    "memory_over_before": ("<=", 0.70, "", "the most memory with both models over that build's"),
    "page_sessions_per_core": (
        ">=",
        200.0,
        "",
        "sessions of 30 observations a second whose models run in the page, by the processor time "
        "that the server takes for one",
    ),
    "trace_fps_over_before": (
        ">=",
        2.0,
        "",
        "frames of a trace in a second of processor time over that build's",
    ),
    "live_p95_over_before": ("<=", 0.75, "", "frame_to_overlay_p95_ms over that build's"),
}
"""Name to the comparison, the limit, the unit and what it is: design.md, section 7."""

DETAILS: dict[str, tuple[str, str]] = {
    "decode_ms": ("ms", "decoding and conversion, a frame at 1280x720"),
    "face_model_ms": ("ms", "the face model, a frame at 1280x720"),
    "hand_model_ms": ("ms", "the hand model with a hand in view, a frame at 1280x720"),
    "load_models_ms": ("ms", "loading both models"),
    "measures_ms": (
        "ms",
        "the measures that `jaw-open` is judged by, a frame by itself, as in `live`",
    ),
    "detector_ms": ("ms", "from measures to an update, one frame"),
    "overlay_ms": ("ms", "drawing the overlay at 1280x720"),
    "encode_ms": ("ms", "writing an annotated frame as H.264 at 1280x720"),
    "live_fps": ("frames/s", "pictures shown in that live session"),
    "live_dropped": ("frames", "frames of it that nobody looked at"),
    "trace_hands_fps": ("frames/s", "scoring a trace with hands again"),
    "score_ms_640": ("ms", "`score` without hands, a frame at 640x360"),
    "score_ms_1280": ("ms", "the same at 1280x720"),
    "score_ms_1920": ("ms", "the same at 1920x1080"),
    "score_ms_two_faces": ("ms", "the same at 1280x360, with a second face beside the first"),
    "memory_four_times_mb": ("MB", "memory_mb, of a clip four times as long"),
    "memory_2_minutes_mb": ("MB", "the face model alone: 2 minutes at 320x180, 10 frames a second"),
    "memory_30_minutes_mb": ("MB", "the same, 30 minutes"),
    "memory_2_hours_mb": ("MB", "the same, 2 hours"),
    "score_wall_over_bare": ("", "score_cpu_over_bare by the clock"),
    "score_cpu_over_bare_others": ("%", "of the machine that others used meanwhile"),
    "face_hand_wall_over_before": ("", "face_hand_cpu_over_before by the clock"),
    "face_hand_cpu_over_before_others": ("%", "of the machine that others used meanwhile"),
    "score_60fps_wall_over_before": ("", "score_60fps_cpu_over_before by the clock"),
    "score_60fps_cpu_over_before_others": ("%", "of the machine that others used meanwhile"),
    "short_clip_wall_over_before": ("", "short_clip_cpu_over_before by the clock"),
    "short_clip_cpu_over_before_others": ("%", "of the machine that others used meanwhile"),
    "trace_fps_over_before_others": ("%", "of the machine that others used meanwhile"),
    "live_p95_over_before_others": ("%", "of the machine that others used meanwhile"),
}
"""What has no limit: where the time goes."""

KNOWN = (*LIMITS, *DETAILS)
"""Every figure, in the order in which a page shows them."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One row.

    Attributes:
        name: As in the tables above.
        value: The median of the runs.
        low: The least of them.
        high: The most of them.
        runs: How many there were.
    """

    name: str
    value: float
    low: float
    high: float
    runs: int

    @classmethod
    def of(cls, name: str, values: Sequence[float]) -> Figure:
        """The median and the spread of several runs."""
        return cls(name, median(values), min(values), max(values), len(values))

    @property
    def limit(self) -> float | None:
        """What it is held against; None for a detail."""
        return LIMITS[self.name][1] if self.name in LIMITS else None

    @property
    def unit(self) -> str:
        """The unit; empty for a ratio."""
        return LIMITS[self.name][2] if self.name in LIMITS else DETAILS[self.name][0]

    @property
    def what(self) -> str:
        """What it is, in words."""
        return LIMITS[self.name][3] if self.name in LIMITS else DETAILS[self.name][1]

    @property
    def ok(self) -> bool | None:
        """Whether it keeps its limit; None where there is none."""
        if self.name not in LIMITS:
            return None
        sign, limit, _, _ = LIMITS[self.name]
        return self.value <= limit if sign == "<=" else self.value >= limit

    @classmethod
    def read(cls, path: Path) -> list[Figure]:
        """The figures of a bench document.

        Raises:
            SourceError: It cannot be read, or is none.
        """
        try:
            rows = json.loads(path.read_text("utf-8"))["rows"]
            names = [field.name for field in fields(cls)]
            return [cls(*(row[name] for name in names)) for row in rows if row["name"] in KNOWN]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise SourceError(
                "{path}: no bench document; make one with: facecheck bench --json {name}",
                path=path,
                name=path.name,
            ) from error

    def to_dict(self) -> dict[str, Any]:
        """The row of the bench document."""
        row = {k: round(v, 4) if isinstance(v, float) else v for k, v in asdict(self).items()}
        return row | {"limit": self.limit, "unit": self.unit, "ok": self.ok}


def seconds(work: Callable[[], object]) -> float:
    """How long something takes."""
    begun_s = time.perf_counter()
    work()
    return time.perf_counter() - begun_s


def in_turns(
    first: Callable[[], object], second: Callable[[], object], rounds: int
) -> tuple[list[float], list[float]]:
    """Time two things in turns, so that what else the machine does meets both alike."""
    pairs = [(seconds(first), seconds(second)) for _ in range(rounds)]
    return [a for a, _ in pairs], [b for _, b in pairs]
