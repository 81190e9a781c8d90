"""Writes the clips of the set, each with its truth file."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

import av
import numpy as np

from sample_videos.actor.encode import CLOCK
from sample_videos.untrue.bases import base
from sample_videos.untrue.expecting import expectations, seen_events
from sample_videos.untrue.kinds import KINDS, Order
from sample_videos.untrue.places import places
from sample_videos.untrue.take import Take, read_take
from sample_videos.yaml_text import written

CRF = "21"
FEW_FPS = 14.0
"""The slower takes are filmed at 15 pictures a second, give or take a rounding."""


@lru_cache(maxsize=4)
def _take(clip: Path) -> Take:
    return read_take(clip)


def tampered(order: Order, bases: Path) -> Take:
    """The take of an order whose bases are rendered."""
    kind, rng = KINDS[order.kind], order.rng
    mine = _take(bases / f"{order.who}-{order.exercise}.mp4")
    if kind.beside is not None:
        return kind.beside(mine, _take(bases / f"{order.other}-{order.exercise}.mp4"), rng)
    if kind.covered is not None:
        return kind.covered(mine, places(base(order.who, order.exercise, order.seed)), rng)
    if kind.alone is None:
        raise ValueError(f"{order.kind} is rendered, not tampered with")
    return kind.alone(mine, rng)


def film(order: Order, bases: Path, folder: Path) -> str:
    """Write one clip and its truth file; both are there, or neither."""
    take = tampered(order, bases)
    clip = folder / f"{order.name}.mp4"
    _write(clip, take)
    text = written(truth(order, take), 120)
    clip.with_suffix(".truth.yaml").write_text(text, encoding="utf-8")
    return order.name


def truth(order: Order, take: Take) -> dict[str, Any]:
    """The truth file's content."""
    origin = {**take.origin, "script": order.name, "seed": order.seed}
    origin["condition"] = [f"untrue: {order.kind}"]
    if order.kind in ("two-faces", "the-other-face", "changed-person"):
        origin["other"] = order.other
    document: dict[str, Any] = {
        "schema": "facecheck.truth/1",
        "clip": f"{order.name}.mp4",
        "fps": round(take.fps, 3),
        "frames": len(take.times),
        "origin": origin,
        "description": f"Untrue: {order.kind}.",
    }
    if take.read_as:
        document["read_as"] = dict(take.read_as)
    if take.fps < FEW_FPS:
        # Of blinks that fall between two pictures nobody can know.
        document["labelled"] = ["squint", "jaw_open"]
    return document | {"events": seen_events(take), "expect": expectations(take)}


def _write(path: Path, take: Take) -> None:
    height, width = (side // 2 * 2 for side in take.pictures[0].shape[:2])
    rate = Fraction(take.fps / take.shown).limit_denominator(1001)
    partial = path.with_suffix(".part.mp4")
    options = {"movflags": "use_metadata_tags"} if take.tags else {}
    with av.open(str(partial), "w", options=options) as container:
        container.metadata.update(take.tags)
        stream = container.add_stream("libx264", rate=rate)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.codec_context.time_base = Fraction(1, CLOCK)
        # One thread: the bits must not depend on how many cores a machine has.
        stream.codec_context.options = {"crf": CRF, "preset": "veryfast", "threads": "1"}
        stream.codec_context.gop_size = max(math.ceil(3 * float(rate)), 10)
        for time_s, picture in zip(take.times, take.pictures, strict=True):
            frame = av.VideoFrame.from_ndarray(
                np.ascontiguousarray(picture[:height, :width]), format="rgb24"
            )
            frame.pts, frame.time_base = round(time_s * take.shown * CLOCK), Fraction(1, CLOCK)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    partial.replace(path)
