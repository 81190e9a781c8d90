"""Writes a clip of the set, and its truth file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from facecheck.core.frames import Image
from sample_videos.actor.encode import write_clip
from sample_videos.moved.lids import move_lids
from sample_videos.moved.schedule import Schedule
from sample_videos.moved.source import RestingFace
from sample_videos.yaml_text import written


def pictures(face: RestingFace, schedule: Schedule) -> Iterator[tuple[float, Image]]:
    """The moved pictures at their times."""
    for number in range(round(schedule.duration_s * face.fps)):
        rgb, points = face.at(number)
        moved = rgb.copy()
        for side, move in schedule.moves(number / face.fps).items():
            move_lids(moved, points, side, move)
        height, width = (side // 2 * 2 for side in moved.shape[:2])
        yield number / face.fps, np.ascontiguousarray(moved[:height, :width])


def film(face: RestingFace, schedule: Schedule, folder: Path) -> Path:
    """Write one clip with its truth file beside it; both are there, or neither.

    Returns:
        The clip.
    """
    path = folder / f"{face.name}-{schedule.name}.mp4"
    height, width = (side // 2 * 2 for side in face.pictures[0].shape[:2])
    count = write_clip(path, pictures(face, schedule), (width, height), face.fps, crf=18)
    origin = {
        "kind": "moved",
        "identity": face.name,
        "closure": schedule.closure,
        "upper": schedule.upper,
        "condition": schedule.condition,
    }
    truth = {
        "schema": "facecheck.truth/1",
        "clip": path.name,
        "fps": round(face.fps, 3),
        "frames": count,
        "origin": origin,
        "labelled": ["squint"],
        "events": schedule.events,
        "expect": schedule.expect,
    }
    text = written(truth, 100)
    path.with_suffix(".truth.yaml").write_text(text, encoding="utf-8")
    return path
