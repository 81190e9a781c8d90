"""The truth of a clip: events found on the mesh, written beside the clip."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sample_videos.actor.action import BOTH, MOVES, Action, Performance
from sample_videos.actor.face import Expression, FaceRig, FaceTruth
from sample_videos.actor.mesh import FloatArray
from sample_videos.yaml_text import written

# Truth is read at this rate whatever the clip's: a 12 fps clip has the truth of a 60 fps one.
RATE_HZ = 240.0
BEGUN, HELD = 0.10, 0.90  # shares of the plateau at which a movement begins and is held
FLAT = ("", "flat", "cupped")  # a hollow hand still lies on the cheek with its palm
LIDS = ("squint", "blink", "eyes_closed", "look_down")


@dataclass(frozen=True, slots=True)
class Expectation:
    """What scoring a clip for an exercise must find.

    Attributes:
        exercise: Its id.
        hold_s: The hold that counts.
        counted: Repetitions that must be counted.
        faults: What must be named, and nothing else; None leaves the faults unjudged.
    """

    exercise: str
    hold_s: float
    counted: int
    faults: tuple[str, ...] | None = None
    minutes: float | None = None
    within: float | None = None

    def as_yaml(self, contact_s: Callable[[], float]) -> dict[str, Any]:
        """The line of the truth file; `contact_s` reads off the mesh what a session is done for."""
        line: dict[str, Any] = {"exercise": self.exercise}
        if self.minutes is None:
            line |= {"hold_s": self.hold_s, "counted": self.counted}
        else:
            seconds = round(contact_s(), 2)
            line |= {"minutes": self.minutes, "counted": self.counted, "seconds": seconds}
            if self.within is not None:
                line["within"] = self.within
        if self.faults is not None:
            line["faults"] = list(self.faults)
        return line


def read_mesh(rig: FaceRig, expressions: Sequence[Expression]) -> dict[str, FloatArray]:
    """Truth of many expressions: name of each field of `FaceTruth` -> `(N,)`."""
    rows = [rig.measure(e) for e in expressions]
    return {name: np.array([getattr(row, name) for row in rows]) for name in FaceTruth.__slots__}


def closure(rig: FaceRig, table: dict[str, FloatArray], side: str) -> FloatArray:
    """Share of the resting aperture that is gone, 0 open to 1 shut, of the eyes of `side`."""
    sides = ("left", "right") if side == BOTH else (side,)
    gone = np.mean(
        [1 - table[f"aperture_{s}"] * rig.eye_width / rig.rest_aperture[s] for s in sides], axis=0
    )
    return np.asarray(gone)


def crossing(time_s: FloatArray, value: FloatArray, level: float) -> tuple[float, float] | None:
    """First and last time at which `value` passes `level`, interpolated between samples."""
    above = np.flatnonzero(value >= level)
    if not len(above):
        return None
    first, last = int(above[0]), int(above[-1])

    def between(i: int, j: int) -> float:
        if i < 0 or j >= len(value) or value[i] == value[j]:
            return float(time_s[max(i, 0)] if j > i else time_s[i])
        return float(
            time_s[i] + (level - value[i]) / (value[j] - value[i]) * (time_s[j] - time_s[i])
        )

    return between(first - 1, first), between(last, last + 1) if last + 1 < len(value) else float(
        time_s[last]
    )


def event_kind(action: Action) -> str:
    """Kind of the event that an action makes; empty for none."""
    if action.event is not None:
        return action.event
    if action.kind in MOVES:
        return MOVES[action.kind][1]
    if action.kind == "palm":
        if action.style == "tips":
            return "fingers_on_cheek"
        return "palm_on_cheek" if action.style in FLAT else "hand_on_cheek_not_flat"
    return {
        "pass": "hand_passing",
        "wave": "hand_waving",
        "band": "band_under_chin",
        "toner": "toner_on_face",
        "massage": "hand_on_face",
        "cover": "hand_on_nose_eye" if action.style == "eye" else "hand_on_mouth",
    }.get(action.kind, action.kind)


def find_events(
    rig: FaceRig,
    performance: Performance,
    other: Callable[[Action, FloatArray], FloatArray | None],
) -> list[dict[str, Any]]:
    """Events of a performance, in order of time.

    Args:
        rig: The face.
        performance: What it does.
        other: Truth signal at given times of actions that are not of the face (hands, presence): 0
            none to 1 full.
    """
    out: list[dict[str, Any]] = []
    for action in performance.actions:
        kind = event_kind(action)
        if not kind:
            continue
        stop = min(action.end_s, performance.duration_s)
        time_s = np.arange(action.start_s, stop + 1 / RATE_HZ, 1 / RATE_HZ)
        value = other(action, time_s)
        if value is None:
            table = read_mesh(rig, performance.expressions(time_s))
            if kind in LIDS:
                value = closure(rig, table, action.side)
            elif kind in ("jaw_open", "mouth_open_small"):
                value = table["lip_gap"]
            elif kind == "jaw_open_lips_closed":
                value = table["jaw_deg"]
            else:
                # The mesh moves in proportion to the level, so the level passes the shares at the
                # same instants.
                value = action.envelope(time_s)
        held = (time_s >= action.start_s + action.rise_s) & (
            time_s <= action.start_s + action.rise_s + action.hold_s
        )
        plateau = float(np.median(value[held])) if held.sum() > 3 else float(value.max())
        base = float(value[0])
        relative = (value - base) / max(plateau - base, 1e-9)
        span, hold = crossing(time_s, relative, BEGUN), crossing(time_s, relative, HELD)
        if span is None or hold is None:
            continue
        event: dict[str, Any] = {
            "kind": kind,
            "start_s": round(span[0], 3),
            "end_s": round(span[1], 3),
        }
        if action.hold_s >= 0.3:
            event["hold_start_s"], event["hold_end_s"] = round(hold[0], 3), round(hold[1], 3)
        if kind in (
            "squint",
            "eyes_closed",
            "palm_on_cheek",
            "hand_on_cheek_not_flat",
            "fingers_on_cheek",
            "toner_on_face",
            "hand_on_face",
        ) or kind.startswith("along_"):
            event["side"] = action.side
        if abs(action.level - 1) > 0.01 and kind in MOVES_WITH_LEVEL:
            event["level"] = round(action.level, 2)
        if action.note:
            event["note"] = action.note
        out.append(event)
    return sorted(out, key=lambda event: (event["start_s"], event["kind"]))


MOVES_WITH_LEVEL = ("squint", "jaw_open", "jaw_open_lips_closed", "look_down")


def write_truth(path: Path, document: dict[str, Any]) -> None:
    """Write a truth file; one event a line, so that a change reads well in a diff."""
    path.write_text(written(document, 160))


def write_frames(
    path: Path, time_s: FloatArray, rig: FaceRig, expressions: Sequence[Expression]
) -> None:
    """Per-frame truth as CSV: time, the fields of `FaceTruth`, the head's pose in degrees."""
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        names = list(FaceTruth.__slots__)
        writer.writerow(["time_s", *names, "yaw_deg", "pitch_deg", "roll_deg"])
        for t, e in zip(time_s, expressions, strict=True):
            row = asdict(rig.measure(e))
            values = [row[name] for name in names] + [e.yaw_deg, e.pitch_deg, e.roll_deg]
            writer.writerow([f"{t:.5f}", *(f"{v:.5f}" for v in values)])
