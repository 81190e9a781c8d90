"""Frame stamps of a recording of the Lab Streaming Layer (XDF), by pyxdf."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

from facecheck.core.errors import SourceError

EXTRA = "pip install 'facecheck[lab]'"
_CAMERAS = ("video", "frame", "camera", "webcam", "image")


def read_xdf(path: Path) -> list[Decimal]:
    """The stamps of the stream that marks pictures, in seconds.

    Stamps are taken as they were recorded, with the clocks of two machines brought together. What
    pyxdf does by default lays them on a straight line, which a webcam that slows down in poor
    light does not keep to: it moved such stamps by up to 1.76 s.

    Args:
        path: The file; ``NAME.xdf#STREAM`` names a stream.

    Raises:
        SourceError: pyxdf is missing, the file cannot be read, or no stream is meant.
    """
    name, _, wanted = path.name.partition("#")
    file = path.with_name(name)
    try:
        import pyxdf
    except ImportError as error:
        raise SourceError(
            "{name}: XDF needs pyxdf; run: {extra}", name=name, extra=EXTRA
        ) from error
    if not file.is_file():
        raise SourceError("{file}: no such file; check the path", file=file)
    with file.open("rb") as opened:
        if not opened.read(4).startswith((b"XDF:", b"\x1f\x8b")):
            raise SourceError("{file}: not an XDF recording that pyxdf can read", file=file)
    try:
        streams, _ = pyxdf.load_xdf(str(file), dejitter_timestamps=False)
    except Exception as error:  # a parser of damaged files raises whatever it meets
        raise SourceError("{file}: not an XDF recording that pyxdf can read", file=file) from error
    stream = _chosen([s for s in streams if len(s["time_stamps"])], wanted, name)
    stamps = [Decimal(repr(float(stamp))) for stamp in stream["time_stamps"]]
    return _in_order_of_frames(stream["time_series"], stamps)


def _chosen(streams: Sequence[Any], wanted: str, name: str) -> Any:
    titles = [str(stream["info"]["name"][0]) for stream in streams]
    if wanted:
        found = [s for s, title in zip(streams, titles, strict=True) if title == wanted]
    else:
        found = [s for s in streams if any(word in _about(s) for word in _CAMERAS)] or [*streams]
    if len(found) == 1:
        return found[0]
    there = ", ".join(repr(title) for title in titles) or "none with samples"
    raise SourceError(
        "{name}: name the stream that marks pictures, as {name}#NAME; there: {there}",
        name=name,
        there=there,
    )


def _about(stream: Any) -> str:
    info = stream["info"]
    return f"{info['name'][0]} {info['type'][0]}".lower()


def _in_order_of_frames(samples: Any, stamps: list[Decimal]) -> list[Decimal]:
    """A sample that holds its picture's number says which are missing between.

    Where a stamp was lost on the way its picture is still in the film; a time between its
    neighbours' stands in, so that the pictures behind it keep their own.
    """
    try:
        numbers = [int(float(sample[0])) for sample in samples]
        whole = all(float(sample[0]) == n for sample, n in zip(samples, numbers, strict=True))
    except (TypeError, ValueError, IndexError):
        return stamps
    steps = [b - a for a, b in pairwise(numbers)]
    if not whole or not steps or min(steps) < 1 or len(stamps) != len(numbers):
        return stamps
    filled = [stamps[0]]
    for step, stamp in zip(steps, stamps[1:], strict=True):
        before = filled[-1]
        filled += [before + (stamp - before) * k / step for k in range(1, step + 1)]
    return filled
