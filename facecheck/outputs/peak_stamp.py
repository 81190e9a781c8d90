"""What a peak's picture says of itself: whose attempt it shows, in the JPEG file's own comment.

A name can be changed and says nothing of the person; the comment goes along with the file.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

SCHEMA = "facecheck.peak/1"
_COMMENT, _SCAN, _START = b"\xff\xfe", b"\xff\xda", b"\xff\xd8"


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which attempt a picture shows.

    Attributes:
        owner: The key of the history that the attempt is kept in; None where it is kept in none.
        source: The camera's name, or the clip's.
        exercise: Its id.
        attempt: Its number in the set, from 1.
        peak: The level at the peak, as a fraction of full effort.
        peak_s: When that was, in seconds from the beginning of the set.
        at: The time of day of the peak, with its offset; None where that is not known.
    """

    owner: str | None
    source: str
    exercise: str
    attempt: int
    peak: float
    peak_s: float
    at: datetime | None


def stamped(picture: bytes, stamp: Stamp) -> bytes:
    """A JPEG file with a stamp, behind the header that must be its first part.

    Args:
        picture: As ``cv2.imencode`` makes it.
        stamp: What to write; shorter than 64 kB.
    """
    values = {"schema": SCHEMA, **asdict(stamp), "at": stamp.at and stamp.at.isoformat()}
    text = json.dumps(values).encode("ascii")
    place = 4 + int.from_bytes(picture[4:6], "big") if picture[2:4] == b"\xff\xe0" else 2
    comment = _COMMENT + (len(text) + 2).to_bytes(2, "big") + text
    return picture[:place] + comment + picture[place:]


def stamp_of(picture: bytes) -> Stamp | None:
    """The stamp of a JPEG file; None for any other file, and for a stamp that is damaged."""
    if picture[:2] != _START:
        return None
    place = 2
    while picture[place : place + 1] == b"\xff" and picture[place : place + 2] != _SCAN:
        size = int.from_bytes(picture[place + 2 : place + 4], "big")
        if picture[place : place + 2] == _COMMENT:
            found = _read(picture[place + 4 : place + 2 + size])
            if found is not None:
                return found
        place += 2 + max(size, 2)
    return None


def _read(comment: bytes) -> Stamp | None:
    try:
        values: dict[str, Any] = json.loads(comment)
        if values.pop("schema") != SCHEMA:
            return None
        at = values["at"]
        stamp = Stamp(**{**values, "at": None if at is None else datetime.fromisoformat(at)})
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    whole = isinstance(stamp.attempt, int) and isinstance(stamp.peak, float)
    return stamp if whole and (stamp.at is None or stamp.at.tzinfo is not None) else None
